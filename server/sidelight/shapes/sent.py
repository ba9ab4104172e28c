"""The single values of requests: what callers send of a page, and how they want the answer.

Texts of pages are taken as they come, whatever is in them, because the reader cannot correct them; only halves of
surrogate pairs, which no reply could carry, become U+FFFD, so that positions stay right. Everything a programmer
chooses is checked strictly.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from marshmallow import ValidationError, fields

from sidelight.core.article import ROLES, Role
from sidelight.core.entry import Entry
from sidelight.shapes.entries import entry_from
from sidelight.shapes.fields import Described, Id, read_text, wanted
from sidelight.shapes.strict import shown, unknown_key

#: Longest address, in characters; browsers and servers take no more.
ADDRESS_CHARACTERS = 2048
#: Longest title, in characters; what is longer is no title.
TITLE_CHARACTERS = 2000
#: Most passages in one request; the annotator reads fewer and says so.
PASSAGES = 50_000
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8}){0,4}")
_DIGITS = re.compile(r"[0-9]{1,9}")
_PASSAGE_KEYS = ["role", "text"]


def read_sent(value: object) -> str:
    r"""Check that a value is a text, and make it one that a reply can carry.

    Raises:
        ValidationError: It is something else.

    Example:
        >>> len(read_sent("a\ud800b"))
        3
    """
    if not isinstance(value, str):
        msg = f"a text is wanted, not {shown(value)}"
        raise ValidationError(msg)
    return _HALF_PAIR.sub("\N{REPLACEMENT CHARACTER}", value)


class SentText(Described[str]):
    """A text of a page, as it is."""

    default_error_messages = wanted("give the text")
    described = MappingProxyType({"type": "string"})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        return read_sent(value)


class Title(Described[str | None]):
    """A page's title; a blank one is none."""

    default_error_messages = wanted("give the title")
    described = MappingProxyType({"type": "string", "maxLength": TITLE_CHARACTERS})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        text = read_sent(value)
        if len(text) > TITLE_CHARACTERS:
            msg = f"{shown(text)} has {len(text)} characters: give at most {TITLE_CHARACTERS}"
            raise ValidationError(msg)
        return text.strip() or None


class Line(Described[str]):
    """A short text from a reader or a page, kept as it is."""

    default_error_messages = wanted("write a text")
    described = MappingProxyType({"type": "string", "minLength": 1})

    def __init__(self, limit: int, *, meaning: str, **kwargs: Any) -> None:
        """Set the most characters, and what the text is."""
        super().__init__(metadata={"maxLength": limit, "description": meaning}, **kwargs)
        self.limit = limit

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        return read_text(value, limit=self.limit)


class Address(Described[str]):
    """A page's address; whether it can be fetched is decided when it is."""

    default_error_messages = wanted("give the page's address")
    described = MappingProxyType(
        {"type": "string", "maxLength": ADDRESS_CHARACTERS, "example": "https://news.example/"}
    )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            msg = f"an address is wanted, not {shown(value)}: give the full address, beginning with https://"
            raise ValidationError(msg)
        if len(value) > ADDRESS_CHARACTERS:
            msg = f"the address has {len(value)} characters: give at most {ADDRESS_CHARACTERS}"
            raise ValidationError(msg)
        return value.strip()


class LanguageTag(Described[str]):
    """A language tag such as `en` or `en-GB`, of which the language itself is kept."""

    default_error_messages = wanted("give a language such as en")
    described = MappingProxyType({"type": "string", "pattern": f"^{_LANGUAGE_TAG.pattern}$", "example": "en"})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        found = _LANGUAGE_TAG.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            msg = f"{shown(value)} is not a language: give a tag such as en or en-GB"
            raise ValidationError(msg)
        return found[1].lower()


class Passages(Described[tuple[tuple[Role, str], ...]]):
    """Passages in reading order: `[{"role": "body", "text": "…"}]`; the role is `body` when it is not given."""

    default_error_messages = wanted("give the passages")
    described = MappingProxyType(
        {
            "type": "array",
            "maxItems": PASSAGES,
            "items": {
                "type": "object",
                "required": ["text"],
                "additionalProperties": False,
                "properties": {"role": {"type": "string", "enum": list(ROLES)}, "text": {"type": "string"}},
            },
        }
    )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[tuple[Role, str], ...]:
        if not isinstance(value, list):
            msg = f'a list of passages is wanted, not {shown(value)}: give [{{"role": "body", "text": "…"}}]'
            raise ValidationError(msg)
        if len(value) > PASSAGES:
            msg = f"there are {len(value)} passages: give at most {PASSAGES}"
            raise ValidationError(msg)
        read: list[tuple[Role, str]] = []
        wrong: dict[str | int, Any] = {}
        for number, passage in enumerate(value):
            try:
                read.append(_read_passage(passage))
            except ValidationError as error:
                wrong[number] = error.messages
        if wrong:
            raise ValidationError(cast("dict[str, Any]", wrong))
        return tuple(read)


def _read_passage(value: object) -> tuple[Role, str]:
    if not isinstance(value, Mapping):
        msg = f'a passage is wanted, not {shown(value)}: give {{"role": "body", "text": "…"}}'
        raise ValidationError(msg)
    for key in value:
        if key not in _PASSAGE_KEYS:
            raise ValidationError({str(key): [unknown_key(key, _PASSAGE_KEYS)]})
    role = value.get("role", "body")
    if not isinstance(role, str) or role not in ROLES:
        raise ValidationError({"role": [f"{shown(role)} is not a role: give one of {', '.join(ROLES)}"]})
    if "text" not in value:
        raise ValidationError({"text": ["is missing: give the passage's text"]})
    try:
        return role, read_sent(value["text"])
    except ValidationError as error:
        raise ValidationError({"text": error.messages}) from None


class CommaList(Described[list[Any]]):
    """Values in one query parameter, with commas between them."""

    default_error_messages = wanted("give values with commas between them")

    def __init__(self, inner: fields.Field[Any], **kwargs: Any) -> None:
        """Say what each value is."""
        items = {"type": "string", **inner.metadata}
        super().__init__(metadata={"type": "array", "items": items, "minItems": 1}, **kwargs)
        self.inner = inner

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> list[Any]:
        return [self.inner.deserialize(part.strip()) for part in str(value).split(",")]


class Whole(Described[int]):
    """A whole number in a query parameter."""

    default_error_messages = wanted("give a whole number")

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        """Set the bounds, both included."""
        super().__init__(metadata={"type": "integer", "minimum": least, "maximum": most}, **kwargs)
        self.least = least
        self.most = most

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        number = int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else None
        if number is None or not self.least <= number <= self.most:
            msg = f"{shown(value)} is not possible: give a whole number from {self.least} to {self.most}"
            raise ValidationError(msg)
        return number


class EntryOrId(Described[str | Entry]):
    """The id of a saved entry, or a whole unsaved one as it would stand in a pack."""

    default_error_messages = wanted("give an entry's id, or a whole entry")
    described = MappingProxyType({"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Entry"}]})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str | Entry:
        if isinstance(value, Mapping):
            return entry_from(value)
        return cast("str", Id().deserialize(value))
