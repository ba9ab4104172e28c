"""The single values of curators' requests."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from marshmallow import ValidationError

from sidelight.core.entry import Entry
from sidelight.services.curation.accounts import LEAST_PASSWORD, MOST_PASSWORD
from sidelight.shapes.entries import entry_from
from sidelight.shapes.fields import Described, Id, Number, wanted
from sidelight.shapes.strict import shown

#: Largest number of a revision, an article, a report or a token.
LARGEST_KEPT_NUMBER = 2**31 - 1


class WholeEntry(Described[Entry]):
    """An entry as it would stand in a pack."""

    default_error_messages = wanted("give a whole entry")
    described = MappingProxyType({"$ref": "#/components/schemas/Entry"})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Entry:
        if not isinstance(value, Mapping):
            msg = f"an entry is wanted, not {shown(value)}: give it as it would stand in a pack"
            raise ValidationError(msg)
        return entry_from(value)


class KeptNumber(Number):
    """The number of something that is kept."""

    def __init__(self, **kwargs: Any) -> None:
        """Take marshmallow's own arguments."""
        bounds = {"minimum": 1, "maximum": LARGEST_KEPT_NUMBER}
        super().__init__(least=1, whole=True, metadata=bounds | kwargs.pop("metadata", {}), **kwargs)

    def _deserialize(self, value: Any, *rest: Any, **kwargs: Any) -> float:
        number = super()._deserialize(value, *rest, **kwargs)
        if number > LARGEST_KEPT_NUMBER:
            msg = f"{shown(value)} is out of range: nothing has a number above {LARGEST_KEPT_NUMBER}"
            raise ValidationError(msg)
        return number


class Seen(Described[Mapping[str, int]]):
    """Entries by their ids, each with the revision that was seen."""

    default_error_messages = wanted("write the revision of each entry, such as {pier: 3}")
    described = MappingProxyType(
        {
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 1, "maximum": LARGEST_KEPT_NUMBER},
        }
    )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Mapping[str, int]:
        if not isinstance(value, Mapping):
            msg = f"entries with their revisions are wanted, not {shown(value)}: write {{pier: 3}}"
            raise ValidationError(msg)
        seen: dict[str, int] = {}
        wrong: dict[str, Any] = {}
        for entry_id, number in value.items():
            try:
                seen[cast("str", Id().deserialize(entry_id))] = cast("int", KeptNumber().deserialize(number))
            except ValidationError as error:
                wrong[str(entry_id)] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return MappingProxyType(seen)


class Password(Described[str]):
    """A password; no message ever repeats it."""

    default_error_messages = wanted("give a password")
    described = MappingProxyType(
        {"type": "string", "format": "password", "minLength": LEAST_PASSWORD, "maxLength": MOST_PASSWORD}
    )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str) or not LEAST_PASSWORD <= len(value) <= MOST_PASSWORD:
            msg = f"this will not do: give a text of {LEAST_PASSWORD} to {MOST_PASSWORD} characters"
            raise ValidationError(msg)
        return value


class Switch(Described[bool]):
    """True or false in a query."""

    default_error_messages = wanted("give true or false")
    described = MappingProxyType({"type": "string", "enum": ["true", "false"]})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if value not in ("true", "false"):
            msg = f"{shown(value)} is not possible: give true or false"
            raise ValidationError(msg)
        return bool(value == "true")
