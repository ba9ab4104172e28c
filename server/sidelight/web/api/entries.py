"""The entries in use: a list with filters, and each one whole."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response

from sidelight import errors
from sidelight.core.entry import Entry
from sidelight.core.text.fold import fold_text
from sidelight.shapes.editions import entry_reply
from sidelight.shapes.requests import ENTRIES_SHOWN, Listing, ListingShape, NothingShape, Options
from sidelight.web.api.answers import public_json
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_query
from sidelight.web.current import wired

_LISTING: Final = ListingShape()
_NOTHING: Final = NothingShape()
_PATH = "/v1/entries"


def list_entries() -> Response:
    """List the entries in use.

    The list is in the order of the packs. `q` finds entries with all these words in id, title, summary or tags.
    Follow `next` (also in the Link header) until it is null.
    """
    wanted = read_query(_LISTING, Listing)
    edition = wired().editions.current.edition
    found = [entry for entry in edition.entries.values() if _fits(entry, wanted)]
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    after = wanted.offset + wanted.limit
    following = _link(replace(wanted, offset=after)) if after < len(found) else None
    reply: dict[str, Any] = {
        "entries": [entry_reply(entry) for entry in shown],
        "total": len(found),
        "limit": wanted.limit,
        "offset": wanted.offset,
        "next": following,
        "edition": edition.number,
    }
    response = public_json(reply)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def get_entry(entry_id: str) -> Response:
    """Give one entry whole, as it stands in its pack."""
    read_query(_NOTHING, Options)
    return public_json(entry_reply(wired().editions.current.edition.entry(entry_id)))


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
        "limit": None if listing.limit == ENTRIES_SHOWN else listing.limit,
        "offset": listing.offset,
    }
    return f"{_PATH}?{urlencode({name: value for name, value in parts.items() if value is not None})}"


OPERATIONS = (
    Operation(
        rule=_PATH,
        view=list_entries,
        reply="EntryList",
        query=ListingShape,
        conditional=True,
        problems=(errors.RequestInvalidError,),
    ),
    Operation(
        rule=f"{_PATH}/<entry_id>",
        view=get_entry,
        reply="EntryInPack",
        query=NothingShape,
        path_values={"entry_id": {"schema": {"type": "string"}, "example": "harbour-fire-death-toll"}},
        conditional=True,
        problems=(errors.EntryNotFoundError, errors.RequestInvalidError),
    ),
)
