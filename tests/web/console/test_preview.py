"""What the preview tells of a form, finished or not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.web.console.browsing import Person, page_of, person, words
from tests.web.console.filling import Filled, opened
from tests.web.console.test_editor import EDIT, FIGURE
from tests.web.curating.newsroom import TOLL, UNION, Newsroom

from sidelight.web.console.editing import trying

RANKING = "/console/entries/deadliest-earthquakes-karvenia"
LABEL = "/console/entries/restricted-contractor-karvenia"


@pytest.fixture(scope="module")
def curator(shared_room: Newsroom) -> Person:
    return person(shared_room, "curator")


def preview(who: Person, form: Filled) -> BeautifulSoup:
    return page_of(who.client.post("/console/preview", data=form.fields))


def new_figure(who: Person, **changes: str) -> Filled:
    return opened(who, "/console/entries/new?kind=figure").write(FIGURE["first"] | changes)


def told(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(part.get_text(" ").split()) for part in page.select(selector)]


def states(page: BeautifulSoup) -> list[str]:
    return [str(example["data-state"]) for example in page.select("[data-of]")]


def test_an_example_holds_once_a_phrase_finds_it(curator: Person) -> None:
    without = new_figure(curator, **{"phrases.en": "{count} people drowned"})

    before, after = preview(curator, without), preview(curator, new_figure(curator))

    assert states(before) == ["fails"]
    assert "no phrase of the entry is in the sentence" in words(before, ".tried")
    assert states(after) == ["ok"]
    assert "matches “killed 11 people”" in words(after, ".tried")


def test_a_missing_cue_is_named_with_what_to_do(curator: Person) -> None:
    page = preview(curator, new_figure(curator, **{"scope.about.any": "harbour fire"}))

    assert states(page) == ["fails"]
    assert told(page, ".tried .hint")


def test_a_sentence_that_must_not_match_fails_while_it_does(curator: Person) -> None:
    form = new_figure(curator, **{"examples[0].quote": "", "examples[0].reading": "", "examples[0].finding": ""})
    form.fields.setlist("examples[0].none", ["true"])

    page = preview(curator, form)

    assert states(page) == ["fails"]
    assert "must not match" in words(page, ".tried")


def test_an_example_without_a_quote_is_offered_the_words_that_were_found(curator: Person) -> None:
    page = preview(curator, new_figure(curator, **{"examples[0].quote": ""}))

    (button,) = page.select("[data-words]")
    assert (button["data-words"], button["data-into"]) == ("killed 11 people", "f-examples-0-quote")


@pytest.mark.parametrize(
    ("phrase", "marked"),
    [("{count} (people killed", "("), ("{cuont} killed", "{"), ("killed, {count}", ","), ("the {count}", "t")],
    ids=["never closed", "no such slot", "a comma", "no word of its own"],
)
def test_the_column_of_a_mistake_in_a_phrase_is_marked(curator: Person, phrase: str, marked: str) -> None:
    page = preview(curator, new_figure(curator, **{"phrases.en": f"kill~ {{count}} people\n\n{phrase}"}))

    assert told(page, ".faults mark") == [marked]
    assert told(page, ".faults code")[0].replace(" ", "") == phrase.replace(" ", "")
    assert [item["data-said"][:7] for item in page.select("[data-field='phrases.en']")] == ["line 3:"]


def test_one_wrong_phrase_does_not_keep_the_examples_from_being_tried(curator: Person) -> None:
    page = preview(curator, new_figure(curator, **{"phrases.en": "kill~ {count} people\n{count} (dead"}))

    assert states(page) == ["ok"]


def test_a_form_with_hardly_anything_in_it_tries_its_example(curator: Person) -> None:
    form = opened(curator, "/console/entries/new?kind=background").write(
        {"phrases.en": "rescue union", "examples[0].text": "The rescue union met.", "examples[0].quote": "rescue union"}
    )

    page = preview(curator, form)

    assert states(page) == ["ok"]
    assert [item["data-field"] for item in page.select("[data-field]")] == ["id"]


def test_nothing_that_was_filled_in_for_the_trial_is_shown(curator: Person) -> None:
    for kind in ("figure", "comparison", "label"):
        page = preview(curator, opened(curator, f"/console/entries/new?kind={kind}"))

        assert not page.select("[data-chart], [data-card]")
        assert {str(link["href"]) for link in page.select(".points.bad a")} <= {"#f-title", "#f-examples", "#f-sources"}
        assert "no such event" not in words(page, "body")


@pytest.mark.parametrize(("title", "told"), [("", True), ("Harbour fire", False)])
def test_a_title_that_is_missing_is_told_before_it_keeps_the_entry_from_readers(
    curator: Person, title: str, *, told: bool
) -> None:
    page = preview(curator, new_figure(curator, **{"title.en": title}))

    assert bool(page.select(".points.bad a[href='#f-title']")) is told


def test_the_card_is_what_the_api_would_answer(curator: Person) -> None:
    page = preview(curator, opened(curator, EDIT))

    (card,) = page.select("[data-card]")
    assert '"finding":"revised-since"' in str(card["data-card"])
    assert "412 people killed" in words(page, ".card-text")


def test_a_ranking_is_shown_in_its_order_of_today(curator: Person) -> None:
    page = preview(curator, opened(curator, RANKING))

    values = [float(value.get_text().replace(",", "")) for value in page.select(".ranking strong")]
    assert values == sorted(values, reverse=True)
    assert len(values) > 1


@pytest.mark.parametrize("path", [EDIT, RANKING, LABEL])
def test_records_and_histories_are_given_to_the_chart(curator: Person, path: str) -> None:
    assert preview(curator, opened(curator, path)).select("[data-chart]")


def test_what_publishing_would_refuse_is_told_at_its_field(curator: Person) -> None:
    form = opened(curator, EDIT)
    form.fields.setlist("figure.records[0].sources", [])
    form.fields["sources[0].url"] = "http://wire.example/plain"

    page = preview(curator, form)

    assert "#f-figure-records-0-sources" in [link["href"] for link in page.select(".points.bad a")]
    assert "#f-sources-0-url" in [link["href"] for link in page.select(".points.warn a")]


@pytest.mark.parametrize(
    ("on_the_form", "told"),
    [(True, "Fill in the source 'new-one': publisher, title and address"), (False, "Name one that is there")],
    ids=["its row is empty", "it has no row"],
)
def test_a_source_that_is_cited_before_it_is_written_is_to_be_filled_in(
    curator: Person, on_the_form: bool, told: str
) -> None:
    form = opened(curator, EDIT).pressed(curator, "add sources")
    added = next(name for name, value in form.fields.items() if name.endswith(".id") and value.startswith("source-"))
    cited = form.fields[added] if on_the_form else "source-99"
    form.fields.setlist("figure.records[0].sources", [cited])

    page = preview(curator, form)

    assert told.replace("new-one", cited) in words(page, ".points.bad")


def test_a_name_that_is_taken_is_told_before_saving(curator: Person) -> None:
    page = preview(curator, new_figure(curator, id=UNION))

    assert "choose another" in words(page, "[data-field=id]")


def test_an_entry_that_is_there_may_keep_its_name(curator: Person) -> None:
    assert not preview(curator, opened(curator, EDIT)).select("[data-field]")


def test_check_gives_the_same_preview_without_scripts(curator: Person) -> None:
    form = opened(curator, EDIT)

    whole = page_of(form.press(curator, "check"))

    assert told(whole, "#preview .tried li") == told(preview(curator, form), ".tried li")


def test_a_cue_set_that_is_not_there_is_named(curator: Person) -> None:
    page = preview(curator, new_figure(curator, **{"scope.about.any": "Tarn bridge\n@nowhere"}))

    assert "there is no cue set 'nowhere'" in words(page, ".faults")
    assert states(page) == ["ok"]


@pytest.mark.parametrize("fields", [{}, {"kind": "figure"}, {"pack": "nowhere"}, {"examples[0].text": "x" * 50_000}])
def test_a_form_that_no_page_has_is_refused_or_shown(curator: Person, fields: dict[str, Any]) -> None:
    answer = curator.post("/console/preview", **fields)

    assert answer.status_code in (200, 404)


def test_in_a_large_edition_a_draft_is_tried_alone(curator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "BESIDE_AT_MOST", 1)

    page = preview(curator, new_figure(curator, id="tarn-alone"))

    assert states(page) == ["ok"]
    assert "with this entry alone" in words(page, "body")


def test_what_was_compiled_serves_again_while_only_examples_are_written(shared_room: Newsroom) -> None:
    live = shared_room.wired.editions.current
    pack = live.edition.packs[0]
    around = trying.Around(live=live, pack=pack, today=date(2026, 11, 22), kept=lambda _: None)
    trials, entry = trying.Trials(), live.edition.entries[TOLL]

    first = trials.of(entry, around)

    assert trials.of(replace(entry, examples=(), tags=("new",)), around) is first
    assert trials.of(replace(entry, phrases={"en": ("killed {count}",)}), around) is not first
    for number in range(trying.KEPT_DRAFTS):
        trials.of(replace(entry, title={"en": str(number)}), around)
    assert trials.of(entry, around) is not first


def test_words_are_offered_only_for_an_example_that_was_tried(curator: Person) -> None:
    page = preview(curator, new_figure(curator, **{"figure.records[0].value": "1,200"}))

    assert states(page) == ["waits"]
    assert not page.select("[data-words]")
    assert "warn" in str(page.select(".standing .badge")[0]["class"])
