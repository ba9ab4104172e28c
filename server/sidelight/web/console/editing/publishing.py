"""Publishing an entry: what speaks against it, and the acts themselves: publish, trial and retire."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.errors import EntryInvalidError, SidelightError
from sidelight.services.curation.values import EditionRecord, Revision, StoredEntry
from sidelight.shapes.entries import entry_to
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.editing.preview import Preview, preview_of
from sidelight.web.console.editing.writing import CARD_SCRIPTS, form_of_entry
from sidelight.web.console.history.layout import Row, lay_out
from sidelight.web.current import wired

Problems = dict[str, list[str]]
_NO_REASON: Final = "is missing: write why, for the public log of editions"
FIRST_PUBLICATION: Final = "first publication"


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/entries/<entry_id>/publish", "publish", publish)
    console.add_url_rule("/entries/<entry_id>/publish", "publish_entry", publish_entry, methods=["POST"])
    console.add_url_rule("/entries/<entry_id>/trial", "trial_entry", trial_entry, methods=["POST"])
    console.add_url_rule("/entries/<entry_id>/retire", "retire_entry", retire_entry, methods=["POST"])


@allow("curator")
def publish(entry_id: str) -> Response:
    """Show what would be published, and what the guard says of it."""
    return _page(entry_id)


@allow("reviewer")
def publish_entry(entry_id: str) -> AnyResponse:
    """Publish the revision that was seen."""
    publishing = wired().curating.publishing
    return _act(
        entry_id,
        lambda reason: publishing.publish(entry_id, revision=_seen(), by=current_curator().name, reason=reason),
        "Published: edition {} carries it from now on.",
    )


@allow("reviewer")
def trial_entry(entry_id: str) -> AnyResponse:
    """Put the revision that was seen on trial."""
    publishing = wired().curating.publishing
    return _act(
        entry_id,
        lambda reason: publishing.trial(entry_id, revision=_seen(), by=current_curator().name, reason=reason),
        "On trial since edition {}: it is matched and counted, and readers do not see it.",
    )


@allow("reviewer")
def retire_entry(entry_id: str) -> AnyResponse:
    """Take the entry out for good."""
    publishing, instead = wired().curating.publishing, pages.written("replaced_by") or None
    return _act(
        entry_id,
        lambda reason: publishing.retire(entry_id, by=current_curator().name, reason=reason, replaced_by=instead),
        "Retired: edition {} is without it. Its history stays.",
    )


def _act(entry_id: str, act: Callable[[str], EditionRecord], done: str) -> AnyResponse:
    wired().curating.entries.standing(entry_id)
    reason = pages.written_reason()
    if not reason:
        return _page(entry_id, problems={"reason": [_NO_REASON]}, status=pages.WRONG)
    try:
        record = act(reason)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return _page(entry_id, refused=error, status=pages.WRONG)
    pages.say(done.format(record.number))
    return pages.back_to("publish", entry_id=entry_id)


def _seen() -> int:
    text = pages.written("revision")
    return int(text) if text.isdecimal() and len(text) <= 9 else 0


def _page(
    entry_id: str, *, problems: Problems | None = None, refused: SidelightError | None = None, status: int = 200
) -> Response:
    """Show the page; of an entry that this version cannot read, what can still be done to it: retire it."""
    try:
        stored = wired().curating.entries.entry(entry_id)
    except EntryInvalidError as error:
        return pages.show(
            "editor/unread.html",
            status=status,
            standing=wired().curating.entries.standing(entry_id),
            used=wired().editions.current.edition.entries.get(entry_id),
            why=error.detail,
            problems=problems or {},
            refused=None if refused is None else pages.told(refused),
            reason=request.form.get("reason", ""),
            replaced_by=request.form.get("replaced_by", ""),
            others=_others(entry_id),
        )
    return _show(stored, problems=problems, refused=refused, status=status)


def _others(entry_id: str) -> list[str]:
    return sorted(wired().editions.current.edition.entries.keys() - {entry_id})


def _show(stored: StoredEntry, *, problems: Problems | None, refused: SidelightError | None, status: int) -> Response:
    curating = wired().curating
    links = pages.asked("links") is not None
    judgement = curating.publishing.judge([stored.id], links=links) if stored.waits else None
    mine = curating.entries.unmet_by(current_curator().name, stored.id)
    return pages.show(
        "editor/publish.html",
        status=status,
        stored=stored,
        judgement=judgement,
        preview=_preview(stored),
        rows=_changes(stored),
        scripts=CARD_SCRIPTS,
        problems=problems or {},
        refused=None if refused is None else pages.told(refused),
        reason=request.form.get("reason") or _first_reason(stored),
        retire_reason=request.form.get("reason", "") if "replaced_by" in request.form else "",
        replaced_by=request.form.get("replaced_by", ""),
        own=mine,
        second_person=curating.publishing.second_person,
        links=links,
        others=_others(stored.id),
        edition=wired().editions.current.edition.number,
    )


def _preview(stored: StoredEntry) -> Preview | None:
    """Try the newest revision, for the card that readers will see, unless they see it already."""
    on_trial = stored.live is not None and stored.live.status == "trial"
    if not stored.waits and not on_trial:
        return None
    return preview_of(form_of_entry(stored.head.entry, based_on=stored.head.number))


def _changes(stored: StoredEntry) -> tuple[Row, ...] | None:
    """Tell what would change for readers; nothing can be compared before they see anything."""
    before, after = _live(stored) if stored.waits else None, stored.head
    if before is None:
        return None
    found = wired().curating.entries.compare(stored.id, before.number, after.number)
    return lay_out(found, entry_to(before.entry), entry_to(after.entry))


def _live(stored: StoredEntry) -> Revision | None:
    """Look up what is live; nothing if nothing is, or if this version cannot read it."""
    if stored.live is None:
        return None
    try:
        return wired().curating.entries.revision(stored.id, stored.live.revision)
    except EntryInvalidError:
        return None


def _first_reason(stored: StoredEntry) -> str:
    """Suggest why: what the entry's author wrote last, or that it is new."""
    if stored.live is None:
        return FIRST_PUBLICATION
    return stored.head.act.reason
