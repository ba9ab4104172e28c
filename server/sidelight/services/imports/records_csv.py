"""A table of records into a figure's series.

Columns: `value`, or `low` and `high`; `qualifier`, `as_of`, `published`, `by`, `standing`, `note` (English) or
`note_ru` and so on; `source` (ids of the entry's sources) or `source_url`, with `source_title`, `source_publisher` and
`source_published` for a source that the entry does not have yet. A record of the same `as_of`, `by` and `standing`
takes the place of the one that is there; others are added. Nothing is ever removed.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sidelight.core.entry import Entry, Source
from sidelight.core.kinds.payloads import Figure, Record
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.services.imports.record_cells import Wrong, read_record
from sidelight.services.imports.record_sources import Sources
from sidelight.services.imports.table import Row, rows_of

COLUMNS = (
    "value", "low", "high", "qualifier", "as_of", "published", "by", "standing", "note", "source", "source_url",
    "source_title", "source_publisher", "source_published",
)  # fmt: skip
#: Most problems that a refusal names; more would hide the first ones.
MOST_NAMED = 20
_ALSO = {"asof": "as_of", "date": "as_of", "sources": "source", "source_id": "source", "url": "source_url"}
_NOTE = re.compile(r"note_[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a table, at which line of the file and in which column."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsRead:
    """What a table would make of a figure, or what is wrong with it; `entry` is as it was if anything is wrong."""

    entry: Entry
    added: int = 0
    changed: int = 0
    same: int = 0
    problems: tuple[CellProblem, ...] = ()


def records_from_csv(text: str, figure: Entry) -> Entry:
    r"""Put the records of a table into a figure.

    Raises:
        ImportRefusedError: The entry is no figure, or the table is wrong; the detail names lines and columns.

    Example:
        >>> figure = Figure(measure="deaths", unit={"other": {"en": "dead"}})
        >>> entry = Entry(id="x", kind="figure", title={}, summary={}, phrases={}, payload=figure)
        >>> [record.value for record in records_from_csv("value,as_of\n12,2024-03-22\n", entry).payload.records]
        [12]
    """
    found = read_records(text, figure)
    if found.problems:
        told = "; ".join(str(problem) for problem in found.problems[:MOST_NAMED])
        more = len(found.problems) - MOST_NAMED
        raise ImportRefusedError(told + (f" (and {more} more)" if more > 0 else ""))
    return found.entry


def read_records(text: str, entry: Entry) -> RecordsRead:
    """Read a table beside a figure, and gather everything that is wrong with it.

    Raises:
        ImportRefusedError: The entry is no figure, or the text is no table.
    """
    if not isinstance(entry.payload, Figure):
        msg = f"the entry {entry.id} is a {entry.kind}, and only a figure has a series of records"
        raise ImportRefusedError(msg, remedy="Choose an entry of the kind figure.")
    headings, rows = rows_of(text)
    wrong_headings = tuple(_wrong_headings(headings))
    if wrong_headings:
        return RecordsRead(entry=entry, problems=wrong_headings)
    sources = Sources(entry.sources)
    records, problems = _read(rows, sources)
    if problems:
        return RecordsRead(entry=entry, problems=problems)
    return _with(entry, entry.payload, records, sources.all)


def _wrong_headings(headings: tuple[str, ...]) -> Iterable[CellProblem]:
    known = {_known(heading) for heading in headings}
    for number, heading in enumerate(headings, start=1):
        if not heading:
            yield CellProblem(1, str(number), "the heading is empty: name the column, or remove it")
        elif _known(heading) not in COLUMNS and not _NOTE.fullmatch(heading):
            near = difflib.get_close_matches(heading[:60], COLUMNS, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"remove it; known are {', '.join(COLUMNS)}"
            yield CellProblem(1, heading[:60], f"there is no such column: {remedy}")
        elif _known(heading) in map(_known, headings[: number - 1]):
            yield CellProblem(1, heading, "the column is there twice: remove one")
    if "as_of" not in known:
        yield CellProblem(1, "as_of", "is missing: add the day, month or year that each value speaks of")
    if not known & {"value", "low", "high"}:
        yield CellProblem(1, "value", "is missing: add value, or low and high")


def _known(heading: str) -> str:
    return _ALSO.get(heading, heading)


def _read(rows: tuple[Row, ...], sources: Sources) -> tuple[list[Record], tuple[CellProblem, ...]]:
    records: list[Record] = []
    problems: list[CellProblem] = []
    lines: dict[tuple[object, ...], int] = {}
    for row in rows:
        cells = {_known(heading): cell for heading, cell in row.cells.items()}
        record, wrong = _record(cells, sources)
        problems += [CellProblem(row.line, column, message) for column, message in wrong]
        if record is None:
            continue
        if _key(record) in lines:
            told = f"the same as_of, by and standing stand in line {lines[_key(record)]}: keep one of the two"
            problems.append(CellProblem(row.line, "as_of", told))
        lines.setdefault(_key(record), row.line)
        records.append(record)
    if not rows:
        problems.append(CellProblem(2, "value", "there is no line below the headings: add one for each record"))
    return records, tuple(problems)


def _record(cells: Mapping[str, str], sources: Sources) -> tuple[Record | None, list[tuple[str, str]]]:
    """Read one line, and gather all that is wrong in it."""
    wrong: list[tuple[str, str]] = []
    record: Record | None = None
    cited: tuple[str, ...] = ()
    try:
        record = read_record(cells)
    except Wrong as refused:
        wrong += refused.cells
    try:
        cited = sources.of(cells)
    except Wrong as refused:
        wrong += refused.cells
    return (None if wrong or record is None else replace(record, sources=cited)), wrong


def _key(record: Record) -> tuple[object, ...]:
    return record.as_of, record.by, record.standing


def _with(entry: Entry, figure: Figure, records: list[Record], sources: tuple[Source, ...]) -> RecordsRead:
    kept = list(figure.records)
    added = changed = same = 0
    for record in records:
        at = next((number for number, old in enumerate(kept) if _key(old) == _key(record)), None)
        if at is None:
            kept.append(record)
            added += 1
        elif _completed(record, kept[at]) == kept[at]:
            same += 1
        else:
            kept[at] = _completed(record, kept[at])
            changed += 1
    # A series is told in the order of its days; records of one day keep theirs.
    ordered = sorted(kept, key=lambda record: (record.as_of.last, record.published.last))
    payload = replace(figure, records=tuple(ordered if added else kept))
    return RecordsRead(entry=replace(entry, payload=payload, sources=sources), added=added, changed=changed, same=same)


def _completed(record: Record, old: Record) -> Record:
    """Let what the table leaves open stay as it was."""
    return replace(
        record,
        note={**old.note, **record.note},
        sources=record.sources or old.sources,
        qualifier=record.qualifier or old.qualifier,
        published=old.published if record.published == record.as_of else record.published,
    )
