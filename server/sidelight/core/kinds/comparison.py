"""Comparisons: whether a superlative holds on a ranked list, when it was written and today.

The rule: take the events that the claim compares (its place and its period), weigh each against the subject on a day,
and see who is ahead. `tests/core/cases/findings_comparison.json` is the table of findings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sidelight.core.dates import PartialDate, When
from sidelight.core.kinds.figure import value_at
from sidelight.core.kinds.payloads import Comparison, Figure, LocalText
from sidelight.core.kinds.ranking import (
    ALWAYS,
    Candidate,
    Period,
    Standing,
    ahead,
    candidates,
    covers,
    period_after_year,
    period_of,
    period_since,
)
from sidelight.core.phrases.slots import Duration

Outcome = Literal["holds", "does-not-hold", "depends", "not-covered"]
ComparisonFinding = Literal["holds", "held-when-written", "confirmed-later", "does-not-hold", "depends", "not-covered"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a superlative says: since when, where, for how long."""

    superlative: str
    since_event: str | None = None
    since_year: int | None = None
    place: str | None = None
    duration: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedLine:
    """One event of the ranking, as of today.

    Attributes:
        counts: The claim compares it.
        reason: Why it does not: `edge` of the period, the `referent` itself, happened `elsewhere` or `before`.
    """

    event: str
    name: LocalText
    value: float
    low: float
    high: float
    began: PartialDate
    place: str | None
    counts: bool
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonAssessment:
    """A claim beside its ranking.

    Attributes:
        then: The outcome when the article came out; `None` if that day is unknown.
        now: The outcome today.
        against: Ids of the events that stand against the claim, the largest first.
        edge: The event at the fuzzy beginning of "in N years" with which the answer would change.
        on_record: How many events of the list happened in the claim's place, the subject among them.
    """

    finding: ComparisonFinding
    claim: Claim
    subject: str
    ranking: tuple[RankedLine, ...]
    then: Outcome | None
    now: Outcome
    against: tuple[str, ...]
    edge: str | None
    on_record: int


def assess_comparison(
    comparison: Comparison, claim: Claim, *, subject: str | None, figures: Mapping[str, Figure], when: When
) -> ComparisonAssessment | None:
    """Tell whether a claim holds on the list, or `None` when it cannot be meant for the list.

    Args:
        comparison: With the events known on the day.
        claim: What the article says.
        subject: The id of the event that the claim is about.
        figures: The figures that events refer to, by entry id, as known on the day.
        when: The article's days; "now" is `today`.
    """
    known = candidates(comparison, figures)
    claimed = known.get(subject or "")
    period = _period(claim, known, when)
    if claimed is None or period is None:
        return None
    case = _Case(comparison, claim, claimed, known, period)
    day = when.then.last if when.then else when.today
    if not case.meant(day):
        return None
    then = case.weigh(day) if when.then else None
    now = case.weigh(max(day, when.today))
    first = then or case.weigh(now.day, begun_by=claimed.event.began.last)
    return case.assessment(then, now, first)


