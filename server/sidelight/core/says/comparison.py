"""Sentences about superlatives: what is ahead on the list, and how many events the list compares."""

from functools import partial

from sidelight.core.entry import in_language
from sidelight.core.kinds.comparison import ComparisonAssessment, RankedLine
from sidelight.core.kinds.payloads import Comparison
from sidelight.core.says.wording import Wording, upper_first

#: Events named in a sentence; the card lists the rest.
_NAMED = 3


def say_comparison(found: ComparisonAssessment, comparison: Comparison, words: Wording) -> str:
    """Say whether a claim holds on the list; always "among N events on record"."""
    told = _Told(found, comparison, words)
    subject = told.events((found.subject,))
    sentence = words.write(
        "comparison",
        told.template(),
        subject=subject,
        subject_first=upper_first(subject),
        against=told.events(found.against),
        referent=told.events((found.claim.since_event or "",)),
        scope=told.place() + told.since(),
        since=told.since(),
        among=words.write("comparison", "among", events=words.count(found.on_record, "events")),
        coverage=told.coverage(),
        **told.extremes(),
    )
    duration = found.claim.duration
    if found.edge is None or duration is None:
        return sentence
    edge = words.write("comparison", "edge", event=told.events((found.edge,)), claimed=duration.text)
    return f"{sentence} {edge}"


def say_reason(reason: str, *, language: str) -> str:
    """Say why an event of a ranking is not compared.

    Example:
        >>> say_reason("elsewhere", language="en")
        'in another place'
    """
    return Wording.of(language).write("reasons", reason)


class _Told:
    """The parts of an assessment in words."""

    def __init__(self, found: ComparisonAssessment, comparison: Comparison, words: Wording) -> None:
        self.found = found
        self.comparison = comparison
        self.words = words
        self.lines = {line.event: line for line in found.ranking}
        self.write = partial(words.write, "comparison")

    def template(self) -> str:
        """Choose the template of the sentence."""
        found = self.found
        if found.finding == "does-not-hold" and found.claim.since_event in found.against:
            return "does-not-hold.referent"
        if found.finding == "depends" and found.then is None and found.now != "depends":
            return "depends.undated"
        if found.finding == "not-covered" and not found.against:
            return "not-covered.none"
        return found.finding

    def extremes(self) -> dict[str, str]:
        """Give the superlative and the comparative for the measure and direction."""
        table = self.words.table["comparison"][self.comparison.direction]
        superlative, comparative = table.get(self.comparison.measure, table[""])
        return {
            "superlative": superlative,
            "comparative": comparative,
            "comparative_first": upper_first(comparative),
        }

    def events(self, ids: tuple[str, ...]) -> str:
        """Name events with day and value."""
        return self.words.some([self.event(self.lines[id_]) for id_ in ids if id_ in self.lines], _NAMED)

    def event(self, line: RankedLine) -> str:
        name, date = self.name(line), self.words.date(line.began)
        if self.comparison.direction in ("first", "last"):
            return self.write("event", name=name, date=date)
        low, high = (line.low, line.high) if self.found.finding == "depends" else (line.value, line.value)
        return self.write("event.amount", name=name, date=date, amount=self.amount(low, high))

    def amount(self, low: float, high: float) -> str:
        return self.words.measured(low, high, self.comparison.measure)

    def name(self, line: RankedLine) -> str:
        return in_language(line.name, self.words.language) or line.event

    def place(self) -> str:
        """Name where, if the place's name can be read in this language."""
        claim = self.found.claim
        places = (claim.place,) if claim.place else self.comparison.coverage.places
        named = [place for place in places if self.words.readable(place)]
        return self.write("scope.place", place=", ".join(named)) if named else ""

    def since(self) -> str:
        """Name the period that the claim speaks of."""
        claim, words = self.found.claim, self.words
        # A stretch of time is taken roughly: what is sure is told from the event at its edge on.
        referent = self.lines.get(claim.since_event or self.found.edge or "")
        if referent is not None:
            return self.write("scope.event", date=words.date(referent.began, "since"), name=self.name(referent))
        if claim.since_year is not None:
            return self.write("scope.year", year=str(claim.since_year))
        if claim.duration is None:
            return ""
        dated = "scope.duration" if self.found.then else "scope.duration.undated"
        return self.write(dated, years=words.count(round(claim.duration.years, 1), "years"))

    def coverage(self) -> str:
        coverage = self.comparison.coverage
        parts = {"places": ", ".join(coverage.places), "since": self.words.date(coverage.since, "since")}
        if coverage.at_least is None:
            return self.write("coverage", **parts)
        return self.write("coverage.at_least", amount=self.amount(coverage.at_least, coverage.at_least), **parts)
