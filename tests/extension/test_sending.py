"""Reports and requests: what is shown is what is sent, and nothing is sent before the button."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.test_card import CARD, card_text, click_passage

Noted = Callable[..., Page]
ADDRESS = "https://news.example/melvaro?visitor=7#top"
FORM = "Sidelight.session.root.querySelector('.form')"


def press(page: Page, words: str) -> None:
    page.evaluate(
        "words => [...Sidelight.session.root.querySelectorAll('button')]"
        ".find((one) => one.textContent === words).click()",
        words,
    )


def tick(page: Page, label: str) -> None:
    page.evaluate(
        "label => [...Sidelight.session.root.querySelectorAll('label')]"
        ".find((one) => one.textContent === label).click()",
        label,
    )


def write(page: Page, words: str) -> None:
    page.evaluate(f"{FORM}.querySelector('textarea').focus()")
    page.keyboard.insert_text(words)


def preview(page: Page) -> dict[str, str]:
    rows: list[str] = page.evaluate(f"[...{FORM}.querySelectorAll('.sent > *')].map((one) => one.textContent)")
    return dict(zip(rows[::2], rows[1::2], strict=True))


def sent(page: Page) -> list[list[Any]]:
    done: list[list[Any]] = page.evaluate("window.done")
    return done


@pytest.fixture
def report(noted_page: Noted) -> Page:
    page = noted_page(url=ADDRESS)
    click_passage(page, "figure")
    press(page, "Report…")
    return page


def test_a_report_is_shown_word_for_word_and_sent_so(report: Page) -> None:
    tick(report, "It is out of date")
    write(report, "There is a count of 433 now.")
    tick(report, "Add this page’s address")
    shown = preview(report)
    before = sent(report)

    press(report, "Send")

    assert before == []
    [[name, body]] = sent(report)
    assert name == "report"
    assert body == {
        "reason": "out-of-date",
        "note": "There is a count of 433 now.",
        "quote": "At least 412 people were killed",
        "url": "https://news.example/melvaro",
        "annotation": "urn:sidelight:figure:1",
        "entry": "sample-figure",
        "revision": 2,
        "edition": 1,
    }
    assert list(shown.values()) == [str(value) for value in body.values()]


def test_the_address_stays_out_unless_the_reader_adds_it(report: Page) -> None:
    tick(report, "Something in it is wrong")
    tick(report, "Add the quoted words")

    press(report, "Send")

    [[_, body]] = sent(report)
    assert sorted(body) == ["annotation", "edition", "entry", "reason", "revision"]


def test_a_report_needs_a_reason(report: Page) -> None:
    press(report, "Send")

    assert report.evaluate(f"{FORM}.querySelector('[role=alert]').textContent") == "Choose what is the matter."
    assert report.evaluate("Sidelight.session.root.activeElement.type") == "radio"
    assert sent(report) == []


def test_cancel_and_escape_lead_back_to_the_card_and_send_nothing(report: Page) -> None:
    press(report, "Cancel")
    after_cancel = report.evaluate("Sidelight.session.root.activeElement.textContent")
    press(report, "Report…")
    report.keyboard.press("Escape")
    after_escape = report.evaluate("Sidelight.session.root.activeElement.textContent")
    report.keyboard.press("Escape")

    assert [after_cancel, after_escape] == ["Report…", "Report…"]
    assert card_text(report) is None
    assert sent(report) == []


def test_success_is_told_and_gets_the_focus(report: Page) -> None:
    tick(report, "It doesn’t fit this passage")

    press(report, "Send")

    report.wait_for_function(f"{CARD}.querySelector('.done')")
    assert report.evaluate("Sidelight.session.root.activeElement.textContent").startswith("Sent. Thank you")


def test_failure_is_told_with_its_remedy_keeps_the_words_and_can_be_tried_again(report: Page) -> None:
    report.evaluate("""() => {
      const { report } = Sidelight.session.actions;
      let first = true;
      Sidelight.session.actions.report = async (body) => {
        if (!first) return report(body);
        first = false;
        return { problem: { detail: "The server is full.", remedy: "Try again tomorrow." } };
      };
    }""")
    press(report, "Cancel")
    press(report, "Report…")
    tick(report, "Something in it is wrong")
    write(report, "It was in May.")

    press(report, "Send")
    report.wait_for_function(f"{FORM}.querySelector('.told p')")
    told = report.evaluate(f"[...{FORM}.querySelectorAll('.told p')].map((one) => one.textContent)")
    press(report, "Try again")

    assert told == ["It was not sent.", "The server is full.", "Try again tomorrow."]
    report.wait_for_function(f"{CARD}.querySelector('.done')")
    assert sent(report)[0][1]["note"] == "It was in May."


def test_nothing_that_the_reader_writes_becomes_markup(report: Page) -> None:
    write(report, "<img src=x onerror=hit()>")

    assert preview(report)["Your note"] == "<img src=x onerror=hit()>"
    assert report.evaluate(f"{FORM}.querySelectorAll('img').length") == 0


def select(page: Page, start: int, end: int) -> None:
    page.evaluate(
        "([start, end]) => { const text = document.querySelectorAll('p')[1].firstChild;"
        " getSelection().setBaseAndExtent(text, start, text, end); }",
        [start, end],
    )


def test_a_request_names_the_selected_words_and_what_stands_around_them(noted_page: Noted) -> None:
    page = noted_page(url=ADDRESS)
    select(page, 11, 31)

    page.evaluate("Sidelight.session.openRequest()")
    write(page, "Which ones were worse?")
    tick(page, "Add this page’s address and title")
    shown = preview(page)
    press(page, "Send")

    [[name, body]] = sent(page)
    assert name == "request"
    assert body == {
        "quote": "deadliest earthquake",
        "prefix": "It was the",
        "suffix": "in Karvenia since the 1987 Tolmere earthquake, the minister",
        "note": "Which ones were worse?",
        "url": "https://news.example/melvaro",
        "title": "Search goes on in Melvaro",
    }
    assert list(shown.values()) == list(body.values())


def test_without_a_selection_the_form_says_how_to_make_one(noted_page: Noted) -> None:
    page = noted_page()

    page.evaluate("Sidelight.session.openRequest()")
    words = page.evaluate("Sidelight.session.root.activeElement.textContent")
    page.keyboard.press("Escape")

    assert words.startswith("Select the words")
    assert page.evaluate("Sidelight.session.root.querySelector('.request-panel')") is None


@pytest.mark.parametrize("width", [320, 375, 1000])
@pytest.mark.parametrize("selected", [False, True])
def test_the_button_that_closes_covers_no_words(noted_page: Noted, width: int, selected: bool) -> None:
    page = noted_page(viewport={"width": width, "height": 800})
    if selected:
        select(page, 0, 90)

    page.evaluate("Sidelight.session.openRequest()")

    covered = page.evaluate(
        """() => {
          const panel = Sidelight.session.root.querySelector(".request-panel");
          const button = panel.querySelector(".close").getBoundingClientRect();
          const words = document.createRange();
          words.selectNodeContents(panel.querySelector("#sidelight-form"));
          const lines = [...words.getClientRects()];
          return lines.filter((line) => line.right > button.left && line.top < button.bottom).length;
        }"""
    )
    assert covered == 0


def test_what_stands_in_a_field_is_never_taken(noted_page: Noted) -> None:
    page = noted_page()
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('p'),"
        " { contentEditable: true, textContent: 'my diary' }))"
    )
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[contenteditable]'))")

    assert page.evaluate("Sidelight.readSelection()") is None


def test_a_long_selection_is_cut_and_the_reader_told(noted_page: Noted) -> None:
    page = noted_page()
    page.evaluate("document.querySelectorAll('p')[1].textContent = 'word '.repeat(1000)")
    page.evaluate("getSelection().selectAllChildren(document.querySelectorAll('p')[1])")

    page.evaluate("Sidelight.session.openRequest()")

    assert len(preview(page)["Quoted words"]) == 2000
    assert "2,000 characters" in page.evaluate(f"{FORM}.textContent")


def test_hiding_a_card_can_be_undone(noted_page: Noted) -> None:
    page = noted_page()
    click_passage(page, "figure")

    press(page, "Hide this card")
    marked = page.evaluate("CSS.highlights.has('sidelight-figure')")
    press(page, "Undo")

    assert not marked
    assert page.evaluate("CSS.highlights.has('sidelight-figure')")
    assert "412 killed" in (card_text(page) or "")
    assert sent(page) == [["hideEntry", "sample-figure", "About the figure"], ["showEntry", "sample-figure"]]


def test_hiding_on_a_site_asks_first(noted_page: Noted) -> None:
    page = noted_page(url=ADDRESS)
    click_passage(page, "figure")

    press(page, "Hide on this site…")
    asked = page.evaluate(f"{CARD}.querySelector('.view').textContent")
    before = sent(page)
    press(page, "Hide here")

    assert "news.example" in asked
    assert before == []
    assert sent(page) == [["hideSite"]]


def test_what_cannot_be_done_is_not_offered(noted_page: Noted) -> None:
    page = noted_page()
    page.evaluate("Sidelight.session.cards.actions = {}")

    click_passage(page, "figure")

    assert page.evaluate(f"{CARD}.querySelector('.actions')") is None
