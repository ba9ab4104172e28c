"""The console's own pages for what goes wrong: what happened, and what to do next."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from sidelight.errors import SidelightError
from sidelight.services.curation.errors import CurationOffError
from sidelight.web.access import allow
from sidelight.web.console import pages
from sidelight.web.problems import problem_of
from sidelight.web.watch import note

#: What Flask itself refuses, in words for people in front of a page.
WORDS: Final[Mapping[int, tuple[str, str, str]]] = {
    400: ("That cannot be read", "The request is none that this page knows.", "Go back, reload, and try again."),
    404: ("Nothing is here", "There is no page at this address.", "Start from the list of entries."),
    405: ("Not this way", "This address only takes a form that was sent.", "Start from the list of entries."),
    413: ("That is too large", "More was sent than this server takes.", "Send less, or ask whoever runs the server."),
    500: ("Something went wrong inside", "The server failed; nothing was changed by this page.",
          "Try again. If it stays so, tell whoever runs the server the number below."),
}  # fmt: skip
#: Fields that no page repeats, beside all that have "password" in their name.
_NEVER_SHOWN: Final = frozenset(("csrf_token", "again"))
_FORM_TITLE: Final = "This form was not accepted"
_FORM_DETAIL: Final = (
    "It came without the mark that shows it was sent from this console, or with one of another log-in."
)
_FORM_REMEDY: Final = (
    "Nothing was changed, and what you wrote stands below: send it again. Your browser must accept this site's cookie."
)
_LOGGED_OUT: Final = 401


def register(console: Blueprint) -> None:
    """Answer every error of the console's pages with a page."""
    console.register_error_handler(Exception, show_error)


@allow("everyone")
def nothing_here(anything: str) -> Response:
    """Answer for every address under /console/ that is none."""
    raise NotFound(anything)


def show_error(error: Exception) -> Response:
    """Show what went wrong; an answer to htmx is a piece of a page."""
    note(error)
    status, title, detail, remedy = _words(error)
    words = {"title": title, "detail": detail, "remedy": remedy}
    if "HX-Request" in request.headers:
        return pages.show("refusal_piece.html", status=status, **words)
    off = isinstance(error, CurationOffError)
    again = _again() if status == _LOGGED_OUT or isinstance(error, CSRFError) else None
    return pages.show("refusal.html", status=status, **words, code=status, off=off, sent=_sent(), again=again)


def _sent() -> list[tuple[str, str]]:
    """Collect what was written into the form that is refused, so that nobody loses it."""
    try:
        form = request.form
    except HTTPException:  # It was too large to be read, which is why it is refused.
        return []
    return [
        (name, value)
        for name, value in form.items(multi=True)
        if value.strip() and name not in _NEVER_SHOWN and "password" not in name
    ]


def _again() -> list[tuple[str, str]] | None:
    """Collect a form whole, to be sent once more by one click; none that another site sent, nor one with a password."""
    form = request.form
    if not form or request.files or any(name == "again" or "password" in name for name in form):
        return None
    own = f"{request.scheme}://{request.host}"
    came_from_here = request.headers.get("Sec-Fetch-Site", "none") == "same-origin" or request.origin == own
    return [(name, value) for name, value in form.items(multi=True) if name != "csrf_token"] if came_from_here else None


def _words(error: Exception) -> tuple[int, str, str, str]:
    problem = problem_of(error)
    status = int(problem["status"])
    if isinstance(error, CSRFError):
        return (status, _FORM_TITLE, _FORM_DETAIL, _FORM_REMEDY)
    if isinstance(error, HTTPException) or not isinstance(error, SidelightError) or error.whose == "us":
        status = error.code if isinstance(error, HTTPException) and error.code is not None else status
        title, detail, remedy = WORDS.get(status) or WORDS[400 if status < 500 else 500]
        return (status, title, detail, remedy)
    detail = str(problem["detail"])
    return (status, str(problem["title"]), f"{detail[:1].upper()}{detail[1:].rstrip('.')}.", str(problem["remedy"]))
