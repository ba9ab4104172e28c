"""Settling a conflict: the choices become an entry on top of what somebody else has saved."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.errors import EntryInvalidError
from sidelight.services.curation.errors import RevisionUnnamedError
from sidelight.shapes.entries import entry_from
from sidelight.web.access import allow
from sidelight.web.console import pages
from sidelight.web.console.drafts.fields import Form
from sidelight.web.console.drafts.forms import Written
from sidelight.web.console.drafts.merging import Side, merged
from sidelight.web.console.drafts.wording import at_fields
from sidelight.web.console.editing import conflict, writing
from sidelight.web.console.editing.preview import sent_form
from sidelight.web.current import wired

#: Take one side everywhere.
ALL: Final[dict[str, Side]] = {"all mine": "mine", "all theirs": "theirs"}
_SIDES: Final[dict[str, Side]] = {"mine": "mine", "theirs": "theirs"}
GO_ON: Final = "go on editing"


def register(console: Blueprint) -> None:
    """Add the page."""
    console.add_url_rule("/entries/<entry_id>/settle", "settle", settle, methods=["POST"])


@allow("curator")
def settle(entry_id: str) -> AnyResponse:
    """Save what was chosen, or show it in the form for more."""
    stored, form = wired().curating.entries.entry(entry_id), sent_form()
    first, seen = _number(form, conflict.FIRST_BASE), _number(form, "based_on")
    if stored.head.number != seen:
        return conflict.show(entry_id, form, based_on=first)
    found = conflict.conflict_of(entry_id, form, based_on=first)
    button = request.form.get("do", "")
    sides = {choice.name: ALL.get(button) or _side(form, choice.name) or choice.take for choice in found.choices}
    taken = {name: side for name, side in sides.items() if side is not None}
    if unanswered := tuple(choice for choice in found.choices if choice.name not in taken):
        return conflict.show(entry_id, form, based_on=first, unanswered=unanswered)
    data = merged(conflict.content_of(stored.head.entry), found.choices, taken)
    try:
        read = entry_from(data, pack=stored.pack)
    except EntryInvalidError as error:
        # The two fit together in no entry: it is finished by hand, beginning with what was typed.
        mine = replace(form, values={**form.values, "based_on": (str(seen),)})
        return writing.show_form(
            mine, stored=stored, problems=at_fields(error.problems, Written({})), status=pages.WRONG
        )
    settled = writing.form_of_entry(read, based_on=seen)
    if button == GO_ON:
        return writing.show_form(settled, stored=stored)
    return writing.keep(stored, settled, read, publish=False)


def _number(form: Form, name: str) -> int:
    text = form.value(name)
    if not text.isdecimal():
        msg = "the form does not say which revisions it is about"
        raise RevisionUnnamedError(msg, remedy="Open the entry again, and put your change into it.")
    return int(text)


def _side(form: Form, name: str) -> Side | None:
    return _SIDES.get(form.value(name))
