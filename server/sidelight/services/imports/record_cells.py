"""One line of a table as a record: numbers, dates and words as people write them into spreadsheets."""

import re
from collections.abc import Mapping
from typing import TypeVar

from sidelight.core.dates import PartialDate
from sidelight.core.kinds.payloads import Record, Standing
from sidelight.services.imports.days import iso, why_not

#: Largest number, in either direction: what JavaScript still counts exactly.
LARGEST_NUMBER = 2**53 - 1
_PLAIN = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,10})?")
#: Groups of three digits, all parted by the same sign.
_GROUPED = re.compile(r"-?[0-9]{1,3}([, \u00a0\u2009\u202f’'])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]{1,10})?")
_GROUPING = re.compile(r"[, \u00a0\u2009\u202f’']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SHOWN = 60
_STANDINGS: Mapping[str, Standing] = {"main": "main", "other": "other"}
Value = TypeVar("Value")


class Wrong(Exception):  # noqa: N818 — it is gathered into problems, and never leaves this folder
    """Cells of one line that cannot be read, each with its column."""

    def __init__(self, cells: list[tuple[str, str]]) -> None:
        super().__init__(str(cells))
        self.cells = cells


def shown(cell: str) -> str:
    """Repeat a cell so that a curator finds it again."""
    return repr(cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…")


def read_record(cells: Mapping[str, str]) -> Record:
    """Read a record without its sources.

    Raises:
        Wrong: Some cells cannot be read.

    Example:
        >>> read_record({"low": "1 200", "high": "1,400", "as_of": "2024"}).value
        1300
    """
    line = _Line(cells)
    low, value, high = line.number("low"), line.number("value"), line.number("high")
    as_of = line.day("as_of")
    published = line.day("published")
    standing = line.choice("standing")
    texts = {name: line.text(name) for name in cells}
    line.hold_together(low, value, high)
    if line.wrong or as_of is None:
        raise Wrong(line.wrong)
    return Record(
        value=_middle(low, high) if value is None else value,
        low=low,
        high=high,
        as_of=as_of,
        published=published or as_of,
        standing=standing,
        qualifier=texts.get("qualifier"),
        by=texts.get("by"),
        note={name.partition("_")[2] or "en": text for name, text in texts.items() if name.partition("_")[0] == "note"},
    )


def _middle(low: float | None, high: float | None) -> float:
    ends = [end for end in (low, high) if end is not None]
    middle = sum(ends) / len(ends)
    return round(middle) if all(isinstance(end, int) for end in ends) else middle


class _Line:
    """Reads the cells of one line, and gathers what is wrong with them."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.wrong: list[tuple[str, str]] = []

    def refuse(self, column: str, message: str) -> None:
        self.wrong.append((column, message))

    def number(self, column: str) -> float | None:
        cell = self.cells.get(column)
        if cell is None:
            return None
        if not (_PLAIN.fullmatch(cell) or _GROUPED.fullmatch(cell)):
            comma = " and a point, not a comma, before fractions" if "," in cell else ""
            self.refuse(column, f"{shown(cell)} is no number: write digits only, such as 1400{comma}")
            return None
        digits = _GROUPING.sub("", cell)
        number = float(digits) if "." in digits else int(digits)
        if abs(number) > LARGEST_NUMBER:
            self.refuse(column, f"{shown(cell)} is too large: write a number up to {LARGEST_NUMBER}")
            return None
        return number

    def day(self, column: str) -> PartialDate | None:
        cell = self.cells.get(column)
        if cell is None:
            if column == "as_of":
                self.refuse(column, "is empty: write the day, month or year that the value speaks of")
            return None
        try:
            return PartialDate.parse(iso(cell))
        except ValueError:
            self.refuse(column, f"{shown(cell)} {why_not(cell)}")
            return None

    def choice(self, column: str) -> Standing:
        cell = self.cells.get(column, "main")
        if cell.lower() not in _STANDINGS:
            self.refuse(column, f"{shown(cell)} is not possible here: write main or other")
        return _STANDINGS.get(cell.lower(), "main")

    def text(self, column: str) -> str:
        cell = self.cells[column]
        if bad := _CONTROL.search(cell):
            self.refuse(column, f"{shown(cell)} holds the control character U+{ord(bad[0]):04X}: remove it")
        return cell

    def hold_together(self, low: float | None, value: float | None, high: float | None) -> None:
        stated = [number for number in (low, value, high) if number is not None]
        if not stated and not self.wrong:
            self.refuse("value", "is empty: write value, or low and high")
        if stated != sorted(stated):
            rising = ", ".join(f"{number:g}" for number in stated)
            self.refuse("low" if low is not None else "value", f"low, value and high must rise: these are {rising}")
        if any(number < 0 for number in stated):
            self.refuse("value", "is less than nothing: write what was counted")
