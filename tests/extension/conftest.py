"""A real Chromium with the content scripts loaded as plain scripts, the way the demo page loads them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.extension.driver import shared_driver
from tests.extension.replies import ARTICLE, reply_to

CONTENT = Path(__file__).resolve().parents[2] / "extension" / "content"
FILES: dict[str, list[str]] = json.loads((CONTENT / "files.json").read_text(encoding="utf-8"))
CHROMIUM = "/usr/bin/chromium"
_START = """reply => {
  window.states = [];
  const postPassages = async (body) => { window.sent = body; return reply; };
  return Sidelight.start({ postPassages, report: ({ root, ...state }) => window.states.push(state) });
}"""

Open = Callable[..., Page]


def add_content_scripts(page: Page) -> Page:
    """Load the content scripts into a page, and its style sheet."""
    for name in FILES["scripts"]:
        page.add_script_tag(path=CONTENT / name)
    for name in FILES["styles"]:
        page.add_style_tag(path=CONTENT / name)
    return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give one browser for all tests of this folder."""
    with shared_driver() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def scripts(chromium: Browser) -> Iterator[Page]:
    """Give a blank page with the content scripts, for what needs no page of its own."""
    context = chromium.new_context()
    yield add_content_scripts(context.new_page())
    context.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Open pages from HTML, with the content scripts on them; an error in a script fails the test."""
    contexts = []
    errors: list[str] = []

    def open_html(html: str, **settings: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1000, "height": 800}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_content(html)
        return add_content_scripts(page)

    yield open_html
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def noted_page(open_page: Open) -> Callable[..., Page]:
    """Open the sample article with notes of every kind on it."""

    def open_noted(reply: dict[str, Any] | None = None, **settings: Any) -> Page:
        page = open_page(ARTICLE, **settings)
        text = page.evaluate("Sidelight.readPassages(document, document.title).text")
        page.evaluate(_START, {"reply": reply or reply_to(text)})
        return page

    return open_noted
