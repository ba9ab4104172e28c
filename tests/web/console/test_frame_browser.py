"""The console in a real browser: what axe-core says of its pages, their width, their policy, and without JavaScript."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.conftest import served
from tests.e2e.test_axe import complaints
from tests.web.console.browsing import person
from tests.web.console.test_entries import edit, publish
from tests.web.console.test_frame import PAGES
from tests.web.curating.newsroom import PASSWORD, TOLL, UNION, Newsroom, newsroom

SCHEMES = ("light", "dark")
#: Width in pixels → how pages are looked at.
WIDTHS = {"narrow": 320, "phone": 390, "laptop": 1280}
#: Beside the pages that need nothing: what is opened, refused and empty.
MORE = (
    f"/console/entries/{TOLL}/compare?before=1&after=2",
    f"/console/entries/{TOLL}/history#revert-1",
    "/console/editions/2",
    "/console/entries?q=zzz",
    "/console/nowhere",
)


@pytest.fixture(scope="module")
def busy_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom in which all pages have something to show."""
    with newsroom(tmp_path_factory.mktemp("busy")) as room:
        publish(room, TOLL, title={"en": "Melvaro: people killed"}, review_by=date(2024, 3, 1))
        union = edit(room, UNION, tags=("union",), summary={"en": "A union of those who come to help."})
        room.wired.curating.entries.create(replace(union, id="pier", examples=()), by="curator")
        yield room


@pytest.fixture(scope="module")
def address(busy_room: Newsroom) -> Iterator[str]:
    with served(busy_room.app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def cookie(busy_room: Newsroom) -> str:
    """The cookie of an admin who is logged in."""
    found = person(busy_room, "admin").client.get_cookie("sidelight", path="/console")
    assert found is not None
    return found.value


def logged_in(context: BrowserContext, address: str, cookie: str) -> Page:
    context.add_cookies([{"name": "sidelight", "value": cookie, "url": f"{address}/console"}])
    return context.new_page()


def open_all(page: Page) -> None:
    """Open what can be opened, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_page_is_accessible(chromium: Browser, address: str, cookie: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]  # one of SCHEMES
    page = logged_in(context, address, cookie)
    found: dict[str, list[str]] = {}
    for path in (*PAGES, *MORE):
        page.goto(f"{address}{path}")
        open_all(page)
        found[path] = complaints(page, "document")
    context.close()

    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_log_in_is_accessible_when_it_refuses_too(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]  # one of SCHEMES
    page = context.new_page()
    page.goto(f"{address}/console/")
    found = complaints(page, "document")
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += complaints(page, "document")
    context.close()

    assert found == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_no_page_is_wider_than_the_window(chromium: Browser, address: str, cookie: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = logged_in(context, address, cookie)
    wide: dict[str, int] = {}
    for path in (*PAGES, *MORE):
        page.goto(f"{address}{path}")
        open_all(page)
        wide[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()

    assert {path: by for path, by in wide.items() if by > 0} == {}


def test_no_page_breaks_its_own_policy(chromium: Browser, address: str, cookie: str) -> None:
    context = chromium.new_context()
    page = logged_in(context, address, cookie)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in (*PAGES, *MORE[:-1]):
        page.goto(f"{address}{path}")
    context.close()

    assert said == []


def test_a_curator_can_log_in_filter_and_log_out_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()

    # given a link to a page that asks for a log-in
    page.goto(f"{address}/console/stale")
    page.get_by_label("Name").fill("curator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    # then logging in leads there, and the rest works with links and forms alone
    expect(page.get_by_role("heading", level=1)).to_have_text("To review")
    page.get_by_role("link", name="Entries", exact=True).click()
    page.get_by_label("Words in title").fill("union")
    page.get_by_label("wait to be published").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("main")).to_contain_text("You are logged out.")
    context.close()


def test_all_of_it_can_be_reached_with_the_keyboard(chromium: Browser, address: str, cookie: str) -> None:
    context = chromium.new_context()
    page = logged_in(context, address, cookie)
    page.goto(f"{address}/console/entries/{TOLL}/history")

    # given the first press, which offers to skip the navigation
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#"))

    # then pressing on comes to the form that goes back, opens it, and sends it
    for _ in range(30):
        page.keyboard.press("Tab")
        if "Go back to this" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("details:focus-within")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator("details input:focus, details textarea:focus")).to_have_count(1)
    page.keyboard.type("as it was")
    page.keyboard.press("Enter")
    expect(page.locator(".flash.done")).to_contain_text("Revision 3 says again what revision 1 said")
    context.close()
