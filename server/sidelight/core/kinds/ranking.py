"""Rankings: which events of a list a claim compares, and how large each was on a day.

A claim's *period* has a fuzzy beginning: an event after `sure` is in it, one up to `possible` is not, and one between
is at its *edge*. Sizes are intervals; that one is *ahead* of another depends on the comparison's direction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sidelight.core.kinds.figure import bounds, main_series, value_at
from sidelight.core.kinds.payloads import Comparison, Direction, Event, Figure, LocalText, RankedEvent, Record
from sidelight.core.phrases.slots import Duration
from sidelight.core.text.fold import fold_text

#: "In two decades" is fuzzy by this share, and by a year at least.
DURATION_FUZZ = 0.1
_YEAR = 365.2425

Standing = Literal["counts", "edge", "referent", "elsewhere", "before"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event of the list with its dates and its series of values, wherever they come from."""

    id: str
    name: LocalText
    event: Event
    series: tuple[Record, ...]

    def size(self, direction: Direction, day: date) -> tuple[float, float]:
        """Give the event's bounds as known on a day; for first and last, the days on which it may have begun."""
        if direction in ("first", "last"):
            return self.event.began.first.toordinal(), self.event.began.last.toordinal()
        known = value_at(self.series, day)
        return bounds(known) if known else (0.0, 0.0)

    def within(self, places: tuple[str, ...]) -> bool:
        """Tell whether the event happened in one of the places."""
        return bool(folded(self.event.places) & folded(places))


@dataclass(frozen=True, slots=True)
class Period:
    """The days after which a claim's events began; `needs` is the first day a list must be complete from."""

    possible: date
    sure: date
    needs: date
    fuzzy: bool = False

    def standing(self, event: Event) -> Standing:
        """Tell whether an event lies in the period, before it, or at its edge."""
        if event.began.first > self.sure:
            return "counts"
        return "before" if event.began.last <= self.possible else "edge"


def candidates(comparison: Comparison, figures: Mapping[str, Figure]) -> dict[str, Candidate]:
    """Gather the events that have dates and values; one whose figure is unknown is not on record."""
    found = (_candidate(event, figures) for event in comparison.events)
    return {candidate.id: candidate for candidate in found if candidate is not None}


def dates_of(ranked: RankedEvent, figures: Mapping[str, Figure]) -> Event | None:
    """Give an event's own dates and places, else those of its figure."""
    figure = figures.get(ranked.figure or "")
    return ranked.event or (figure.event if figure else None)


def period_since(event: Event) -> Period:
    """Count what began after an event had ended."""
    return Period(event.ended.first, event.ended.last, event.ended.last)


def period_after_year(year: int) -> Period:
    """Count what began after a year.

    Example:
        >>> period_after_year(2004).sure
        datetime.date(2004, 12, 31)
    """
    last = date(year, 12, 31)
    return Period(last, last, _days_before(last, -1))


def period_of(duration: Duration, until: date) -> Period:
    """Count what began in the years before a day, with a fuzzy beginning.

    Example:
        >>> period_of(Duration(20, "two decades"), date(2024, 3, 26)).sure.year
        2006
    """
    fuzz = max(1.0, duration.years * DURATION_FUZZ)
    return Period(
        possible=_years_before(until, duration.years + fuzz),
        sure=_years_before(until, duration.years - fuzz),
        needs=_years_before(until, duration.years),
        fuzzy=True,
    )


#: A claim without any period reaches back to the beginning.
ALWAYS = Period(date.min, date.min, date.min)


def ahead(one: tuple[float, float], other: tuple[float, float], direction: Direction) -> bool:
    """Tell whether one size surely beats the other.

    Example:
        >>> ahead((330, 334), (149, 149), "most"), ahead((330, 334), (332, 332), "most")
        (True, False)
    """
    if direction in ("most", "last"):
        return one[0] > other[1]
    return one[1] < other[0]


def folded(places: tuple[str, ...]) -> frozenset[str]:
    """Fold the names of places, to compare them."""
    return frozenset(map(fold_text, places))


def _candidate(ranked: RankedEvent, figures: Mapping[str, Figure]) -> Candidate | None:
    figure = figures.get(ranked.figure or "")
    series = main_series(figure.records if figure else ranked.records)
    event = dates_of(ranked, figures)
    return Candidate(ranked.id, ranked.name, event, series) if event and series else None


def _years_before(day: date, years: float) -> date:
    return _days_before(day, round(years * _YEAR))


def _days_before(day: date, days: int) -> date:
    """Go back, for a negative number forward, as far as the calendar goes."""
    return date.fromordinal(max(1, min(day.toordinal() - days, date.max.toordinal())))


def covers(comparison: Comparison, subject: Candidate, place: str | None, period: Period) -> bool:
    """Tell whether the list claims to be complete for a claim's place and period.

    A place is covered when, by the subject's own list of places, it lies inside one of the coverage's or is one.
    """
    coverage = comparison.coverage
    if period.needs < coverage.since.first:
        return False
    if place is None:
        return subject.within(coverage.places)
    outward = [fold_text(name) for name in subject.event.places]
    at = outward.index(fold_text(place))
    return bool(folded(coverage.places) & set(outward[at:]))
