"""Editions and packs: what replies are made from, and the whole database to take away."""

from typing import Final

from flask import Response

from sidelight import errors
from sidelight.core.edition import Edition
from sidelight.services.curation.errors import StoreUnavailableError
from sidelight.services.curation.values import EditionRecord
from sidelight.shapes.curating.replies import public_record_reply
from sidelight.shapes.curating.requests import DraftsQueryShape, PageShape, Wanted
from sidelight.shapes.editions import edition_changes_reply, edition_reply, pack_reply
from sidelight.shapes.plain import Json
from sidelight.shapes.requests import NothingShape, Options
from sidelight.web.access import require
from sidelight.web.api.answers import linked, private_json, public_json
from sidelight.web.api.curating.named import NUMBER, PACK_ID, pack_named
from sidelight.web.api.operation import ACCESS_PROBLEMS, Operation
from sidelight.web.api.reading import read_query
from sidelight.web.current import wired

_NOTHING: Final = NothingShape()
_PAGE: Final = PageShape()
_DRAFTS: Final = DraftsQueryShape()
_PATH = "/v1/editions"


def list_editions() -> Response:
    """List the editions, newest first, with what changed with each: the public log of changes.

    The one in use says in numbers what it holds. Follow `next` (also in the Link header) until it is null.
    """
    wanted = read_query(_PAGE, Wanted)
    editions = wired().editions
    edition = editions.current.edition
    past = editions.history(wanted.limit + 1, wanted.offset)
    listed = [_listed(record, edition) for record in past[: wanted.limit]]
    if not past and not wanted.offset:
        listed = [edition_reply(edition)]
    after = f"{_PATH}?limit={wanted.limit}&offset={wanted.offset + wanted.limit}"
    following = after if len(past) > wanted.limit else None
    return linked(public_json({"editions": listed, "current": edition.number, "next": following}), following)


def get_edition(number: int) -> Response:
    """Give one edition with what changed with it."""
    read_query(_NOTHING, Options)
    edition = wired().editions.current.edition
    record = _record(number)
    if record is not None:
        return public_json(_listed(record, edition))
    if number == edition.number:
        return public_json(edition_changes_reply(edition))
    msg = f"there is no edition {number}; the one in use is {edition.number}"
    raise errors.EditionNotFoundError(msg)


def get_pack(pack_id: str) -> Response:
    """Give a whole pack: what names it, its cue sets and its entries.

    With `drafts=true` curators get the newest revisions instead of what is published; that needs an API token.
    """
    if read_query(_DRAFTS, Wanted).drafts:
        require("curator")
        return private_json(pack_reply(wired().curating.entries.export(pack_named(pack_id), live=False), drafts=True))
    for pack in wired().editions.current.edition.packs:
        if pack.id == pack_id:
            return public_json(pack_reply(pack))
    msg = f"there is no pack {pack_id[:100]!r}"
    raise errors.PackNotFoundError(msg)


def _record(number: int) -> EditionRecord | None:
    try:
        return wired().editions.record(number)
    except errors.EditionNotFoundError:
        return None


def _listed(record: EditionRecord, in_use: Edition) -> Json:
    """Write an edition of the log; what one holds by kinds and packs is known of the one in use."""
    known = edition_reply(in_use) if record.number == in_use.number else {}
    return known | public_record_reply(record)


OPERATIONS = (
    Operation(
        rule=_PATH,
        access="everyone",
        view=list_editions,
        reply="EditionList",
        query=PageShape,
        conditional=True,
        problems=(StoreUnavailableError, errors.RequestInvalidError),
    ),
    Operation(
        rule=f"{_PATH}/<number:number>",
        access="everyone",
        view=get_edition,
        reply="EditionWithChanges",
        query=NothingShape,
        path_values=NUMBER,
        conditional=True,
        problems=(errors.EditionNotFoundError, StoreUnavailableError, errors.RequestInvalidError),
    ),
    Operation(
        rule="/v1/packs/<pack_id>",
        access="everyone",
        view=get_pack,
        reply="Pack",
        query=DraftsQueryShape,
        path_values=PACK_ID,
        conditional=True,
        problems=(*ACCESS_PROBLEMS, errors.PackNotFoundError, errors.RequestInvalidError),
    ),
)
