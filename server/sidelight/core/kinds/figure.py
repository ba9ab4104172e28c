"""Figures: how a number in an article stands to a dated series of statements.

*Main* records make the series; *other* ones were reported beside it. *Then-records* are the main records that came out
in the interval "then" (see `When`), and the newest before it. The first line of the table of findings that holds
decides; `tests/core/cases/findings_figure.json` is that table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sidelight.core.dates import PartialDate, When
from sidelight.core.kinds.payloads import Figure, Record
from sidelight.core.text.quantities import Reading

FigureFinding = Literal[
    "vague",
    "undated",
    "matches-latest",
    "revised-since",
    "older-figure",
    "also-reported",
    "consistent",
    "confirmed-later",
    "differs",
]
#: A record whose successor came out less than this before "then" was still in print (decided in the data contract).
STILL_IN_PRINT = timedelta(days=2)
#: How far outside the series a stated total may lie and still be taken for a statement about the same thing.
DIFFERS_WITHIN = 0.5
#: An inexact reading speaks of a record only if neither of the two is more than this many times the other.
SPEAKS_WITHIN = 2
#: An inexact number may be at most this many times below the record that it is taken for.
GROWN_WITHIN = 1.5
#: Begins the reason for which a reading is passed over.
UNSAID = "there is nothing to say of this value"
#: Forms that leave their own value out, each with the qualifiers by which a record does the same.
OPEN_FORMS: Mapping[str, frozenset[str]] = {
    "more-than": frozenset(("more than", "over", "above", "более", "больше", "свыше")),
    "less-than": frozenset(("less than", "fewer than", "under", "below", "менее", "меньше")),
}
#: Forms that round, and forms that may mean a larger number: for both, records beside the series are asked last.
ROUNDED_FORMS, GROWING_FORMS = ("about", "nearly", "at-most"), ("at-least", "more-than", "about", "nearly")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAssessment:
    """A reading beside its series.

    Attributes:
        then: What was on record when the article came out; the then-record that equals the reading, if one does.
        matched: The record, main or other, that the reading equals.
    """

    finding: FigureFinding
    reading: Reading
    then: Record | None
    latest: Record | None
    series: tuple[Record, ...]
    other: tuple[Record, ...]
    matched: Record | None = None


def main_series(records: Sequence[Record]) -> tuple[Record, ...]:
    """Give the main records, oldest first."""
    return tuple(sorted((r for r in records if r.standing == "main"), key=_age))


def value_at(series: Sequence[Record], day: date) -> Record | None:
    """Give the newest record of a series that was out on a day, else its earliest, else nothing."""
    out = [record for record in series if record.published.first <= day]
    return out[-1] if out else next(iter(series), None)


def bounds(record: Record) -> tuple[float, float]:
    """Give the least and the most that a record states."""
    low = record.value if record.low is None else record.low
    high = record.value if record.high is None else record.high
    return low, high


def assess_figure(figure: Figure, reading: Reading, when: When, *, states_total: bool) -> FigureAssessment | None:
    """Tell how a reading stands to the figure's records, or `None` when there is nothing to say.

    Args:
        figure: With the records known on the day.
        reading: What the article says.
        when: The article's days.
        states_total: The article's words state a total, so a number without a record is worth a word.

    Example:
        >>> day = PartialDate.parse("2024-03-25")
        >>> toll = Figure(measure="deaths", unit={}, records=(Record(value=139, as_of=day, published=day),))
        >>> said = Reading(139, 139, None, "at-least", None, "at least 139")
        >>> found = assess_figure(toll, said, When(date(2026, 1, 1), day), states_total=False)
        >>> found.finding if found else None
        'matches-latest'
    """
    case = _Case.of(figure, reading, when)
    found = case.by_equality() or case.by_interval(states_total)
    if found is None:
        return None
    finding, matched = found
    if reading.value is not None and when.published is None:
        finding = "undated"
    return FigureAssessment(
        finding=finding,
        reading=reading,
        then=case.then_shown(matched),
        latest=case.latest,
        series=case.series,
        other=case.other,
        matched=matched,
    )


def why_unsaid(figure: Figure, reading: Reading) -> str:
    """Say why there is nothing to say of a reading; a count above all main records is worth a look at the record.

    Example:
        >>> day = PartialDate.parse("2024-03-25")
        >>> toll = Figure(measure="deaths", unit={}, records=(Record(value=58, as_of=day, published=day),))
        >>> why_unsaid(toll, Reading(60, 60, 60, "exact", None, "60")).partition(", for ")[2]
        '60 is above every count on record, the highest of which is 58: a newer record may be missing'
        >>> why_unsaid(toll, Reading(9, 9, 9, "exact", None, "nine"))
        'there is nothing to say of this value'
    """
    highest = max((bounds(record)[1] for record in main_series(figure.records)), default=None)
    if highest is None or reading.value is None or reading.low is None or reading.low <= highest:
        return UNSAID
    return (
        f"{UNSAID}, for {reading.value:,.15g} is above every count on record, the highest of which is "
        f"{highest:,.15g}: a newer record may be missing"
    )


_Found = tuple[FigureFinding, Record | None]


@dataclass(frozen=True, slots=True)
class _Case:
    """One reading beside one series, with "then" worked out."""

    reading: Reading
    when: When
    series: tuple[Record, ...]
    other: tuple[Record, ...]
    then: tuple[Record, ...]

    @classmethod
    def of(cls, figure: Figure, reading: Reading, when: When) -> "_Case":
        series = main_series(figure.records)
        other = tuple(sorted((r for r in figure.records if r.standing == "other"), key=_age))
        return cls(reading, when, series, other, _then_records(series, when.then))

    @property
    def latest(self) -> Record | None:
        return self.series[-1] if self.series else None

    def by_equality(self) -> _Found | None:
        """Try the lines of the table that ask for the very number of a record."""
        if self.reading.value is None:
            return "vague", None
        if self.latest is not None and self._equals_latest(self.latest):
            return "matches-latest", self.latest
        if (same := _newest(self._equal(self.then))) not in (None, self.latest):
            return "revised-since", same
        if self.reading.form in OPEN_FORMS and self._by_bounds() == "consistent":
            return "consistent", None
        older = self._equal(self._out_before_then()[:-1])
        if older:
            in_print = [record for record in older if self._still_in_print(record)]
            return ("revised-since", in_print[-1]) if in_print else ("older-figure", older[-1])
        if (beside := self._nearest_other()) is not None:
            return "also-reported", beside
        return None

    def by_interval(self, states_total: bool) -> _Found | None:  # noqa: FBT001 - private, called once, by its name
        """Try the lines that ask whether a record lies within what the reading allows."""
        finding = self._by_bounds()
        if finding in (None, "confirmed-later") and (beside := self._allowed_other()):
            return "also-reported", beside
        if finding:
            return finding, None
        later = _newest(self._equal(self.series))
        if later is not None and self.reading.form not in OPEN_FORMS:
            return "confirmed-later", later
        if self._fitting((*self.then, *self.series[-1:])):
            return None
        return ("differs", None) if states_total and self._within_reach() else None

    def _by_bounds(self) -> FigureFinding | None:
        """Hold the reading's bounds against "then" and the latest; of what they allow, some record must be near.

        Where a record of "then" is nearer still and the latest is not near ("at least 62" of 93, later 149), the number
        was true and has grown.
        """
        then, latest = self._fitting(self.then), self._fitting(self.series[-1:])
        near_then, near_latest = (any(map(self._speaks_of, allowed)) for allowed in (then, latest))
        if then and near_then and latest and not near_latest:
            return "revised-since" if self._has_grown(then) else None
        if then:
            return ("consistent" if latest else "revised-since") if near_then else None
        return "confirmed-later" if near_latest else None

    def _has_grown(self, then: Sequence[Record]) -> bool:
        value = self.reading.value
        return value is not None and any(value <= r.value <= value * GROWN_WITHIN for r in then)

    def then_shown(self, matched: Record | None) -> Record | None:
        """Choose the one then-record that is shown."""
        if matched in self.then or self._still_in_print(matched):
            return matched
        published = self.when.published
        if published is None or not self.then:
            return None
        return _newest([r for r in self.then if r.published.first <= published.last]) or self.then[0]

    def _equals_latest(self, latest: Record) -> bool:
        open_qualifiers = OPEN_FORMS.get(self.reading.form)
        if open_qualifiers is not None and latest.qualifier not in open_qualifiers:
            return False
        return bool(self._equal([latest]))

    def _equal(self, records: Sequence[Record]) -> list[Record]:
        """Keep the records of the same number; the middle of a range is nobody's number."""
        if self.reading.form == "range":
            return []
        return [record for record in records if record.value == self.reading.value]

    def _fitting(self, records: Sequence[Record]) -> list[Record]:
        """Keep the records that lie within the reading's bounds."""
        return [record for record in records if _allows(self.reading, record)]

    def _speaks_of(self, record: Record) -> bool:
        """Tell whether the sizes are near enough: "at least 3" is true of any toll, and says nothing of it."""
        value = self.reading.value
        if value is None or self.reading.form == "exact":
            return True
        return value <= record.value * SPEAKS_WITHIN and record.value <= value * SPEAKS_WITHIN

    def _out_before_then(self) -> list[Record]:
        then = self.when.then
        return [r for r in self.series if then is None or r.published.last < then.first]

    def _still_in_print(self, record: Record | None) -> bool:
        then = self.when.then
        if record is None or then is None or record not in self._out_before_then():
            return False
        later = self.series[self.series.index(record) + 1 :]
        successor = next((r for r in later if r.value != record.value), None)
        return successor is None or then.first - successor.published.last < STILL_IN_PRINT

    def _nearest_other(self) -> Record | None:
        if self.reading.form in ROUNDED_FORMS and self._by_bounds() == "consistent":
            return None
        same = self._equal(self.other)
        return _newest(self._known(same)) or next(iter(same), None)

    def _known(self, records: Sequence[Record]) -> list[Record]:
        last = self.when.then.last if self.when.then else date.max
        return [record for record in records if record.published.first <= last]

    def _allowed_other(self) -> Record | None:
        """Find what was reported beside the series by then and is nearest to what "more than 180" may mean: 182."""
        value, growing = self.reading.value or 0, self.reading.form in GROWING_FORMS
        near = [record for record in self._known(self._fitting(self.other)) if record.value <= value * GROWN_WITHIN]
        return min(near, key=lambda record: abs(record.value - value), default=None) if growing else None

    def _within_reach(self) -> bool:
        values, value = [record.value for record in self.series], self.reading.value
        if value is None or not values:
            return False
        return min(values) * (1 - DIFFERS_WITHIN) <= value <= max(values) * (1 + DIFFERS_WITHIN)


def _age(record: Record) -> tuple[date, date]:
    """Sort by what a record speaks of, then by when it came out; records of one day keep their order."""
    return record.as_of.last, record.published.last


def _newest(records: Sequence[Record]) -> Record | None:
    return records[-1] if records else None


def _then_records(series: Sequence[Record], then: PartialDate | None) -> tuple[Record, ...]:
    if then is None:
        return ()
    before = [record for record in series if record.published.last < then.first]
    within = [r for r in series if r.published.first <= then.last and r.published.last >= then.first]
    return (*before[-1:], *within)


def _allows(reading: Reading, record: Record) -> bool:
    """Tell whether the record lies within the reading's bounds; `OPEN_FORMS` leave their own value out."""
    low, high = bounds(record)
    above = reading.low is None or (high > reading.low if reading.form == "more-than" else high >= reading.low)
    below = reading.high is None or (low < reading.high if reading.form == "less-than" else low <= reading.high)
    return above and below
