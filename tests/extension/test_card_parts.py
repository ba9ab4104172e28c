"""What a card holds besides its sentence, and how it stands in the window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.extension.replies import annotation, record, reply_to
from tests.extension.test_card import CARD, KINDS, click_passage

Noted = Callable[..., Page]


def test_sources_are_numbered_from_one_in_the_order_shown(noted_page: Noted) -> None:
    page = noted_page()
    item = annotation(page.evaluate("Sidelight.readPassages(document).text"), "figure")
    item["entry"]["sources"] = [
        {"id": f"s{at}", "title": f"Source {at}", "publisher": "P", "url": None, "published": "2023"} for at in range(9)
    ]
    item["records"]["then"]["sources"] = ["s7", "s5"]
    item["records"]["latest"]["sources"] = ["s8"]
    item["records"]["series"] = [{**record(180, "2023-05-14"), "sources": ["s0", "s8"]}, item["records"]["latest"]]
    page = noted_page(reply_to("", item))

    click_passage(page, "figure")

    listed = page.evaluate(
        f"[...{CARD}.querySelectorAll('.sources li')].map((line) => [line.value, line.firstChild.textContent])"
    )
    cited = page.evaluate(
        f"[...{CARD}.querySelectorAll('.records li')].map((line) => line.textContent.split(' ').at(-1))"
    )
    assert listed == [[at + 1, f"Source {name}"] for at, name in enumerate([5, 7, 8, 0, 1, 2, 3, 4, 6])]
    assert page.evaluate(f"{CARD}.querySelector('.records li').textContent").endswith("[3, 4]")
    assert cited[1] == "[3]"


def test_the_sources_of_the_articles_own_figure_stand_first(noted_page: Noted) -> None:
    page = noted_page()
    item = annotation(page.evaluate("Sidelight.readPassages(document).text"), "figure")
    item["entry"]["sources"] = [
        {"id": f"s{at}", "title": f"Source {at}", "publisher": "P", "url": None, "published": "2023"} for at in range(9)
    ]
    for one in (item["records"]["then"], item["records"]["latest"], *item["records"]["series"]):
        one |= {"value": 609, "sources": ["s0", "s1", "s2"]}
    item["records"]["other"] = [{**record(412, "2023-05-15", standing="other"), "sources": ["s8", "s7"]}]
    page = noted_page(reply_to("", item))

    click_passage(page, "figure")

    shown = page.evaluate(f"[...{CARD}.querySelector('.sources').children].map((line) => line.firstChild.textContent)")
    assert shown == [f"Source {name}" for name in (7, 8, 0, 1, 2)]


def test_the_longer_background_is_folded_away_behind_the_summary(noted_page: Noted) -> None:
    page = noted_page()
    item = annotation(page.evaluate("Sidelight.readPassages(document).text"), "figure")
    item["entry"]["body"] = "How the count was made.\n\nWho revised it."
    page = noted_page(reply_to("", item))

    click_passage(page, "figure")

    more = page.evaluate(f"""(summary => [summary.nextSibling.open, summary.nextSibling.firstChild.textContent,
      ...[...summary.nextSibling.querySelectorAll("p")].map((one) => one.textContent)
    ])({CARD}.querySelector(".summary"))""")
    assert more == [False, "More", "How the count was made.", "Who revised it."]


@pytest.mark.parametrize(("reviewed", "foot"), [("2026-11-01", "Reviewed"), (None, "Next review by")])
def test_the_foot_begins_with_a_capital(noted_page: Noted, reviewed: str | None, foot: str) -> None:
    page = noted_page()
    item = annotation(page.evaluate("Sidelight.readPassages(document).text"), "label")
    item["entry"]["reviewed"] = reviewed
    page = noted_page(reply_to("", item))

    click_passage(page, "label")

    assert page.evaluate(f"{CARD}.querySelector('.foot').textContent").startswith(foot)


def test_the_open_passages_mark_keeps_the_colour_of_its_kind(noted_page: Noted) -> None:
    page = noted_page()

    active = []
    for kind in KINDS:
        page.keyboard.press("Escape")
        click_passage(page, kind)
        active.append(page.evaluate("[...CSS.highlights.keys()].filter((name) => name.includes('active'))"))
    page.keyboard.press("Escape")

    assert active == [[f"sidelight-active-{kind}"] for kind in KINDS]
    assert page.evaluate("[...CSS.highlights.keys()].filter((name) => name.includes('active'))") == []


def test_a_card_that_goes_on_below_says_so_until_its_end(noted_page: Noted) -> None:
    page = noted_page(viewport={"width": 1000, "height": 420})
    click_passage(page, "figure")
    shows = f"getComputedStyle({CARD}.querySelector('.below')).display !== 'none'"

    page.wait_for_function(shows)
    page.evaluate(f"{CARD}.scrollTo({{ top: 9999, behavior: 'instant' }})")

    page.wait_for_function(f"!({shows})")


def test_the_card_leaves_the_panel_uncovered_where_there_is_room(scripts: Page) -> None:
    panel = {"left": 650, "right": 990, "top": 380, "bottom": 690, "width": 340, "height": 310}
    line = {"left": 600, "right": 760, "top": 100, "bottom": 120, "width": 160, "height": 20}

    place = scripts.evaluate(
        "([line, size, view, panel]) => Sidelight.choosePlace([line], size, view, panel)",
        [line, {"width": 384, "height": 500}, {"width": 1000, "height": 700}, panel],
    )

    assert place["left"] + 384 < panel["left"]
    assert place["top"] == 128


def test_an_entry_whose_review_is_overdue_says_so(noted_page: Noted) -> None:
    page = noted_page()
    page.clock.set_fixed_time("2027-03-02T12:00:00Z")

    click_passage(page, "figure")

    foot = page.evaluate(f"{CARD}.querySelector('.foot').textContent")
    assert foot == "Reviewed 1 November 2026 (4 months ago). Review was due by 1 March 2027: this may be out of date."
    assert page.evaluate(f"{CARD}.querySelector('.foot .overdue') !== null")


def test_each_further_place_has_a_button_that_leads_there(noted_page: Noted) -> None:
    page = noted_page(viewport={"width": 1000, "height": 420})
    text = page.evaluate("Sidelight.readPassages(document, document.title).text")
    item = annotation(text, "figure")
    places = [text.index("Melvaro", 30), text.index("the town")]
    item["also_at"] = [
        {"start": start, "end": start + 7, "exact": text[start : start + 7]} for start in places if start > 0
    ]
    item["also_at"].append({"start": 9000, "end": 9004, "exact": "nowhere"})
    page = noted_page(reply_to("", item), viewport={"width": 1000, "height": 420})
    click_passage(page, "figure")

    names = page.evaluate(f"[...{CARD}.querySelectorAll('.place')].map((one) => one.ariaLabel)")
    page.evaluate(f"{CARD}.querySelectorAll('.place')[1].click()")
    active = page.evaluate("[...CSS.highlights.get('sidelight-active-figure')].map(String)")

    assert page.evaluate(f"{CARD}.querySelector('.places').previousSibling.textContent").startswith(
        "Also at 3 more places"
    )
    assert names == ["“Melvaro”, place 1 of 2", "“the tow”, place 2 of 2"]
    assert active == ["the tow"]
    assert off_its_passage(page)


def off_its_passage(page: Page) -> bool:
    apart: bool = page.evaluate(f"""(card => [...Sidelight.session.cards.range.getClientRects()].every((line) =>
      card.bottom <= line.top || card.top >= line.bottom || card.right <= line.left || card.left >= line.right
    ))({CARD}.getBoundingClientRect())""")
    return apart


@pytest.mark.parametrize("size", [(1000, 800), (1000, 420), (375, 667), (320, 480), (320, 256)])
@pytest.mark.parametrize("kind", KINDS)
def test_unfolding_everything_never_covers_the_passage(noted_page: Noted, kind: str, size: tuple[int, int]) -> None:
    width, height = size
    page = noted_page(viewport={"width": width, "height": height})
    click_passage(page, kind)

    page.evaluate(f"{CARD}.querySelectorAll('details').forEach((one) => {{ one.open = true; }})")

    box = page.evaluate(f"(({{ top, bottom }}) => [top, bottom])({CARD}.getBoundingClientRect())")
    assert off_its_passage(page)
    assert box[0] >= 0
    assert box[1] <= height


def test_text_keeps_the_readers_size_whatever_the_page_makes_of_rem(noted_page: Noted) -> None:
    page = noted_page()
    page.add_style_tag(content="html { font-size: 62.5% } * { letter-spacing: 3px }")

    click_passage(page, "figure")

    style = f"getComputedStyle({CARD}.querySelector('.says'))"
    assert page.evaluate(f"[{style}.fontSize, {style}.letterSpacing]") == ["17px", "normal"]


@pytest.mark.parametrize("kind", KINDS)
def test_targets_are_large_enough(noted_page: Noted, kind: str) -> None:
    page = noted_page()
    click_passage(page, kind)

    small = page.evaluate("""[...Sidelight.session.root.querySelectorAll("button, summary")]
      .map((one) => [one.textContent || one.ariaLabel, one.getBoundingClientRect()])
      .filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name)""")
    assert small == []


def test_print_shows_nothing_of_it(noted_page: Noted) -> None:
    page = noted_page()
    click_passage(page, "figure")
    page.evaluate("Sidelight.session.openList()")

    page.emulate_media(media="print")

    shown = page.evaluate("[...Sidelight.session.root.children].filter((one) => one.checkVisibility()).length")
    assert shown == 0


def test_forced_colours_get_borders(noted_page: Noted) -> None:
    page = noted_page(forced_colors="active")

    click_passage(page, "figure")

    style = page.evaluate(
        f"(({{ borderTopWidth, boxShadow }}) => [borderTopWidth, boxShadow])(getComputedStyle({CARD}))"
    )
    assert style == ["2px", "none"]


def test_the_card_says_what_it_is_and_what_opened_it(noted_page: Noted) -> None:
    page = noted_page()
    click_passage(page, "figure")

    told = page.evaluate(f"""(card => {{
      const marker = Sidelight.session.cards.note.marker;
      const isControlled = marker.getAttribute("aria-controls") === card.id;
      return [card.role, card.ariaModal, card.lang, marker.ariaExpanded, isControlled,
        card.getAttribute("aria-labelledby").split(" ").map((id) => card.querySelector(`#${{id}}`).className)];
    }})({CARD})""")
    page.keyboard.press("Escape")

    assert told == ["dialog", None, "en", "true", True, ["finding", "says"]]
    assert page.evaluate("Sidelight.session.root.querySelector('.marker').ariaExpanded") == "false"


def test_a_button_covers_the_first_line_of_its_passage_whatever_stands_in_it(noted_page: Noted) -> None:
    page = noted_page()

    widths = page.evaluate("""(({ marker, range }) =>
      [marker.getBoundingClientRect().width, range.getBoundingClientRect().width])(Sidelight.session.placed[0])""")

    assert widths[0] == pytest.approx(widths[1], abs=1)


def test_long_words_and_lists_stay_inside_the_card(noted_page: Noted) -> None:
    page = noted_page(viewport={"width": 320, "height": 640})
    word = "Donaudampfschifffahrtsgesellschaft" * 6
    item = annotation(page.evaluate("Sidelight.readPassages(document).text"), "figure")
    item["says"] = word
    item["entry"].update(title=word, summary=word, body=f"{word}\n\n{word}")
    item["entry"]["sources"] = [{"id": "s", "title": word, "publisher": word, "url": f"https://e.example/{word}"}] * 30
    item["why"] = {"phrase": word, "cues": [{"cue": word}]}
    page = noted_page(reply_to("", item), viewport={"width": 320, "height": 640})

    click_passage(page, "figure")
    page.evaluate(f"{CARD}.querySelectorAll('details').forEach((one) => {{ one.open = true; }})")

    assert page.evaluate(f"{CARD}.scrollWidth <= {CARD}.clientWidth")
    assert off_its_passage(page)


def test_a_note_with_nothing_but_its_sentence_has_a_card(noted_page: Noted) -> None:
    page = noted_page()
    item = annotation(page.evaluate("Sidelight.readPassages(document).text"), "figure")
    item["entry"] = {"id": "bare", "kind": "figure"}
    for part in ("records", "reading", "why", "also_at", "body"):
        del item[part]
    page = noted_page(reply_to("", item))

    click_passage(page, "figure")

    assert page.evaluate(f"[...{CARD}.querySelector('.main').children].map((one) => one.localName)") == [
        "p",
        "details",
        "div",
    ]


def test_the_article_may_read_the_other_way(noted_page: Noted) -> None:
    page = noted_page()
    reply = reply_to(page.evaluate("Sidelight.readPassages(document, document.title).text"))
    page = noted_page(reply)
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.evaluate("dispatchEvent(new Event('resize'))")

    click_passage(page, "comparison")

    left, right = page.evaluate(f"(({{ left, right }}) => [left, right])({CARD}.getBoundingClientRect())")
    assert left >= 0
    assert right <= 1000
    assert off_its_passage(page)
    assert page.evaluate("scrollX") == 0
