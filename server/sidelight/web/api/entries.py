"""The entries in use: a list with filters, and each one whole."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Final
from urllib.parse import urlencode

from flask import Response

from sidelight import errors
from sidelight.core.entry import Entry
from sidelight.core.text.fold import fold_text
from sidelight.services.curation import errors as curation
from sidelight.services.curation.values import Search
from sidelight.shapes.curating.replies import found_reply
from sidelight.shapes.editions import entry_reply
from sidelight.shapes.plain import Json
from sidelight.shapes.requests import ENTRIES_SHOWN, Listing, ListingShape, NothingShape, Options
from sidelight.web.access import require
from sidelight.web.api.answers import linked, private_json, public_json
from sidelight.web.api.curating.named import entry_named
from sidelight.web.api.operation import ACCESS_PROBLEMS, Operation
from sidelight.web.api.reading import read_query
from sidelight.web.current import wired

_LISTING: Final = ListingShape()
_NOTHING: Final = NothingShape()
_PATH = "/v1/entries"


def list_entries() -> Response:
    """List the entries in use.

    The list is in the order of the packs. `q` finds entries with all these words in id, title, summary or tags.
    Follow `next` (also in the Link header) until it is null. With `status`, `waits`, `stale` or `reported` curators
    search all entries at their newest revisions, newest change first; that needs an API token. What this
    version of Sidelight cannot read is named in `unread` instead, with the reason; `total` counts it.
    """
    wanted = read_query(_LISTING, Listing)
    return _list_kept(wanted) if wanted.of_curators else _list_live(wanted)


def _list_live(wanted: Listing) -> Response:
    edition = wired().editions.current.edition
    found = [entry for entry in edition.entries.values() if _fits(entry, wanted)]
    shown = [entry_reply(entry) for entry in found[wanted.offset : wanted.offset + wanted.limit]]
    return _page(public_json, shown, wanted, total=len(found))


def _list_kept(wanted: Listing) -> Response:
    require("curator")
    found = wired().curating.entries.search(Search(**asdict(wanted)))
    unread = [{"id": entry_id, "reason": reason} for entry_id, reason in found.unread.items()]
    shown = [found_reply(each) for each in found.entries]
    return _page(lambda reply: private_json({**reply, "unread": unread}), shown, wanted, total=found.total)


def _page(answer: Callable[[Json], Response], shown: list[Json], wanted: Listing, *, total: int) -> Response:
    after = wanted.offset + wanted.limit
    following = _link(replace(wanted, offset=after)) if after < total else None
    reply: Json = {
        "entries": shown,
        "total": total,
        "limit": wanted.limit,
        "offset": wanted.offset,
        "next": following,
        "edition": wired().editions.current.edition.number,
    }
    return linked(answer(reply), following)


def get_entry(entry_id: str) -> Response:
    """Give one entry whole, as it stands in its pack; of a retired one, say since when and what replaced it."""
    read_query(_NOTHING, Options)
    try:
        entry = wired().editions.current.edition.entry(entry_id)
    except errors.EntryNotFoundError:
        _refuse_retired(entry_named(entry_id))
        raise
    return public_json(entry_reply(entry))


def _refuse_retired(entry_id: str) -> None:
    """Say of an entry that was taken out what became of it. Raises EntryRetiredError."""
    with suppress(errors.EntryNotFoundError, curation.CurationOffError, curation.StoreUnavailableError):
        retired = wired().curating.entries.standing(entry_id).retired
        if retired is not None:
            instead = f", replaced by {retired.replaced_by!r}" if retired.replaced_by else ""
            msg = f"the entry {entry_id!r} was retired in edition {retired.edition}{instead}"
            raise curation.EntryRetiredError(msg)


def _fits(entry: Entry, wanted: Listing) -> bool:
    return (
        wanted.kind in (None, entry.kind)
        and wanted.pack in (None, entry.pack)
        and (wanted.tag is None or wanted.tag in entry.tags)
        and (wanted.q is None or _mentions(entry, fold_text(wanted.q).split()))
    )


def _mentions(entry: Entry, words: list[str]) -> bool:
    said = fold_text(" ".join(_said(entry)))
    return all(word in said for word in words)


def _said(entry: Entry) -> Iterator[str]:
    yield entry.id
    yield from entry.title.values()
    yield from entry.summary.values()
    yield from entry.tags


def _link(listing: Listing) -> str:
    parts = {
        "kind": listing.kind,
        "pack": listing.pack,
        "tag": listing.tag,
        "q": listing.q,
        "status": listing.status,
        "waits": "true" if listing.waits else None,
        "stale": listing.stale,
        "reported": "true" if listing.reported else None,
        "limit": None if listing.limit == ENTRIES_SHOWN else listing.limit,
        "offset": listing.offset,
    }
    return f"{_PATH}?{urlencode({name: value for name, value in parts.items() if value is not None})}"


OPERATIONS = (
    Operation(
        rule=_PATH,
        access="everyone",
        view=list_entries,
        reply="EntryList",
        query=ListingShape,
        conditional=True,
        problems=(*ACCESS_PROBLEMS, errors.RequestInvalidError),
    ),
    Operation(
        rule=f"{_PATH}/<entry_id>",
        access="everyone",
        view=get_entry,
        reply="EntryInPack",
        query=NothingShape,
        path_values={"entry_id": {"schema": {"type": "string"}, "example": "harbour-fire-death-toll"}},
        conditional=True,
        problems=(errors.EntryNotFoundError, curation.EntryRetiredError, errors.RequestInvalidError),
    ),
)
