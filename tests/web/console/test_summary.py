"""What is told of a form that cannot be saved yet: all that is known by now, each at its place."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.web.console.browsing import Person, page_of, person, words
from tests.web.console.filling import Filled, opened
from tests.web.console.test_editor import EDIT, FIGURE
from tests.web.console.test_preview import LABEL, RANKING, preview
from tests.web.curating.newsroom import UNION, Newsroom

BACKGROUND = f"/console/entries/{UNION}"


@pytest.fixture(scope="module")
def curator(shared_room: Newsroom) -> Person:
    return person(shared_room, "curator")


def figure(who: Person, **changes: str) -> Filled:
    """A new figure with two records, unless something is changed."""
    form = opened(who, "/console/entries/new?kind=figure").write(FIGURE["first"])
    return form.pressed(who, "add figure.records").write(FIGURE["second record"] | changes)


def links(page: BeautifulSoup, selector: str) -> list[str]:
    return [str(link["href"]) for link in page.select(f"{selector} a")]


def test_mistakes_in_phrases_and_examples_are_told_beside_those_of_fields(curator: Person) -> None:
    wrong = {"sources[0].title": "", "phrases.en": "{count} (dead", "tags": "x" * 20_001}

    page = page_of(figure(curator, **wrong).press(curator, "save"), status=422)

    assert links(page, "[role=alert]") == ["#f-tags", "#f-sources-0-title", "#f-phrases-en", "#f-examples-0"]
    for link in links(page, "[role=alert]"):
        assert page.select_one(f"{link}-wrong"), link
    assert "f-sources-0-title-wrong" in str(page.select_one("#f-sources-0-title")["aria-describedby"])  # type: ignore[index]
    assert "This is not right yet" in words(page, "[role=alert] h2")


def test_an_example_is_not_called_wrong_because_of_a_record_that_cannot_be_read(curator: Person) -> None:
    page = page_of(figure(curator, **{"figure.records[0].value": "1,200"}).press(curator, "save"), status=422)

    assert links(page, "[role=alert]") == ["#f-figure-records-0-value"]
    assert [str(one["data-state"]) for one in page.select("[data-of]")] == ["waits"]


def test_what_speaks_against_publishing_is_told_before_the_form_can_be_saved(curator: Person) -> None:
    form = figure(curator, id="No Name", **{"figure.records[0].as_of": "some day"})
    form.fields.setlist("figure.records[1].sources", [])

    page = preview(curator, form)

    # the row before it is left out for the trial, and the place is still that of the form
    assert links(page, ".points.bad") == ["#f-figure-records-1-sources"]
    assert "Record 2" in words(page, ".points.bad")


def test_a_source_that_cannot_be_read_yet_is_not_called_missing_where_it_is_cited(curator: Person) -> None:
    page = preview(curator, figure(curator, **{"sources[0].url": "harbour"}))

    assert links(page, ".points.bad") == []
    assert "#f-sources-0-url" in links(page, ".points.warn")


def test_a_mistake_behind_a_row_that_is_left_out_is_marked_where_it_stands(curator: Person) -> None:
    form = opened(curator, RANKING).write({"comparison.events[1].phrases.en": "({count"})
    form.fields["comparison.events[0].name.en"] = ""

    page = preview(curator, form)

    assert links(page, ".faults") == ["#f-comparison-events-1-phrases-en"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"figure.records[1].as_of": "2099-06-09"}, "figure-records-1-as_of"),
        ({"figure.records[1].as_of": "2025-06-04"}, "figure-records-1-as_of"),
        ({"sources[0].published": "2025-06-01"}, "figure-records-0-sources"),
        ({"sources[0].url": "http://wire.example/tarn"}, "sources-0-url"),
        ({"review_by": "2020-01-01"}, "review_by"),
    ],
    ids=[
        "in the future",
        "two records of one day",
        "a source before its record",
        "plain http",
        "a review that is past",
    ],
)
def test_what_publishing_warns_of_is_told_while_somebody_types(
    curator: Person, changes: dict[str, Any], field: str
) -> None:
    assert f"#f-{field}" in links(preview(curator, figure(curator, **changes)), ".points.warn")


def test_a_sound_form_is_warned_of_nothing(curator: Person) -> None:
    assert not preview(curator, figure(curator)).select(".points.warn, .points.bad")


def test_a_ranking_without_events_shows_no_ranking(curator: Person) -> None:
    page = preview(curator, opened(curator, "/console/entries/new?kind=comparison"))

    assert not page.select(".ranking")
    assert "not on record" not in words(page, "body")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (EDIT, "figure.event.began"),
        (EDIT, "figure.measure"),
        (EDIT, "figure.unit.other.en"),
        (EDIT, "figure.records[0].value"),
        (EDIT, "figure.records[0].as_of"),
        (RANKING, "comparison.measure"),
        (RANKING, "comparison.direction"),
        (RANKING, "comparison.of.en"),
        (RANKING, "comparison.coverage.places"),
        (RANKING, "comparison.coverage.from"),
        (RANKING, "comparison.events[0].id"),
        (RANKING, "comparison.events[0].name.en"),
        (LABEL, "label.term.en"),
        (LABEL, "label.applied_by.en"),
        (LABEL, "label.means.en"),
        (LABEL, "label.subjects[0].id"),
        (LABEL, "label.subjects[0].name"),
        (LABEL, "label.subjects[0].history[0].on"),
        (BACKGROUND, "title.en"),
        (BACKGROUND, "sources[0].title"),
        (BACKGROUND, "sources[0].url"),
    ],
)
@pytest.mark.parametrize("said", ["", "3/4/2025?"], ids=["missing", "wrong"])
def test_whatever_is_missing_or_wrong_the_phrases_are_tried(curator: Person, path: str, field: str, said: str) -> None:
    form = opened(curator, path)
    form.write({field: said, "phrases.en": f"{form.fields['phrases.en']}\n(never closed"})

    page = preview(curator, form)

    assert "(never closed" in words(page, ".faults").replace("( ", "(")
    assert page.select("[data-of]")
