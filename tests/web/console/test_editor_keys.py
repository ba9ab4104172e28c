"""The editor with a keyboard and a screen reader: where the focus is, what is said, and what leaving would lose."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, Route, expect
from tests.web.console.test_editor_browser import address, context, cookie, desk, open_editor, page
from tests.web.curating.newsroom import TOLL

__all__ = ["address", "context", "cookie", "desk", "page"]
RANKING = "deadliest-earthquakes-karvenia"
LABEL = "restricted-contractor-karvenia"
#: Where the buttons of rows send what is typed.
ROW_BUTTONS = re.compile(r"/console/entries/[^/]+$")
Leave = Callable[[], list[str]]
#: Tells when the fields are swapped and the editor has done what follows: its listeners come before this one.
SETTLING = """() => {
    window.settled = new Promise((done) => document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
        if (detail.elt.id === "fields") done();
    }));
}"""


def press(page: Page, button: str) -> None:
    """Press a button of a row by its value, with the keyboard."""
    page.evaluate("document.querySelectorAll('#editor details').forEach((one) => { one.open = true; })")
    control = page.locator(f'button[value="{button}"]')
    control.focus()
    page.evaluate(SETTLING)
    page.keyboard.press("Enter")
    page.evaluate("window.settled")


@pytest.fixture
def leave(page: Page) -> Leave:
    """Go elsewhere, and tell what the browser asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)

    def go() -> list[str]:
        page.goto("about:blank")
        return asked

    return go


@pytest.mark.parametrize(
    ("entry", "button", "focused", "told"),
    [
        (TOLL, "add sources", "#f-sources-7-title", "was added"),
        (TOLL, "remove figure.records[1]", "#f-figure-records-1", "Record 2 was removed"),
        (TOLL, "remove examples[7]", "#f-examples-6", "Example 8 was removed"),
        (TOLL, "down sources[0]", "#f-sources-1", "it is source 2 now"),
        (RANKING, "remove comparison.events[0]", "#f-comparison-events-0 > summary", "Event 1 was removed"),
        (LABEL, "remove label.subjects[0].history[0]", "#f-label-subjects-0-history-0", "was removed"),
    ],
)
def test_a_button_of_a_row_leaves_the_focus_beside_it_and_says_what_it_did(
    page: Page, address: str, entry: str, button: str, focused: str, told: str
) -> None:
    open_editor(page, f"{address}/console/entries/{entry}")

    press(page, button)

    expect(page.locator(focused)).to_be_focused()
    expect(page.locator("summary[tabindex]")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text=told)).to_have_count(1)


