"""The console's frame: one blueprint with its policy, session, form protection and error pages.

Each module of pages has `register(console)`, which adds its routes; `PAGES` lists them. A view is guarded by
`access.allow`, is protected by the token that `macros.html` puts into each form, and answers with `pages.show`.
"""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Flask, Response, redirect, request, send_from_directory, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from sidelight.web.access import LOG_IN_PATH, allow
from sidelight.web.console import inbox, pages, refusals
from sidelight.web.console.corpus import examples, hits, saved, several
from sidelight.web.console.editing import preview, publishing, settling, writing
from sidelight.web.console.entries import found, packs, stale
from sidelight.web.console.history import editions, revisions
from sidelight.web.console.imports import packs as pack_import
from sidelight.web.console.imports import records, reviews
from sidelight.web.console.people import audit, curators, session, tokens

#: Everything comes from this server, nothing runs inline, and no other page may frame these.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: In the order of the navigation.
PAGES: Final[tuple[Callable[[Blueprint], None], ...]] = (
    session.register,
    found.register,
    writing.register,
    preview.register,
    settling.register,
    publishing.register,
    revisions.register,
    editions.register,
    stale.register,
    packs.register,
    inbox.register,
    saved.register,
    several.register,
    hits.register,
    examples.register,
    reviews.register,
    records.register,
    pack_import.register,
    curators.register,
    tokens.register,
    audit.register,
)
#: How long a browser may keep the console's styles and scripts.
_STATIC_SECONDS: Final = 3600
_LOGGED_OUT: Final = 401


def open_console(app: Flask) -> None:
    """Give the app the console under `/console/`; `access.set_up_sessions` has set the cookie's flags before."""
    app.config.update(
        # Only the console's blueprint asks for tokens, and they live as long as the session does: an editor may
        # stand open all day. The cookie binds them to the site, so a proxy that strips Referer does no harm.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf = CSRFProtect(app)
    console = make_console()
    console.before_request(csrf.protect)
    app.register_blueprint(console)


def make_console() -> Blueprint:
    """Make the blueprint with all its pages."""
    console = Blueprint("console", __name__, url_prefix="/console")
    pages.register(console)
    refusals.register(console)
    for register in PAGES:
        register(console)
    console.add_url_rule("/", "index", _index)
    console.add_url_rule("/static/<path:filename>", "static", _static)
    console.add_url_rule("/<path:anything>", "nothing", refusals.nothing_here)
    console.after_request(_be_careful)
    return console


@allow("curator")
def _index() -> AnyResponse:
    return redirect(url_for("console.entries"))


@allow("everyone")
def _static(filename: str) -> Response:
    return send_from_directory(pages.STATIC_FOLDER, filename, max_age=_STATIC_SECONDS)


def _be_careful(response: Response) -> Response:
    """Add what browsers are to mind."""
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    if request.endpoint != "console.static":
        # Not no-store: browsers then forget what was typed when somebody goes back to a form.
        response.headers.setdefault("Cache-Control", "no-cache, private")
    if "HX-Request" in request.headers and (response.location or "").startswith(LOG_IN_PATH):
        # A piece of a page cannot become the page to log in; console.js says what happened.
        response.status_code = _LOGGED_OUT
        del response.headers["Location"]
        response.set_data(b"")
    return response
