"""Cards by the pointer: opened by resting, kept while it is on them, closed after a grace, and never with the focus."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page
from tests.extension.test_card import CARD, MIDDLE, card_text, click_passage

Noted = Callable[..., Page]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPENS_AFTER = 175
GRACE = 300


def rest_on(page: Page, kind: str) -> None:
    x, y = page.evaluate(MIDDLE, kind)
    page.mouse.move(x - 4, y)
    page.mouse.move(x, y)
    frame(page)


def frame(page: Page) -> None:
    """Let the look at the pointer happen: it is taken once a frame."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture
def timed(noted_page: Noted) -> Callable[..., Page]:
    """Open the sample article with a clock that only the test moves."""

    def open_timed(**settings: object) -> Page:
        page = noted_page(**settings)
        page.mouse.move(2, 2)
        frame(page)
        page.clock.install(time=NOW)
        # Until it is told to stand still, it goes on by itself.
        page.clock.pause_at(NOW + timedelta(hours=1))
        page.evaluate(_FRAMES)
        return page

    return open_timed


#: The clock stands still, frames do not.
_FRAMES = """() => {
  const { port1, port2 } = new MessageChannel();
  let waiting = new Map(), last = 0;
  port1.onmessage = () => { const now = [...waiting.values()]; waiting.clear(); now.forEach((one) => one()); };
  window.requestAnimationFrame = (one) => { waiting.set(++last, one); port2.postMessage(0); return last; };
  window.cancelAnimationFrame = (id) => waiting.delete(id);
}"""


def test_resting_on_a_passage_opens_its_card_without_the_focus(timed: Noted) -> None:
    page = timed()
    page.locator("#link").focus()

    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER - 25)
    early = card_text(page)
    page.clock.run_for(25)

    assert early is None
    assert "412 killed" in (card_text(page) or "")
    assert page.evaluate("document.activeElement.id") == "link"


def test_passing_over_a_passage_opens_nothing(timed: Noted) -> None:
    page = timed()

    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER - 25)
    page.mouse.move(2, 2)
    frame(page)
    page.clock.run_for(1000)

    assert card_text(page) is None


def test_the_pointer_may_wander_into_the_card_and_stay(timed: Noted) -> None:
    page = timed()
    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER)
    box = page.evaluate(f"(({{ left, top }}) => [left + 20, top + 120])({CARD}.getBoundingClientRect())")

    page.mouse.move(2, 2)
    frame(page)
    page.clock.run_for(GRACE - 50)
    page.mouse.move(*box)
    frame(page)
    page.clock.run_for(60_000)

    assert card_text(page) is not None


def test_the_card_goes_when_the_pointer_has_left_it_and_its_passage(timed: Noted) -> None:
    page = timed()
    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER)

    page.mouse.move(2, 2)
    frame(page)
    page.clock.run_for(GRACE - 25)
    during = card_text(page)
    page.clock.run_for(25)

    assert during is not None
    assert card_text(page) is None


def test_escape_sends_the_card_away_without_moving_the_pointer_and_it_stays_away(timed: Noted) -> None:
    page = timed()
    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER)

    page.keyboard.press("Escape")
    x, y = page.evaluate(MIDDLE, "figure")
    page.mouse.move(x + 3, y)
    frame(page)
    page.clock.run_for(1000)

    assert card_text(page) is None


def test_it_opens_again_after_the_pointer_has_been_elsewhere(timed: Noted) -> None:
    page = timed()
    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER)
    page.keyboard.press("Escape")

    page.mouse.move(2, 2)
    frame(page)
    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER)

    assert card_text(page) is not None


def test_a_card_that_was_clicked_open_stays_whatever_the_pointer_does(timed: Noted) -> None:
    page = timed()
    click_passage(page, "label")

    page.mouse.move(2, 2)
    frame(page)
    page.clock.run_for(1000)
    rest_on(page, "figure")
    page.clock.run_for(1000)

    assert "Listed since" in (card_text(page) or "")


def test_a_click_on_the_passage_pins_the_card_and_moves_the_focus_into_it(timed: Noted) -> None:
    page = timed()
    rest_on(page, "figure")
    page.clock.run_for(OPENS_AFTER)

    click_passage(page, "figure")
    page.mouse.move(2, 2)
    frame(page)
    page.clock.run_for(1000)

    assert page.evaluate("Sidelight.session.root.activeElement.className") == "card figure"


def test_a_selection_that_is_being_dragged_opens_nothing(timed: Noted) -> None:
    page = timed()
    x, y = page.evaluate(MIDDLE, "figure")

    page.mouse.move(x - 40, y)
    page.mouse.down()
    page.mouse.move(x, y)
    frame(page)
    page.clock.run_for(1000)

    assert card_text(page) is None


def test_a_touch_is_no_hover(timed: Noted) -> None:
    page = timed()
    x, y = page.evaluate(MIDDLE, "figure")

    page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).dispatchEvent(new PointerEvent('pointermove',"
        " { bubbles: true, clientX: x, clientY: y, pointerType: 'touch' }))",
        [x, y],
    )
    frame(page)
    page.clock.run_for(1000)

    assert card_text(page) is None


def test_a_modal_dialog_of_the_page_takes_the_card_away_and_keeps_it_away(timed: Noted) -> None:
    page = timed()
    click_passage(page, "figure")

    page.evaluate("document.body.append(Object.assign(document.createElement('dialog'), { textContent: 'Cookies' }))")
    page.evaluate("document.querySelector('dialog').showModal()")
    page.wait_for_function(f"!{CARD}")
    page.evaluate("Sidelight.session.next()")

    assert card_text(page) is None


def test_where_there_is_no_room_beside_the_passage_hovering_opens_nothing(timed: Noted) -> None:
    page = timed(viewport={"width": 320, "height": 190})

    rest_on(page, "comparison")
    page.clock.run_for(1000)

    assert card_text(page) is None
