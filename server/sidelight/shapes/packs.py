"""The shapes of a pack's own files: `pack.yaml`, which names it, and `cues.yaml`, the cue sets its entries share."""

from collections.abc import Mapping
from typing import Any, cast

from marshmallow import ValidationError

from sidelight.core.entry import Pack, Phrases, in_language
from sidelight.errors import PackError
from sidelight.shapes.fields import Id, Several, Text, read_text
from sidelight.shapes.parts.languages import PhraseLists, read_keyed
from sidelight.shapes.strict import Problems, Strict, in_one_line, problems_of, shown


class PackTitle(Text):
    """A text; of a text per language, the English one counts, else the first."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if isinstance(value, Mapping):
            return in_language(read_keyed(value, read_text), "en") or ""
        return read_text(value)


class PackShape(Strict):
    """What `pack.yaml` holds."""

    makes = Pack
    id = Id(required=True)
    title = PackTitle(required=True)
    licence = Text(required=True)
    maintainers = Several(Text())
    contact = Text()


_SHAPE = PackShape()
_NAME = Id()
_PHRASES = PhraseLists(bare="en")


def pack_from(data: Mapping[str, object]) -> Pack:
    """Read the naming file of a pack; its entries and cue sets are added by whoever reads the folder.

    Raises:
        PackError: It does not name a pack; the detail lists what is wrong.

    Example:
        >>> pack_from({"id": "harbour", "title": "Harbour news", "licence": "CC0-1.0"}).id
        'harbour'
    """
    try:
        return cast("Pack", _SHAPE.load(data))
    except ValidationError as error:
        raise PackError(in_one_line(problems_of(error))) from None


def pack_to(pack: Pack) -> dict[str, Any]:
    """Write what names a pack as plain values; the inverse of `pack_from`, without entries and cue sets."""
    return cast("dict[str, Any]", _SHAPE.dump(pack))


def cues_from(data: object) -> tuple[dict[str, Phrases], Problems]:
    """Read the cue sets that are sound, and list what is wrong with the others.

    A set is a list of phrases per language; a bare list is English.

    Example:
        >>> cues_from({"storms": ["gale"], "fires": 7})[0]
        {'storms': {'en': ('gale',)}}
    """
    if not isinstance(data, Mapping):
        return {}, (("", f"named cue sets are wanted, not {shown(data)}: write name: {{en: [one, two]}}"),)
    sets: dict[str, Phrases] = {}
    problems: list[tuple[str, str]] = []
    for name, phrases in data.items():
        try:
            sets[cast("str", _NAME.deserialize(name))] = cast("Phrases", _PHRASES.deserialize(phrases))
        except ValidationError as error:
            problems += problems_of(ValidationError({str(name): error.messages}))
    return sets, tuple(problems)
