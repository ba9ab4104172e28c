"""Editions and packs: what replies are made from, and the whole database to take away."""

from typing import Final

from flask import Response

from sidelight import errors
from sidelight.shapes.editions import edition_changes_reply, edition_reply, pack_reply
from sidelight.shapes.requests import NothingShape, Options
from sidelight.web.api.answers import public_json
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_query
from sidelight.web.current import wired

_NOTHING: Final = NothingShape()


def list_editions() -> Response:
    """List the editions, newest first, with what each holds in numbers."""
    read_query(_NOTHING, Options)
    edition = wired().editions.current.edition
    return public_json({"editions": [edition_reply(edition)], "current": edition.number})


def get_edition(number: int) -> Response:
    """Give one edition with what changed with it."""
    read_query(_NOTHING, Options)
    edition = wired().editions.current.edition
    if number != edition.number:
        msg = f"there is no edition {str(number)[:40]}; the one in use is {edition.number}"
        raise errors.EditionNotFoundError(msg)
    return public_json(edition_changes_reply(edition))


def get_pack(pack_id: str) -> Response:
    """Give a whole pack: what names it, its cue sets and its entries."""
    read_query(_NOTHING, Options)
    for pack in wired().editions.current.edition.packs:
        if pack.id == pack_id:
            return public_json(pack_reply(pack))
    msg = f"there is no pack {pack_id[:100]!r}"
    raise errors.PackNotFoundError(msg)


OPERATIONS = (
    Operation(
        rule="/v1/editions",
        view=list_editions,
        reply="EditionList",
        query=NothingShape,
        conditional=True,
        problems=(errors.RequestInvalidError,),
    ),
    Operation(
        rule="/v1/editions/<int:number>",
        view=get_edition,
        reply="EditionWithChanges",
        query=NothingShape,
        path_values={"number": {"schema": {"type": "integer", "minimum": 0}, "example": 1}},
        conditional=True,
        problems=(errors.EditionNotFoundError, errors.RequestInvalidError),
    ),
    Operation(
        rule="/v1/packs/<pack_id>",
        view=get_pack,
        reply="Pack",
        query=NothingShape,
        path_values={"pack_id": {"schema": {"type": "string"}, "example": "starter"}},
        conditional=True,
        problems=(errors.PackNotFoundError, errors.RequestInvalidError),
    ),
)
