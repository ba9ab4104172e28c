"""The options: every choice is kept at once, shown as it is stored, taken away as a file and erased."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.extension.shell.loaded import ALLOWED_SITE, Loaded, Recorder, wait

Reader = Callable[..., Loaded]


def options(shell: Loaded) -> Page:
    page = shell.extension_page("options.html")
    page.locator("body.ready").wait_for()
    return page


def stored(shell: Loaded, name: str) -> Any:
    return shell.run(f"chrome.storage.local.get('{name}')").get(name)


def test_choices_are_kept_at_once(reader: Reader) -> None:
    shell = reader()
    page = options(shell)

    page.get_by_label("Only the page’s address").check()
    page.get_by_label("Labels").uncheck()
    page.get_by_label("Run on pages of this computer").uncheck()

    expect(page.locator("#said")).to_have_text("Saved.")
    assert wait(lambda: stored(shell, "allowLocal") is False)
    assert stored(shell, "mode") == "address"
    assert stored(shell, "kinds") == ["figure", "comparison", "background"]


def test_a_choice_is_not_taken_back_by_what_was_read_before_it(reader: Reader) -> None:
    shell = reader()
    page = options(shell)
    page.evaluate("""() => {
      const { local } = chrome.storage;
      const [read, gate] = [local.get.bind(local), Promise.withResolvers()];
      local.get = async (...given) => {
        local.get = read;
        window.held = true;
        const answer = await read(...given);
        await gate.promise;
        return answer;
      };
      window.release = gate.resolve;
    }""")
    page.get_by_label("Labels").uncheck()
    assert wait(lambda: page.evaluate("Boolean(window.held)"))

    page.get_by_label("Figures").uncheck()
    assert wait(lambda: stored(shell, "kinds") == ["comparison", "background"])
    page.evaluate("release()")
    # As long as the page needs to show what it has read.
    page.evaluate("fetch('/content/files.json').then((answer) => answer.text()).then(() => chrome.storage.local.get())")

    expect(page.get_by_label("Figures")).not_to_be_checked()
    expect(page.get_by_label("Labels")).not_to_be_checked()


def test_lines_that_stay_the_same_stay_under_the_pointer(reader: Reader) -> None:
    shell = reader(hiddenSites=["shop.example"])
    page = options(shell)
    page.evaluate("void (window.before = document.querySelector('#hidden-sites button'))")

    shell.run("chrome.storage.local.set({hiddenEntries: [{id: 'toll', title: 'Death toll'}]})")

    expect(page.locator("#hidden-entries")).to_contain_text("Death toll")
    assert page.evaluate("window.before.isConnected")


def test_the_focus_stays_where_the_reader_works(reader: Reader) -> None:
    page = options(reader())

    page.get_by_label("Labels").focus()
    page.keyboard.press("Space")

    expect(page.locator("#said")).to_have_text("Saved.")
    expect(page.get_by_label("Labels")).to_be_focused()


def test_a_server_is_kept_when_its_address_can_be_used(reader: Reader) -> None:
    shell = reader()
    page = options(shell)

    page.get_by_label("Address of the Sidelight server").fill(" http://localhost:8400/ ")
    shell.run("0")
    page.evaluate("chrome.permissions.request = async () => true")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#said")).to_have_text("Saved.")
    assert stored(shell, "server") == "http://localhost:8400"


def test_a_server_without_encryption_is_refused_with_the_reason(reader: Reader, server: Recorder) -> None:
    shell = reader()
    page = options(shell)

    page.get_by_label("Address of the Sidelight server").fill("http://sidelight.example.org")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#server-problem")).to_contain_text("Plain http is not safe")
    expect(page.get_by_label("Address of the Sidelight server")).to_be_focused()
    assert stored(shell, "server") == server.address


def test_the_test_says_what_answers(reader: Reader, server: Recorder) -> None:
    page = options(reader())

    page.get_by_role("button", name="Test").click()

    expect(page.locator("#server-answer")).to_have_text("It answers: edition 3 with 101 entries.")
    assert [(sent.method, sent.path, sent.body) for sent in server.sent] == [("GET", "/health/ready", b"")]


def test_the_test_says_what_is_wrong(reader: Reader) -> None:
    page = options(reader(server="http://127.0.0.1:9"))

    page.get_by_role("button", name="Test").click()

    expect(page.locator("#server-problem")).to_contain_text("does not answer")


def test_what_was_hidden_is_listed_and_comes_back(reader: Reader) -> None:
    entries = [{"id": "toll", "title": "Melvaro: death toll"}]
    shell = reader(hiddenEntries=entries, hiddenSites=["shop.example"])
    page = options(shell)

    page.get_by_role("button", name="Show again: Melvaro: death toll").click()
    page.get_by_role("button", name="Run again: shop.example").click()

    expect(page.locator("#hidden-entries")).to_have_text("None.")
    expect(page.locator("#hidden-sites")).to_have_text("None.")
    expect(page.locator("#hidden-sites")).to_be_focused()
    assert (stored(shell, "hiddenEntries"), stored(shell, "hiddenSites")) == ([], [])


def test_allowed_sites_are_the_browsers_permissions(reader: Reader) -> None:
    page = options(reader())

    expect(page.locator("#sites li")).to_have_count(1)
    expect(page.locator("#sites li span").first).to_have_text(f"http://{ALLOWED_SITE}")


def test_the_language_changes_on_the_spot(reader: Reader) -> None:
    page = options(reader())

    page.get_by_role("combobox", name="Language").select_option("ru")

    expect(page.get_by_role("heading", level=1)).to_have_text("Настройки")


def test_shortcuts_are_shown_as_the_browser_has_them(reader: Reader) -> None:
    page = options(reader())

    assert page.locator("#shortcuts kbd").all_inner_texts() == ["Alt+Shift+S", "Alt+J", "Alt+K", "Alt+Shift+H"]


def test_everything_stored_is_exported(reader: Reader, tmp_path: Path) -> None:
    shell = reader(hiddenSites=["shop.example"])
    page = options(shell)

    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "export.json")

    exported = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))
    assert exported["local"] == shell.run("chrome.storage.local.get(null)")
    assert exported["sites"] == [f"http://{ALLOWED_SITE}/*"]
    assert exported["session"] == {}


def test_everything_is_erased_only_when_confirmed(reader: Reader) -> None:
    shell = reader()
    page = options(shell)

    page.get_by_role("button", name="Erase everything…").click()
    page.get_by_role("button", name="Cancel").click()
    kept = stored(shell, "consent")
    page.get_by_role("button", name="Erase everything…").click()
    page.get_by_role("button", name="Erase everything", exact=True).click()

    expect(page.locator("#said")).to_contain_text("Everything was erased")
    assert kept
    assert shell.run("chrome.storage.local.get(null)") == {}
    expect(page.locator("#consent")).to_be_visible()


@pytest.fixture
def managed(reader: Reader) -> Callable[..., Page]:
    """Open the options as an organisation's reader has them."""

    def opened(**rules: Any) -> Page:
        shell = reader(hiddenSites=["shop.example"])
        page = shell.context.new_page()
        page.add_init_script(f"chrome.storage.managed.get = async () => ({json.dumps(rules)})")
        page.goto(f"{shell.origin}/options.html")
        page.locator("body.ready").wait_for()
        return page

    return opened


