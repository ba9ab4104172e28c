"""Make small entries of each kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.core.kinds.builders import Row, day, figure, partial, record

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, KindName, Source
from sidelight.core.kinds.payloads import (
    Comparison,
    Coverage,
    Event,
    HistoryEvent,
    HistoryKind,
    Label,
    Payload,
    RankedEvent,
    Statement,
    Subject,
)

History = list[tuple[HistoryKind, str]]


def make_source(id: str, published: str | None) -> Source:
    return Source(
        id=id,
        title=f"Report {id}",
        publisher="The Herald",
        url=f"https://herald.example/{id}",
        published=partial(published),
        read=date(2026, 1, 1),
    )


def make_entry(kind: KindName, payload: Payload, **given: Any) -> Entry:
    fields: dict[str, Any] = {"title": {"en": "Title"}, "summary": {"en": "Summary."}, "phrases": {"en": ("phrase",)}}
    return Entry(**{"id": "entry", "kind": kind, "payload": payload, **fields, **given})


def make_figure(*records: Row, event: Event | None = None, **given: Any) -> Entry:
    return make_entry("figure", figure(records, event), **given)


def ranked_event(id: str, began: str, value: float, ended: str | None = None) -> RankedEvent:
    began_on = day(began)
    return RankedEvent(
        id=id,
        name={"en": f"{id.title()} storm", "ru": f"Буря «{id.title()}»"},
        phrases={"en": (f"Storm {id}",)},
        event=Event(began=began_on, ended=partial(ended) or began_on, places=("Easton", "Freedonia")),
        records=(record({"value": value, "as_of": began}),),
    )


def make_comparison(*events: tuple[Any, ...], places: tuple[str, ...] = ("Freedonia",), **given: Any) -> Entry:
    payload = Comparison(
        measure="deaths",
        direction="most",
        of={"en": "storms", "ru": "бури"},
        of_cues={"en": ("storm~",)},
        coverage=Coverage(places=places, since=PartialDate.parse("1991"), at_least=20),
        events=tuple(ranked_event(*event) for event in events),
    )
    return make_entry("comparison", payload, **given)


def make_label(
    *,
    basis: Statement | None = None,
    sources: tuple[Source, ...] = (),
    means: Mapping[str, str] | None = None,
    histories: Mapping[str, History] | None = None,
    **subjects: History,
) -> Entry:
    payload = Label(
        term={"en": "foreign agent", "ru": "иностранный агент"},
        applied_by={"en": "the Justice Ministry", "ru": "Министерство юстиции"},
        means={"en": "Must label what it publishes.", "ru": "Обязан помечать публикации."} if means is None else means,
        basis=basis,
        subjects=tuple(
            Subject(
                id=name,
                name=f"The {name.title()} Post",
                phrases={"en": (f"{name.title()} Post",)},
                history=tuple(history_event(kind, on) for kind, on in history),
            )
            for name, history in {**(histories or {}), **subjects}.items()
        ),
    )
    return make_entry("label", payload, sources=sources)


def history_event(kind: HistoryKind, on: str) -> HistoryEvent:
    if kind != "also":
        return HistoryEvent(event=kind, on=day(on), by="Justice Ministry")
    designation = {"en": "undesirable organisation", "ru": "нежелательная организация"}
    return HistoryEvent(event=kind, on=day(on), by="Prosecutor General", designation=designation)
