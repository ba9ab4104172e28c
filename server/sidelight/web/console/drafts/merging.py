"""Two people's edits of one entry, side by side: what each of them changed, and the entry that choosing makes.

An entry is cut into pieces that make sense alone: a text in one language, a list of phrases, a whole record or source.
A piece that only one of the two changed has an answer already; one that both changed otherwise is asked about.
"""

from collections.abc import Hashable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, Literal

Side = Literal["theirs", "mine"]
#: Lists whose items are pieces of their own, with what names an item.
_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "records": ("as_of", "by", "standing"),
    "sources": ("id",),
    "examples": ("text",),
    "events": ("id",),
    "subjects": ("id",),
}
#: Nothing stands here.
ABSENT: Final = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step into an entry: a key, or the row of a list that has this name (and is the nth of that name)."""

    key: str
    row: Hashable = None
    nth: int = 0


Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece at which the two differ.

    Attributes:
        name: Names it in a form; the same for the same three states.
        place: Where it stands, in the state that has it.
        theirs: What they saved; `None` if it is not there.
        mine: What was to be saved.
        take: Whose is taken unless somebody chooses.
        both: Both changed it.
    """

    name: str
    place: str
    path: Path
    base: Any
    theirs: Any
    mine: Any
    take: Side
    both: bool


def choices(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> tuple[Choice, ...]:
    """List where two edits of the same state differ.

    Example:
        >>> found = choices({"title": {"en": "A"}}, {"title": {"en": "B"}}, {"title": {"en": "A"}, "tags": ["t"]})
        >>> [(choice.place, choice.take, choice.both) for choice in found]
        [('title.en', 'theirs', False), ('tags', 'mine', False)]
    """
    before, left, right = _pieces(base), _pieces(theirs), _pieces(mine)
    found: list[Choice] = []
    for path in dict.fromkeys((*left, *right)):
        old, one, other = (pieces.get(path, (ABSENT, ""))[0] for pieces in (before, left, right))
        if one != other:
            place = (left.get(path) or right[path])[1]
            mine_only, theirs_only = one == old, other == old
            take: Side = "theirs" if theirs_only else "mine"
            found.append(
                Choice(f"take-{len(found)}", place, path, old, one, other, take, not mine_only and not theirs_only)
            )
    return tuple(found)


def merged(theirs: Mapping[str, Any], found: tuple[Choice, ...], taken: Mapping[str, Side]) -> dict[str, Any]:
    """Make the entry that the choices ask for, beginning with theirs."""
    result: dict[str, Any] = deepcopy(dict(theirs))
    mine = [choice for choice in found if taken.get(choice.name, choice.take) == "mine"]
    for choice in mine:
        if choice.mine is not ABSENT:
            _put(result, choice.path, deepcopy(choice.mine))
    # From behind: of several rows of one name, the later ones keep their numbers while an earlier one goes.
    for choice in reversed(mine):
        if choice.mine is ABSENT:
            _put(result, choice.path, ABSENT)
    return result


def _pieces(state: Mapping[str, Any]) -> dict[Path, tuple[Any, str]]:
    return {path: (value, place) for path, value, place in _walk(state, (), "")}


def _walk(state: Mapping[str, Any], path: Path, place: str) -> Iterator[tuple[Path, Any, str]]:
    for key, value in state.items():
        there = f"{place}.{key}" if place else key
        if isinstance(value, Mapping):
            yield from _walk(value, (*path, Step(key)), there)
        elif key in _ROWS and isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
            for number, (step, row) in enumerate(_named(key, value)):
                yield (*path, step), row, f"{there}[{number}]"
        else:
            yield (*path, Step(key)), value, there


def _named(key: str, rows: list[Any]) -> Iterator[tuple[Step, Any]]:
    seen: dict[Hashable, int] = {}
    for row in rows:
        name = tuple(str(row.get(part)) for part in _ROWS[key])
        yield Step(key, name, seen.get(name, 0)), row
        seen[name] = seen.get(name, 0) + 1


def _put(state: dict[str, Any], path: Path, value: Any) -> None:
    """Set a piece, or take it away if it is absent; what it leaves empty goes with it."""
    *way, last = path
    inner = state
    for step in way:
        inner = inner.setdefault(step.key, {})
    if last.row is not None:
        _put_row(inner.setdefault(last.key, []), last, value)
        if not inner[last.key]:
            del inner[last.key]
    elif value is ABSENT:
        inner.pop(last.key, None)
    else:
        inner[last.key] = value
    if way and not inner:
        _put(state, tuple(way), ABSENT)


def _put_row(rows: list[Any], step: Step, value: Any) -> None:
    at = next((at for at, (there, _) in enumerate(_named(step.key, rows)) if there == step), None)
    if at is None:
        rows.extend([] if value is ABSENT else [value])
    elif value is ABSENT:
        del rows[at]
    else:
        rows[at] = value
