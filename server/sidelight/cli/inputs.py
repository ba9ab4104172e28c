"""Addresses, files and standard input as questions; the options that commands share; the use cases that answer."""

import codecs
import dataclasses
import difflib
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import charset_normalizer
import click
from marshmallow import ValidationError, fields

from sidelight.bootstrap import Services, build
from sidelight.cli.telling.terminal import errors, hint, line, readable
from sidelight.config import read_config
from sidelight.core.edition import Edition
from sidelight.core.entry import Entry
from sidelight.core.says.wording import LANGUAGES
from sidelight.errors import EntryNotFoundError, RequestInvalidError
from sidelight.services.asked import Asked
from sidelight.shapes.entries import KINDS
from sidelight.shapes.fields import Choice, Day, PartialDay
from sidelight.shapes.sent import CommaList, LanguageTag

Command = TypeVar("Command", bound=Callable[..., Any])
#: What a file may hold at most (bytes): the same as a page that is fetched.
MOST_BYTES = 5_000_000
#: Bytes from which a text's encoding is guessed.
_SAMPLE_BYTES = 65_536
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
_HTML_START = re.compile(
    rb"<(?:!doctype|!--|\?xml|(?:html|head|body|meta|title|article|main|section|header|div|h1|p)[\s/>])", re.IGNORECASE
)


