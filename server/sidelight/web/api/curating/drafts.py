"""Writing entries: new ones, edits of the newest revision, and the way back to an earlier one."""

from dataclasses import replace
from typing import Final

from flask import Response, url_for

from sidelight import errors
from sidelight.core.entry import Entry
from sidelight.errors import RequestInvalidError
from sidelight.services.curation import errors as curation
from sidelight.services.curation.values import StoredEntry
from sidelight.shapes.curating.replies import differences_reply, revision_line, revision_reply, stored_reply
from sidelight.shapes.curating.requests import (
    ComparisonQueryShape,
    Edit,
    EntryEditShape,
    NewEntryShape,
    PageShape,
    ReversionShape,
    Step,
    Wanted,
)
from sidelight.shapes.requests import NothingShape, Options
from sidelight.web.access import current_curator
from sidelight.web.api.answers import page_json, private_json, private_lasting_json, revision_json
from sidelight.web.api.curating.named import ENTRY_ID, NUMBER, entry_named
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import named_revision, read_body, read_query
from sidelight.web.current import wired

_NEW: Final = NewEntryShape()
_EDIT: Final = EntryEditShape()
_REVERSION: Final = ReversionShape()
_PAGE: Final = PageShape()
_COMPARISON: Final = ComparisonQueryShape()
_NOTHING: Final = NothingShape()
_EXAMPLE: Final = {
    "id": "harbour-pier",
    "kind": "background",
    "title": {"en": "The old pier"},
    "summary": {"en": "The pier was built in 1911."},
    "phrases": {"en": ["[the] old pier"]},
}


def create_entry() -> Response:
    """Write a new entry.

    It becomes a draft at revision 1: readers meet it when it is published. What is missing yet may be missing.
    """
    read_query(_NOTHING, Options)
    wanted = read_body(_NEW, Edit)
    entry = _in_pack(wanted.entry, wanted.pack)
    stored = wired().curating.entries.create(entry, by=current_curator().name, reason=wanted.reason)
    response = _stored(stored)
    response.status_code = 201
    response.headers["Location"] = url_for("drafts.read_head", entry_id=stored.id)
    return response


def read_head(entry_id: str) -> Response:
    """Give an entry at its newest revision, published or not.

    The entity tag is the number of the revision, which an edit names in If-Match.
    """
    read_query(_NOTHING, Options)
    return _stored(wired().curating.entries.entry(entry_named(entry_id)))


def edit_entry(entry_id: str) -> Response:
    """Change an entry, as a new revision.

    If-Match names the revision that the edit is based on; if there is a newer one by now, nothing is changed, and the
    answer (412) names it in `head`. Readers meet the change when it is published.
    """
    read_query(_NOTHING, Options)
    based_on = named_revision()
    wanted = read_body(_EDIT, Edit)
    entry = same_entry(wanted.entry, entry_named(entry_id))
    entries = wired().curating.entries
    return _stored(entries.edit(entry, based_on=based_on, by=current_curator().name, reason=wanted.reason))


def revert_entry(entry_id: str) -> Response:
    """Go back to an earlier revision, as a new one with the same content; publishing it is a step of its own."""
    read_query(_NOTHING, Options)
    step = read_body(_REVERSION, Step)
    stored = wired().curating.entries.revert(
        entry_named(entry_id), to=step.to, based_on=step.based_on, by=current_curator().name, reason=step.reason
    )
    return _stored(stored)


def list_revisions(entry_id: str) -> Response:
    """List an entry's revisions, newest first: who, when, why."""
    wanted = read_query(_PAGE, Wanted)
    found = wired().curating.entries.revisions(entry_named(entry_id))
    shown = [revision_line(each) for each in found[wanted.offset : wanted.offset + wanted.limit]]
    path = url_for("drafts.list_revisions", entry_id=entry_id)
    return page_json("revisions", shown, wanted, path=path, total=len(found))


def read_revision(entry_id: str, number: int) -> Response:
    """Give one revision whole."""
    read_query(_NOTHING, Options)
    return private_lasting_json(revision_reply(wired().curating.entries.revision(entry_named(entry_id), number)))


