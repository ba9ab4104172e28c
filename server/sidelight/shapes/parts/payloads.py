"""The shapes of what each kind carries: records, rankings, histories."""

from collections.abc import Sequence
from typing import Any, get_args

from marshmallow import ValidationError, pre_dump, validates_schema

from sidelight.core.kinds.payloads import (
    Comparison,
    Coverage,
    Direction,
    Event,
    Figure,
    HistoryEvent,
    HistoryKind,
    Label,
    RankedEvent,
    Record,
    Standing,
    Statement,
    Subject,
)
from sidelight.shapes.fields import Choice, Id, Number, Part, PartialDay, Several, Text
from sidelight.shapes.parts.languages import LanguageText, PhraseLists, PluralText, TextWith, source_ids
from sidelight.shapes.strict import Strict


def refuse_repeated_ids(items: Sequence[Any], key: str) -> None:
    """Check that no two items of a list share an id.

    Raises:
        ValidationError: Two do; the second is named, with the place of the first.
    """
    first: dict[str, int] = {}
    for number, item in enumerate(items):
        if item.id in first:
            msg = f"{item.id!r} is already {key}[{first[item.id]}]: give each its own id"
            raise ValidationError({key: {number: {"id": [msg]}}})
        first[item.id] = number


class RecordShape(Strict):
    """One dated statement of a value; a range without a value gets its middle."""

    makes = Record
    value = Number()
    low = Number()
    high = Number()
    qualifier = Text()
    as_of = PartialDay(required=True)
    published = PartialDay()
    by = Text()
    standing = Choice(get_args(Standing))
    note = LanguageText()
    sources = source_ids()

    @validates_schema
    def hold_together(self, data: dict[str, Any], **_: Any) -> None:
        """Check that there is a value, and that it lies within its range.

        Raises:
            ValidationError: There is none, or it does not.
        """
        stated = [data[key] for key in ("low", "value", "high") if key in data]
        if not stated:
            raise ValidationError({"value": ["is missing: write value, or low and high"]})
        if stated != sorted(stated):
            msg = f"low, value and high must rise: these are {', '.join(map(str, stated))}"
            raise ValidationError(msg)

    def build(self, values: dict[str, Any]) -> Record:
        """Fill in the value of a range, and the day it became known."""
        low, high = values.get("low"), values.get("high")
        if "value" not in values:
            ends = [end for end in (low, high) if end is not None]
            values["value"] = ends[0] if len(ends) == 1 else _middle(*ends)
        values.setdefault("published", values["as_of"])
        return Record(**values)


def _middle(low: float, high: float) -> float:
    return round((low + high) / 2) if isinstance(low, int) and isinstance(high, int) else (low + high) / 2


class EventShape(Strict):
    """When and where something happened; `ended` is the day it began unless given."""

    makes = Event
    began = PartialDay(required=True)
    ended = PartialDay()
    places = Several(Text())

    def build(self, values: dict[str, Any]) -> Event:
        """Fill in the end."""
        values.setdefault("ended", values["began"])
        return Event(**values)


class FigureShape(Strict):
    """A dated series that is never overwritten."""

    makes = Figure
    measure = Id(required=True)
    unit = PluralText(required=True)
    event = Part(EventShape)
    counts = LanguageText()
    records = Several(Part(RecordShape), filled=True, required=True)


class RankedEventShape(Strict):
    """One line of a ranking: either `figure`, or its own dates and records."""

    makes = RankedEvent
    id = Id(required=True)
    name = LanguageText(required=True)
    phrases = PhraseLists(required=True)
    figure = Id()
    began = PartialDay()
    ended = PartialDay()
    places = Several(Text())
    records = Several(Part(RecordShape), filled=True)

    @validates_schema
    def take_records_from_one_place(self, data: dict[str, Any], **_: Any) -> None:
        """Check that the event refers to a figure or stands on its own, not both or neither.

        Raises:
            ValidationError: A part is missing or too many.
        """
        if "figure" in data and "records" in data:
            raise ValidationError({"records": ["do not belong beside figure, whose records are used: remove one"]})
        alone = "figure" not in data
        wrong = {}
        if "began" not in data and (alone or "ended" in data or "places" in data):
            wrong["began"] = ["is missing: write YYYY, YYYY-MM or YYYY-MM-DD"]
        if alone and "records" not in data:
            wrong["records"] = ["is missing: write records, or figure: id-of-a-figure"]
        if wrong:
            raise ValidationError(wrong)

    @pre_dump
    def spread(self, event: RankedEvent, **_: Any) -> dict[str, Any]:
        """Lay the event out as it is written, its dates and places beside its name."""
        own = event.event
        when = {} if own is None else {"began": own.began, "ended": own.ended, "places": own.places}
        names = ("id", "name", "phrases", "figure", "records")
        return {name: getattr(event, name) for name in names} | when

    def build(self, values: dict[str, Any]) -> RankedEvent:
        """Gather dates and places into an event."""
        began = values.pop("began", None)
        ended, places = values.pop("ended", began), values.pop("places", ())
        event = None if began is None else Event(began=began, ended=ended, places=places)
        return RankedEvent(**values, event=event)


