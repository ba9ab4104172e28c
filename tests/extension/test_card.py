from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.extension.replies import QUOTES, annotation, reply_to

Noted = Callable[..., Page]
KINDS = list(QUOTES)
CARD = "Sidelight.session.root.querySelector('.card')"
#: The middle of the first line of a note's passage, scrolled into view.
MIDDLE = """kind => {
  const note = Sidelight.session.placed.find((one) => one.kind === kind);
  Sidelight.showPassage(note);
  const rect = note.range.getClientRects()[0];
  return [rect.left + rect.width / 2, rect.top + rect.height / 2];
}"""


def click_passage(page: Page, kind: str) -> None:
    page.mouse.click(*page.evaluate(MIDDLE, kind))


def card_text(page: Page) -> str | None:
    text: str | None = page.evaluate(f"{CARD}?.textContent ?? null")
    return text


@pytest.mark.parametrize("kind", KINDS)
def test_a_click_on_the_passage_opens_its_card(noted_page: Noted, kind: str) -> None:
    page = noted_page()

    click_passage(page, kind)

    assert QUOTES[kind][2] in (card_text(page) or "")
    assert page.evaluate(f"{CARD}.matches(':popover-open')")


def test_every_passage_is_painted_in_the_style_of_its_kind(noted_page: Noted) -> None:
    page = noted_page()

    painted = page.evaluate("[...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)])")

    assert dict(painted) == {f"sidelight-{kind}": [QUOTES[kind][0]] for kind in KINDS}


def test_the_pages_own_nodes_are_left_alone(noted_page: Noted) -> None:
    page = noted_page()

    click_passage(page, "figure")

    assert page.evaluate("document.body.querySelectorAll('*').length") == page.evaluate(
        "document.body.querySelectorAll('nav, nav a, article, h1, p, em, #link').length"
    )
    assert page.evaluate("document.querySelectorAll('sidelight-cards').length") == 1


