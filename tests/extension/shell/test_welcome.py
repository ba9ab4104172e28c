"""The first run: the page that says what is sent comes once, and nothing is sent before its one button."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.extension.driver import shared_driver
from tests.extension.shell.loaded import Loaded, Recorder, copied_extension, wait

Reader = Callable[..., Loaded]


def welcome(shell: Loaded) -> Page:
    page = shell.extension_page("welcome.html")
    page.locator("body.ready").wait_for()
    return page


def test_it_opens_by_itself_after_the_installation(tmp_path: Path) -> None:
    with shared_driver() as playwright:
        fresh = Loaded(playwright, copied_extension(tmp_path))

        opened = wait(lambda: f"{fresh.origin}/welcome.html" in fresh.targets())
        stored = fresh.run("chrome.storage.local.get(null)")
        fresh.close()

    assert opened
    assert stored == {}


def test_it_says_what_when_where_never_and_what_is_kept(reader: Reader) -> None:
    page = welcome(reader(consent=None))

    assert page.locator(".facts dt").all_inner_texts() == ["What", "When", "Where", "Never", "What is kept"]
    assert all(text.endswith(".") for text in page.locator(".facts dd").all_inner_texts())


def test_agreeing_keeps_the_choices_and_the_day(reader: Reader, server: Recorder) -> None:
    shell = reader(consent=None)
    page = welcome(shell)

    page.get_by_label("Only the page’s address").check()
    page.get_by_label("This computer").check()
    page.get_by_role("button", name="Agree and start").click()

    expect(page.get_by_role("heading", name="Sidelight is ready")).to_be_focused()
    stored = shell.run("chrome.storage.local.get(null)")
    assert (stored["mode"], stored["server"]) == ("address", "http://127.0.0.1:8400")
    assert stored["consent"][:2] == "20"
    assert server.sent == []


def test_another_server_is_asked_for_and_kept(reader: Reader, server: Recorder) -> None:
    shell = reader(consent=None, server="http://127.0.0.1:8400")
    page = welcome(shell)

    page.get_by_label("Address of the Sidelight server").fill(server.address)
    page.get_by_role("button", name="Agree and start").click()

    expect(page.get_by_role("heading", name="Sidelight is ready")).to_be_visible()
    assert shell.run("chrome.storage.local.get('server')") == {"server": server.address}
    assert server.sent == []


def test_an_address_that_cannot_be_used_is_explained_and_nothing_is_agreed(reader: Reader) -> None:
    shell = reader(consent=None)
    page = welcome(shell)

    page.get_by_label("Address of the Sidelight server").fill("http://far.example")
    page.get_by_role("button", name="Agree and start").click()

    expect(page.get_by_role("alert")).to_contain_text("Plain http is not safe")
    expect(page.get_by_label("Address of the Sidelight server")).to_be_focused()
    assert not shell.run("chrome.storage.local.get('consent')").get("consent")


def test_a_browser_that_says_no_leaves_everything_as_it_was(reader: Reader) -> None:
    shell = reader(consent=None)
    page = welcome(shell)
    page.evaluate("chrome.permissions.request = async () => false")

    page.get_by_label("Address of the Sidelight server").fill("https://far.example")
    page.get_by_role("button", name="Agree and start").click()

    expect(page.get_by_role("alert")).to_contain_text("not allowed to talk to this server")
    assert not shell.run("chrome.storage.local.get('consent')").get("consent")


def test_not_now_stores_nothing(reader: Reader) -> None:
    shell = reader(consent=None)
    page = welcome(shell)

    page.get_by_role("button", name="Not now").click()

    expect(page.get_by_role("heading", name="Nothing is sent")).to_be_focused()
    assert not shell.run("chrome.storage.local.get('consent')").get("consent")


def test_the_language_can_be_chosen_first(reader: Reader) -> None:
    page = welcome(reader(consent=None))

    page.get_by_role("combobox", name="Language").select_option("ru")

    expect(page.get_by_role("heading", level=1)).to_have_text("Прежде чем Sidelight прочтёт страницу")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_needs_no_sideways_scrolling_on_a_phone(reader: Reader, language: str) -> None:
    page = welcome(reader(consent=None, language=language))

    page.set_viewport_size({"width": 320, "height": 600})

    assert wait(lambda: page.evaluate("innerWidth") == 320)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
