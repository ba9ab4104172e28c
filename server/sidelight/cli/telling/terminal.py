"""The two streams of the command line, and how errors are told on one of them.

Colour, bold and underline are for people who look at a terminal: `NO_COLOR` and `TERM=dumb` turn them off,
`FORCE_COLOR` turns them on, and what goes into a file or a pipe is plain. Text from outside never carries control
characters to the terminal.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from sidelight.errors import EntryInvalidError, PhraseError, SidelightError
from sidelight.services.curation.errors import Objection, PublishRefusedError

#: Exit codes by who can act next; click itself exits with 2 on a wrong command line.
EXIT_CODES = {"caller": 2, "operator": 3, "us": 4}
#: Lines longer than this tire the eye; shorter than this, words no longer fit.
WIDEST = 100
NARROWEST = 30

_GIVE_TEXT = "give the article's text in a file"
#: Usual remedies, by the errors' codes, that are meant for callers of the API, as they are on the command line.
REMEDIES = {
    "fetch-failed": f"Check the address in a browser, or {_GIVE_TEXT}.",
    "fetch-failed-network": f"Check the address in a browser, or {_GIVE_TEXT}.",
    "fetch-status": f"Check the address in a browser, or {_GIVE_TEXT}.",
    "fetch-timed-out": f"Try again later, or {_GIVE_TEXT}.",
    "fetch-too-large": "Give the article's text in a file.",
    "address-blocked": f"Name the address in SIDELIGHT_FETCH_ALLOW if it may be fetched, or {_GIVE_TEXT}.",
    "extract-failed": "Give the article's text in a file instead of the page.",
    "no-article": "Give the article's text in a file instead of the page.",
    "extract-timed-out": "Give the article's text in a file instead of the page.",
    "extract-busy": f"Try again in a minute, or {_GIVE_TEXT}.",
}

#: Those that steer a terminal, and those that turn the direction in which the rest of a line is read.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
Item = TypeVar("Item")


class _Stream(Console):
    """A console that lets the command end quietly when whoever reads its output goes away."""

    def on_broken_pipe(self) -> None:
        """Pass the failure on; the group of commands knows what to do."""
        raise BrokenPipeError


def output() -> Console:
    """Open standard output, for results alone."""
    return _stream(sys.stdout)


def errors() -> Console:
    """Open standard error, for progress, warnings and errors."""
    return _stream(sys.stderr)


def _stream(stream: TextIO) -> _Stream:
    shown = coloured(stream)
    # Without a colour system rich writes no escapes at all, neither bold nor underline.
    return _Stream(
        file=stream,
        force_terminal=shown,
        color_system="auto" if shown else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def coloured(stream: TextIO) -> bool:
    """Tell whether whoever reads the stream wants colours."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def readable(text: str) -> str:
    """Put a mark in the place of characters that could make a terminal do things, or a line read otherwise.

    Example:
        >>> readable("a" + chr(27) + "[2Jb"), readable("safe" + chr(0x202E) + "efas")
        ('a\ufffd[2Jb', 'safe\ufffdefas')
    """
    return _CONTROL.sub("\ufffd", text)


def in_one_line(text: str) -> str:
    """Join the lines of a text, and all its other white space, by single spaces."""
    return _SPACE.sub(" ", readable(text)).strip()


def line(console: Console, *parts: str | Text | tuple[str, str]) -> None:
    """Print a line as long as it is; each part is a text or a text with its style."""
    console.print(Text.assemble(*parts), soft_wrap=True)


def block(console: Console, text: Text, margin: Text, rest: Text | None = None) -> None:
    """Print a text in lines that fit, with nothing at their ends.

    Args:
        console: Where to.
        text: What to print.
        margin: What stands before the first line.
        rest: What stands before the other lines; blanks if not given.
    """
    width = max(NARROWEST, min(WIDEST, console.width) - len(margin))
    rest = Text(" " * len(margin)) if rest is None else rest
    for number, wrapped in enumerate(text.wrap(console, width)):
        wrapped.rstrip()
        line(console, rest if number else margin, wrapped)


def watched(items: Sequence[Item], doing: str, *, streaming: bool = False) -> Iterator[Item]:
    """Go through items with a progress bar on standard error, unless a bar would stand in the way of the results.

    There is none for a single item, and none when standard error is no terminal.

    Args:
        items: What to go through.
        doing: What stands beside the bar.
        streaming: Results are printed meanwhile; on the same terminal they show the progress themselves.
    """
    if len(items) < 2 or not sys.stderr.isatty() or (streaming and sys.stdout.isatty()):
        yield from items
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # The bar must not take standard output over: what is printed meanwhile goes to a file or a pipe.
    with Progress(*columns, console=errors(), transient=True, redirect_stdout=False) as progress:
        yield from progress.track(items, description=doing)


def tell(error: SidelightError, about: str | None = None) -> int:
    """Tell what happened and what to do, and give the exit code for it."""
    console = errors()
    where = f"{about}: " if about and about not in error.detail else ""
    line(console, ("sidelight: ", "bold red"), readable(f"{where}{error.detail}"))
    if isinstance(error, EntryInvalidError):
        for place, message in error.problems:
            line(console, readable(f"  {place}: {message}"))
    if isinstance(error, PhraseError):
        line(console, f"  {readable(error.phrase)}")
        line(console, " " * (error.column + 1), ("^", "bold red"))
    if isinstance(error, PublishRefusedError):
        for objection in error.objections if _tell_more(error) else ():
            tell_objection(console, objection)
    line(console, readable(_remedy(error)))
    return EXIT_CODES[error.whose]


def _tell_more(error: PublishRefusedError) -> bool:
    """Tell whether the objections say more than the error itself, which holds all of a single one but its place."""
    return len(error.objections) != 1 or bool(error.objections[0].place)


def tell_objection(console: Console, objection: Objection) -> None:
    """Tell a reason against publishing, or a warning: where, in which sentence, and what to do."""
    what = ": ".join(part for part in (objection.entry, objection.place, objection.message) if part)
    line(console, f"  {readable(what)}")
    if objection.sentence is not None:
        line(console, f"    in: {readable(objection.sentence)}")
    line(console, f"    {readable(objection.remedy)}")


def _remedy(error: SidelightError) -> str:
    """Word a usual remedy for who typed a command: the text is given in a file, and the settings are at hand."""
    usual = error.remedy == error.default_remedy
    return REMEDIES.get(error.code, error.remedy) if usual else error.remedy


def examples(*commands: str) -> str:
    """Word the examples at the end of a command's help."""
    title = "Example:" if len(commands) == 1 else "Examples:"
    # `\b` keeps click from joining the lines.
    return "\n".join(("\b", title, *(f"  {command}" for command in commands)))


def hint(message: str) -> None:
    """Say something on standard error that is neither a result nor an error."""
    click.echo(message, err=True)
