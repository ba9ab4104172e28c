"""A table of records (CSV) into a figure's series."""

from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.entry import Entry, Source
from sidelight.errors import EntryInvalidError, SidelightError
from sidelight.services.curation.differences import differences
from sidelight.services.curation.values import StoredEntry
from sidelight.services.imports.records_csv import CellProblem, RecordsRead, read_records
from sidelight.shapes.entries import entry_from, entry_to
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.history.layout import lay_out
from sidelight.web.console.imports import given
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

#: The status of a difference that is shown again because the figure has moved on.
_MOVED = 412


def register(console: Blueprint) -> None:
    """Add the two steps."""
    console.add_url_rule("/import/records", "import_records", look, methods=["POST"])
    console.add_url_rule("/import/records/save", "save_records", save, methods=["POST"])


@allow("curator")
def look() -> Response:
    """Read a table and show what it would change in the figure."""
    try:
        stored = wired().curating.entries.entry(pages.written("entry"))
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return given.start("records", {"entry": [pages.told(error)]}, status=kind_of(type(error)).status)
    try:
        text = given.given_text("csv_file", "csv")
        return _difference(stored, text, read_records(text, stored.head.entry))
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return given.start("records", {"csv": [pages.told(error)]}, status=kind_of(type(error)).status)


def _difference(stored: StoredEntry, text: str, found: RecordsRead, *, moved: bool = False) -> Response:
    found = _in_contract(found)
    if found.problems:
        return given.start("records", {"csv": [_counted(found.problems)]}, cells=found.problems, csv=text)
    before, after = entry_to(stored.head.entry), entry_to(found.entry)
    return pages.show(
        "imports/records.html",
        status=_MOVED if moved else 200,
        stored=stored,
        found=found,
        text=text,
        rows=lay_out(differences(before, after), before, after),
        moved=moved,
        new_sources=_new_sources(stored, found.entry),
    )


def _new_sources(stored: StoredEntry, entry: Entry) -> list[Source]:
    known = {source.id for source in stored.head.entry.sources}
    return [source for source in entry.sources if source.id not in known]


def _named(entry: Entry) -> Entry:
    """Give sources the titles and publishers that were written beside the difference."""
    return replace(entry, sources=tuple(map(_named_source, entry.sources)))


def _named_source(source: Source) -> Source:
    title, publisher = pages.written(f"title.{source.id}"), pages.written(f"publisher.{source.id}")
    return replace(source, title=title or source.title, publisher=publisher or source.publisher)


def _in_contract(found: RecordsRead) -> RecordsRead:
    """Hold the entry against the contract, whose limits the table alone does not know."""
    if found.problems:
        return found
    try:
        entry_from(entry_to(found.entry))
    except EntryInvalidError as error:
        problems = tuple(CellProblem(0, place, message) for place, message in error.problems)
        return RecordsRead(entry=found.entry, problems=problems)
    return found


def _counted(problems: tuple[CellProblem, ...]) -> str:
    return f"{pages.count(len(problems), 'thing is', 'things are')} wrong in the table; nothing was changed"


@allow("curator")
def save() -> AnyResponse:
    """Put the records into the figure as a draft, unless the figure has moved on since they were shown."""
    stored = wired().curating.entries.entry(pages.written("entry"))
    text = request.form.get("csv", "")
    read = read_records(text, stored.head.entry)
    found = _in_contract(replace(read, entry=_named(read.entry)))
    if found.problems or str(stored.head.number) != pages.written("based_on"):
        return _difference(stored, text, found, moved=True)
    reason = pages.written_reason() or "records from a table"
    after = wired().curating.entries.edit(
        found.entry, based_on=stored.head.number, by=current_curator().name, reason=reason
    )
    changed = f"{pages.count(found.added, 'record', 'records')} added, {found.changed} changed"
    pages.say(f"Revision {after.head.number} holds them: {changed}. Readers see them once it is published.")
    return pages.back_to("history", entry_id=stored.id)
