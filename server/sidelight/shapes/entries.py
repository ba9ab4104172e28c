"""The shape of an entry as curators write it and as the API shows it: `entry_from` and its inverse, `entry_to`."""

from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, cast, get_args

from marshmallow import ValidationError, pre_dump, validates_schema

from sidelight.core.entry import Entry, Example, KindName, Scope, Source, Status
from sidelight.core.kinds.payloads import Background
from sidelight.errors import EntryInvalidError
from sidelight.shapes.fields import Choice, Day, Flag, Id, Number, Part, PartialDay, Several, Text, WebAddress
from sidelight.shapes.parts.languages import LanguageText, PhraseLists
from sidelight.shapes.parts.payloads import ComparisonShape, FigureShape, LabelShape, refuse_repeated_ids
from sidelight.shapes.parts.scope import ScopeShape
from sidelight.shapes.strict import Strict, in_one_line, problems_of

KINDS: tuple[KindName, ...] = get_args(KindName)
#: The kinds that have a part of their own, under a key of the same name.
KINDS_WITH_PART: tuple[KindName, ...] = ("figure", "comparison", "label")
#: Problems spelled out in an error's one-line detail; `problems` has them all.
_PROBLEMS_IN_DETAIL = 3


class SourceShape(Strict):
    """A citation."""

    makes = Source
    id = Id(required=True)
    title = Text(required=True)
    publisher = Text(required=True)
    url = WebAddress(required=True)
    published = PartialDay(allow_none=True)
    read = Day()
    archive_url = WebAddress()
    quoted = Text()


class ExampleShape(Strict):
    """A sentence that the entry must match, or must not."""

    makes = Example
    text = Text(required=True)
    none = Flag()
    title = Text()
    published = PartialDay()
    language = Text()
    quote = Text()
    reading = Number()
    finding = Text()

    @validates_schema
    def say_what_is_expected(self, data: dict[str, Any], **_: Any) -> None:
        """Check that the example expects either a quote or nothing.

        Raises:
            ValidationError: It expects neither, or both.
        """
        expected = [key for key in ("quote", "reading", "finding") if key in data]
        if data.get("none") and expected:
            msg = f"nothing is to be found (none: true), yet {expected[0]} is given: remove one of the two"
            raise ValidationError({expected[0]: [msg]})
        if not data.get("none") and "quote" not in data:
            raise ValidationError({"quote": ["is missing: write the words that must be found, or none: true"]})


class EntryShape(Strict):
    """One piece of curated context."""

    makes = Entry
    id = Id(required=True)
    kind = Choice(KINDS, required=True)
    title = LanguageText()
    summary = LanguageText()
    body = LanguageText()
    tags = Several(Text())
    phrases = PhraseLists()
    scope = Part(ScopeShape)
    figure = Part(FigureShape)
    comparison = Part(ComparisonShape)
    label = Part(LabelShape)
    sources = Several(Part(SourceShape))
    examples = Several(Part(ExampleShape))
    review_by = Day()
    reviewed = Day()
    revision = Number(least=1, whole=True)
    status = Choice(get_args(Status))
    replaced_by = Id()

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def carry_what_the_kind_asks(self, _data: Any, original: Any, **_: Any) -> None:
        """Check that the part of the entry's own kind is there, and no other.

        Raises:
            ValidationError: A part is missing or does not belong.
        """
        kind = original.get("kind") if isinstance(original, Mapping) else None
        if kind not in KINDS:
            return
        wrong = {
            part: [f"does not belong in an entry of kind {kind}: remove it, or change the kind"]
            for part in KINDS_WITH_PART
            if part in original and part != kind
        }
        if kind in KINDS_WITH_PART and kind not in original:
            wrong[kind] = [f"is missing: an entry of kind {kind} needs it"]
        if wrong:
            raise ValidationError(wrong)

    @validates_schema
    def keep_ids_apart(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse two sources of one id."""
        refuse_repeated_ids(data.get("sources", ()), "sources")

    @pre_dump
    def spread(self, entry: Entry, **_: Any) -> dict[str, Any]:
        """Lay the entry out as it is written, its payload under the name of its kind."""
        values = {field.name: getattr(entry, field.name) for field in fields_of(entry)}
        values["scope"] = None if entry.scope == Scope() else entry.scope
        if entry.kind in KINDS_WITH_PART:
            values[entry.kind] = entry.payload
        return values

    def build(self, values: dict[str, Any]) -> Entry:
        """Make the part of the kind the entry's payload; prose and phrases may be absent in a draft."""
        parts = [values.pop(part) for part in KINDS_WITH_PART if part in values]
        prose = {"title": {}, "summary": {}, "phrases": {}} | values
        return Entry(**prose, payload=parts[0] if parts else Background())


_SHAPE = EntryShape()


def entry_from(data: Mapping[str, object], *, pack: str = "") -> Entry:
    """Read an entry as it is written in a pack or sent to the API.

    Raises:
        EntryInvalidError: It breaks the data contract; `problems` lists every (place, message).

    Example:
        >>> entry_from({"id": "pier", "kind": "background", "title": {"en": "The pier"}}).title["en"]
        'The pier'
    """
    try:
        entry = cast("Entry", _SHAPE.load(data))
    except ValidationError as error:
        problems = problems_of(error)
        name = data.get("id") if isinstance(data, Mapping) else None
        told = in_one_line(problems[:_PROBLEMS_IN_DETAIL])
        more = f" (and {len(problems) - _PROBLEMS_IN_DETAIL} more)" if len(problems) > _PROBLEMS_IN_DETAIL else ""
        detail = f"entry {name if isinstance(name, str) else 'without id'}: {told}{more}"
        raise EntryInvalidError(detail, problems=problems) from None
    return replace(entry, pack=pack)


def entry_to(entry: Entry) -> dict[str, Any]:
    """Write an entry as plain, JSON-ready values; the inverse of `entry_from` (the pack's id stands outside).

    Example:
        >>> data = {"id": "pier", "kind": "background", "title": {"en": "The pier"}}
        >>> entry_from(entry_to(entry_from(data))) == entry_from(data)
        True
    """
    return cast("dict[str, Any]", _SHAPE.dump(entry))
