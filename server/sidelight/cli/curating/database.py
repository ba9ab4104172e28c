"""The database that a command works on, and who acts in it."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import click

from sidelight.adapters.store.engine import read_url, shown
from sidelight.bootstrap import database_url
from sidelight.cli.inputs import opened
from sidelight.cli.telling.terminal import coloured, errors, hint, line, readable
from sidelight.config import read_config
from sidelight.errors import ConfigError, RequestInvalidError
from sidelight.services.curation.errors import RoleNeededError
from sidelight.services.curation.values import Role, known_as, may
from sidelight.services.wired import Curating

Command = TypeVar("Command", bound=Callable[..., Any])
#: Longest name by which somebody may act, in characters.
NAME_CHARACTERS: Final = 60


def acting(command: Command) -> Command:
    """Add `--as`, the name that changes are signed with."""
    return click.option(
        "--as",
        "by",
        metavar="NAME",
        type=_Name(),
        default=_own_name,
        help="Sign the change with this curator's name.  [default: your user name on this machine]",
    )(command)


def signing(use: Curating, by: str, needed: Role, *, own_name_will_do: bool = False) -> str:
    """Give the name to sign with: an active curator's who may do this, as it is kept.

    Who did not say `--as` signs with their user name as long as there are no curators, or where that will do anyhow.

    Raises:
        RequestInvalidError: No active curator has that name.
        RoleNeededError: Their role does not include it.
    """
    found = use.accounts.curators()
    typed = click.get_current_context().get_parameter_source("by") is click.core.ParameterSource.COMMANDLINE
    if not typed and (own_name_will_do or not found):
        return by
    curator = next((each for each in found if known_as(each.name) == known_as(by) and each.active), None)
    if curator is None:
        msg = f"{by!r} is no active curator"
        add = "" if found else " and `sidelight curators add` adds one"
        raise RequestInvalidError(msg, remedy=f"Sign with --as NAME: `sidelight curators list` lists the names{add}.")
    if not may(curator.role, needed):
        msg = f"{curator.name!r} is {curator.role}, and this needs the role {needed}"
        raise RoleNeededError(msg, remedy="Sign with --as NAME as one who has it; `sidelight curators list` lists all.")
    return curator.name


def reason_option(default: str | None = None) -> Callable[[Command], Command]:
    """Add `--reason`, which stands in the history; without a default it must be given."""
    more: dict[str, Any] = {"required": True} if default is None else {"default": default, "show_default": True}
    return click.option("--reason", metavar="TEXT", help="Why; it stands in the history.", **more)


def yes_option(command: Command) -> Command:
    """Add `--yes`, which answers the question that is asked otherwise."""
    return click.option("--yes", is_flag=True, help="Do it without asking.")(command)


@contextmanager
def curating() -> Iterator[Curating]:
    """Open the database, made and filled with the starter pack if need be, and say which it is.

    Raises:
        ConfigError: A setting is wrong.
        StoreUnavailableError: The database cannot be used.
    """
    say_database()
    with opened(curate=True) as services:
        yield services.curating


def configured() -> str:
    """Give the address of the configured database."""
    return database_url(read_config(os.environ))


def say_database() -> None:
    """Say on standard error which database is used, without its password."""
    url = read_url(configured())
    name = url.database if url.get_backend_name() == "sqlite" else shown(url.set(drivername="postgresql"))
    hint(f"Database: {readable(str(name))}")


def agreed(question: str, *, yes: bool) -> None:
    """Go on only if whoever typed the command agrees.

    Raises:
        click.Abort: They do not, or nobody is there to be asked.
    """
    if yes:
        return
    try:
        agrees = click.confirm(question, err=True)
    except click.Abort:
        hint("\nNothing was changed; --yes answers the question.")
        raise
    if not agrees:
        hint("Nothing was changed.")
        raise click.Abort


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that something takes its time; elsewhere say it in a line."""
    console = errors()
    if console.is_terminal and coloured(console.file):  # type: ignore[arg-type]  # the stream we gave it
        with console.status(what):
            yield
    else:
        line(console, f"{what} …")
        yield


class _Name(click.ParamType):  # type: ignore[type-arg]
    """A name to sign with."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take a name of letters that can be read."""
        written = str(value).strip()
        if not written or len(written) > NAME_CHARACTERS or not written.isprintable():
            self.fail(f"{written[:NAME_CHARACTERS]!r} is no name to sign with", param, ctx)
        return written


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        msg = "this machine has no name for you"
        raise ConfigError(msg, remedy="Say who you are with --as NAME.") from error
