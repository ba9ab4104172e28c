"""The list at the window's side: what there is, what could not be marked, what was checked."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.conftest import _START
from tests.extension.replies import ARTICLE, QUOTES, annotation, reply_to
from tests.extension.test_card import card_text

Noted = Callable[..., Page]
LIST = "Sidelight.session.root.querySelector('.list')"


def opened(page: Page) -> Page:
    page.evaluate("Sidelight.session.openList()")
    return page


def texts(page: Page, selector: str) -> list[str]:
    found: list[str] = page.evaluate(f"[...{LIST}.querySelectorAll({selector!r})].map((one) => one.textContent)")
    return found


def with_lost(page: Page) -> dict[str, Any]:
    text = page.evaluate("Sidelight.readPassages(document).text")
    lost = annotation(text, "label")
    lost["id"] = "urn:sidelight:lost:1"
    lost["target"]["selector"] = [
        {"type": "TextQuoteSelector", "exact": "words that nobody wrote", "prefix": "", "suffix": ""}
    ]
    return reply_to(text, annotation(text, "figure"), annotation(text, "comparison"), lost)


def test_the_list_does_not_open_by_itself(noted_page: Noted) -> None:
    page = noted_page()

    assert page.evaluate(f"{LIST}") is None


def test_it_tells_how_many_of_which_kinds_and_where(noted_page: Noted) -> None:
    page = opened(noted_page())

    assert texts(page, "h2") == ["4 notes on this page"]
    assert texts(page, ".chip") == ["Figures 1", "Comparisons 1", "Labels 1", "Background 1"]
    assert texts(page, ".line .quote") == [f"“{quote}”" for quote, _, _ in QUOTES.values()]
    assert page.evaluate("Sidelight.session.root.activeElement.textContent") == "4 notes on this page"


def test_what_could_not_be_marked_stands_apart_with_its_reason(noted_page: Noted) -> None:
    page = noted_page()
    page = opened(noted_page(with_lost(page)))

    assert texts(page, ".lost .quote") == ["“words that nobody wrote”"]
    assert texts(page, ".lost .reason") == ["These words are not on the page as it is now."]


def test_a_note_without_a_place_opens_its_card_all_the_same(noted_page: Noted) -> None:
    page = noted_page()
    page = opened(noted_page(with_lost(page)))

    page.evaluate(f"{LIST}.querySelector('.lost .line').click()")

    assert "Listed since 9 June 2022" in (card_text(page) or "")


def test_a_line_leads_to_its_passage_and_escape_back_to_the_line(noted_page: Noted) -> None:
    page = opened(noted_page())

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card = card_text(page)
    page.keyboard.press("Escape")

    assert "Holds among 4 events" in (card or "")
    assert page.evaluate("Sidelight.session.root.activeElement.className") == "line comparison"
    assert texts(page, "h2") == ["4 notes on this page"]


@pytest.mark.parametrize(("motion", "moving"), [("no-preference", 1), ("reduce", 0)])
def test_nothing_moves_for_a_reader_who_asked_for_less_motion(noted_page: Noted, motion: str, moving: int) -> None:
    page = opened(noted_page(reduced_motion=motion))

    page.evaluate(f"{LIST}.append(Sidelight.listParts({{ state: 'checking' }}, {{ kinds: null, actions: {{}} }})[0])")

    assert page.evaluate(f"{LIST}.getAnimations({{ subtree: true }}).length") == moving


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (["End"], "background"),
        (["End", "ArrowDown"], "background"),
        (["ArrowDown", "ArrowUp"], "figure"),
        (["End", "Home"], "figure"),
    ],
)
def test_arrow_keys_go_from_line_to_line(noted_page: Noted, keys: list[str], kind: str) -> None:
    page = opened(noted_page())

    for key in keys:
        page.keyboard.press(key)

    assert page.evaluate("Sidelight.session.root.activeElement.className") == f"line {kind}"


def test_kinds_can_be_switched_off_and_on_again(noted_page: Noted) -> None:
    page = opened(noted_page())
    box = f"{LIST}.querySelector('input[value=label]')"

    page.evaluate(f"{box}.click()")
    without = texts(page, ".line .finding")
    painted = page.evaluate("CSS.highlights.has('sidelight-label')")
    page.evaluate(f"{box}.click()")

    assert without == ["Revised since", "Holds", "Background"]
    assert not painted
    assert len(texts(page, ".line")) == 4
    assert page.evaluate("CSS.highlights.has('sidelight-label')")


def test_switching_a_kind_keeps_the_focus_on_its_box(noted_page: Noted) -> None:
    page = opened(noted_page())
    page.evaluate(f"{LIST}.querySelector('input[value=label]').focus()")

    page.keyboard.press("Space")

    assert page.evaluate("Sidelight.session.root.activeElement.value") == "label"


def test_what_was_checked_is_told(noted_page: Noted) -> None:
    page = opened(noted_page())

    assert texts(page, ".facts > *") == [
        *("Entries", "4"),
        *("Edition", "1"),
        *("Checked on", "22 November 2026"),
        *("Article’s date", "18 May 2023"),
    ]


def test_nothing_found_says_what_was_checked_and_what_was_not_done(noted_page: Noted) -> None:
    nothing = reply_to("", annotation(QUOTES["figure"][0], "figure"))

    page = opened(noted_page({**nothing, "items": [], "partial": ["paywalled"]}))

    assert texts(page, "h2") == ["Nothing to add on this page"]
    assert texts(page, ".remark") == ["Part of this page is behind a paywall and was not read."]
    assert texts(page, ".facts dd")[0] == "4"


def test_a_problem_has_its_remedy_and_another_try(open_page: Callable[..., Page]) -> None:
    page = open_page(ARTICLE)
    problem = {"detail": "The server is starting.", "remedy": "Wait a moment.", "request_id": "a1b2"}
    page.evaluate(_START, {"problem": problem})
    opened(page)

    told = texts(page, ".scroller > *")
    page.evaluate("window.sent = null")
    page.evaluate(f"{LIST}.querySelector('.scroller > button').click()")
    page.wait_for_function("window.sent !== null")

    assert told == ["The server is starting.", "Wait a moment.", "Request id a1b2", "Try again"]


def test_escape_and_the_close_button_close_it_and_give_the_focus_back(noted_page: Noted) -> None:
    page = noted_page()
    page.locator("#link").focus()
    opened(page)

    page.keyboard.press("Escape")
    after_escape = page.evaluate("document.activeElement.id")
    opened(page)
    page.evaluate(f"{LIST}.querySelector('.close').focus()")
    page.keyboard.press("Enter")

    assert after_escape == "link"
    assert page.evaluate("document.activeElement.id") == "link"
    assert page.evaluate(LIST) is None


def test_the_count_is_announced_once(noted_page: Noted) -> None:
    page = noted_page()
    said = page.evaluate("Sidelight.session.root.querySelector('[role=status]').textContent")
    page.evaluate("Sidelight.session.root.querySelector('[role=status]').textContent = ''")

    page.evaluate("Sidelight.session.present()")

    assert said == "4 notes on this page"
    assert page.evaluate("Sidelight.session.root.querySelector('[role=status]').textContent") == ""


def test_the_list_gives_way_to_a_modal_dialog_and_comes_back(noted_page: Noted) -> None:
    page = opened(noted_page())
    page.evaluate("document.body.append(Object.assign(document.createElement('dialog'), { textContent: 'Cookies' }))")

    page.evaluate("document.querySelector('dialog').showModal()")
    page.wait_for_function(f"!{LIST}.matches(':popover-open')")
    page.evaluate("document.querySelector('dialog').close()")

    page.wait_for_function(f"{LIST}.matches(':popover-open')")


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 800)])
def test_the_list_fits_its_window(noted_page: Noted, size: tuple[int, int]) -> None:
    width, height = size
    page = opened(noted_page(viewport={"width": width, "height": height}))

    left, right, top, bottom = page.evaluate(
        f"(({{ left, right, top, bottom }}) => [left, right, top, bottom])({LIST}.getBoundingClientRect())"
    )
    assert left >= 0
    assert top >= 0
    assert right <= width
    assert bottom <= height
    assert page.evaluate(f"{LIST}.querySelector('.scroller').scrollWidth <= {LIST}.clientWidth")


def test_it_stands_at_the_end_of_the_lines(noted_page: Noted, open_page: Callable[..., Page]) -> None:
    page = noted_page()
    reply = reply_to(page.evaluate("Sidelight.readPassages(document, document.title).text"))
    page = open_page(ARTICLE.replace("<html", '<html dir="rtl"'))
    page.evaluate(_START, {"reply": reply})

    opened(page)

    assert page.evaluate(f"{LIST}.getBoundingClientRect().left") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
