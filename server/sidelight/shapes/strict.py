"""The base of every shape: unknown keys are refused with the nearest known one, and errors become (place, message).

A *place* is the path of a value from the outside in, as a curator would say it: `figure.records[2].as_of`. A message
says what is wrong, shows the value and says what to write instead.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from marshmallow import EXCLUDE, Schema, ValidationError, post_dump, post_load, validates_schema
from marshmallow.exceptions import SCHEMA

Problems = tuple[tuple[str, str], ...]

#: Longest piece of a wrong value that a message repeats.
SHOWN_CHARACTERS = 60
#: Unknown keys named for one mapping; more would only hide the first ones.
UNKNOWN_KEYS_NAMED = 10
#: Problems named for one entry.
PROBLEMS_NAMED = 50
#: Whole numbers with more digits are not written out in messages.
_LONGEST_NUMBER = 10**20
#: What stands in a place as it is; other keys are quoted, so that a place stays one line and can be taken apart.
_PLAIN_KEY = re.compile(r"[^\s.\[\]'\"]{1,60}")


def shown(value: object) -> str:
    """Write a wrong value so that a curator recognises it, however long or deep it is.

    Example:
        >>> shown("yesterday"), shown(7), shown([[[]]])
        ("'yesterday'", '7', 'a list')
    """
    if isinstance(value, str):
        return repr(value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…")
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "nothing"}[value]
    if isinstance(value, int):
        return str(value) if abs(value) < _LONGEST_NUMBER else "a very long number"
    return str(value)[:SHOWN_CHARACTERS]


def nearest(word: str, known: list[str]) -> str | None:
    """Find the known word that was probably meant, or nothing if none is near.

    Example:
        >>> nearest("phrase", ["phrases", "scope"])
        'phrases'
    """
    near = difflib.get_close_matches(word[:SHOWN_CHARACTERS], known, n=1, cutoff=0.6)
    return near[0] if near else None


def unknown_key(key: object, known: list[str]) -> str:
    """Word the refusal of a key, with the nearest known key or the list of all."""
    meant = nearest(str(key), known) if isinstance(key, str) else None
    if meant is not None:
        return f"unknown key {shown(key)}: did you mean {meant!r}?"
    return f"unknown key {shown(key)}: remove it; known here are {', '.join(known)}"


class Strict(Schema):
    """A mapping with known keys only, which becomes the value `makes`."""

    class Meta:
        """Unknown keys are refused by `refuse_unknown_keys`, which knows their neighbours."""

        unknown = EXCLUDE

    makes: ClassVar[type]
    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # marshmallow declares it per instance
        "type": "a mapping is wanted here: write key: value"
    }

    def known_keys(self) -> list[str]:
        """List the keys as they are written, in the order of the contract."""
        return [field.data_key or name for name, field in self.fields.items()]

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def refuse_unknown_keys(self, _data: Any, original: Any, **_: Any) -> None:
        """Name each key that is not in the contract.

        Raises:
            ValidationError: There is one.
        """
        if not isinstance(original, Mapping):
            return
        known = self.known_keys()
        unknown = [key for key in original if key not in known][:UNKNOWN_KEYS_NAMED]
        if unknown:
            raise ValidationError({str(key): [unknown_key(key, known)] for key in unknown})

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Any:
        """Build the value; lists become tuples because values are immutable."""
        frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        return self.build(frozen)

    def build(self, values: dict[str, Any]) -> Any:
        """Turn the checked keys into the value; shapes that differ from their value override this."""
        return self.makes(**values)

    @post_dump
    def drop_empty(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Leave out what says nothing: absent values, empty lists and mappings, flags that are off."""
        return {key: value for key, value in data.items() if value not in (None, [], {}) and value is not False}


def problems_of(error: ValidationError) -> Problems:
    """Flatten an error tree into (place, message) pairs, the first ones if there are very many.

    Example:
        >>> problems_of(ValidationError({"records": {2: {"as_of": ["is missing"]}}}))
        (('records[2].as_of', 'is missing'),)
    """
    found: list[tuple[str, str]] = []
    for problem in _walk(error.messages, ""):
        if len(found) == PROBLEMS_NAMED:
            found.append(("", f"more than {PROBLEMS_NAMED} problems: correct these, then check again"))
            break
        found.append(problem)
    return tuple(found)


def in_one_line(problems: Problems) -> str:
    """Tell problems one after the other, as in the detail of an error."""
    return "; ".join(f"{place}: {message}" if place else message for place, message in problems)


def _walk(messages: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _walk(inner, place if key == SCHEMA else inner_place(place, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _walk(inner, place)
    else:
        yield place, str(messages)


def inner_place(place: str, key: str | int) -> str:
    """Name the place of a key or index inside another place.

    Example:
        >>> inner_place("figure.records", 2)
        'figure.records[2]'
    """
    if isinstance(key, int):
        return f"{place}[{key}]"
    name = key if _PLAIN_KEY.fullmatch(key) and key.isprintable() else shown(key)
    return f"{place}.{name}" if place else name
