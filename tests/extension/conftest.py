"""A real Chromium with the content scripts loaded as plain scripts, the way the demo page loads them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.extension.driver import shared_driver
from tests.extension.replies import ARTICLE, reply_to

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
CONTENT = EXTENSION / "content"
LOCALES = EXTENSION / "_locales"
FILES: dict[str, list[str]] = json.loads((CONTENT / "files.json").read_text(encoding="utf-8"))
CHROMIUM = "/usr/bin/chromium"
_START = """reply => {
  window.states = [];
  window.done = [];
  const keep = (name, answer) => async (...given) => { window.done.push([name, ...given]); return answer; };
  const names = ["report", "request", "hideEntry", "showEntry", "hideSite"];
  const actions = Object.fromEntries(names.map((name) => [name, keep(name, { ok: true })]));
  const postPassages = async (body) => { window.sent = body; return reply; };
  return Sidelight.start({ postPassages, actions, report: ({ root, ...state }) => window.states.push(state) });
}"""

Open = Callable[..., Page]


def words_of(language: str) -> dict[str, Any]:
    """Read the catalogue of a language, as the background hands it over."""
    messages = json.loads((LOCALES / language / "messages.json").read_text(encoding="utf-8"))
    return {"language": language, "messages": messages}


def add_content_scripts(page: Page, language: str = "en") -> Page:
    """Load the content scripts into a page, and its style sheet, with the words of a language."""
    for name in FILES["scripts"]:
        page.add_script_tag(path=CONTENT / name)
    for name in FILES["styles"]:
        page.add_style_tag(path=CONTENT / name)
    page.evaluate("words => Sidelight.setMessages(words)", words_of(language))
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

    def open_html(html: str, language: str = "en", url: str | None = None, **settings: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1000, "height": 800}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if url:
            page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
            page.goto(url)
        else:
            page.set_content(html)
        return add_content_scripts(page, language)

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
