"""What each kind of entry carries: records, rankings, histories. Values only; the rules stand in the kind's module."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sidelight.core.dates import PartialDate

LocalText = Mapping[str, str]
Standing = Literal["main", "other"]
Direction = Literal["most", "least", "first", "last"]
HistoryKind = Literal["listed", "removed", "also"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One dated statement of a value.

    Attributes:
        value: What was stated.
        low: The least the statement allows, when it gives a range.
        high: The most the statement allows, when it gives a range.
        qualifier: As stated, such as `more than`.
        as_of: The day the statement speaks of.
        published: When it became known; `as_of` when not given.
        by: Who stated it.
        standing: `main` records make "then" and "latest"; `other` ones are "also reported".
        sources: Ids of the entry's sources.
    """

    value: float
    as_of: PartialDate
    published: PartialDate
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    by: str | None = None
    standing: Standing = "main"
    note: LocalText = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """When and where something happened; places run from small to large."""

    began: PartialDate
    ended: PartialDate
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A dated series that is never overwritten. `unit` maps a plural category to a text per language."""

    measure: str
    unit: Mapping[str, LocalText]
    event: Event | None = None
    counts: LocalText = field(default_factory=dict)
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedEvent:
    """One line of a ranking: `figure` names the entry that holds its records, else it has its own."""

    id: str
    name: LocalText
    phrases: Mapping[str, tuple[str, ...]]
    figure: str | None = None
    event: Event | None = None
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the ranking claims to be complete for: these places, since `since`, events of at least `at_least`."""

    places: tuple[str, ...]
    since: PartialDate
    at_least: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A ranked list from which superlatives are computed."""

    measure: str
    direction: Direction
    of: LocalText
    of_cues: Mapping[str, tuple[str, ...]]
    coverage: Coverage
    events: tuple[RankedEvent, ...]
    counts: LocalText = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEvent:
    """A change in a subject's standing; `also` is another designation, which does not end the first."""

    event: HistoryKind
    on: PartialDate
    by: str | None = None
    designation: LocalText = field(default_factory=dict)
    entry: str | None = None
    note: LocalText = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Someone or something the label was applied to."""

    id: str
    name: str
    phrases: Mapping[str, tuple[str, ...]]
    history: tuple[HistoryEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence per language with the ids of its sources."""

    text: LocalText
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A designation: who applies it, on what basis, what it means, and to whom."""

    term: LocalText
    applied_by: LocalText
    means: LocalText
    basis: Statement | None = None
    disputed_by: Statement | None = None
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """Title, summary and sources say it all."""


Payload = Figure | Comparison | Label | Background
