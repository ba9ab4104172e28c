"""Two people's edits of one entry, side by side: what each of them changed, and the entry that choosing makes.

An entry is cut into pieces that make sense alone: a text in one language, a list of phrases, a whole record or source.
A piece that only one of the two changed has an answer already; one that both changed otherwise is asked about. Records
of one day are one piece also where somebody changed who stated it, so two edits never become two records unseen.
"""

from collections import defaultdict
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
#: Lists whose items may be renamed, with what stays: an item that has a new name is that of the same day before.
_STAYS: Final = {"records": 0}
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
class _Piece:
    """What stands at a path; `at` is the number of its row, if it is one."""

    value: Any
    place: str
    at: int | None = None


_Pieces = dict[Path, _Piece]
_NONE: Final = _Piece(ABSENT, "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece at which the two differ.

    Attributes:
        name: Names it in a form; the same for the same three states.
        place: Where it stands, in the state that has it.
        theirs: What they saved; `None` if it is not there.
        mine: What was to be saved.
        at: The number of its row in theirs, if it is one.
        take: Whose is taken unless somebody chooses; `None` if both changed it, so that somebody has to.
    """

    name: str
    place: str
    path: Path
    base: Any
    theirs: Any
    mine: Any
    at: int | None
    take: Side | None

    @property
    def both(self) -> bool:
        """Whether both changed it."""
        return self.take is None


def choices(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> tuple[Choice, ...]:
    """List where two edits of the same state differ.

    Example:
        >>> found = choices({"title": {"en": "A"}}, {"title": {"en": "B"}}, {"title": {"en": "A"}, "tags": ["t"]})
        >>> [(choice.place, choice.take, choice.both) for choice in found]
        [('title.en', 'theirs', False), ('tags', 'mine', False)]
    """
    before = _pieces(base)
    left, right = _matched(_pieces(theirs), before), _matched(_pieces(mine), before)
    right = _matched(right, left)
    found: list[Choice] = []
    for path in dict.fromkeys((*left, *right)):
        old, one, other = (pieces.get(path, _NONE) for pieces in (before, left, right))
        if one.value != other.value:
            take: Side | None = "theirs" if other.value == old.value else "mine" if one.value == old.value else None
            place, name = one.place or other.place, f"take-{len(found)}"
            found.append(Choice(name, place, path, old.value, one.value, other.value, one.at, take))
    return tuple(found)


def merged(theirs: Mapping[str, Any], found: tuple[Choice, ...], taken: Mapping[str, Side]) -> dict[str, Any]:
    """Make the entry that the choices ask for, beginning with theirs, which stays where nothing is chosen."""
    result: dict[str, Any] = deepcopy(dict(theirs))
    mine = [choice for choice in found if taken.get(choice.name, choice.take) == "mine"]
    for choice in mine:
        if choice.mine is not ABSENT:
            _put(result, choice.path, choice.at, deepcopy(choice.mine))
    # From behind: the rows in front keep their numbers while one behind them goes.
    for choice in sorted(mine, key=lambda choice: -1 if choice.at is None else choice.at, reverse=True):
        if choice.mine is ABSENT:
            _put(result, choice.path, choice.at, ABSENT)
    return result


def _pieces(state: Mapping[str, Any]) -> _Pieces:
    return dict(_walk(state, (), ""))


def _matched(side: _Pieces, known: _Pieces) -> _Pieces:
    """Name the rows of a side that the other state does not have as it names what they were before."""
    free: defaultdict[Hashable, list[Path]] = defaultdict(list)
    for path in sorted((path for path in known if path not in side), key=repr):
        free[_stays(path)].append(path)
    renamed: dict[Path, Path] = {}
    for path in sorted((path for path in side if path not in known), key=lambda path: repr(side[path].value)):
        if _stays(path) is not None and free[_stays(path)]:
            renamed[path] = free[_stays(path)].pop(0)
    return {renamed.get(path, path): piece for path, piece in side.items()}


def _stays(path: Path) -> Hashable:
    """Give what does not change of a row that is renamed; `None` if its name is all it has."""
    *way, last = path
    if last.key not in _STAYS or not isinstance(last.row, tuple):
        return None
    return (*way, last.key, last.row[_STAYS[last.key]])


def _walk(state: Mapping[str, Any], path: Path, place: str) -> Iterator[tuple[Path, _Piece]]:
    for key, value in state.items():
        there = f"{place}.{key}" if place else key
        if isinstance(value, Mapping):
            yield from _walk(value, (*path, Step(key)), there)
        elif key in _ROWS and isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
            for number, (step, row) in enumerate(_named(key, value)):
                yield (*path, step), _Piece(row, f"{there}[{number}]", number)
        else:
            yield (*path, Step(key)), _Piece(value, there)


def _named(key: str, rows: list[Any]) -> Iterator[tuple[Step, Any]]:
    seen: dict[Hashable, int] = {}
    for row in rows:
        name = tuple(str(row.get(part)) for part in _ROWS[key])
        yield Step(key, name, seen.get(name, 0)), row
        seen[name] = seen.get(name, 0) + 1


def _put(state: dict[str, Any], path: Path, at: int | None, value: Any) -> None:
    """Set a piece, or take it away if it is absent; what it leaves empty goes with it."""
    *way, last = path
    inner = state
    for step in way:
        inner = inner.setdefault(step.key, {})
    if last.row is not None:
        _put_row(inner.setdefault(last.key, []), at, value)
        if not inner[last.key]:
            del inner[last.key]
    elif value is ABSENT:
        inner.pop(last.key, None)
    else:
        inner[last.key] = value
    if way and not inner:
        _put(state, tuple(way), None, ABSENT)


def _put_row(rows: list[Any], at: int | None, value: Any) -> None:
    if at is None:
        rows.extend([] if value is ABSENT else [value])
    elif value is ABSENT:
        del rows[at]
    else:
        rows[at] = value
