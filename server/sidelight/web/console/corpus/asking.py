"""What a curator wants saved: addresses, files, or a pasted text with what is known of it."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage

from sidelight.core.dates import PartialDate
from sidelight.errors import SidelightError
from sidelight.services.asked import Asked
from sidelight.services.ports import Page
from sidelight.web.console import pages
from sidelight.web.current import wired

#: Most addresses that are fetched with one form, and most files that are read.
MOST_ADDRESSES: Final = 100
MOST_FILES: Final = 100
_PLAIN: Final = (".txt", ".text", ".md")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a field cannot be taken."""

    field: str
    message: str


def addresses(text: str) -> tuple[str, ...]:
    r"""Read addresses, one a line, each once.

    Example:
        >>> addresses("https://a.example/1 \n\nhttps://a.example/1\nhttps://a.example/2")
        ('https://a.example/1', 'https://a.example/2')
    """
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def pasted() -> Asked | Fault:
    """Read the form of a pasted text."""
    text, published = request.form.get("text", ""), pages.written("published")
    if not text.strip():
        return Fault("text", "is empty: paste the article's text")
    try:
        day = PartialDate.parse(published) if published else None
    except ValueError as error:
        return Fault("published", str(error))
    return Asked(text=text, title=pages.written("title") or None, published=day)


def files() -> list[FileStorage]:
    """Give the files that were sent."""
    return [file for file in request.files.getlist("files") if file.filename][:MOST_FILES]


def of_file(file: FileStorage) -> Asked:
    """Read a file as a page, or, if its name says so, as plain text.

    Raises:
        SidelightError: The text cannot be read.
    """
    content = file.read()
    if PurePath(file.filename or "").suffix.lower() in _PLAIN:
        return Asked(text=wired().extract(Page(body=content, content_type="text/plain")).text)
    return Asked(html=content)


def save_file(file: FileStorage, *, by: str) -> tuple[str, bool]:
    """Save a file; see `save`."""
    try:
        return save(of_file(file), by=by)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return pages.told(error), False


def save(asked: Asked, *, by: str) -> tuple[str, bool]:
    """Save an article and give a sentence on it, and whether it went well.

    Raises:
        SidelightError: The server itself cannot save anything now.
    """
    try:
        saved, new = wired().curating.corpus.add(asked, by=by)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return pages.told(error), False
    title = f"“{saved.title}”" if saved.title else f"Article {saved.id}"
    return (f"{title} is saved." if new else f"{title} was there already: the same text is kept once."), True