@dataclass(frozen=True, slots=True)
class _Weighing:
    """How the claim stands on one day: who is surely ahead, who may be, who would be ahead at the period's edge."""

    day: date
    outcome: Outcome
    ahead: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    edge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """One claim about one subject, with the list it is held against."""

    comparison: Comparison
    claim: Claim
    subject: Candidate
    known: Mapping[str, Candidate]
    period: Period

    def meant(self, day: date) -> bool:
        """Tell whether the subject can be what the claim is about: begun, in the place, within the period."""
        if self.subject.event.began.first > day or self.subject.id == self.claim.since_event:
            return False
        return self.standing(self.subject) in ("counts", "edge")

    def standing(self, candidate: Candidate) -> Standing:
        """Tell whether the claim compares an event, and if not, why."""
        if candidate.id == self.claim.since_event:
            return "referent"
        places = (self.claim.place,) if self.claim.place else self.comparison.coverage.places
        if not candidate.within(places) and not (candidate is self.subject and self.claim.place is None):
            return "elsewhere"
        return self.period.standing(candidate.event)

    def weigh(self, day: date, *, begun_by: date | None = None) -> _Weighing:
        """Hold the claim against what was known on a day, of the events begun by then or by an earlier day."""
        rivals = [c for c in self._begun(begun_by or day) if c is not self.subject]
        counted = [c for c in rivals if self.standing(c) == "counts"]
        doubtful = [c for c in rivals if self.standing(c) == "edge"]
        beaten_by = [c for c in counted if self._beats(c, self.subject, day)]
        level = [c for c in counted if c not in beaten_by and not self._beats(self.subject, c, day)]
        at_edge = [c for c in doubtful if not self._beats(self.subject, c, day)]
        if not self.period.fuzzy:
            level, at_edge = [*level, *at_edge], []
        referent = self.known.get(self.claim.since_event or "")
        if referent is not None and self.comparison.direction in ("most", "least"):
            if self._beats(self.subject, referent, day):
                beaten_by.append(referent)
            elif not self._as_large(referent, day):
                level.append(referent)
        outcome = self._outcome(beaten_by, level, day)
        return _Weighing(day, outcome, *(self._ids(group, day) for group in (beaten_by, level, at_edge)))

    def assessment(self, then: _Weighing | None, now: _Weighing, first: _Weighing) -> ComparisonAssessment:
        """Put the two days together; without a date of the article, `first` is the earliest it can be of."""
        finding = _combine(first.outcome, now.outcome)
        if then is None and finding in ("held-when-written", "confirmed-later"):
            finding = now.outcome if finding == "confirmed-later" else "depends"
        lines = tuple(self._line(c, now.day) for c in self._largest_first(self._begun(now.day), now.day))
        edges = now.edge or first.edge
        return ComparisonAssessment(
            finding=finding,
            claim=self.claim,
            subject=self.subject.id,
            ranking=lines,
            then=then.outcome if then else None,
            now=now.outcome,
            against=_against(finding, first, now),
            edge=edges[0] if edges and finding in ("holds", "held-when-written", "confirmed-later") else None,
            on_record=sum(line.reason != "elsewhere" for line in lines),
        )

    def _begun(self, day: date) -> list[Candidate]:
        return [c for c in self.known.values() if c.event.began.first <= day]

    def _beats(self, one: Candidate, other: Candidate, day: date) -> bool:
        direction = self.comparison.direction
        return ahead(one.size(direction, day), other.size(direction, day), direction)

    def _as_large(self, referent: Candidate, day: date) -> bool:
        """Tell whether the event since which is surely as large: ahead, or of the very same value."""
        sizes = {c.size(self.comparison.direction, day) for c in (referent, self.subject)}
        same = len(sizes) == 1 and all(low == high for low, high in sizes)
        return same or self._beats(referent, self.subject, day)

    def _outcome(self, beaten_by: list[Candidate], level: list[Candidate], day: date) -> Outcome:
        at_least = self.comparison.coverage.at_least
        too_small = at_least is not None and bounds_of(self.subject, day)[1] < at_least
        if too_small or not covers(self.comparison, self.subject, self.claim.place, self.period):
            return "not-covered"
        if beaten_by:
            return "does-not-hold"
        return "depends" if level else "holds"

    def _largest_first(self, group: list[Candidate], day: date) -> list[Candidate]:
        direction = self.comparison.direction
        up = direction in ("least", "first")
        return sorted(group, key=lambda c: c.size(direction, day)[::-1], reverse=not up)

    def _ids(self, group: list[Candidate], day: date) -> tuple[str, ...]:
        return tuple(candidate.id for candidate in self._largest_first(group, day))

    def _line(self, candidate: Candidate, day: date) -> RankedLine:
        low, high = bounds_of(candidate, day)
        record = value_at(candidate.series, day)
        standing = self.standing(candidate)
        counts = standing == "counts" or candidate is self.subject
        return RankedLine(
            event=candidate.id,
            name=candidate.name,
            value=record.value if record else 0,
            low=low,
            high=high,
            began=candidate.event.began,
            place=next(iter(candidate.event.places), None),
            counts=counts,
            reason=None if counts else standing,
        )


def bounds_of(candidate: Candidate, day: date) -> tuple[float, float]:
    """Give the least and the most of an event's value on a day, whatever the list is ordered by."""
    return candidate.size("most", day)


def _period(claim: Claim, known: Mapping[str, Candidate], when: When) -> Period | None:
    """Work out the claim's period; `None` when the event it names is not on record."""
    if claim.since_event is not None:
        referent = known.get(claim.since_event)
        return period_since(referent.event) if referent else None
    if claim.since_year is not None:
        return period_after_year(claim.since_year)
    if claim.duration is not None:
        return period_of(claim.duration, when.published.last if when.published else when.today)
    return ALWAYS


def _combine(then: Outcome, now: Outcome) -> ComparisonFinding:
    if then == now:
        return now
    if now == "holds":
        return "confirmed-later"
    if "not-covered" in (then, now):
        return "not-covered"
    return "held-when-written" if (then, now) == ("holds", "does-not-hold") else "depends"


def _against(finding: ComparisonFinding, then: _Weighing, now: _Weighing) -> tuple[str, ...]:
    if finding in ("holds", "confirmed-later"):
        return ()
    if finding == "depends":
        return tuple(dict.fromkeys((*now.ahead, *now.level, *then.ahead, *then.level)))
    return then.ahead if finding == "not-covered" else now.ahead
