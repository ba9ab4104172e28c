"""What reading a pack gives: the pack, and every problem with the file, the entry, the place and the line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sidelight.adapters.packs.document import Marks, Path
from sidelight.core.entry import Pack

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_CUE = re.compile(r"scope\.(about|not_about)\.(any|all)\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackProblem:
    """One thing to correct. `place` is a path such as `figure.records[2].as_of`; `line` counts from 1."""

    file: str
    message: str
    entry: str | None = None
    place: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Write the problem in one line, beginning as editors and terminals like it: `file:line:`."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        what = ", ".join(part for part in (f"entry {self.entry}" if self.entry else "", self.place) if part)
        return f"{where}: {what}: {self.message}" if what else f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was read: its file, and the lines of all it holds."""

    file: str
    marks: Marks | int

    def line_of(self, place: str) -> int:
        """Find the line of a place, or of the nearest value around it that was written.

        Example:
            >>> Origin("a.yaml", Marks(3, {"figure": Marks(5, {"measure": 6})})).line_of("figure.unit")
            5
        """
        return self.marks if isinstance(self.marks, int) else self.marks.line_of(path_of(place))

    def written(self, place: str) -> str:
        """Turn the place of a cue, which counts the cues of a clause through, into the keys that were written.

        Example:
            >>> about = Marks(3, {"any": Marks(4, {0: 5}), "cues": Marks(6, {0: 6, 1: 7})})
            >>> Origin("a.yaml", Marks(1, {"scope": Marks(2, {"about": about})})).written("scope.about.any[2]")
            'scope.about.cues[1]'
        """
        found = _CUE.fullmatch(place)
        if found is None:
            return place
        clause, key, number = f"scope.{found[1]}", found[2], int(found[3])
        cues = list(_cues_written(self.marks, clause, key))
        return cues[number] if number < len(cues) else place


@dataclass(frozen=True, slots=True)
class PackReading:
    """A pack as far as it could be read, what was wrong, and where each entry stands."""

    pack: Pack
    problems: tuple[PackProblem, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    cues: Origin | None = None

    def cue_problem(self, place: str, message: str) -> PackProblem:
        """Word something found later in the cue sets."""
        if self.cues is None:
            return PackProblem(file=self.pack.id, place=place, message=message)
        return PackProblem(file=self.cues.file, place=place, message=message, line=self.cues.line_of(place))

    def problem(self, entry: str, place: str, message: str) -> PackProblem:
        """Word something found later (by the checks of core, say) as a problem of the entry's file."""
        origin = self.origins.get(entry)
        if origin is None:
            return PackProblem(file=self.pack.id, entry=entry, place=place, message=message)
        place = origin.written(place)
        return PackProblem(file=origin.file, entry=entry, place=place, message=message, line=origin.line_of(place))


def _cues_written(marks: Marks | int, clause: str, key: str) -> Iterator[str]:
    """Give the places of a clause's cues in the order in which they are read: its list, then its sets."""
    at = f"{clause}.{key}"
    for number in range(_size(marks, at)):
        item = f"{at}[{number}]"
        yield from _sets_written(marks, f"{item}.cues") if _has(marks, f"{item}.cues") else (item,)
    if key == "any" and _has(marks, f"{clause}.cues"):
        yield from _sets_written(marks, f"{clause}.cues")


def _sets_written(marks: Marks | int, place: str) -> Iterator[str]:
    several = _size(marks, place)
    yield from (f"{place}[{number}]" for number in range(several)) if several else (place,)


def _size(marks: Marks | int, place: str) -> int:
    found = _inside(marks, place)
    return len(found.inner) if isinstance(found, Marks) else 0


def _has(marks: Marks | int, place: str) -> bool:
    return _inside(marks, place) is not None


def _inside(marks: Marks | int, place: str) -> Marks | int | None:
    inner: Marks | int | None = marks
    for key in path_of(place):
        inner = inner.inner.get(key) if isinstance(inner, Marks) else None
    return inner


def path_of(place: str) -> Path:
    """Take a place apart into keys and indexes.

    Example:
        >>> path_of("figure.records[2].as_of")
        ('figure', 'records', 2, 'as_of')
    """
    return tuple(int(number) if number else key for number, key in _STEP.findall(place))
