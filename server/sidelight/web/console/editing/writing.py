"""Writing an entry: the form for each kind, its buttons, and saving what stands in it as a draft."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.check import FINDINGS
from sidelight.core.entry import Entry
from sidelight.errors import EntryInvalidError
from sidelight.services.curation.differences import differences
from sidelight.services.curation.errors import EditConflictError, ExistsError
from sidelight.services.curation.values import StoredEntry
from sidelight.services.imports.days import FORMS
from sidelight.shapes.entries import KINDS, entry_from, entry_to
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.drafts.fields import Form, keys_of, within
from sidelight.web.console.drafts.forms import form_values, written
from sidelight.web.console.drafts.rows import Done, in_order, new_form, press
from sidelight.web.console.drafts.wording import at_fields, label_of
from sidelight.web.console.editing import conflict
from sidelight.web.console.editing.preview import Preview, Problems, preview_of, sent_form
from sidelight.web.console.editing.world import pack_named, packs
from sidelight.web.current import wired
from sidelight.web.demo import content_files

_CARD_PARTS: Final = frozenset(
    ("read/reply.js", *(f"card/{part}.js" for part in ("elements", "sources", "records", "about", "actions", "card")))
)
#: What a curator may ask of the form besides changing its rows.
SAVE: Final = "save"
SAVE_AND_GO_ON: Final = "save and publish"
CHECK: Final = "check"
FIRST_REASON: Final = "first draft"
#: Names of entries that fields offer to choose from.
NAMES_OFFERED: Final = 500
#: With more sources than this, a record has boxes for those that it cites, and a field that names others.
FEW_SOURCES: Final = 12
#: The extension's scripts that build and draw a card; those that read pages have nothing to do here.
CARD_SCRIPTS: Final = tuple(
    name for name in content_files()["scripts"] if name.startswith(("text/", "style/", "chart/")) or name in _CARD_PARTS
)
#: Parts that a reason that nobody wrote names.
_PARTS_NAMED: Final = 4


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/entries/new", "new_entry", new_entry)
    console.add_url_rule("/entries", "create_entry", create_entry, methods=["POST"])
    console.add_url_rule("/entries/<entry_id>", "entry", entry)
    console.add_url_rule("/entries/<entry_id>", "save_entry", save_entry, methods=["POST"])


@allow("curator")
def new_entry() -> Response:
    """Ask for the kind, then show its form."""
    kind, there = pages.asked("kind"), packs()
    if kind not in KINDS or not there:
        return pages.show("editor/kinds.html", packs=there)
    pack = pages.asked("pack") or there[0].id
    return show_form(new_form(kind, pack=pack))


@allow("curator")
def create_entry() -> AnyResponse:
    """Keep a new entry, or do what another button of its form says."""
    form, button = sent_form(), request.form.get("do", SAVE)
    if button not in (SAVE, SAVE_AND_GO_ON):
        return pressed(form, button)
    form = in_order(form)
    read = _read(form)
    if not isinstance(read, Entry):
        return refused(form, read)
    try:
        wired().curating.entries.create(read, by=current_curator().name, reason=pages.written_reason() or FIRST_REASON)
    except ExistsError as error:
        return refused(form, {"id": [f"{error.detail}: choose another"]})
    pages.say("Saved as a draft. Readers see nothing of it until it is published.")
    return pages.back_to("publish" if button == SAVE_AND_GO_ON else "entry", entry_id=read.id)


@allow("curator")
def entry(entry_id: str) -> AnyResponse:
    """Show an entry's newest revision in its form; one that cannot be read has only its page of publishing."""
    try:
        stored = wired().curating.entries.entry(entry_id)
    except EntryInvalidError:
        return pages.back_to("publish", entry_id=entry_id)
    return show_form(form_of_entry(stored.head.entry, based_on=stored.head.number), stored=stored)


@allow("curator")
def save_entry(entry_id: str) -> AnyResponse:
    """Keep the form as a new revision, or do what another button of it says."""
    stored = wired().curating.entries.entry(entry_id)
    form, button = sent_form(), request.form.get("do", SAVE)
    form = replace(form, values={**form.values, "id": (entry_id,), "pack": (stored.pack,)})
    if button not in (SAVE, SAVE_AND_GO_ON):
        return pressed(form, button, stored)
    form = in_order(form)
    read = _read(form)
    if not isinstance(read, Entry):
        return refused(form, read, stored)
    return keep(stored, form, read, publish=button == SAVE_AND_GO_ON)