def test_what_an_administrator_set_wins_and_cannot_be_changed(managed: Callable[..., Page]) -> None:
    page = managed(server="https://sidelight.example.org/", mode="address", language="en", hiddenSites=["wiki.example"])

    assert page.get_by_label("Address of the Sidelight server").input_value() == "https://sidelight.example.org"
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    expect(page.get_by_label("Only the page’s address")).to_be_checked()
    expect(page.get_by_label("The text of the page")).to_be_disabled()
    expect(page.get_by_role("combobox", name="Language")).to_be_disabled()
    expect(page.get_by_label("Figures")).to_be_enabled()
    assert page.locator("[data-fixed]:visible").count() == 3
    assert page.locator("#hidden-sites button").count() == 1


def test_a_rule_that_makes_no_sense_is_left_out(managed: Callable[..., Page]) -> None:
    page = managed(server="http://far.example", mode="everything", kinds="all")

    assert page.locator("[data-fixed]:visible").count() == 0
    expect(page.get_by_label("The text of the page")).to_be_checked()


@pytest.mark.parametrize("width", [320, 1000])
def test_it_needs_no_sideways_scrolling(reader: Reader, width: int) -> None:
    page = options(reader(hiddenSites=["a-very-long-name-of-a-site-that-does-not-end-soon.newspaper.example"]))

    page.set_viewport_size({"width": width, "height": 700})

    assert wait(lambda: page.evaluate("innerWidth") == width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
