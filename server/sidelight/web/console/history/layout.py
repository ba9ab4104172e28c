"""Differences as they are shown: each with a name that a curator knows, and texts compared word by word."""

import difflib
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sidelight.services.curation.differences import Difference

Mark = Literal["same", "added", "removed"]
Pieces = tuple[tuple[Mark, str], ...]
#: Texts of more words are shown whole on both sides: comparing takes time that grows with the product of their lengths.
MOST_WORDS: Final = 2_000
#: Below this share of common words, marks would hide more than they show.
_ALIKE: Final = 0.3
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: Keys under which a text stands once per language.
_PER_LANGUAGE: Final = frozenset(
    ("title", "summary", "body", "phrases", "name", "one", "few", "many", "other", "counts", "meaning", "note", "claim")
)
#: How one item of a list is called; lists that are not here are called by their own name.
_ITEMS: Final[Mapping[str, str]] = {
    "records": "record", "sources": "source", "examples": "example", "events": "event", "subjects": "subject",
    "history": "step", "any": "cue", "all": "cue", "tags": "tag", "phrases": "phrase",
}  # fmt: skip
#: By which of its keys an item is told apart, in this order.
_NAMED_BY: Final = ("as_of", "id", "on", "text", "phrase")
_NAME_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One difference; a side without pieces is not there."""

    place: str
    label: str
    change: Literal["added", "removed", "changed"]
    before: Pieces
    after: Pieces


def lay_out(
    differences: Iterable[Difference], before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[Row, ...]:
    """Prepare differences to be shown; both states are the whole entries, as they are written.

    Example:
        >>> row = lay_out([Difference(place="title.en", before="Old pier", after="New pier")], {}, {})[0]
        >>> row.label, row.before
        ('Title (en)', (('removed', 'Old'), ('same', ' pier')))
    """
    return tuple(_row(each, before if each.after is None else after) for each in differences)


def mark_words(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Mark which words were removed from a text and which were added.

    Example:
        >>> mark_words("at least 137 people", "at least 139 people")[1]
        (('same', 'at least '), ('added', '139'), ('same', ' people'))
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return (("removed", before),), (("added", after),)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return (("removed", before),), (("added", after),)
    marked: tuple[list[tuple[Mark, str]], list[tuple[Mark, str]]] = ([], [])
    for operation, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        # A space between two changed words belongs to the change.
        inside = old_from > 0 and old_to < len(old) and "".join(old[old_from:old_to]).isspace()
        same = operation == "equal" and not inside
        marked[0].append(("same" if same else "removed", "".join(old[old_from:old_to])))
        marked[1].append(("same" if same else "added", "".join(new[new_from:new_to])))
    return _joined(marked[0]), _joined(marked[1])


def _joined(pieces: Iterable[tuple[Mark, str]]) -> Pieces:
    """Make one piece of neighbours that are marked alike."""
    by_mark = itertools.groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0])
    return tuple((mark, "".join(text for _, text in group)) for mark, group in by_mark)


def _row(difference: Difference, state: Mapping[str, object]) -> Row:
    old, new = difference.before, difference.after
    label = _label(difference.place, state)
    if old is None:
        return Row(place=difference.place, label=label, change="added", before=(), after=(("added", _text(new)),))
    if new is None:
        return Row(place=difference.place, label=label, change="removed", before=(("removed", _text(old)),), after=())
    before, after = mark_words(_text(old), _text(new))
    return Row(place=difference.place, label=label, change="changed", before=before, after=after)


def _text(value: object) -> str:
    """Write a value as lines that people read."""
    if isinstance(value, Mapping):
        return "\n".join(_line(str(key), inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(f"• {_text(inner)}" for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) and value.is_integer() and abs(value) < 1e6 else str(value)


def _line(key: str, value: object) -> str:
    told = _text(value)
    return f"{_words(key)}: {told}" if "\n" not in told else f"{_words(key)}:\n" + _indented(told)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def _label(place: str, state: Mapping[str, object]) -> str:
    """Name a place in words, with what its items are known by: `Figure, record 2025-08-04, value`."""
    parts: list[str] = []
    at: Any = state
    key = ""
    for name, number in _STEP.findall(place):
        at = _inner(at, name, number)
        if number:
            of_language = parts[-1].removeprefix(_words(key)) if parts else ""
            parts[-1:] = [f"{_item(key, int(number), at)}{of_language}"]
        elif key in _PER_LANGUAGE and _LANGUAGE.fullmatch(name) and parts:
            parts[-1] = f"{parts[-1]} ({name})"
        else:
            key = name
            parts.append(_words(name))
    label = ", ".join(parts)
    return label[:1].upper() + label[1:]


def _inner(at: Any, name: str, number: str) -> Any:
    if number:
        return at[int(number)] if isinstance(at, Sequence) and int(number) < len(at) else None
    return at.get(name) if isinstance(at, Mapping) else None


def _item(key: str, number: int, item: object) -> str:
    called = _ITEMS.get(key, _words(key))
    if isinstance(item, Mapping):
        name = next((str(item[by]) for by in _NAMED_BY if item.get(by)), "")
        if name:
            return f"{called} {name if len(name) <= _NAME_CHARACTERS else f'{name[:_NAME_CHARACTERS]}…'}"
    return f"{called} {number + 1}"


def _words(key: str) -> str:
    return key.replace("_", " ")