def keep(stored: StoredEntry, form: Form, read: Entry, *, publish: bool) -> AnyResponse:
    """Save an entry on top of the revision that the form is based on; a conflict is shown with both texts."""
    based_on = int(form.value("based_on")) if form.value("based_on").isdecimal() else 0
    reason = pages.written_reason() or what_changed(stored.head.entry, read)
    try:
        kept = wired().curating.entries.edit(read, based_on=based_on, by=current_curator().name, reason=reason)
    except EditConflictError:
        return conflict.show(stored.id, form, based_on=based_on)
    if kept.head.number == based_on:
        pages.say("Nothing was changed, so nothing was saved.", "note")
    else:
        after = "" if kept.live is None else " Readers see the published revision until this one is published."
        pages.say(f"Saved as revision {kept.head.number}.{after}")
    return pages.back_to("publish" if publish else "entry", entry_id=stored.id)


def refused(form: Form, problems: Problems, stored: StoredEntry | None = None) -> Response:
    """Show the form again with what keeps it from being saved, and with all else that can be told of it by now."""
    preview = preview_of(form)
    return show_form(form, stored=stored, problems=problems | preview.marks, preview=preview, status=pages.WRONG)


def pressed(form: Form, button: str, stored: StoredEntry | None = None) -> Response:
    """Show the form again after a button that changes rows, or with its preview after “Check”."""
    if button == CHECK:
        form = in_order(form)
        preview = preview_of(form)
        return show_form(form, stored=stored, problems=preview.marks, preview=preview)
    if button == "language":
        button = f"language {pages.written('new_language')}"
    done = press(form, button)
    problems = {} if done.said is None else {"new_language": [done.said]}
    return show_form(done.form, stored=stored, problems=problems, done=done)


def form_of_entry(entry: Entry, *, based_on: int) -> Form:
    """Fill the form with an entry and the revision that it is."""
    form = form_values(entry_to(entry))
    more = {"pack": (entry.pack,), "based_on": (str(based_on),)}
    return replace(form, values={**form.values, **more})


def show_form(
    form: Form,
    *,
    stored: StoredEntry | None = None,
    problems: Problems | None = None,
    preview: Preview | None = None,
    done: Done | None = None,
    status: int = 200,
) -> Response:
    """Show the form of an entry.

    Raises:
        PackNotFoundError: The form names a pack that is not there.
        NotFound: It names no kind.
    """
    kind, edition = form.value("kind"), wired().editions.current.edition
    if kind not in KINDS:
        raise NotFound
    return pages.show(
        "editor/form.html",
        status=status,
        form=form,
        kind=kind,
        target=url_for("console.save_entry", entry_id=stored.id) if stored else url_for("console.create_entry"),
        stored=stored,
        problems=problems or {},
        preview=preview,
        done=done,
        focus=None if done is None else done.focus,
        label_of=label_of,
        day_forms=FORMS,
        reason=request.form.get("reason", ""),
        pack=pack_named(form.value("pack")),
        packs=packs(),
        findings=FINDINGS[kind],
        few_sources=FEW_SOURCES,
        figures=list(edition.figures)[:NAMES_OFFERED],
        entries=list(edition.entries)[:NAMES_OFFERED],
        within=_any_within,
        scripts=CARD_SCRIPTS,
    )


def what_changed(before: Entry, after: Entry) -> str:
    """Say which parts an edit changed, for whoever saves without a reason.

    Example:
        >>> from sidelight.core.kinds.payloads import Background
        >>> old = Entry(id="x", kind="background", title={}, summary={}, phrases={}, payload=Background())
        >>> what_changed(old, replace(old, tags=("a",), revision=2, status="published"))
        'changed tags'
    """
    found = differences(conflict.content_of(before), conflict.content_of(after))
    parts = dict.fromkeys(_part(difference.place) for difference in found)
    named = list(parts)[:_PARTS_NAMED]
    more = " and more" if len(parts) > _PARTS_NAMED else ""
    return f"changed {', '.join(named)}{more}" if named else "saved again"


def _part(place: str) -> str:
    keys = [key for key in keys_of(place) if isinstance(key, str)]
    inner = keys[1:] if keys[0] in ("figure", "comparison", "label") and len(keys) > 1 else keys
    return inner[0].replace("_", " ")


def _any_within(problems: Problems, prefix: str) -> bool:
    return any(within(name, prefix) for name in problems)


def _read(form: Form) -> Entry | Problems:
    """Read the entry that a form says, or tell what is wrong with it, by field."""
    said = written(form)
    try:
        return entry_from(said.data, pack=form.value("pack"))
    except EntryInvalidError as error:
        return at_fields(error.problems, said)
