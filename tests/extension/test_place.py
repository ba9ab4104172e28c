"""Where notes are placed on a page, and why some are not."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.conftest import Open

CASES = json.loads((Path(__file__).parent / "cases" / "places.json").read_text(encoding="utf-8"))
PLACE = """async ([prefix, exact, suffix]) => {
  const page = await Sidelight.inSlices(Sidelight.reading(document));
  const note = { target: { prefix, exact, suffix, position: null } };
  await Sidelight.inSlices(Sidelight.placing([note], page));
  return [note.range && String(note.range), note.reason];
}"""
SHADOW = """() => {
  const root = document.querySelector("news-article").attachShadow({ mode: "open" });
  const paragraph = document.createElement("p");
  paragraph.append("Crews searched the ruins. ", document.createElement("slot"), " in spring, and nobody was there.");
  root.append(paragraph);
}"""
CONTEXT = ("Crews searched the ruins. ", ", and nobody was there.")


def place(page: Page, exact: str) -> Any:
    return page.evaluate(PLACE, [CONTEXT[0], exact, CONTEXT[1]])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_note_is_placed_where_it_belongs_or_told_why_not(open_page: Open, case: dict[str, Any]) -> None:
    page = open_page(case["html"])

    painted, reason = page.evaluate(PLACE, case["target"])

    assert [painted and painted.replace("\u00a0", " "), reason] == [case.get("painted"), case.get("reason")]


def test_open_shadow_roots_are_read_as_they_are_shown(open_page: Open) -> None:
    page = open_page("<main><news-article>They had been checked</news-article></main>")
    page.evaluate(SHADOW)

    text = page.evaluate("Sidelight.readPassages(document).text")

    assert text == "Crews searched the ruins. They had been checked in spring, and nobody was there."


def test_a_quote_inside_a_shadow_root_is_placed(open_page: Open) -> None:
    page = open_page("<main><news-article></news-article></main>")
    page.evaluate(SHADOW.replace('document.createElement("slot")', '"They had been checked"'))

    assert place(page, "They had been checked in spring") == ["They had been checked in spring", None]


def test_one_mark_cannot_reach_into_a_shadow_root_and_out_of_it(open_page: Open) -> None:
    page = open_page("<main><news-article>They had been checked</news-article></main>")
    page.evaluate(SHADOW)

    assert place(page, "They had been checked in spring") == [None, "not-found"]


def test_a_long_quote_is_found_by_its_two_ends(open_page: Open) -> None:
    steps = [f"and then the crews went on to the next of the ruins, looked long and left at {at}" for at in range(20)]
    quote = (
        f"The search began in the north of the town {' '.join(steps)} and it ended in the south of the town at night"
    )
    changed = quote.replace("looked long", "looked hard", 1).replace("began", "started")
    page = open_page(f"<p>{CONTEXT[0]}{changed}{CONTEXT[1]}</p>")

    painted, reason = place(page, quote)

    assert len(quote) > 1000
    assert [painted, reason] == [changed, None]


def test_what_is_not_searched_in_time_is_not_found(open_page: Open) -> None:
    page = open_page(f"<p>{CONTEXT[0]}The office said that the ruined house had been checked{CONTEXT[1]}</p>")

    reason = page.evaluate(
        """([prefix, suffix]) => {
          const target = { prefix, exact: "The office said that the fallen house had been checked", suffix };
          return Sidelight.atOnce(Sidelight.findQuote(Sidelight.readPassages(document), target, { ms: 0 })).reason;
        }""",
        list(CONTEXT),
    )

    assert reason == "not-found"


def test_further_places_of_a_note_are_found_by_their_positions(open_page: Open) -> None:
    page = open_page("<p>In all 412 people died. Of the 412 people most were old.</p>")

    places = page.evaluate(
        """() => {
          const page = Sidelight.readPassages(document);
          page.isAsked = true;
          const further = { exact: "412 people", prefix: "", suffix: "", position: { start: 31, end: 41 } };
          const elsewhere = { ...further, position: { start: 3, end: 9 } };
          const note = { target: { ...further, position: { start: 7, end: 17 } }, alsoAt: [further, elsewhere] };
          Sidelight.atOnce(Sidelight.placing([note], page));
          return note.places.map((range) => range.startOffset);
        }"""
    )

    assert places == [31]
