"""Curators: who may do what. For admins."""

from typing import Final, cast

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.errors import SidelightError
from sidelight.services.curation.errors import CannotError, CurationError, ExistsError
from sidelight.services.curation.values import ROLES, Role, known_as
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.people.passwords import problems_with
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

#: What each role is for, as it is told beside the choice.
ROLE_HINTS: Final = {
    "curator": "Reads everything here, writes and edits entries, works on the corpus and the queue.",
    "reviewer": "The same, and decides what readers see: publish, trial, retire, review again.",
    "admin": "The same, and looks after curators, all tokens and the audit log.",
}

_ASKED_THERE: Final = "Nothing was changed: your own password is changed here, with the one that you have now."


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/curators", "curators", listed)
    console.add_url_rule("/curators", "add_curator", add, methods=["POST"])
    console.add_url_rule("/curators/<name>", "change_curator", change, methods=["POST"])
    console.add_url_rule("/curators/<name>/password", "set_password", set_password, methods=["POST"])


@allow("admin")
def listed() -> Response:
    """List curators, with a form to add one."""
    return _page()


@allow("admin")
def add() -> AnyResponse:
    """Add a curator."""
    name, role, password = pages.written("name"), pages.written("role"), request.form.get("password", "")
    problems = problems_with(password, again=None)
    if role not in ROLES:
        problems["role"] = [f"must be one of {', '.join(ROLES)}"]
    if problems:
        return _page(problems=problems, status=pages.WRONG)
    try:
        wired().curating.accounts.add(name, cast("Role", role), password, by=current_curator().name)
    except (CannotError, ExistsError) as error:
        return _page(problems={"name": [pages.told(error)]}, status=kind_of(type(error)).status)
    pages.say(f"{name} can log in now. Give them the password over a channel that only they read.")
    return pages.back_to("curators")


@allow("admin")
def change(name: str) -> AnyResponse:
    """Give a curator another role, or let them in or not."""
    role, active = pages.written("role"), pages.written("active")
    changes: dict[str, object] = {}
    if role in ROLES:
        changes["role"] = role
        told = f"{name} has the role {role} now."
    elif active in {"yes", "no"}:
        changes["active"] = active == "yes"
        told = (
            f"{name} can log in again."
            if active == "yes"
            else f"{name} cannot log in any more; all sessions and tokens ended."
        )
    else:
        return pages.back_to("curators")
    return _changed(name, told, changes)


@allow("admin")
def set_password(name: str) -> AnyResponse:
    """Set a new password for a curator who forgot theirs; one's own is changed where the old one is asked for."""
    if known_as(name) == known_as(current_curator().name):
        pages.say(_ASKED_THERE, "problem")
        return pages.back_to("account")
    password = request.form.get("password", "")
    problems = problems_with(password, again=None)
    if problems:
        return _page(problems={f"password.{name}": problems["password"]}, status=pages.WRONG, opened=name)
    return _changed(name, f"{name} has a new password; all their sessions ended.", {"password": password})


def _changed(name: str, told: str, changes: dict[str, object]) -> AnyResponse:
    try:
        wired().curating.accounts.change(name, by=current_curator().name, **changes)  # type: ignore[arg-type]  # by role
    except CurationError as error:
        return _refused(error)
    pages.say(told)
    return pages.back_to("curators")


def _refused(error: SidelightError) -> AnyResponse:
    if error.whose != "caller":
        raise error
    pages.say_problem(error)
    return pages.back_to("curators")


def _page(*, problems: dict[str, list[str]] | None = None, status: int = 200, opened: str = "") -> Response:
    return pages.show(
        "curators.html",
        status=status,
        curators=wired().curating.accounts.curators(),
        role_hints=ROLE_HINTS,
        problems=problems or {},
        opened=opened,
        sent=request.form,
    )
