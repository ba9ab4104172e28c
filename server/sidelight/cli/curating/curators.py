"""`sidelight curators`: the people who edit."""

import json
import sys
from pathlib import Path
from typing import get_args

import click

from sidelight.cli.curating.database import acting, curating, signing
from sidelight.cli.telling.terminal import examples, hint, line, output, readable
from sidelight.errors import RequestInvalidError
from sidelight.services.curation.values import ROLES, Curator, Role

#: What a file with a password may hold at most, in bytes.
_PASSWORD_BYTES = 10_000

_role = click.Choice(get_args(Role))
_password_file = click.option(
    "--password-file",
    metavar="FILE",
    help="Read the password from the first line of this file, or of standard input (-), instead of asking.",
)


@click.group(
    short_help="Add and change the people who edit.",
    epilog=examples(
        "sidelight curators add anna --role admin",
        "sidelight curators list",
        "sidelight curators password anna",
        "sidelight curators deactivate anna",
    ),
)
def curators() -> None:
    """Add, list and change curators: the people who log in at /console/.

    A curator writes drafts; a reviewer publishes too; an admin also looks after curators and tokens.
    """


@curators.command(
    short_help="Add somebody.",
    epilog=examples(
        "sidelight curators add anna --role admin", "sidelight curators add ben --password-file password.txt"
    ),
)
@click.argument("name")
@click.option("--role", type=_role, default=ROLES[0], show_default=True, help="What the curator may do.")
@_password_file
@acting
def add(name: str, role: Role, password_file: str | None, by: str) -> None:
    """Add a curator. The password is asked for twice; it is never an argument, since others could read it there."""
    with curating() as use:
        by = signing(use, by, "admin", own_name_will_do=True)
        added = use.accounts.add(name, role, _password(password_file), by=by)
    hint(f"{readable(added.name)} may log in at /console/ as {added.role}.")


@curators.command(
    "list",
    short_help="List them.",
    epilog=examples("sidelight curators list", "sidelight curators list --format json"),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_curators(form: str) -> None:
    """List the curators by name, with their roles."""
    with curating() as use:
        found = use.accounts.curators()
    if form == "json":
        click.echo(json.dumps([_row(curator) for curator in found], ensure_ascii=False, indent=2).encode())
        return
    console, width = output(), max((len(curator.name) for curator in found), default=0)
    for one in found:
        state = "" if one.active else "  not active"
        line(console, (readable(one.name).ljust(width), "bold"), f"  {one.role:<8}  since {one.since:%Y-%m-%d}{state}")
    if not found:
        hint("There are none yet; `sidelight curators add NAME --role admin` adds the first.")


@curators.command(short_help="Set a new password.", epilog=examples("sidelight curators password anna"))
@click.argument("name")
@_password_file
@acting
def password(name: str, password_file: str | None, by: str) -> None:
    """Set a curator's password, which ends all their sessions."""
    with curating() as use:
        by = signing(use, by, "admin", own_name_will_do=True)
        _known(name, use.accounts.curators())
        use.accounts.change(name, by=by, password=_password(password_file))
    hint(f"{readable(name)} has a new password; sessions with the old one have ended.")


@curators.command("role", short_help="Give another role.", epilog=examples("sidelight curators role anna reviewer"))
@click.argument("name")
@click.argument("new", metavar="ROLE", type=_role)
@acting
def change_role(name: str, new: Role, by: str) -> None:
    """Give a curator another role; their tokens can do no more than it, from the next request on."""
    with curating() as use:
        by = signing(use, by, "admin", own_name_will_do=True)
        use.accounts.change(name, by=by, role=new)
    hint(f"{readable(name)} is {new} now.")


@curators.command(
    short_help="Let somebody log in no more.",
    epilog=examples("sidelight curators deactivate anna", "sidelight curators deactivate anna --undo"),
)
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let the curator log in again.")
@acting
def deactivate(name: str, undo: bool, by: str) -> None:  # noqa: FBT001 - click's flag
    """End a curator's sessions and, for good, their tokens, and let them log in no more.

    What they wrote stays, with their name.
    """
    with curating() as use:
        by = signing(use, by, "admin", own_name_will_do=True)
        use.accounts.change(name, by=by, active=undo)
    hint(f"{readable(name)} may {'log in again' if undo else 'log in no more'}.")


def _known(name: str, found: tuple[Curator, ...]) -> None:
    """Tell a mistyped name before a password is asked for. Raises RequestInvalidError."""
    if name not in {curator.name for curator in found}:
        msg = f"there is no curator {name!r}"
        raise RequestInvalidError(msg, remedy="`sidelight curators list` lists them.")


def _password(file: str | None) -> str:
    if file is None:
        try:
            return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
        except click.Abort:
            hint("\nNothing was changed; --password-file - reads the password from standard input.")
            raise
    try:
        if file == "-":
            written = sys.stdin.buffer.read(_PASSWORD_BYTES)
        else:
            with Path(file).open("rb") as opened:
                written = opened.read(_PASSWORD_BYTES)
        first: str = written.decode().splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no line of text"
        msg = f"no password can be read from {file!r}: {reason}"
        raise RequestInvalidError(msg, remedy="Give a file with the password in its first line.") from None
    return first


def _row(curator: Curator) -> dict[str, object]:
    since = curator.since.isoformat()
    return {"name": curator.name, "role": curator.role, "active": curator.active, "since": since}
