import copy
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Clause, Cue, Entry
from sidelight.core.kinds.payloads import Background, Comparison, Figure, Label
from sidelight.errors import EntryInvalidError
from sidelight.shapes.entries import entry_from, entry_to
from sidelight.shapes.fields import LIST_ITEMS, TEXT_CHARACTERS
from sidelight.shapes.strict import PROBLEMS_NAMED

CASES = Path(__file__).parent / "cases"
ENTRIES: dict[str, dict[str, Any]] = json.loads((CASES / "entries.json").read_text(encoding="utf-8"))
REFUSALS: list[dict[str, Any]] = json.loads((CASES / "refusals.json").read_text(encoding="utf-8"))


def steps(place: str) -> list[str | int]:
    return [int(number) if number else key for number, key in re.findall(r"\[(\d+)\]|([^.\[\]]+)", place)]


def changed(case: Mapping[str, Any]) -> dict[str, Any]:
    data = copy.deepcopy(ENTRIES[case["entry"]])
    for place in [*case.get("set", {}), *case.get("drop", [])]:
        inner: Any = data
        *way, last = steps(place)
        for step in way:
            inner = inner[step]
        if place in case.get("set", {}):
            inner[last] = case["set"][place]
        else:
            del inner[last]
    return data


def figure_of(entry: Entry) -> Figure:
    assert isinstance(entry.payload, Figure)
    return entry.payload


def problems_of(data: Any) -> dict[str, str]:
    with pytest.raises(EntryInvalidError) as refused:
        entry_from(data)
    return dict(refused.value.problems)


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_kind_is_read_and_written_back(kind: str) -> None:
    entry = entry_from(ENTRIES[kind], pack="ports")

    written = json.loads(json.dumps(entry_to(entry)))

    assert (entry.kind, entry.pack) == (kind, "ports")
    assert entry_from(written, pack="ports") == entry


@pytest.mark.parametrize("case", REFUSALS, ids=[case["why"] for case in REFUSALS])
def test_what_breaks_the_contract_is_refused_at_its_place(case: dict[str, Any]) -> None:
    data = changed(case)

    problems = problems_of(data)

    assert list(problems) == [case["place"]]
    assert case["says"] in problems[case["place"]]


def test_a_record_is_known_from_its_own_day_unless_it_says_otherwise() -> None:
    first, second, _ = figure_of(entry_from(ENTRIES["figure"])).records

    assert first.published == first.as_of == PartialDate.parse("2019-07-03")
    assert second.published == PartialDate.parse("2019-07-06")


def test_a_range_without_value_gets_its_middle() -> None:
    *_, ranged = figure_of(entry_from(ENTRIES["figure"])).records

    assert (ranged.low, ranged.value, ranged.high) == (14, 16, 17)


@pytest.mark.parametrize(("bound", "value"), [("low", 40), ("high", 60)])
def test_a_single_bound_serves_as_the_value(bound: str, value: int) -> None:
    data = changed({"entry": "figure", "set": {"figure.records[0]": {bound: value, "as_of": 2019}}})

    record = figure_of(entry_from(data)).records[0]

    assert record.value == value


def test_whole_numbers_stay_whole() -> None:
    written = entry_to(entry_from(ENTRIES["figure"]))

    assert json.dumps(written["figure"]["records"][0]["value"]) == "12"


def test_an_event_ends_when_it_began_unless_it_says_otherwise() -> None:
    figure = figure_of(entry_from(ENTRIES["figure"]))

    assert figure.event is not None
    assert figure.event.ended == figure.event.began


def test_an_event_with_a_figure_takes_its_records_from_there() -> None:
    comparison = entry_from(ENTRIES["comparison"]).payload

    assert isinstance(comparison, Comparison)
    with_figure, own = comparison.events
    assert (with_figure.figure, with_figure.event, with_figure.records) == ("harbour-fire-toll", None, ())
    assert own.event is not None
    assert str(own.event.ended) == "1961-05-02"


def test_cues_of_what_is_ranked_are_english_unless_a_language_is_given() -> None:
    bare = entry_from(ENTRIES["comparison"]).payload
    named = entry_from(
        changed({"entry": "comparison", "set": {"comparison.of.cues": {"en": ["fire~ | blaze~"]}}})
    ).payload

    assert isinstance(bare, Comparison)
    assert bare.of_cues == {"en": ("fire~ | blaze~",)}
    assert named == bare


