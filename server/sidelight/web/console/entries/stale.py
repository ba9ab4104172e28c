"""Entries whose day of review is past or near, and the act that says: still right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.entry import Entry
from sidelight.errors import EntryInvalidError, SidelightError
from sidelight.services.curation.values import Search, StoredEntry
from sidelight.services.imports.days import iso
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

#: How long before its day an entry is listed.
SOON: Final = timedelta(days=30)
#: When an entry that is still right is looked at again, if nobody says otherwise.
AGAIN: Final = timedelta(days=182)
_READ_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An entry that is to be looked at by a day, with what readers see of it, or will see if nobody has yet."""

    stored: StoredEntry
    content: Entry
    day: date


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/stale", "stale", listed)
    console.add_url_rule("/stale/<entry_id>", "reviewed", reviewed, methods=["POST"])


@allow("curator")
def listed() -> Response:
    """List entries that are to be looked at, those that wait longest first."""
    return _page()


@allow("reviewer")
def reviewed(entry_id: str) -> AnyResponse:
    """Say that an entry is still right, and until when."""
    problems: dict[str, list[str]] = {}
    day, reason = _day(pages.written("review_by")), pages.written_reason()
    if day is None or day <= pages.today():
        problems["review_by"] = ["must be a day to come, such as 2030-01-31"]
    if not reason:
        problems["reason"] = ["is missing: say what you looked at"]
    if problems or day is None:
        return _page(problems=problems, opened=entry_id, status=pages.WRONG)
    try:
        record = wired().curating.publishing.reviewed(entry_id, review_by=day, by=current_curator().name, reason=reason)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return _page(problems={"": [pages.told(error)]}, opened=entry_id, status=kind_of(type(error)).status)
    pages.say(f"Reviewed: {entry_id} is to be looked at again by {pages.as_day(day)} (edition {record.number}).")
    return pages.back_to("stale")


def _page(*, problems: dict[str, list[str]] | None = None, opened: str = "", status: int = 200) -> Response:
    today = pages.today()
    due = sorted(_due(today + SOON), key=lambda one: (one.day, one.stored.id))
    offset = pages.asked_offset()
    return pages.show(
        "stale.html",
        status=status,
        due=due[offset : offset + pages.PAGE_LINES],
        paging=pages.Paging(total=len(due), offset=offset, path=url_for("console.stale")),
        overdue=sum(1 for one in due if one.day < today),
        today=today,
        again=today + AGAIN,
        problems=problems or {},
        opened=opened,
        sent=request.form,
    )


def _due(before: date) -> Iterator[Due]:
    """Find entries by day of review; the store gives them by their last change, so all are read to be sorted."""
    entries = wired().curating.entries
    offset = 0
    while True:
        found = entries.search(Search(stale=before, limit=_READ_AT_ONCE, offset=offset))
        for stored in found.entries:
            content = _content(stored)
            if content is not None:
                yield Due(stored=stored, content=content, day=content.review_by or before)
        offset += _READ_AT_ONCE
        if offset >= found.total:
            return


def _content(stored: StoredEntry) -> Entry | None:
    """Give what readers see of an entry, or will see; nothing if this version cannot read it."""
    if stored.live is None or stored.live.revision == stored.head.number:
        return stored.head.entry
    try:
        return wired().curating.entries.revision(stored.id, stored.live.revision).entry
    except EntryInvalidError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(iso(text))
    except ValueError:
        return None