def test_a_removed_row_is_brought_back(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    before = page.locator("[name='figure.records[1].as_of']").input_value()

    press(page, "remove figure.records[1]")
    expect(page.locator("[name='figure.records[1].as_of']")).not_to_have_value(before)
    press(page, "restore")

    expect(page.locator("[name='figure.records[1].as_of']")).to_have_value(before)
    expect(page.locator("#f-figure-records-1")).to_be_focused()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_rows_that_were_removed_come_back_newest_first(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    days = page.locator("[name^='figure.records['][name$='].as_of']")
    before = [day.input_value() for day in days.all()]
    press(page, "remove figure.records[1]")
    expect(days).to_have_count(len(before) - 1)
    press(page, "remove figure.records[0]")
    expect(days).to_have_count(len(before) - 2)

    press(page, "restore")

    expect(page.locator("#f-figure-records-0")).to_be_focused()
    expect(page.locator(".undo")).to_contain_text("Record 1 is back. Removed before: Record 2.")
    press(page, "restore")
    for number, day in enumerate(before):
        expect(days.nth(number)).to_have_value(day)
    expect(page.locator(".undo")).to_have_count(0)


def test_a_form_that_was_refused_leads_to_its_mistakes_and_forgets_those_that_are_put_right(
    page: Page, address: str
) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    page.locator("[name='figure.records[0].as_of']").fill("3/4/2023")
    page.locator("[name='figure.event.began']").fill("")

    page.get_by_role("button", name="Save draft").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    page.wait_for_load_state()
    # what is missing is marked at its field as well, since it was sent
    began = page.locator("[name='figure.event.began']")
    expect(began).to_have_attribute("aria-describedby", "days-hint f-figure-event-began-wrong")
    expect(page.locator("#f-figure-event-began-wrong")).to_contain_text("is missing")
    summary.get_by_role("link", name="Record 1, as of").click()
    wrong = page.locator("[name='figure.records[0].as_of']")
    expect(wrong).to_be_focused()
    wrong.fill("4 March 2023")
    expect(summary.get_by_role("link", name="Record 1, as of")).to_have_count(0)
    expect(wrong).to_have_attribute("aria-describedby", "days-hint")
    began.fill("2023-02-06")
    expect(page.locator("[data-summary]")).to_be_hidden()
    # what is wrong again comes back
    began.fill("")
    expect(summary.get_by_role("link")).to_have_count(1)


def test_leaving_a_form_that_was_only_read_asks_nothing(page: Page, address: str, leave: Leave) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    page.locator("[name='title.en']").click()

    assert leave() == []


def test_leaving_asks_about_what_was_refused_and_is_not_kept(page: Page, address: str, leave: Leave) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    page.locator("[name='figure.records[0].as_of']").fill("some day")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.locator("[name='title.en']").click()

    assert leave() == ["beforeunload"]


def test_leaving_asks_about_a_row_that_was_removed(page: Page, address: str, leave: Leave) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    press(page, "remove figure.records[1]")

    assert leave() == ["beforeunload"]


def test_the_card_is_drawn_where_it_is_published(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    page.locator("[name='tags']").fill("drawn")
    page.get_by_role("button", name="Save and go to publish…").click()

    expect(page.locator(".card-here .says")).to_contain_text("412 people killed")
    expect(page.locator(".card-text")).to_be_hidden()


def test_nothing_is_typed_into_fields_that_an_answer_is_to_replace(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    before = page.locator("[name='title.en']").input_value()
    fields = page.locator("#fields")
    meanwhile: list[object] = []

    def look(route: Route) -> None:
        meanwhile.append(fields.evaluate("(fields) => [fields.inert, fields.ariaBusy]"))
        route.continue_()

    page.route(ROW_BUTTONS, look)
    page.locator("button[value='add sources']").evaluate("(button) => { button.click(); button.click(); }")

    expect(page.locator("#f-sources-7-title")).to_be_focused()
    assert meanwhile == [[True, "true"]]
    expect(fields).to_have_js_property("inert", False)
    expect(fields).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("[name='sources[8].title']")).to_have_count(0)
    expect(page.locator("[name='title.en']")).to_have_value(before)


def test_a_refused_button_gives_the_fields_and_the_focus_back(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    page.route(ROW_BUTTONS, lambda route: route.fulfill(status=503, body=""))
    button = page.locator("button[value='add sources']")
    button.focus()

    page.keyboard.press("Enter")

    expect(page.locator("#happened")).to_contain_text("refused")
    expect(button).to_be_focused()
    expect(page.locator("#fields")).to_have_js_property("inert", False)


def test_a_language_that_is_none_is_told_at_its_field_and_aloud(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    with page.expect_response("**/console/preview"):
        page.locator("[name=new_language]").fill("12")

    # The preview after the answer takes nothing of it back.
    with page.expect_response("**/console/preview"):
        page.locator("button[value=language]").click()
        expect(page.locator("#happened")).to_contain_text("no language code")

    expect(page.locator("#f-new_language-wrong")).to_contain_text("no language code")


def test_undo_brings_back_what_a_source_is_called_by_now(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/new?kind=figure")
    press(page, "add figure.records")
    press(page, "remove figure.records[1]")
    page.locator("[name='sources[0].id']").fill("wire")
    page.locator("[name='sources[0].title']").click()

    press(page, "restore")

    cited = page.locator("[name='figure.records[1].sources']:checked")
    expect(cited).to_have_count(1)
    expect(cited).to_have_value("wire")