def test_a_label_keeps_statements_with_their_sources() -> None:
    label = entry_from(ENTRIES["label"]).payload

    assert isinstance(label, Label)
    assert label.basis is not None
    assert label.disputed_by is not None
    assert (label.basis.text, label.basis.sources) == ({"en": "Harbour Act of 1950"}, ("act",))
    assert label.disputed_by.sources == ()


def test_a_background_carries_nothing_of_its_own() -> None:
    assert entry_from(ENTRIES["background"]).payload == Background()


def test_a_source_may_say_that_it_has_no_date() -> None:
    entry = entry_from(ENTRIES["figure"])

    (leaflet,) = (source for source in entry.sources if source.id == "leaflet")

    assert leaflet.published is None


def test_cue_sets_may_be_named_beside_or_among_the_cues() -> None:
    beside = {"about": {"any": ["dock"], "cues": ["a", "b"]}}
    among = {"about": {"any": ["dock", {"cues": "a"}, {"cues": "b"}]}}
    together = {"about": {"any": ["dock", {"cues": ["a", "b"]}]}}

    clauses = {
        entry_from({"id": "x", "kind": "background", "scope": scope}).scope.about for scope in (beside, among, together)
    }

    assert clauses == {Clause(any=(Cue("dock"), Cue(cue_set="a"), Cue(cue_set="b")))}


def test_a_cue_set_may_say_how_near_its_cues_stand() -> None:
    scope = {"about": {"any": ["dock"], "all": [{"cues": ["a", "b"], "near": "sentence"}]}}

    read = entry_from({"id": "x", "kind": "background", "scope": scope}).scope.about

    assert read.near == "article"
    assert read.all == (Cue(cue_set="a", near="sentence"), Cue(cue_set="b", near="sentence"))


def test_nearness_of_the_scope_holds_for_clauses_without_their_own() -> None:
    scope = {"near": "passage", "about": {"any": ["dock"]}, "not_about": {"cues": "airports", "near": "sentence"}}

    read = entry_from({"id": "x", "kind": "background", "scope": scope}).scope

    assert (read.about.near, read.not_about.near) == ("passage", "sentence")


def test_dates_may_be_python_dates_and_bare_years() -> None:
    data = changed({"entry": "figure", "set": {"review_by": date(2027, 3, 1), "figure.records[0].as_of": 2019}})

    entry = entry_from(data)

    assert entry.review_by == date(2027, 3, 1)
    assert str(figure_of(entry).records[0].as_of) == "2019"


def test_all_problems_are_told_at_once() -> None:
    case = {
        "entry": "figure",
        "set": {"kinds": 1, "title": {"en": 7}, "figure.records[2].as_of": "soon"},
        "drop": ["id"],
    }

    problems = problems_of(changed(case))

    assert set(problems) == {"id", "title.en", "figure.records[2].as_of", "kinds"}


@pytest.mark.parametrize("data", [None, 7, "text", [], [[]]], ids=repr)
def test_what_is_no_mapping_is_refused(data: Any) -> None:
    assert problems_of(data) == {"": "a mapping is wanted here: write key: value"}


def test_a_text_longer_than_any_card_is_refused_without_repeating_it() -> None:
    problems = problems_of({"id": "x", "kind": "background", "title": {"en": "a" * (TEXT_CHARACTERS + 1)}})

    assert "shorten it" in problems["title.en"]
    assert len(problems["title.en"]) < 200


def test_a_list_that_never_ends_is_refused_at_once() -> None:
    problems = problems_of({"id": "x", "kind": "background", "tags": ["a"] * (LIST_ITEMS + 1)})

    assert "split the entry" in problems["tags"]


def test_very_many_problems_are_cut_short() -> None:
    with pytest.raises(EntryInvalidError) as refused:
        entry_from({"id": "x", "kind": "background", "tags": [1] * (PROBLEMS_NAMED * 2)})

    assert len(refused.value.problems) == PROBLEMS_NAMED + 1
    assert "correct these" in refused.value.problems[-1][1]
    assert refused.value.detail.startswith("entry x: tags[0]: a text is wanted")


def test_deep_and_strange_values_are_refused_without_being_printed() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    problems = problems_of({"id": deep, "kind": "background", "title": {"en": deep}, "x" * 1000: deep})

    assert problems["id"] == "a text is wanted, not a list"
    assert all(len(place) < 100 and len(message) < 400 for place, message in problems.items())
