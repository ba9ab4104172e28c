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

    at_first = page.evaluate(shows)
    page.evaluate(f"{CARD}.scrollTo({{ top: 9999, behavior: 'instant' }})")
    page.wait_for_function(f"!({shows})")

    assert at_first


def test_the_card_leaves_the_panel_uncovered_where_there_is_room(scripts: Page) -> None:
    panel = {"left": 650, "right": 990, "top": 380, "bottom": 690, "width": 340, "height": 310}
    line = {"left": 600, "right": 760, "top": 100, "bottom": 120, "width": 160, "height": 20}

    place = scripts.evaluate(
        "([line, size, view, panel]) => Sidelight.choosePlace([line], size, view, panel)",
        [line, {"width": 384, "height": 500}, {"width": 1000, "height": 700}, panel],
    )

    assert place["left"] + 384 < panel["left"]
    assert place["top"] == 128
