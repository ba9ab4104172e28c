"""Tables of text, however they were saved: commas, semicolons or tabs, with or without a byte order mark.

Nothing is calculated or guessed here: a cell that looks like a formula is the text that it is.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from sidelight.services.curation.errors import ImportRefusedError

#: Largest table, in characters.
MOST_CHARACTERS = 1_000_000
#: Most lines below the headings.
MOST_ROWS = 2_000
#: Longest text in one cell, in characters.
MOST_CELL_CHARACTERS = 2_000
_DELIMITERS = ",;\t"
_QUOTE_OPEN = "check that each quotation mark is closed, and doubled inside a text"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number in the file, from 1, and its filled cells by heading."""

    line: int
    cells: dict[str, str]


def rows_of(text: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    r"""Read a table's headings and rows; headings are in lower case with `_` for what stands between words.

    Raises:
        ImportRefusedError: It is empty or too large, or a line cannot be read.

    Example:
        >>> headings, rows = rows_of("\ufeffValue;As of\n12;2024-03\n")
        >>> headings, rows[0].cells
        (('value', 'as_of'), {'value': '12', 'as_of': '2024-03'})
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS:
        msg = f"the table has {len(text):,} characters, {MOST_CHARACTERS:,} at most"
        raise ImportRefusedError(msg, remedy="Split it into several tables.")
    if not text.strip():
        msg = "the table is empty"
        raise ImportRefusedError(msg, remedy="Give a table with headings in its first line, such as value and as_of.")
    lines = _lines(text.replace("\0", ""))
    _, written = next(lines)
    headings = tuple(_heading(cell) for cell in written)
    rows: list[Row] = []
    for line, cells in lines:
        if len(rows) >= MOST_ROWS:
            msg = f"the table has more than {MOST_ROWS:,} lines"
            raise ImportRefusedError(msg, remedy="Split it into several tables.")
        rows.append(Row(line, _named(line, headings, cells)))
    return headings, tuple(rows)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the lines that are not blank with the number of the line each begins on."""
    first = next(line for line in text.splitlines() if line.strip())
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            msg = f"line {begins} cannot be read: {error}"
            raise ImportRefusedError(msg, remedy=f"In line {begins}, {_QUOTE_OPEN}.") from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield begins, cells


def _heading(cell: str) -> str:
    return "_".join(cell.strip().lower().replace("-", " ").replace(".", " ").replace("_", " ").split())


def _named(line: int, headings: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(headings) :]):
        msg = f"line {line} has {len(cells)} cells, but there are {len(headings)} headings"
        raise ImportRefusedError(msg, remedy=f"In line {line}, put texts that hold the separator in quotation marks.")
    for heading, cell in zip(headings, cells, strict=False):
        if len(cell) > MOST_CELL_CHARACTERS:
            told = f"the cell has {len(cell):,} characters, {MOST_CELL_CHARACTERS:,} at most"
            msg = f"line {line}, column {heading}: {told}"
            raise ImportRefusedError(msg, remedy=f"Shorten it; if it should be short, {_QUOTE_OPEN}.")
    return {heading: cell.strip() for heading, cell in zip(headings, cells, strict=False) if cell.strip()}