class Shaped(click.ParamType):  # type: ignore[type-arg]
    """An option read by a field of the shapes, so that it takes exactly what the API takes."""

    def __init__(self, name: str, field: fields.Field[Any]) -> None:
        self.name = name
        self.field = field

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the value or say what to write instead."""
        if not isinstance(value, str):
            return value
        try:
            return self.field.deserialize(value)
        except ValidationError as error:
            self.fail("; ".join(str(message) for message in error.messages), param, ctx)


class PackFolder(click.Path):
    """A pack's folder."""

    def __init__(self) -> None:
        super().__init__(exists=True, file_okay=False, path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Say what to give instead of a file."""
        if Path(value).is_file():
            self.fail(f"{str(value)!r} is a file: give the pack's folder", param, ctx)
        return super().convert(value, param, ctx)


class _InWords(logging.Handler):
    """Tells warnings to a person, one line each."""

    def emit(self, record: logging.LogRecord) -> None:
        line(errors(), (f"{record.levelname.lower()}: ", "yellow"), readable(record.getMessage()))


def article_options(command: Command) -> Command:
    """Add the options that say what is known of the article."""
    for option in (
        click.option("--language", type=Shaped("language", LanguageTag()), help="Its language, such as en."),
        click.option("--modified", type=Shaped("date", PartialDay()), help="When it was last changed."),
        click.option("--published", type=Shaped("date", PartialDay()), help="When it came out: YYYY[-MM[-DD]]."),
        click.option("--title", help="The article's headline, where the input does not hold it."),
    ):
        command = option(command)
    return command


def answer_options(command: Command) -> Command:
    """Add the options that say how the answer is wanted."""
    for option in (
        pack_option,
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the sentences; else the article's."),
        click.option("--as-of", type=Shaped("day", Day()), help="Use only what was known on that day: YYYY-MM-DD."),
    ):
        command = option(command)
    return command


def kinds_option(command: Command) -> Command:
    """Add `--kinds`, which is also known as `--kind`."""
    kind_list = Shaped("list", CommaList(Choice(KINDS)))
    return click.option(
        "--kinds", "--kind", "kinds", type=kind_list, help=f"Only these kinds, with commas: {', '.join(KINDS)}."
    )(command)


def warn_of_days(known: Mapping[str, Any]) -> None:
    """Warn of days that are possible but hardly meant."""
    as_of, published, modified = (known.get(name) for name in ("as_of", "published", "modified"))
    if as_of is not None and as_of > today():
        warn(f"--as-of {as_of} is later than today; the answer is as of what is on record now")
    if published is not None and modified is not None and modified.last < published.first:
        warn(f"--modified {modified} is before --published {published}")


def warn(message: str) -> None:
    """Say on standard error that something is hardly meant."""
    line(errors(), ("warning: ", "yellow"), readable(message))


def pack_option(command: Command) -> Command:
    """Add `--pack`, which may be given several times."""
    return click.option(
        "--pack",
        "packs",
        multiple=True,
        type=PackFolder(),
        help="Use this pack (a folder) instead of the database; may be repeated.",
    )(command)


@contextmanager
def opened(packs: tuple[Path, ...] = (), *, curate: bool = False) -> Iterator[Services]:
    """Wire the use cases for one command. No page is kept on disk: it is fetched anew each time.

    Args:
        packs: Folders to use instead of the database.
        curate: Make the database if there is none; otherwise the starter pack is used as it was installed.

    Raises:
        ConfigError: A setting is wrong.
        PackError: A folder is no pack, or none of its entries can be used.
        StoreUnavailableError: The database cannot be used.
    """
    config = dataclasses.replace(read_config(os.environ), cache_url="null://")
    with warnings_to(_InWords()):
        services = build(config, pack_folders=packs or None, today=today, curate=curate)
        try:
            yield services
        finally:
            services.close()


@contextmanager
def warnings_to(handler: logging.Handler) -> Iterator[None]:
    """Send what would be logged to one handler alone; the server's log lines are not for people."""
    log = logging.getLogger("sidelight")
    before, level = (log.handlers, log.propagate), log.level
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.handlers, log.propagate = before
        log.setLevel(level)


def today() -> date:
    """Give the day it is here; the only clock of the command line."""
    return date.today()  # noqa: DTZ011 - the reader's own day is what is meant


def known_entry(edition: Edition, entry_id: str) -> Entry:
    """Find an entry by its id.

    Raises:
        EntryNotFoundError: There is none; the remedy names the nearest.
    """
    try:
        return edition.entry(entry_id)
    except EntryNotFoundError as error:
        near = difflib.get_close_matches(entry_id, edition.entries, n=1)
        raise EntryNotFoundError(error.detail, remedy=f"Did you mean {near[0]}?" if near else None) from None


def asked_of(source: str, **known: Any) -> Asked:
    """Turn an address, a file name or `-` into a question.

    Raises:
        RequestInvalidError: The file is missing, cannot be read, is too large, or is no text.
    """
    if known.get("kinds") is not None:
        known["kinds"] = frozenset(known["kinds"])
    if source.lower().startswith(("http://", "https://")):
        return Asked(url=source, **known)
    content = _read(source)
    if _is_html(source, content):
        return Asked(html=content, **known)
    return Asked(text=_decode(source, content), **known)


def _read(source: str) -> bytes:
    content = _read_input() if source == "-" else _read_file(source)
    if len(content) > MOST_BYTES:
        msg = f"{_named(source)} holds more than {MOST_BYTES:,} bytes"
        raise RequestInvalidError(msg, remedy="Give the article alone.")
    if not content.strip():
        raise RequestInvalidError(
            f"{_named(source)} is empty", remedy="Give a file that holds the article, or its address."
        )
    return content


def _named(source: str) -> str:
    return "standard input" if source == "-" else repr(source)


def _read_input() -> bytes:
    if sys.stdin.isatty():
        hint("Type or paste the article, then end it with Ctrl+D (Ctrl+Z and Enter on Windows).")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _read_file(source: str) -> bytes:
    try:
        with Path(source).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        remedy = "Check the name; an address begins with http:// or https://."
        raise RequestInvalidError(f"there is no file {source!r}", remedy=remedy) from None
    except IsADirectoryError:
        remedy = "Give the files in it; with a pack, use --pack."
        raise RequestInvalidError(f"{source!r} is a folder", remedy=remedy) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        remedy = "Give a file that you may read, or - for standard input."
        raise RequestInvalidError(f"{source!r} cannot be read: {reason}", remedy=remedy) from None


def _is_html(source: str, content: bytes) -> bool:
    if Path(source).suffix.lower() in _HTML_NAMES:
        return True
    return _HTML_START.match(content.lstrip(b"\xef\xbb\xbf \t\r\n")) is not None


def _decode(source: str, content: bytes) -> str:
    if content.startswith(_BYTE_ORDER_MARKS):
        return content.decode("utf-16", errors="replace")
    if b"\x00" not in content and not content.startswith(b"%PDF"):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            best = charset_normalizer.from_bytes(content[:_SAMPLE_BYTES]).best()
            if best is not None:
                return content.decode(best.encoding, errors="replace")
    msg = f"{_named(source)} is neither text nor HTML"
    raise RequestInvalidError(msg, remedy="Give a plain text file, an HTML file or an address.")