def test_enter_on_a_notes_button_opens_the_card_and_escape_gives_the_focus_back(noted_page: Noted) -> None:
    page = noted_page()
    page.locator("#link").focus()

    page.keyboard.press("Tab")
    label = page.evaluate("Sidelight.session.root.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    opened = card_text(page)
    page.keyboard.press("Escape")

    assert label == "Note: Revised since. On “At least 412 people were killed”"
    assert opened is not None
    assert card_text(page) is None
    assert page.evaluate("Sidelight.session.root.activeElement.getAttribute('aria-label')") == label


def test_there_is_one_button_for_each_note(noted_page: Noted) -> None:
    page = noted_page()

    labels = page.evaluate("[...Sidelight.session.root.querySelectorAll('button.marker')].map((one) => one.ariaLabel)")

    assert [label.split("On ")[1].strip("“”") for label in labels] == [QUOTES[kind][0] for kind in KINDS]


def test_a_click_elsewhere_closes_the_card(noted_page: Noted) -> None:
    page = noted_page()
    click_passage(page, "label")

    page.mouse.click(5, 5)

    assert card_text(page) is None


def test_the_close_button_closes_the_card(noted_page: Noted) -> None:
    page = noted_page()
    click_passage(page, "label")

    page.mouse.click(
        *page.evaluate(f"(r => [r.x + 5, r.y + 5])({CARD}.querySelector('.close').getBoundingClientRect())")
    )

    assert card_text(page) is None


def test_a_link_of_the_page_keeps_its_click(noted_page: Noted) -> None:
    page = noted_page()

    page.locator("#link").click()

    assert page.evaluate("location.hash") == "#elsewhere"
    assert card_text(page) is None


def test_selecting_text_opens_nothing(noted_page: Noted) -> None:
    page = noted_page()
    x, y = page.evaluate(MIDDLE, "figure")

    page.mouse.move(x - 40, y)
    page.mouse.down()
    page.mouse.move(x, y)
    page.mouse.up()

    assert page.evaluate("String(getSelection())") != ""
    assert card_text(page) is None


def test_the_parts_of_a_card_stand_in_the_order_of_their_weight(noted_page: Noted) -> None:
    page = noted_page()

    click_passage(page, "figure")

    text = card_text(page) or ""
    parts = [
        "Revised since",
        QUOTES["figure"][2],
        "Latest",
        "Summary of the figure.",
        "Sources",
        "Toll revised",
        "Why this is shown",
        "{count} people were killed",
        "at least 412",
        "Also at 1 more place",
        "Reviewed 1 November 2026",
    ]
    assert [part for part in parts if part not in text] == []
    assert sorted(parts, key=text.index) == parts


def test_sources_are_links_that_tell_the_site_nothing(noted_page: Noted) -> None:
    page = noted_page()

    click_passage(page, "background")

    links = page.evaluate(f"[...{CARD}.querySelectorAll('a')].map((a) => [a.href, a.rel, a.target, a.referrerPolicy])")
    assert links == [
        [f"https://example.com/{name}", "noopener noreferrer", "_blank", "no-referrer"] for name in ("toll", "final")
    ]
    assert "The Courier, June 2023" in (card_text(page) or "")
    assert "Civil Protection, undated" in (card_text(page) or "")


@pytest.mark.parametrize(
    "settings", [{"viewport": {"width": 320, "height": 640}}, {"viewport": {"width": 1000, "height": 800}}]
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_card_stays_in_the_window_and_off_its_passage(
    noted_page: Noted, kind: str, settings: dict[str, object]
) -> None:
    page = noted_page(**settings)

    click_passage(page, kind)

    boxes = page.evaluate(f"""() => {{
      const box = ({{ left, right, top, bottom }}) => [left, right, top, bottom];
      return [box({CARD}.getBoundingClientRect()), ...[...Sidelight.session.cards.range.getClientRects()].map(box)];
    }}""")
    (left, right, top, bottom), *lines = boxes
    assert left >= 0
    assert right <= page.evaluate("document.documentElement.clientWidth")
    assert top >= 0
    assert bottom <= page.evaluate("innerHeight")
    assert all(bottom <= line[2] or top >= line[3] or right <= line[0] or left >= line[1] for line in lines)
    assert page.evaluate(f"{CARD}.scrollWidth <= {CARD}.clientWidth")


def test_nothing_the_server_says_becomes_markup(noted_page: Noted) -> None:
    evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    page = noted_page()
    hostile = annotation(page.evaluate("Sidelight.readPassages(document).text"), "figure")
    hostile.update(says=evil, finding=evil[:60])
    hostile["entry"].update(
        title=evil, summary=evil, sources=[{"id": evil, "title": evil, "publisher": evil, "url": "javascript:hit=1"}]
    )
    hostile["records"]["series"][0].update(by=evil, note=evil)
    page = noted_page(reply_to("", hostile))

    click_passage(page, "figure")

    assert evil in (card_text(page) or "")
    assert page.evaluate(f"{CARD}.querySelectorAll('img, script, a').length") == 0
    assert page.evaluate("window.hit ?? null") is None


def test_a_note_whose_words_are_not_on_the_page_is_listed_not_painted(noted_page: Noted) -> None:
    page = noted_page()
    lost = annotation(page.evaluate("Sidelight.readPassages(document).text"), "label")
    lost["target"]["selector"] = [
        {"type": "TextQuoteSelector", "exact": "words that nobody wrote", "prefix": "", "suffix": ""}
    ]

    page = noted_page(reply_to("", lost))

    assert page.evaluate("CSS.highlights.size") == 0
    assert page.evaluate("window.states.at(-1).notes.map((note) => [note.quote, note.placed])") == [
        ["words that nobody wrote", False]
    ]


def test_stopping_takes_everything_off_the_page(noted_page: Noted) -> None:
    page = noted_page()
    click_passage(page, "figure")

    page.evaluate("Sidelight.stop()")

    assert page.evaluate("[CSS.highlights.size, document.querySelectorAll('sidelight-cards').length]") == [0, 0]


def test_what_is_sent_is_the_passages_and_what_the_page_says_of_itself(noted_page: Noted) -> None:
    sent = noted_page().evaluate("window.sent")

    assert sorted(sent) == ["language", "passages", "published", "title"]
    assert sent["published"] == "2023-05-18"
    assert sent["passages"][0] == {"role": "headline", "text": "Search goes on in Melvaro"}
