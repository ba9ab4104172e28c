from dataclasses import replace
from typing import Any

import pytest
from tests.core.kinds.builders import day, record
from tests.core.kinds.entries import make_comparison, make_entry, make_figure, make_label, make_source

from sidelight.core.entry import Entry
from sidelight.core.kinds.checks import check_payload
from sidelight.core.kinds.payloads import (
    Background,
    Comparison,
    Coverage,
    Event,
    Figure,
    HistoryEvent,
    Label,
    RankedEvent,
    Statement,
    Subject,
)

SOURCE = (make_source("s", "2024-03-25"),)
SOUND: dict[str, Any] = {"value": 139, "as_of": "2024-03-25", "sources": ("s",)}
NEXT: dict[str, Any] = {"value": 149, "as_of": "2025-08-04", "sources": ("s",)}
ATTACK = Event(began=day("2024-03-22"), ended=day("2024-03-22"), places=("Freedonia",))
FIGURES = {"toll": make_figure(SOUND, NEXT, event=ATTACK).payload}


def found(entry: Entry) -> list[tuple[str, str]]:
    figures = {key: value for key, value in FIGURES.items() if isinstance(value, Figure)}
    return [(problem.place, problem.message) for problem in check_payload(entry, figures)]


def sourced(entry: Entry) -> Entry:
    """Give every event of a ranking or history the one source."""
    payload = entry.payload
    if isinstance(payload, Comparison):
        events = tuple(replace(e, records=tuple(replace(r, sources=("s",)) for r in e.records)) for e in payload.events)
        payload = replace(payload, events=events)
    if isinstance(payload, Label):
        subjects = tuple(
            replace(s, history=tuple(replace(h, sources=("s",)) for h in s.history)) for s in payload.subjects
        )
        payload = replace(payload, subjects=subjects)
    return replace(entry, payload=payload, sources=SOURCE)


STORMS = sourced(make_comparison(("alpha", "2004-01-01", 100), ("bravo", "2010-01-01", 50)))
AGENTS = sourced(make_label(early=[("listed", "2023-11-17"), ("also", "2024-07-10")]))


def storms(**changed: Any) -> Entry:
    assert isinstance(STORMS.payload, Comparison)
    return replace(STORMS, payload=replace(STORMS.payload, **changed))


def first_storm(measure: str = "deaths", **changed: Any) -> Entry:
    assert isinstance(STORMS.payload, Comparison)
    first, *rest = STORMS.payload.events
    return storms(measure=measure, events=(replace(first, **changed), *rest))


def agents(**changed: Any) -> Entry:
    assert isinstance(AGENTS.payload, Label)
    return replace(AGENTS, payload=replace(AGENTS.payload, **changed))


def history(*events: HistoryEvent) -> Entry:
    return agents(subjects=(Subject(id="x", name="X", phrases={}, history=events),))


def figure_with(**changed: Any) -> Entry:
    entry = make_figure(SOUND, sources=SOURCE)
    assert isinstance(entry.payload, Figure)
    return replace(entry, payload=replace(entry.payload, **changed))


@pytest.mark.parametrize(
    "entry",
    [
        make_figure(SOUND, NEXT, sources=SOURCE),
        STORMS,
        AGENTS,
        make_entry("background", Background(), sources=SOURCE),
        first_storm(figure="toll", records=(), event=None),
    ],
    ids=["figure", "comparison", "label", "background", "ranking with a figure"],
)
def test_a_sound_entry_has_no_problems(entry: Entry) -> None:
    assert found(entry) == []


