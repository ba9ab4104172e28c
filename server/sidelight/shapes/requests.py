"""The shapes of requests: each becomes the value that a use case takes, or is refused field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, TypeVar, cast, get_args

from marshmallow import ValidationError

from sidelight.core.entry import Entry, KindName, Status
from sidelight.core.says.wording import LANGUAGES
from sidelight.errors import RequestInvalidError
from sidelight.services.asked import Asked
from sidelight.services.sent import REASONS, ContextRequest, Report
from sidelight.shapes.entries import KINDS
from sidelight.shapes.fields import Choice, Day, Id, Number, PartialDay, Several, Text, WebAddress
from sidelight.shapes.sent import (
    TITLE_CHARACTERS,
    Address,
    CommaList,
    EntryOrId,
    LanguageTag,
    Line,
    Passages,
    SentText,
    Title,
    Whole,
)
from sidelight.shapes.strict import Strict, in_one_line, problems_of

#: Entries on one page of the list, unless the caller asks for fewer or more.
ENTRIES_SHOWN = 50
#: Most entries on one page of the list.
MOST_ENTRIES_SHOWN = 500
#: The furthest an offset reaches; packs are far smaller.
FURTHEST_OFFSET = 10_000_000
#: Longest note of a reader, in characters.
NOTE_CHARACTERS = 2_000
#: Longest passage that a report or a request names, in characters.
QUOTE_CHARACTERS = 2_000
#: Most characters on each side of a passage.
CONTEXT_CHARACTERS = 500
#: Longest id of an annotation, in characters.
ID_CHARACTERS = 300
#: Problems spelled out in an error's one-line detail; `fields` has them all.
_PROBLEMS_IN_DETAIL = 3
_ASKED_KEYS = frozenset(field.name for field in fields(Asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, with how the answer is wanted; `entry` for explaining only."""

    asked: Asked
    include_text: bool = False
    entry: str | Entry = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What may stand in the query beside a body."""

    include_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which entries are listed, and which page of the list."""

    kind: KindName | None = None
    pack: str | None = None
    tag: str | None = None
    q: str | None = None
    status: Status | None = None
    waits: bool = False
    stale: date | None = None
    reported: bool = False
    limit: int = ENTRIES_SHOWN
    offset: int = 0

    @property
    def of_curators(self) -> bool:
        """Whether it asks for what only curators may know."""
        return self.status is not None or self.waits or self.stale is not None or self.reported


class QuestionShape(Strict):
    """What all questions have in common. Every key may also be null, which is as if it were not there."""

    makes = Question
    url = Address(allow_none=True)
    title = Title(allow_none=True)
    published = PartialDay(allow_none=True)
    modified = PartialDay(allow_none=True)
    language = LanguageTag(allow_none=True)
    as_of = Day(allow_none=True)
    lang = Choice(LANGUAGES, allow_none=True)
    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # marshmallow declares it per instance
        "type": 'a JSON object is wanted here: send {"text": "…"}'
    }

    def build(self, values: dict[str, Any]) -> Question:
        """Part the question itself from how its answer is wanted."""
        include = values.pop("include", None)
        entry = values.pop("entry", "")
        for name in ("kinds", "packs"):
            if values.get(name) is not None:
                values[name] = frozenset(values[name])
        asked = Asked(**{name: value for name, value in values.items() if name in _ASKED_KEYS})
        if asked.sends_content and asked.url is not None:
            _check_source(asked.url)
        return Question(asked=asked, include_text=include == "text", entry=entry)


class BodyShape(QuestionShape):
    """The body of `POST /v1/annotations`: what the caller sees, or the address where it can be seen."""

    passages = Passages(allow_none=True)
    text = SentText(allow_none=True)
    html = SentText(allow_none=True)
    kinds = Several(Choice(KINDS), filled=True, allow_none=True)
    packs = Several(Id(), filled=True, allow_none=True)


class ExplainShape(BodyShape):
    """The body of `POST /v1/explain`: a question and the entry to explain."""

    entry = EntryOrId(required=True)


