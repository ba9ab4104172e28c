"""What reading a pack gives: the pack, and every problem with the file, the entry, the place and the line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sidelight.adapters.packs.document import Marks, Path
from sidelight.core.entry import Pack

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


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


@dataclass(frozen=True, slots=True)
class PackReading:
    """A pack as far as it could be read, what was wrong, and where each entry stands."""

    pack: Pack
    problems: tuple[PackProblem, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def problem(self, entry: str, place: str, message: str) -> PackProblem:
        """Word something found later (by the checks of core, say) as a problem of the entry's file."""
        origin = self.origins.get(entry)
        if origin is None:
            return PackProblem(file=self.pack.id, entry=entry, place=place, message=message)
        return PackProblem(file=origin.file, entry=entry, place=place, message=message, line=origin.line_of(place))


def path_of(place: str) -> Path:
    """Take a place apart into keys and indexes.

    Example:
        >>> path_of("figure.records[2].as_of")
        ('figure', 'records', 2, 'as_of')
    """
    return tuple(int(number) if number else key for number, key in _STEP.findall(place))