LISTED = HistoryEvent(event="listed", on=day("2023-11-17"), sources=("s",))
PROBLEMS: list[tuple[str, str, Entry]] = [
    # figures
    ("figure.records", "no main record", figure_with(records=())),
    ("figure.records", "no main record", make_figure({**SOUND, "standing": "other"}, sources=SOURCE)),
    ("figure.records[0].sources", "no source", make_figure({**SOUND, "sources": ()}, sources=SOURCE)),
    ("figure.records[0].sources", "no source 'lost'", make_figure({**SOUND, "sources": ("lost",)}, sources=SOURCE)),
    ("figure.records[1]", "already", make_figure(SOUND, SOUND, sources=SOURCE)),
    ("figure.records[1].as_of", "out of order", make_figure(NEXT, SOUND, sources=SOURCE)),
    ("figure.records[0]", "not within", make_figure({**SOUND, "low": 140, "high": 150}, sources=SOURCE)),
    ("figure.records[0].value", "less than nothing", make_figure({**SOUND, "value": -1}, sources=SOURCE)),
    (
        "figure.records[0].published",
        "before its as_of",
        make_figure({**SOUND, "published": "2024-03-01"}, sources=SOURCE),
    ),
    ("figure.unit", "empty", figure_with(unit={})),
    ("figure.unit", "empty", figure_with(unit={"other": {"en": ""}})),
    ("figure.unit", "`other`", figure_with(unit={"one": {"en": "person"}})),
    (
        "figure.event.ended",
        "before it began",
        figure_with(event=Event(began=day("2024-03-22"), ended=day("2024-03-01"))),
    ),
    (
        "figure.records[0].as_of",
        "before the event",
        figure_with(event=Event(began=day("2024-04-22"), ended=day("2024-04-22"))),
    ),
    ("sources[1]", "already", make_figure(SOUND, sources=(*SOURCE, *SOURCE))),
    # comparisons
    ("comparison.events", "two events", storms(events=())),
    ("comparison.events[0].figure", "no figure 'lost'", first_storm(figure="lost", records=())),
    ("comparison.events[0]", "either", first_storm(figure="toll")),
    ("comparison.events[0]", "either", first_storm(records=())),
    ("comparison.events[0]", "when the event began", first_storm(event=None)),
    (
        "comparison.events[0].figure",
        "measures deaths, not injuries",
        first_storm("injuries", figure="toll", records=()),
    ),
    ("comparison.events[0]", "coverage starts", storms(coverage=Coverage(places=("Freedonia",), since=day("2005")))),
    ("comparison.events[0].places", "coverage", storms(coverage=Coverage(places=("Sylvania",), since=day("1991")))),
    ("comparison.coverage.places", "no place", storms(coverage=Coverage(places=(), since=day("1991")))),
    ("comparison.events[0].records[1].as_of", "out of order", first_storm(records=(record(NEXT), record(SOUND)))),
    # labels
    ("label.term", "empty", agents(term={})),
    ("label.applied_by", "empty", agents(applied_by={"en": ""})),
    ("label.means", "empty", agents(means={})),
    ("label.basis.sources", "no source", agents(basis=Statement(text={"en": "Law"}))),
    (
        "label.disputed_by.sources",
        "no source 'lost'",
        agents(disputed_by=Statement(text={"en": "Court"}, sources=("lost",))),
    ),
    ("label.subjects[0].history", "never says", history()),
    ("label.subjects[0].history[0]", "without having been listed", history(replace(LISTED, event="removed"), LISTED)),
    (
        "label.subjects[0].history[1].on",
        "out of order",
        history(LISTED, replace(LISTED, event="removed", on=day("2020-01-01"))),
    ),
    *(
        ("label.subjects[0].history[1].designation", "no other designation", history(LISTED, also))
        for also in (
            replace(LISTED, event="also", on=day("2024")),
            replace(LISTED, event="also", on=day("2024"), entry="toll"),
            replace(LISTED, event="also", on=day("2024"), designation={"en": ""}),
        )
    ),
    ("label.subjects[0].history[0].sources", "no source", history(replace(LISTED, sources=()))),
    # background and all
    ("sources", "no source", make_entry("background", Background())),
    ("summary", "empty", make_entry("background", Background(), sources=SOURCE, summary={})),
    ("kind", "figure", make_entry("figure", Background(), sources=SOURCE)),
]


@pytest.mark.parametrize(("place", "words", "entry"), PROBLEMS, ids=[f"{p} {w}" for p, w, _ in PROBLEMS])
def test_a_problem_names_its_place_and_what_is_wrong(place: str, words: str, entry: Entry) -> None:
    assert any(at == place and words in message for at, message in found(entry)), found(entry)


@pytest.mark.parametrize(
    ("entries", "missing"), [(None, False), ((), True), (("toll",), True), (("toll", "other-label"), False)]
)
def test_another_designation_refers_to_an_entry_that_exists(entries: tuple[str, ...] | None, missing: bool) -> None:
    also = replace(LISTED, event="also", on=day("2024"), designation={"en": "outlaw"}, entry="other-label")

    problems = check_payload(history(LISTED, also), {}, entries)

    assert [(p.place, p.message) for p in problems] == (
        [("label.subjects[0].history[1].entry", "there is no entry 'other-label'")] if missing else []
    )


def test_every_duplicate_id_of_events_and_subjects_is_named() -> None:
    assert isinstance(STORMS.payload, Comparison)
    assert isinstance(AGENTS.payload, Label)
    first: RankedEvent = STORMS.payload.events[0]

    assert ("comparison.events[1]", "this event id is there already") in found(storms(events=(first, first)))
    assert ("label.subjects[1]", "this subject id is there already") in found(
        agents(subjects=AGENTS.payload.subjects * 2)
    )
