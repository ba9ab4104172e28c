"""The shape of a pack as curators send it in one piece: what names it, its cue sets and its entries."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, cast

from marshmallow import ValidationError

from sidelight.core.entry import Pack, Phrases
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.shapes.entries import EntryShape
from sidelight.shapes.fields import Described, Id, Part, Several, wanted
from sidelight.shapes.packs import PackShape
from sidelight.shapes.parts.languages import PhraseLists
from sidelight.shapes.requests import read_request
from sidelight.shapes.strict import shown

#: Most entries of one import, most cue sets, and the deepest nesting; real packs are far below each of them.
MOST_ENTRIES: Final = 5_000
MOST_CUE_SETS: Final = 2_000
DEEPEST: Final = 20


class CueSets(Described[Mapping[str, Phrases]]):
    """Cue sets by name: a list of phrases per language, or a list of English ones."""

    default_error_messages = wanted("write name: {en: [one, two]}")
    described = MappingProxyType({"type": "object"})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Mapping[str, Phrases]:
        if not isinstance(value, Mapping):
            msg = f"named cue sets are wanted, not {shown(value)}: write name: {{en: [one, two]}}"
            raise ValidationError(msg)
        sets: dict[str, Phrases] = {}
        wrong: dict[str, Any] = {}
        for name, phrases in value.items():
            try:
                sets[cast("str", Id().deserialize(name))] = cast("Phrases", PhraseLists(bare="en").deserialize(phrases))
            except ValidationError as error:
                wrong[str(name)] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return sets


class PackImportShape(PackShape):
    """A whole pack."""

    cues = CueSets()
    entries = Several(Part(EntryShape), required=True)

    def build(self, values: dict[str, Any]) -> Pack:
        """Name the pack in each of its entries."""
        entries = tuple(replace(entry, pack=values["id"]) for entry in values.pop("entries"))
        return Pack(**values, entries=entries)


def whole_pack_from(data: object) -> Pack:
    """Read a pack that came in one piece; `pack_reply` writes it.

    Raises:
        ImportRefusedError: It is nested too deeply, or holds more than may be imported at once.
        RequestInvalidError: It breaks the contract; `fields` has every wrong place.
    """
    if _is_deeper(data, DEEPEST):
        msg = f"the pack is nested more than {DEEPEST} levels deep"
        raise ImportRefusedError(msg)
    if isinstance(data, Mapping):
        _check_size(data.get("entries"), MOST_ENTRIES, "entries")
        _check_size(data.get("cues"), MOST_CUE_SETS, "cue sets")
    return read_request(_SHAPE, data, Pack)


def _check_size(part: object, most: int, what: str) -> None:
    if isinstance(part, list | Mapping) and len(part) > most:
        msg = f"the pack holds {len(part)} {what}, and at most {most} are imported at once"
        raise ImportRefusedError(msg, remedy="Split it into several packs, then import each.")


def _is_deeper(value: object, most: int) -> bool:
    level: list[object] = [value]
    for _ in range(most + 1):
        level = [inner for outer in level if isinstance(outer, list | Mapping) for inner in _inside(outer)]
    return bool(level)


def _inside(value: list[Any] | Mapping[str, Any]) -> list[Any]:
    return value if isinstance(value, list) else list(value.values())


_SHAPE = PackImportShape()
