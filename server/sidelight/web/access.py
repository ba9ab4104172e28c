"""Who may ask for what: every route names who it is for, and a route that names nobody stops the start.

The API knows a caller by the API token in `Authorization: Bearer`, the console by its session's cookie; neither is ever
looked at on a route that is for everyone, so reading and annotating never touch the database of accounts.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, Literal, TypeVar, cast
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, g, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from sidelight.config import Config
from sidelight.services.curation.errors import LogInNeededError, RoleNeededError
from sidelight.services.curation.values import Curator, Role, may
from sidelight.web.current import wired

Access = Literal["everyone", "curator", "reviewer", "admin"]
View = TypeVar("View", bound=Callable[..., Any])

#: The blueprint whose pages know people by a session; all others know callers by a token.
CONSOLE: Final = "console"
#: Where the console asks for name and password.
LOG_IN_PATH: Final = "/console/log-in"
_MARK: Final = "sidelight_access"
_KEY: Final = "sidelight-access"
_SESSION: Final = "session"
_BEARER: Final = "bearer"


def allow(access: Access) -> Callable[[View], View]:
    """Mark a view with who it is for.

    Raises:
        TypeError: It is marked otherwise already: one view would have two doors.
    """

    def mark(view: View) -> View:
        before = getattr(view, _MARK, access)
        if before != access:
            msg = f"{view!r} is for {before} already, and cannot be for {access} too"
            raise TypeError(msg)
        setattr(view, _MARK, access)
        return view

    return mark


def guard(app: Flask) -> None:
    """See before each request that whoever asks may; `check_routes` must follow when all routes are there."""

    @app.before_request
    def check() -> AnyResponse | None:
        if request.endpoint is None:
            return None
        access = routes_of(app)[request.endpoint]
        # Flask itself answers OPTIONS, with the methods that there are; no view is called.
        if access == "everyone" or request.method == "OPTIONS":
            return None
        if request.blueprint == CONSOLE and request.method == "GET" and _session_curator() is None:
            return redirect(f"{LOG_IN_PATH}?{urlencode({'next': request.full_path.rstrip('?')})}")
        require(access)
        return None


def check_routes(app: Flask) -> None:
    """Write down who each route is for.

    Raises:
        RuntimeError: A view says nothing of it.
    """
    found = {endpoint: _access_of(view) for endpoint, view in app.view_functions.items()}
    bare = sorted(endpoint for endpoint, access in found.items() if access is None)
    if bare:
        msg = f"nobody said who may use {', '.join(bare)}: mark the view with @allow"
        raise RuntimeError(msg)
    app.extensions[_KEY] = found


def routes_of(app: Flask) -> Mapping[str, Access]:
    """Give who each endpoint is for, as `check_routes` found it."""
    return cast("Mapping[str, Access]", app.extensions[_KEY])


def current_curator() -> Curator:
    """Give who asks; the role is what they may do here, which for a token may be less than their own.

    Raises:
        LogInNeededError: Nobody said who is asking, or no longer may.
    """
    if request.blueprint == CONSOLE:
        found = _session_curator()
        if found is None:
            msg = "nobody is logged in, or the session has ended"
            raise LogInNeededError(msg, remedy="Log in at /console/, then do it again.")
        return found
    if "caller" not in g:
        curator, role = wired().curating.accounts.bearer(_sent_token())
        g.caller = replace(curator, role=role)
    return cast("Curator", g.caller)


def require(needed: Role) -> Curator:
    """Give who asks, if their role includes this one.

    Raises:
        LogInNeededError: Nobody said who is asking.
        RoleNeededError: Their role does not include it.
    """
    curator = current_curator()
    if not may(curator.role, needed):
        msg = f"{curator.name} asks as {curator.role}; this is for the role {needed}"
        raise RoleNeededError(msg)
    return curator


def set_up_sessions(app: Flask, config: Config, key: bytes | None) -> None:
    """Set how the console's cookie travels: no script reads it, no other site sends it, readers never carry it."""
    app.secret_key = key or secrets.token_bytes(32)
    app.config.update(
        SESSION_COOKIE_NAME="sidelight",
        SESSION_COOKIE_PATH="/console",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=config.session_hours),
    )


def open_session(secret: str) -> None:
    """Give the browser a session; whatever it held before is dropped."""
    session.clear()
    session.permanent = True
    session[_SESSION] = secret
    g.pop("person", None)


def close_session() -> str | None:
    """Take the session from the browser; gives its secret, for the accounts to forget."""
    secret = session.get(_SESSION)
    session.clear()
    g.pop("person", None)
    return secret if isinstance(secret, str) else None


def challenge(response: Response) -> Response:
    """Add to a 401 how the API is to be told who asks, as HTTP wants it."""
    if response.status_code == 401 and request.blueprint != CONSOLE:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Sidelight"'
    return response


def _session_curator() -> Curator | None:
    if "person" not in g:
        secret = session.get(_SESSION)
        g.person = wired().curating.accounts.who(secret) if isinstance(secret, str) else None
    return cast("Curator | None", g.person)


def _sent_token() -> str:
    sent = request.authorization
    return (sent.token or "") if sent is not None and sent.type == _BEARER else ""


def _access_of(view: Callable[..., Any]) -> Access | None:
    if getattr(view, "__func__", None) is Blueprint.send_static_file:
        return "everyone"
    return cast("Access | None", getattr(view, _MARK, None))
