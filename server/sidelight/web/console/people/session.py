"""Log-in, log-out, and a curator's own password."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sidelight.errors import SidelightError
from sidelight.services.curation.errors import LogInFailedError, TooManyTriesError
from sidelight.web.access import allow, close_session, current_curator, open_session
from sidelight.web.console import pages
from sidelight.web.console.people.passwords import problems_with
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

_CONSOLE = "/console/"


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/log-in", "log_in", log_in)
    console.add_url_rule("/log-in", "log_in_now", log_in_now, methods=["POST"])
    console.add_url_rule("/log-out", "log_out", log_out, methods=["POST"])
    console.add_url_rule("/account", "account", account)
    console.add_url_rule("/account", "change_password", change_password, methods=["POST"])


def own_path(path: str | None) -> str | None:
    r"""Give a path back if it is one of the console's own pages, so that no link to log in leads elsewhere.

    Example:
        >>> own_path("/console/entries?q=pier")
        '/console/entries?q=pier'
        >>> [own_path(path) for path in ("https://a.example/console/", "//a.example", "/console/\\a", "/demo", None)]
        [None, None, None, None, None]
    """
    if path is None or not path.startswith(_CONSOLE) or "\\" in path or not path.isprintable():
        return None
    parts = urlsplit(path)
    inside = not parts.scheme and not parts.netloc and ".." not in parts.path.split("/")
    return path if inside else None


@allow("everyone")
def log_in() -> AnyResponse:
    """Ask for name and password, or go on if somebody is logged in."""
    if pages.asking() is not None:
        return redirect(_next(request.args.get("next")))
    return _form(name="", wanted=request.args.get("next"))


@allow("everyone")
def log_in_now() -> AnyResponse:
    """Begin a session."""
    name, password = pages.written("name"), request.form.get("password", "")
    wanted = request.form.get("next")
    try:
        secret, _ = wired().curating.accounts.log_in(name, password, address=request.remote_addr or "")
    except (LogInFailedError, TooManyTriesError) as error:
        return _form(name=name, wanted=wanted, refused=error)
    _end_session()
    open_session(secret)
    return redirect(_next(wanted), pages.SEE_OTHER)


@allow("everyone")
def log_out() -> AnyResponse:
    """End the session, if there is one."""
    _end_session()
    pages.say("You are logged out.")
    return pages.back_to("log_in")


@allow("curator")
def account() -> Response:
    """Show who is logged in, with a form for another password."""
    return pages.show("account.html", problems={})


@allow("curator")
def change_password() -> AnyResponse:
    """Set another password for whoever is logged in, who must know the old one; all other sessions end."""
    who = current_curator()
    accounts = wired().curating.accounts
    problems = problems_with(request.form.get("password", ""), again=request.form.get("again", ""))
    if problems:
        return pages.show("account.html", status=pages.WRONG, problems=problems)
    old, new = request.form.get("old_password", ""), request.form["password"]
    try:
        secret = accounts.renew_password(who.name, old, new, address=request.remote_addr or "")
    except LogInFailedError:
        problems["old_password"] = ["is not your password now"]
    except TooManyTriesError as error:
        problems["old_password"] = [pages.told(error)]
    if problems:
        return pages.show("account.html", status=pages.WRONG, problems=problems)
    open_session(secret)
    pages.say("Your password is changed. Everywhere else you are logged out; your API tokens hold as before.")
    return pages.back_to("account")


def _end_session() -> None:
    """End the session that this browser has, if it has one."""
    secret = close_session()
    if secret is not None:
        wired().curating.accounts.log_out(secret)


def _form(*, name: str, wanted: str | None, refused: SidelightError | None = None) -> Response:
    nobody = not wired().curating.accounts.curators()
    status = 200 if refused is None else kind_of(type(refused)).status
    return pages.show(
        "log_in.html",
        status=status,
        name=name,
        wanted=own_path(wanted) or "",
        refused=refused,
        nobody=nobody,
    )


def _next(wanted: str | None) -> str:
    return own_path(wanted) or url_for("console.entries")
