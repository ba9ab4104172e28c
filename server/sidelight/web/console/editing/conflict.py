"""Two people edited the same entry: both texts side by side, and which of them is to stand, piece by piece."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Response, request

from sidelight.core.entry import Entry
from sidelight.services.curation.values import Revision
from sidelight.shapes.entries import entry_from, entry_to
from sidelight.web.console import pages
from sidelight.web.console.drafts.fields import Form
from sidelight.web.console.drafts.forms import written
from sidelight.web.console.drafts.merging import Choice, choices
from sidelight.web.console.drafts.wording import label_of
from sidelight.web.current import wired

#: The revision on which the form was based, before somebody else saved.
FIRST_BASE: Final = "first_base"
#: How the names of the choices begin in the form.
CHOICE: Final = "take-"
#: What the store fills in itself; nobody edits it.
_NOT_EDITED: Final = ("revision", "status", "reviewed")
_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that came too late: what it was based on, what is there now, and where the two differ."""

    base: Revision
    head: Revision
    choices: tuple[Choice, ...]

    @property
    def open(self) -> int:
        """How many pieces both have changed."""
        return sum(choice.both for choice in self.choices)


def conflict_of(entry_id: str, form: Form, *, based_on: int) -> Conflict:
    """Compare what was to be saved with what somebody else has saved.

    Raises:
        EntryNotFoundError: There is no such entry.
        NotKeptError: It has no revision of that number.
        EntryInvalidError: What stands in the form is no entry.
    """
    entries = wired().curating.entries
    base, head = entries.revision(entry_id, based_on), entries.entry(entry_id).head
    mine = entry_from(written(form).data, pack=head.entry.pack)
    return Conflict(base, head, choices(content_of(base.entry), content_of(head.entry), content_of(mine)))


def content_of(entry: Entry) -> dict[str, Any]:
    """Write what is edited of an entry."""
    return {key: value for key, value in entry_to(entry).items() if key not in _NOT_EDITED}


def show(entry_id: str, form: Form, *, based_on: int, unanswered: tuple[Choice, ...] = ()) -> Response:
    """Show both texts and the form with the choices; all that was typed travels in it.

    Args:
        entry_id: The entry.
        form: What was typed.
        based_on: The revision on which it is based.
        unanswered: The pieces that somebody still has to choose; what was chosen of the others is kept.
    """
    found = conflict_of(entry_id, form, based_on=based_on)
    chosen = {name: form.value(name) for name in form.values if unanswered and name.startswith(CHOICE)}
    more = {"based_on": (str(found.head.number),), FIRST_BASE: (str(based_on),)}
    return pages.show(
        "editor/conflict.html",
        status=_CONFLICT,
        conflict=found,
        chosen=chosen,
        unanswered=unanswered,
        stored=wired().curating.entries.entry(entry_id),
        form=replace(form, values={**form.values, **more}),
        lines_of=lambda value: list(lines_of(value)),
        label_of=label_of,
        reason=request.form.get("reason", ""),
    )


def lines_of(value: Any) -> Iterator[str]:
    """Write a piece down for reading, one thing a line.

    Example:
        >>> list(lines_of({"value": 96, "as_of": "2024-05-14", "note": {"en": "early count"}}))
        ['value: 96', 'as of: 2024-05-14', 'note: en: early count']
    """
    if isinstance(value, Mapping):
        for key, inner in value.items():
            lines = list(lines_of(inner))
            name = str(key).replace("_", " ")
            yield from [f"{name}: {lines[0]}"] if len(lines) == 1 else [f"{name}:", *(f"  {line}" for line in lines)]
    elif isinstance(value, list | tuple):
        for item in value:
            lines = list(lines_of(item))
            yield ", ".join(lines)
    else:
        yield str(value)
