"""Sentences about figures: what was on record when the article came out, and what is now."""

from sidelight.core.kinds.figure import OPEN_FORMS, FigureAssessment
from sidelight.core.kinds.payloads import Figure, Record
from sidelight.core.says.wording import Wording


def say_figure(found: FigureAssessment, figure: Figure, words: Wording) -> str:
    """Say how a number stands to its series; the unit is written once, with the first number."""
    parts = _Parts(found, figure, words)
    sentences = (words.fill("figure", _lead(found), parts), parts.context())
    return " ".join(sentence for sentence in sentences if sentence)


def _lead(found: FigureAssessment) -> str:
    """Choose the template of the first sentence."""
    if found.finding == "revised-since" and (found.matched is None or found.reading.form in OPEN_FORMS):
        return "revised-since.fits"
    if found.finding == "consistent" and found.then in (None, found.latest):
        return "consistent.latest"
    if found.finding == "confirmed-later":
        if found.matched is not None:
            return "confirmed-later.passing"
        return "confirmed-later" if found.then else "confirmed-later.first"
    return found.finding


class _Parts(dict[str, str]):
    """The records of an assessment in words, each written when the first sentence names it."""

    def __init__(self, found: FigureAssessment, figure: Figure, words: Wording) -> None:
        super().__init__()
        self.found = found
        self.figure = figure
        self.words = words

    def __missing__(self, name: str) -> str:
        records = {"then": self.found.then, "latest": self.found.latest, "matched": self.found.matched}
        record = records[name.removesuffix("_short")]
        if record is None:
            raise KeyError(name)
        return self.record(record, unit=not name.endswith("_short"))

    def context(self) -> str:
        """Say what was on record when written and what is now, where the first sentence does not."""
        found, write = self.found, self.words.write
        if found.latest is None or not _wants_context(found):
            return ""
        both = found.then not in (None, found.latest)
        if found.finding == "also-reported":
            key = "context.main.both" if both else "context.main"
        else:
            key = "context.both" if both else "context.latest"
        unit = found.finding in ("differs", "vague", "undated")
        then = self.record(found.then, unit=unit) if found.then else ""
        latest = self.record(found.latest, unit=unit)
        return write("figure", key, then=then, latest=latest, latest_short=self.record(found.latest, unit=False))

    def record(self, record: Record, *, unit: bool) -> str:
        """Write a record's value and its day."""
        words = self.words
        amount = words.in_unit(record.value, self.figure.unit) if unit else words.number(record.value)
        if record.qualifier:
            amount = f"{words.table['qualifiers'].get(record.qualifier, record.qualifier)} {amount}"
        return words.write("figure", "record", amount=amount, as_of=words.date(record.as_of, "as_of"))


def _wants_context(found: FigureAssessment) -> bool:
    if found.finding == "confirmed-later":
        return found.matched is not None
    return found.finding in ("older-figure", "also-reported", "differs", "vague", "undated")
