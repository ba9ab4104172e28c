"""The single values of the data contract: texts, ids, numbers, dates, addresses, and lists of them.

Each field says in its messages what to write. None of them guesses: a number in quotes is a text, a bare number is no
text, because a curator who sees the refusal corrects it in seconds and a wrong guess lives for years.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from marshmallow import ValidationError, fields

from sidelight.core.dates import PartialDate
from sidelight.shapes.strict import nearest, shown

#: Longest text of an entry, in characters; a body of several pages is no context card.
TEXT_CHARACTERS = 20_000
#: Longest id, in characters.
ID_CHARACTERS = 100
#: Longest web address, in characters.
ADDRESS_CHARACTERS = 2_000
#: Most items in one list.
LIST_ITEMS = 5_000
#: Largest number, in either direction: what JavaScript still counts exactly.
LARGEST_NUMBER = 2**53 - 1

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: What no screen, database or UTF-8 file can carry: control characters and halves of surrogate pairs.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2})-([0-9]{2})")
_SPACE_OR_BRACKET = re.compile(r"[\s<>\"\\]")


Inner = TypeVar("Inner")


def wanted(what: str, **more: str) -> dict[str, Any]:
    """Word the refusal of a missing or empty value, beside a field's other messages."""
    # marshmallow formats its messages, so braces that stand for YAML's own must be doubled.
    what = what.replace("{", "{{").replace("}", "}}")
    return {"required": f"is missing: {what}", "null": f"is empty: {what}, or remove the key", **more}


class Described(fields.Field[Inner]):
    """A field of our own that says in the API's description how it is written."""

    described: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    def __init__(self, **kwargs: Any) -> None:
        """Take marshmallow's own arguments."""
        super().__init__(metadata={**self.described, **kwargs.pop("metadata", {})}, **kwargs)


def read_text(value: object, *, limit: int = TEXT_CHARACTERS) -> str:
    """Check that a value is a text that can be shown.

    Raises:
        ValidationError: It is something else, blank, too long, or holds control characters.
    """
    if isinstance(value, bool | int | float):
        msg = f"a text is wanted, not {shown(value)}: put it in quotes"
        raise ValidationError(msg)
    if not isinstance(value, str):
        msg = f"a text is wanted, not {shown(value)}"
        raise ValidationError(msg)
    if not value.strip():
        msg = "is blank: write a text, or remove the key"
        raise ValidationError(msg)
    if len(value) > limit:
        msg = f"{shown(value)} has {len(value)} characters: shorten it to {limit}"
        raise ValidationError(msg)
    if bad := _UNPRINTABLE.search(value):
        msg = f"{shown(value)} holds the control character U+{ord(bad[0]):04X}: remove it"
        raise ValidationError(msg)
    return value


class Text(fields.String):
    """A text in no particular language, such as a name."""

    default_error_messages = wanted("write a text")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        return read_text(value)


class Id(fields.String):
    """A slug: lower-case letters, digits and single hyphens."""

    default_error_messages = wanted("write an id such as harbour-fire-2019")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        text = read_text(value, limit=ID_CHARACTERS)
        if not _ID.fullmatch(text):
            msg = f"{shown(text)} is not an id: use a-z, 0-9 and single hyphens, such as harbour-fire-2019"
            raise ValidationError(msg)
        return text


class Choice(fields.String):
    """One of a few words."""

    def __init__(self, choices: Sequence[str], **kwargs: Any) -> None:
        """Name the words."""
        told = wanted(f"write one of {', '.join(choices)}")
        super().__init__(metadata={"enum": list(choices)}, error_messages=told, **kwargs)
        self.choices = tuple(choices)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if isinstance(value, str) and value in self.choices:
            return value
        # Another first letter is rarely a slip: a prefix makes `delisted` the contrary of `listed`.
        alike = [choice for choice in self.choices if isinstance(value, str) and choice[:1] == value[:1]]
        meant = nearest(value, alike) if isinstance(value, str) else None
        remedy = f"did you mean {meant!r}?" if meant else f"write one of {', '.join(self.choices)}"
        msg = f"{shown(value)} is not possible here: {remedy}"
        raise ValidationError(msg)


