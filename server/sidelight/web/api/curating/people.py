"""Curators, their API tokens, and the log of what everybody did.

Tokens are made in the console and on the command line only: what could make another would outlive its own end.
"""

from typing import Final

from flask import Response, url_for

from sidelight import errors
from sidelight.services.curation import errors as curation
from sidelight.services.curation.values import may
from sidelight.shapes.curating.replies import audit_reply, curator_reply, token_reply
from sidelight.shapes.curating.requests import (
    CuratorChangeShape,
    NewCuratorShape,
    PageShape,
    Person,
    Wanted,
)
from sidelight.shapes.requests import NothingShape, Options
from sidelight.web.access import current_curator, require
from sidelight.web.api.answers import page_json, private_json
from sidelight.web.api.curating.named import CURATOR, NUMBER, curator_named
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_body, read_query
from sidelight.web.current import wired

_PAGE: Final = PageShape()
_NEW: Final = NewCuratorShape()
_CHANGE: Final = CuratorChangeShape()
_NOTHING: Final = NothingShape()


def list_curators() -> Response:
    """List the curators by name."""
    wanted = read_query(_PAGE, Wanted)
    found = [curator_reply(each) for each in wired().curating.accounts.curators()]
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    return page_json("curators", shown, wanted, path=url_for("people.list_curators"), total=len(found))


def add_curator() -> Response:
    """Add a curator."""
    read_query(_NOTHING, Options)
    person = read_body(_NEW, Person)
    role = person.role or "curator"
    accounts = wired().curating.accounts
    response = private_json(
        curator_reply(accounts.add(person.name, role, person.password or "", by=current_curator().name))
    )
    response.status_code = 201
    return response


def change_curator(name: str) -> Response:
    """Change a curator's role, or whether they may do anything at all.

    Being inactive ends sessions and API tokens at once, for good. Passwords are set in the console, or by command.
    """
    read_query(_NOTHING, Options)
    person = read_body(_CHANGE, Person)
    changed = wired().curating.accounts.change(
        curator_named(name),
        by=current_curator().name,
        role=person.role,
        active=person.active,
    )
    return private_json(curator_reply(changed))


def list_tokens() -> Response:
    """List API tokens, newest first: an admin sees everybody's, others their own."""
    wanted = read_query(_PAGE, Wanted)
    me = current_curator()
    found = [token_reply(each) for each in wired().curating.accounts.tokens(None if may(me.role, "admin") else me.name)]
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    return page_json("tokens", shown, wanted, path=url_for("people.list_tokens"), total=len(found))


def revoke_token(number: int) -> Response:
    """End an API token for good, from its next use on; others' tokens are ended by admins."""
    read_query(_NOTHING, Options)
    me = current_curator()
    accounts = wired().curating.accounts
    if accounts.token(number).curator != me.name:
        require("admin")
    return private_json(token_reply(accounts.revoke(number, by=me.name)))


def read_audit() -> Response:
    """List what was done, newest first: by whom, when, why, to what."""
    wanted = read_query(_PAGE, Wanted)
    lines = wired().curating.accounts.audit(limit=wanted.limit + 1, offset=wanted.offset)
    return page_json("lines", [audit_reply(each) for each in lines], wanted, path=url_for("people.read_audit"))


OPERATIONS = (
    Operation(
        rule="/v1/curators",
        access="admin",
        view=list_curators,
        reply="CuratorList",
        query=PageShape,
        problems=(errors.RequestInvalidError,),
    ),
    Operation(
        rule="/v1/curators",
        access="admin",
        method="POST",
        status=201,
        view=add_curator,
        reply="Curator",
        query=NothingShape,
        body=NewCuratorShape,
        examples={"reviewer": {"name": "anna", "role": "reviewer", "password": "a few words in a row"}},
        problems=(curation.ExistsError, curation.CannotError, curation.TooManyTriesError),
    ),
    Operation(
        rule="/v1/curators/<name>",
        access="admin",
        method="PATCH",
        view=change_curator,
        reply="Curator",
        query=NothingShape,
        body=CuratorChangeShape,
        path_values=CURATOR,
        examples={"inactive": {"active": False}},
        problems=(curation.NotKeptError, curation.CannotError),
    ),
    Operation(
        rule="/v1/tokens",
        access="curator",
        view=list_tokens,
        reply="TokenList",
        query=PageShape,
        problems=(errors.RequestInvalidError,),
    ),
    Operation(
        rule="/v1/tokens/<number:number>",
        access="curator",
        method="DELETE",
        view=revoke_token,
        reply="Token",
        query=NothingShape,
        path_values=NUMBER,
        problems=(curation.NotKeptError, errors.RequestInvalidError),
    ),
    Operation(
        rule="/v1/audit",
        access="admin",
        view=read_audit,
        reply="AuditLog",
        query=PageShape,
        problems=(errors.RequestInvalidError,),
    ),
)
