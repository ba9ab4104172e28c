"""API tokens: made, shown once, revoked. Curators see their own, admins see all."""

from typing import Final, cast

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.services.curation.errors import CannotError, CurationError, NotKeptError
from sidelight.services.curation.people.names import TITLE_CHARACTERS
from sidelight.services.curation.values import ROLES, Curator, Role, may
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.current import wired

#: For how many days a token may be good; an empty choice is for ever.
DAYS: Final = ("30", "90", "365", "")


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/tokens", "tokens", listed)
    console.add_url_rule("/tokens", "make_token", make, methods=["POST"])
    console.add_url_rule("/tokens/<int:number>/revoke", "revoke_token", revoke, methods=["POST"])


@allow("curator")
def listed() -> Response:
    """List tokens, with a form to make one."""
    return _page()


@allow("curator")
def make() -> AnyResponse:
    """Make a token and show it, this once: the answer itself carries it, so that it is kept nowhere on the way."""
    who = current_curator()
    title, role, days = pages.written("title"), pages.written("role"), request.form.get("days", "")
    problems: dict[str, list[str]] = {}
    if not 0 < len(title) <= TITLE_CHARACTERS:
        problems["title"] = [f"must be 1 to {TITLE_CHARACTERS} characters: say what will use the token"]
    if role not in _roles_of(who):
        problems["role"] = [f"must be one of {', '.join(_roles_of(who))}"]
    if days not in DAYS:
        problems["days"] = ["must be one of the choices"]
    if problems:
        return _page(problems=problems, status=pages.WRONG)
    try:
        secret, token = wired().curating.accounts.make_token(
            who.name, title, cast("Role", role), days=int(days) if days else None, by=who.name
        )
    except CannotError as error:
        return _page(problems={"title": [pages.told(error)]}, status=pages.WRONG)
    response = _page(made=(token.title, secret), status=201)
    response.headers["Cache-Control"] = "no-store"
    return response


@allow("curator")
def revoke(number: int) -> AnyResponse:
    """End a token for good: one's own, or as admin any."""
    who = current_curator()
    accounts = wired().curating.accounts
    try:
        own = may(who.role, "admin") or any(token.id == number for token in accounts.tokens(who.name))
        if not own:
            msg = f"there is no token {number} of yours"
            raise NotKeptError(msg)
        token = accounts.revoke(number, by=who.name)
    except CurationError as error:
        if error.whose != "caller":
            raise
        pages.say_problem(error)
    else:
        pages.say(f"The token “{token.title}” is revoked: what used it is refused from now on.")
    return pages.back_to("tokens")


def _roles_of(who: Curator) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if may(who.role, role))


def _page(
    *, problems: dict[str, list[str]] | None = None, made: tuple[str, str] | None = None, status: int = 200
) -> Response:
    who = current_curator()
    everybody = may(who.role, "admin")
    return pages.show(
        "tokens.html",
        status=status,
        tokens=wired().curating.accounts.tokens(None if everybody else who.name),
        everybody=everybody,
        own_roles=_roles_of(who),
        problems=problems or {},
        made=made,
        days=DAYS,
        sent=request.form if problems else {},
        now=pages.now(),
    )