class Flag(fields.Boolean):
    """True or false."""

    default_error_messages = wanted("write true or false", invalid="write true or false")


class Number(Described[float]):
    """A finite number; whole numbers stay whole, so that 139 never becomes 139.0."""

    default_error_messages = wanted("write a number")

    def __init__(self, *, least: float = -LARGEST_NUMBER, whole: bool = False, **kwargs: Any) -> None:
        """Set the smallest number allowed, and whether only whole ones are."""
        more = kwargs.pop("metadata", {})
        super().__init__(metadata={"type": "integer" if whole else "number", **more}, **kwargs)
        self.least = least
        self.whole = whole

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            msg = f"a number is wanted, not {shown(value)}: write digits only, without quotes or separators"
            raise ValidationError(msg)
        if not math.isfinite(value) or not self.least <= value <= LARGEST_NUMBER:
            msg = f"{shown(value)} is out of range: write a number from {self.least} to {LARGEST_NUMBER}"
            raise ValidationError(msg)
        if self.whole and not isinstance(value, int):
            msg = f"{shown(value)} is not a whole number: write it without a point"
            raise ValidationError(msg)
        return value


def _no_such_day(value: object) -> str | None:
    """Tell a day that its month does not have from what has another form."""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        days = PartialDate.parse(found[1])
    except ValueError:
        return None
    last = days.last.day
    if 1 <= int(found[2]) <= last:
        return None
    return f"{shown(value)} does not exist: {days} has {last} days"


class PartialDay(Described[PartialDate]):
    """A year, a month or a day; always the interval of all days it may mean."""

    default_error_messages = wanted("write YYYY, YYYY-MM or YYYY-MM-DD")
    described = MappingProxyType({"type": "string", "example": "2024-03"})

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else str(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> PartialDate:
        if isinstance(value, date) and not isinstance(value, datetime):
            return PartialDate.on(value)
        text = str(value) if type(value) is int and 0 < value <= date.max.year else value
        try:
            return PartialDate.parse(text)
        except (TypeError, ValueError):
            msg = _no_such_day(value) or f"{shown(value)} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"
            raise ValidationError(msg) from None


class Day(Described[date]):
    """One exact day."""

    default_error_messages = wanted("write YYYY-MM-DD")
    described = MappingProxyType({"type": "string", "format": "date"})

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else value.isoformat()

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            days = PartialDate.parse(value)
        except (TypeError, ValueError):
            days = None
        if days is None or days.first != days.last:
            msg = _no_such_day(value) or f"{shown(value)} is not a day: write YYYY-MM-DD"
            raise ValidationError(msg)
        return days.first


class WebAddress(fields.String):
    """A full http or https address, safe to put behind a link."""

    default_error_messages = wanted("write the full address, beginning with https://")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        text = read_text(value, limit=ADDRESS_CHARACTERS)
        try:
            parts = urlsplit(text)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        except ValueError:
            sound = False
        if not sound or _SPACE_OR_BRACKET.search(text):
            msg = f"{shown(text)} is not a web address: write the full address, beginning with https://"
            raise ValidationError(msg)
        return text


class Several(fields.List[Any]):
    """A list; one value where a list belongs is refused, so that files look alike."""

    default_error_messages = wanted(
        "write a list, such as [one, two]",
        invalid="a list is wanted here: write [one, two], also around a single value",
        empty="the list is empty: write at least one item",
        long="the list has more than {limit} items: split the entry",
    )

    def __init__(self, inner: fields.Field[Any], *, filled: bool = False, **kwargs: Any) -> None:
        """Set what the items are, and whether there must be one."""
        super().__init__(inner, **kwargs)
        self.filled = filled

    def _deserialize(self, value: Any, *rest: Any, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise self.make_error("invalid")
        if self.filled and not value:
            raise self.make_error("empty")
        if len(value) > LIST_ITEMS:
            raise self.make_error("long", limit=LIST_ITEMS)
        return super()._deserialize(value, *rest, **kwargs)


class Part(fields.Nested):
    """A mapping of its own inside the entry."""

    default_error_messages = wanted("write its keys")