def compare_revisions(entry_id: str, number: int) -> Response:
    """Tell what differs between two revisions, place by place: from the one in the query to the one in the path."""
    wanted = read_query(_COMPARISON, Wanted)
    found = wired().curating.entries.compare(entry_named(entry_id), wanted.from_, number)
    return private_json({"from": wanted.from_, "to": number, "differences": differences_reply(found)})


def same_entry(entry: Entry, entry_id: str) -> Entry:
    """Check that an entry of a body is the one of the path.

    Raises:
        RequestInvalidError: It is another one.
    """
    if entry.id != entry_id:
        msg = f"the path names the entry {entry_id!r}, and the body {entry.id!r}"
        raise RequestInvalidError(msg, fields={"entry.id": [f"Give {entry_id}, or take the path of the other entry."]})
    return entry


def _in_pack(entry: Entry, pack: str) -> Entry:
    if pack not in {each.head.id for each in wired().curating.entries.packs()}:
        msg = f"there is no pack {pack!r}"
        raise errors.PackNotFoundError(msg)
    return replace(entry, pack=pack)


def _stored(stored: StoredEntry) -> Response:
    return revision_json(stored_reply(stored), stored.head.number)


_WRITING = (errors.EntryInvalidError, errors.PackError, curation.CannotError)
_PATH = "/v1/entries/<entry_id>"

OPERATIONS = (
    Operation(
        rule="/v1/entries",
        access="curator",
        method="POST",
        status=201,
        view=create_entry,
        reply="CuratedEntry",
        query=NothingShape,
        body=NewEntryShape,
        examples={"draft": {"entry": _EXAMPLE, "pack": "starter", "reason": "asked for by readers"}},
        problems=(errors.PackNotFoundError, curation.ExistsError, *_WRITING),
    ),
    Operation(
        rule=f"{_PATH}/head",
        access="curator",
        view=read_head,
        reply="CuratedEntry",
        query=NothingShape,
        path_values=ENTRY_ID,
        problems=(errors.EntryNotFoundError, errors.RequestInvalidError),
    ),
    Operation(
        rule=_PATH,
        access="curator",
        method="PUT",
        view=edit_entry,
        reply="CuratedEntry",
        query=NothingShape,
        body=EntryEditShape,
        path_values=ENTRY_ID,
        edits=True,
        examples={"edit": {"entry": _EXAMPLE, "reason": "the year was wrong"}},
        problems=(
            errors.EntryNotFoundError,
            curation.EditConflictError,
            curation.RevisionUnnamedError,
            *_WRITING,
        ),
    ),
    Operation(
        rule=f"{_PATH}/revert",
        access="curator",
        method="POST",
        view=revert_entry,
        reply="CuratedEntry",
        query=NothingShape,
        body=ReversionShape,
        path_values=ENTRY_ID,
        examples={"back": {"to": 1, "based_on": 3, "reason": "the change was about another event"}},
        problems=(
            errors.EntryNotFoundError,
            curation.NotKeptError,
            curation.EditConflictError,
            curation.CannotError,
            errors.PackError,
        ),
    ),
    Operation(
        rule=f"{_PATH}/revisions",
        access="curator",
        view=list_revisions,
        reply="RevisionList",
        query=PageShape,
        path_values=ENTRY_ID,
        problems=(errors.EntryNotFoundError, errors.RequestInvalidError),
    ),
    Operation(
        rule=f"{_PATH}/revisions/<number:number>",
        access="curator",
        view=read_revision,
        reply="Revision",
        query=NothingShape,
        path_values={**ENTRY_ID, **NUMBER},
        conditional=True,
        problems=(errors.EntryNotFoundError, curation.NotKeptError, errors.RequestInvalidError),
    ),
    Operation(
        rule=f"{_PATH}/revisions/<number:number>/differences",
        access="curator",
        view=compare_revisions,
        reply="RevisionDifferences",
        query=ComparisonQueryShape,
        path_values={**ENTRY_ID, **NUMBER},
        problems=(errors.EntryNotFoundError, curation.NotKeptError, errors.RequestInvalidError),
    ),
)