class CoverageShape(Strict):
    """What the ranking claims to be complete for."""

    makes = Coverage
    places = Several(Text(), filled=True, required=True)
    since = PartialDay(data_key="from", required=True)
    at_least = Number()


class ComparisonShape(Strict):
    """A ranked list from which superlatives are computed."""

    makes = Comparison
    measure = Id(required=True)
    direction = Choice(get_args(Direction), required=True)
    of = TextWith("cues", PhraseLists(bare="en"), empty=dict, required=True)
    counts = LanguageText()
    coverage = Part(CoverageShape, required=True)
    events = Several(Part(RankedEventShape), filled=True, required=True)

    @validates_schema
    def keep_ids_apart(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse two events of one id."""
        refuse_repeated_ids(data["events"], "events")

    @pre_dump
    def spread(self, comparison: Comparison, **_: Any) -> dict[str, Any]:
        """Lay the comparison out as it is written, the cues of what is ranked beside its name."""
        names = ("measure", "direction", "counts", "coverage", "events")
        return {name: getattr(comparison, name) for name in names} | {"of": (comparison.of, comparison.of_cues)}

    def build(self, values: dict[str, Any]) -> Comparison:
        """Part the name of what is ranked from its cues."""
        of, of_cues = values.pop("of")
        return Comparison(**values, of=of, of_cues=of_cues)


class HistoryShape(Strict):
    """A change in a subject's standing."""

    makes = HistoryEvent
    event = Choice(get_args(HistoryKind), required=True)
    on = PartialDay(required=True)
    by = Text()
    designation = LanguageText()
    entry = Id()
    note = LanguageText()
    sources = source_ids()

    @validates_schema
    def name_the_other_designation(self, data: dict[str, Any], **_: Any) -> None:
        """Check that `also` says what else.

        Raises:
            ValidationError: It does not.
        """
        if data["event"] == "also" and not ("designation" in data or "entry" in data):
            raise ValidationError({"designation": ["is missing: write what else, such as {en: …}, or entry: its-id"]})


class SubjectShape(Strict):
    """Someone or something the label was applied to."""

    makes = Subject
    id = Id(required=True)
    name = Text(required=True)
    phrases = PhraseLists(required=True)
    history = Several(Part(HistoryShape), filled=True, required=True)


class LabelShape(Strict):
    """A designation: who applies it, on what basis, what it means, and to whom."""

    makes = Label
    term = LanguageText(required=True)
    applied_by = LanguageText(required=True)
    basis = TextWith("sources", source_ids(), empty=tuple)
    means = LanguageText(required=True)
    disputed_by = TextWith("sources", source_ids(), empty=tuple)
    subjects = Several(Part(SubjectShape))

    @validates_schema
    def keep_ids_apart(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse two subjects of one id."""
        refuse_repeated_ids(data.get("subjects", ()), "subjects")

    @pre_dump
    def spread(self, label: Label, **_: Any) -> dict[str, Any]:
        """Lay the label out as it is written, each statement with its sources."""
        names = ("term", "applied_by", "means", "subjects")
        statements = {"basis": label.basis, "disputed_by": label.disputed_by}
        return {name: getattr(label, name) for name in names} | {
            name: None if statement is None else (statement.text, statement.sources)
            for name, statement in statements.items()
        }

    def build(self, values: dict[str, Any]) -> Label:
        """Make statements of the texts that carry sources."""
        for name in ("basis", "disputed_by"):
            if name in values:
                text, sources = values[name]
                values[name] = Statement(text=text, sources=tuple(sources))
        return Label(**values)
