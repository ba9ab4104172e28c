"""What was given to an import: a file, or a text that was pasted or carried along from the first step."""

import hashlib
import json
from typing import Any, Final

from flask import Response, request

from sidelight.core.entry import Entry
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.services.curation.values import Search
from sidelight.services.imports.days import FORMS
from sidelight.shapes.entries import entry_to
from sidelight.web.console import pages
from sidelight.web.current import wired

#: Figures that the first page offers by name; others can be written.
FIGURES_OFFERED: Final = 500


def start(
    opened: str = "", problems: dict[str, list[str]] | None = None, *, status: int | None = None, **more: Any
) -> Response:
    """Show the page on which every import begins; with problems, the form again as it was filled in."""
    entries = wired().curating.entries
    figures = entries.search(Search(kind="figure", limit=FIGURES_OFFERED)).entries
    return pages.show(
        "imports/start.html",
        status=status or (pages.WRONG if problems else 200),
        opened=opened,
        problems=problems or {},
        packs=[(stored.head.id, f"{stored.head.title} ({stored.head.id})") for stored in entries.packs()],
        figures=figures,
        day_forms=FORMS,
        sent=request.form if opened else request.args,
        **more,
    )


def given_bytes(name: str) -> bytes | None:
    """Give the file of that name, or nothing if none was chosen."""
    file = request.files.get(name)
    return file.read() if file is not None and file.filename else None


def given_text(file: str, field: str) -> str:
    """Give the text of a file if one was chosen, else of the field.

    Raises:
        ImportRefusedError: The file is not UTF-8.
    """
    content = given_bytes(file)
    if content is None:
        return request.form.get(field, "")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"the file is not UTF-8: byte {error.start + 1} is 0x{content[error.start]:02X}"
        raise ImportRefusedError(msg, remedy="Save it again as UTF-8 (in spreadsheets: CSV UTF-8).") from None


def read_json(text: str | bytes) -> Any:
    """Read JSON.

    Raises:
        ImportRefusedError: It is none, or is nested too deeply to be read.
    """
    try:
        return json.loads(text)
    except RecursionError:
        msg = "the file is nested too deeply"
        raise ImportRefusedError(msg) from None
    except ValueError as error:
        msg = f"the file is no JSON: {str(error)[:200]}"
        raise ImportRefusedError(
            msg, remedy="Export the pack again, and change it in an editor that knows JSON."
        ) from None


def seal(value: object) -> str:
    """Name what was shown, so that a confirmation of something else is noticed."""
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()


def carried(entries: tuple[Entry, ...]) -> str:
    """Write entries down for the second step."""
    return json.dumps([entry_to(entry) for entry in entries], ensure_ascii=True)
