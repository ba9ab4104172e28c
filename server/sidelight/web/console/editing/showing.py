"""What a preview shows of a draft: the reader's card as the API would answer it, and its records as a chart.

Both are written as the API writes them, so that the extension's own scripts read and draw them in the page.
"""

from dataclasses import dataclass
from typing import Any, Final

from sidelight import __version__
from sidelight.core.annotation import AnnotationPage, Checked
from sidelight.core.entry import Entry, in_language
from sidelight.core.kinds.figure import main_series
from sidelight.core.kinds.payloads import Comparison, Figure, HistoryEvent, Label
from sidelight.core.kinds.ranking import Candidate, candidates
from sidelight.shapes.plain import number, text_in, to_bytes
from sidelight.shapes.replies import page_reply
from sidelight.shapes.reply_kinds import record
from sidelight.web.console.editing.trying import Around, Shown

#: Bars without which a chart compares nothing.
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of a ranking as it stands today: its place, its name, and its value; none if it is not on record."""

    place: int | None
    name: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    began: str | None = None


def card_json(shown: Shown, around: Around) -> str:
    """Write the annotation page with the one card."""
    edition = around.live.edition
    checked = Checked(
        edition=edition.number,
        edition_sha256=edition.sha256,
        engine=__version__,
        entries=len(edition.entries),
        on=around.today,
        as_of=None,
    )
    page = AnnotationPage(
        items=(shown.annotation,),
        article=shown.article,
        checked=checked,
        language=shown.annotation.language,
        sent_text=True,
    )
    return to_bytes(page_reply(page)).decode()


def chart_json(entry: Entry, around: Around) -> str | None:
    """Write a note with nothing but what its chart is drawn from; `None` if there is nothing to draw."""
    part = _chart_part(entry, around)
    if part is None:
        return None
    item = {
        "entry": {"id": entry.id, "kind": entry.kind},
        "target": {"selector": [{"type": "TextQuoteSelector", "exact": "…"}]},
        "says": "…",
        "finding": "chart",
        **part,
    }
    return to_bytes({"type": "AnnotationPage", "items": [item], "article": {}, "checked": {}, "partial": []}).decode()


def ranking_of(entry: Entry | None, around: Around) -> tuple[Ranked, ...]:
    """List a comparison's events in their order of today, those that are not on record behind."""
    if entry is None or not isinstance(entry.payload, Comparison):
        return ()
    comparison = entry.payload
    order = _in_order(comparison, around)
    lines = (_ranked(place, event) for place, event in enumerate(order, start=1))
    there = {event.id for event in order}
    missing = (event for event in comparison.events if event.id not in there)
    return (*lines, *(Ranked(None, in_language(event.name, "en") or event.id) for event in missing))


def _in_order(comparison: Comparison, around: Around) -> list[Candidate]:
    falling = comparison.direction in ("most", "last")

    def end(event: Candidate) -> float:
        return event.size(comparison.direction, around.today)[1 if falling else 0]

    return sorted(candidates(comparison, around.live.edition.figures).values(), key=end, reverse=falling)


def _ranked(place: int, event: Candidate) -> Ranked:
    name, began = in_language(event.name, "en") or event.id, str(event.event.began)
    last = event.series[-1] if event.series else None
    if last is None:
        return Ranked(place, name, began=began)
    return Ranked(place, name, number(last.value), number(last.low), number(last.high), began)


def _chart_part(entry: Entry, around: Around) -> dict[str, Any] | None:
    payload = entry.payload
    if isinstance(payload, Figure):
        return _series(payload)
    if isinstance(payload, Comparison):
        return _ranking(payload, around)
    if isinstance(payload, Label):
        subjects = [
            {"name": subject.name, "history": [_history(event) for event in subject.history]}
            for subject in payload.subjects
        ]
        return {"label": {}, "subjects": subjects} if subjects else None
    return None


def _series(figure: Figure) -> dict[str, Any] | None:
    series = main_series(figure.records)
    if len(figure.records) < _FEWEST:
        return None
    return {
        "reading": {"value": None},
        "records": {
            "then": None,
            "latest": record(series[-1], "en") if series else None,
            "series": [record(one, "en") for one in series],
            "other": [record(one, "en") for one in figure.records if one.standing == "other"],
        },
    }


def _ranking(comparison: Comparison, around: Around) -> dict[str, Any] | None:
    order = _in_order(comparison, around)
    if len(order) < _FEWEST:
        return None
    lines = [(event, _ranked(place, event)) for place, event in enumerate(order, start=1)]
    ranking = [
        {"event": event.id, "name": line.name, "value": line.value, "low": line.low, "high": line.high}
        | {"began": line.began, "place": None, "counts": True}
        for event, line in lines
    ]
    return {"claim": {}, "ranking": ranking}


def _history(event: HistoryEvent) -> dict[str, Any]:
    return {"event": event.event, "on": str(event.on), "by": event.by, "designation": text_in(event.designation, "en"),
            "note": text_in(event.note, "en"), "sources": []}  # fmt: skip