class QueryShape(QuestionShape):
    """The query of `GET /v1/annotations`."""

    url = Address(required=True)
    kinds = CommaList(Choice(KINDS))
    packs = CommaList(Id())
    include = Choice(("text",))


class OptionsShape(Strict):
    """The query beside a body."""

    makes = Options
    include = Choice(("text",))

    def build(self, values: dict[str, Any]) -> Options:
        """Say whether the text is wanted too."""
        return Options(include_text=values.get("include") == "text")


class ListingShape(Strict):
    """The query of `GET /v1/entries`."""

    makes = Listing
    kind = Choice(KINDS)
    pack = Id()
    tag = Text()
    q = Text()
    status = Choice(get_args(Status))
    waits = Choice(("true",))
    stale = Day()
    reported = Choice(("true",))
    limit = Whole(least=1, most=MOST_ENTRIES_SHOWN)
    offset = Whole(least=0, most=FURTHEST_OFFSET)

    def build(self, values: dict[str, Any]) -> Listing:
        """Take the switches for what they say."""
        return Listing(**values | {name: True for name in ("waits", "reported") if name in values})


class ReaderShape(Strict):
    """What both kinds of a reader's word have in common. Every key may also be null, as if it were not there."""

    note = Line(NOTE_CHARACTERS, allow_none=True, meaning="What the reader adds.")
    url = WebAddress(allow_none=True, metadata={"description": "The page's address, if the reader chose to send it."})
    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # marshmallow declares it per instance
        "type": "a JSON object is wanted here"
    }


class ReportShape(ReaderShape):
    """The body of `POST /v1/reports`."""

    makes = Report
    entry = Id(required=True, metadata={"description": "The id of the entry that was shown."})
    reason = Choice(REASONS, required=True)
    annotation = Line(ID_CHARACTERS, allow_none=True, meaning="The id of the annotation.")
    revision = Number(least=1, whole=True, allow_none=True, metadata={"description": "The entry's revision."})
    edition = Number(least=0, whole=True, allow_none=True, metadata={"description": "The number of the edition."})
    quote = Line(QUOTE_CHARACTERS, allow_none=True, meaning="The passage it was shown on.")


class ContextRequestShape(ReaderShape):
    """The body of `POST /v1/requests`."""

    makes = ContextRequest
    quote = Line(QUOTE_CHARACTERS, required=True, meaning="The passage that lacks context.")
    prefix = Line(CONTEXT_CHARACTERS, allow_none=True, meaning="What stands before it.")
    suffix = Line(CONTEXT_CHARACTERS, allow_none=True, meaning="What stands after it.")
    title = Line(TITLE_CHARACTERS, allow_none=True, meaning="The page's title, if the reader chose to send it.")


class NothingShape(Strict):
    """The query of calls that take none."""

    makes = Options


Value = TypeVar("Value")


def read_request(shape: Strict, data: object, makes: type[Value]) -> Value:
    """Turn what came into the value a shape makes.

    Raises:
        RequestInvalidError: It breaks the contract; `fields` has every wrong field.
        EntryInvalidError: The unsaved entry in it breaks the contract of entries.

    Example:
        >>> read_request(ListingShape(), {"limit": "5"}, Listing).limit
        5
    """
    try:
        found = shape.load(cast("Mapping[str, Any]", data))
    except ValidationError as error:
        problems = problems_of(error)
        wrong: dict[str, list[str]] = {}
        for place, message in problems:
            wrong.setdefault(place, []).append(message)
        more = f" (and {len(problems) - _PROBLEMS_IN_DETAIL} more)" if len(problems) > _PROBLEMS_IN_DETAIL else ""
        raise RequestInvalidError(in_one_line(problems[:_PROBLEMS_IN_DETAIL]) + more, fields=wrong) from None
    if not isinstance(found, makes):
        msg = f"{type(shape).__name__} makes {type(found).__name__}, not {makes.__name__}"
        raise TypeError(msg)
    return found


def _check_source(url: str) -> None:
    """An address that is not fetched still becomes the annotations' source, which readers may follow."""
    try:
        WebAddress().deserialize(url)
    except ValidationError as error:
        raise ValidationError({"url": error.messages}) from None
