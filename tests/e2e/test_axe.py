"""What axe-core has to say of everything that readers see: nothing, in light and in dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Plain
from playwright.sync_api import Page
from tests.e2e.browsers.chromium import BINARY
from tests.e2e.browsers.face import Browser, Look, light_up, wait
from tests.e2e.conftest import Server
from tests.extension.conftest import _START, add_content_scripts
from tests.extension.driver import shared_driver
from tests.extension.nodejs import PACKAGES
from tests.extension.replies import ARTICLE, QUOTES, reply_to

_RUN = """axe.run({context}, {{resultTypes: ["violations"]}}).then(({{violations}}) => violations.flatMap(
  ({{id, nodes}}) => nodes.map(({{target, failureSummary: why}}) => `${{id}} ${{JSON.stringify(target)}} ${{why}}`)))"""
#: A closed root cannot be looked into: here, and only here, it is opened.
_OPEN_ROOTS = """(() => { const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) { return attach.call(this, { ...how, mode: "open" }); }; })()"""
OURS = "{include: [['sidelight-cards']]}"
SCHEMES = ("light", "dark")


def axe() -> str:
    path = PACKAGES / "axe-core" / "axe.min.js"
    assert path.exists(), "axe-core is missing: run python3 tests/run.py, or npm ci in tests/extension/node/"
    return path.read_text(encoding="utf-8")


def complaints(page: Page, context: str) -> list[str]:
    page.wait_for_load_state()  # without its styles a page is another one
    page.evaluate(axe())
    found: list[str] = page.evaluate(_RUN.format(context=context))
    return found


@pytest.fixture(scope="session")
def plain() -> Iterator[Plain]:
    """Give a Chromium without the extension."""
    with shared_driver() as playwright:
        browser = playwright.chromium.launch(executable_path=BINARY, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=SCHEMES)
def page(plain: Plain, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a page on which our root is open."""
    context = plain.new_context(color_scheme=request.param, viewport={"width": 1000, "height": 800})
    context.add_init_script(_OPEN_ROOTS)
    yield context.new_page()
    context.close()


def noted(page: Page) -> Page:
    page.goto("about:blank")
    page.set_content(ARTICLE)
    page.evaluate(_OPEN_ROOTS)
    add_content_scripts(page)
    text = page.evaluate("Sidelight.readPassages(document, document.title).text")
    given: dict[str, Any] = {"reply": reply_to(text)}
    page.evaluate(_START, given)
    return page


@pytest.mark.parametrize("at", range(len(QUOTES)))
def test_a_card_is_accessible(page: Page, at: int) -> None:
    noted(page)
    for _ in range(at + 1):
        page.evaluate("Sidelight.session.next()")
    page.evaluate(
        "document.querySelector('sidelight-cards').shadowRoot.querySelectorAll('.card details')"
        ".forEach((one) => { one.open = true; })"
    )

    assert page.evaluate("Boolean(document.querySelector('sidelight-cards').shadowRoot.querySelector('.card'))")
    assert complaints(page, OURS) == []


def test_the_report_form_is_accessible(page: Page) -> None:
    noted(page)
    page.evaluate("Sidelight.session.next()")
    page.evaluate("document.querySelector('sidelight-cards').shadowRoot.querySelector('.card .actions button').click()")

    assert complaints(page, OURS) == []


def test_the_list_is_accessible(page: Page) -> None:
    noted(page)
    page.evaluate("Sidelight.session.openList()")

    assert complaints(page, OURS) == []


def test_the_demo_is_accessible(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/demo")
    # Not Playwright's own waiting: it evaluates strings, which the page's policy forbids.
    assert wait(lambda: page.evaluate("['found', 'none'].includes(window.Sidelight?.session?.last?.state)"))

    assert complaints(page, "document") == []


@pytest.mark.parametrize("dark", [False, True], ids=SCHEMES)
@pytest.mark.parametrize("path", ["options.html", "welcome.html", "popup.html"])
def test_a_page_of_the_extension_is_accessible(browser: Browser, news: str, path: str, dark: bool) -> None:
    browser.look(Look(dark=dark))
    if path == "popup.html":
        light_up(browser, f"{news}/article")
        tab = browser.own("chrome.tabs.query({active: true}).then(([tab]) => tab.id)")
        path = f"{path}?tab={tab}"

    with browser.page_of_ours(path) as page:
        assert wait(lambda: page.js("Boolean(document.querySelector('main')?.innerText.trim().length > 40)"))
        if "popup" in path:
            assert wait(lambda: page.js("document.querySelectorAll('.note').length"))
        page.js(f"(() => {{ {axe()} }})()")
        found = page.js(_RUN.format(context="document"))

    assert found == []
