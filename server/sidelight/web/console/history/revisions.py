"""An entry's history: its revisions, any two of them side by side, and the way back to one."""

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sidelight.errors import SidelightError
from sidelight.services.curation.values import StoredEntry
from sidelight.shapes.entries import entry_to
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.history.layout import lay_out
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

#: More digits are no revision of ours.
_DIGITS = 9


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/entries/<entry_id>/history", "history", listed)
    console.add_url_rule("/entries/<entry_id>/compare", "compare", compare)
    console.add_url_rule("/entries/<entry_id>/revert", "revert", revert, methods=["POST"])


@allow("curator")
def listed(entry_id: str) -> Response:
    """List an entry's revisions, newest first."""
    return _page(entry_id)


@allow("curator")
def compare(entry_id: str) -> Response:
    """Show two revisions side by side, field by field; without numbers, what readers see against the newest."""
    entries = wired().curating.entries
    stored = entries.entry(entry_id)
    before, after = _number("before", _usual_before(stored)), _number("after", stored.head.number)
    old, new = entries.revision(entry_id, before), entries.revision(entry_id, after)
    rows = lay_out(entries.compare(entry_id, before, after), entry_to(old.entry), entry_to(new.entry))
    return pages.show("compare.html", entry=stored, old=old, new=new, rows=rows)


@allow("curator")
def revert(entry_id: str) -> AnyResponse:
    """Add a revision with the content of an earlier one."""
    to, based_on, reason = pages.written("to"), pages.written("based_on"), pages.written_reason()
    if not (_is_number(to) and _is_number(based_on)):
        abort(400)
    if not reason:
        problems = {f"reason.{to}": ["is missing: say why it goes back"]}
        return _page(entry_id, problems=problems, opened=int(to), status=pages.WRONG)
    try:
        stored = wired().curating.entries.revert(
            entry_id, to=int(to), based_on=int(based_on), by=current_curator().name, reason=reason
        )
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return _page(entry_id, problems={"": [pages.told(error)]}, status=kind_of(type(error)).status)
    waits = " Readers see it once it is published." if stored.waits else ""
    pages.say(f"Revision {stored.head.number} says again what revision {to} said.{waits}")
    return pages.back_to("history", entry_id=entry_id)


def _page(
    entry_id: str, *, problems: dict[str, list[str]] | None = None, opened: int = 0, status: int = 200
) -> Response:
    entries = wired().curating.entries
    revisions = entries.revisions(entry_id)
    path = url_for("console.history", entry_id=entry_id)
    paging = pages.Paging(total=len(revisions), offset=pages.asked_offset(), path=path)
    return pages.show(
        "history.html",
        status=status,
        entry=entries.entry(entry_id),
        revisions=revisions[paging.offset : paging.offset + paging.limit],
        paging=paging,
        problems=problems or {},
        opened=opened,
    )


def _usual_before(stored: StoredEntry) -> int:
    """Choose what the newest revision is compared with: what is live, if that is another, else the one before."""
    if stored.live is not None and stored.live.revision != stored.head.number:
        return stored.live.revision
    return max(1, stored.head.number - 1)


def _number(name: str, usual: int) -> int:
    text = request.args.get(name, "")
    if not text:
        return usual
    if not _is_number(text):
        abort(404)
    return int(text)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _DIGITS
