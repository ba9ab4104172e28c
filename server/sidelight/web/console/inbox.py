"""What readers sent: reports grouped by the entry that they are about, and requests for context."""

from dataclasses import replace
from typing import Any, Final, cast, get_args

from flask import Blueprint, Response, abort, redirect
from marshmallow import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.entry import Entry, Example
from sidelight.errors import EntryInvalidError, SidelightError
from sidelight.services.curation.errors import EditConflictError, ExistsError, NotKeptError
from sidelight.services.curation.queue import SentKind
from sidelight.services.sent import REASONS, ContextRequest, Kept, Report
from sidelight.shapes.entries import ExampleShape, entry_from, entry_to
from sidelight.shapes.strict import Problems, problems_of
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.corpus.verdicts import verdict_of
from sidelight.web.current import wired

#: What a report says, in words.
REASON_LABELS: Final = {"does-not-fit": "does not fit here", "out-of-date": "is out of date", "wrong": "is wrong"}
#: Reports on one entry that are shown at a time; the others move up as these are dealt with.
REPORTS_SHOWN: Final = 50
_EXAMPLE: Final = ExampleShape()
_KINDS: Final[tuple[SentKind, ...]] = get_args(SentKind)
_ACTS: Final = ("dismiss", "fixed")


def register(console: Blueprint) -> None:
    """Add the pages, and the number of what waits for the navigation."""
    console.add_url_rule("/inbox", "inbox", listed)
    console.add_url_rule("/inbox/<kind>/<int:number>/<act>", "deal", deal, methods=["POST"])
    console.add_url_rule("/inbox/report/<int:number>/example", "report_example", example)
    console.add_url_rule("/inbox/report/<int:number>/example", "add_report_example", add_example, methods=["POST"])
    console.add_url_rule("/inbox/request/<int:number>/entry", "request_entry", new_entry)
    console.add_url_rule("/inbox/request/<int:number>/entry", "add_request_entry", add_entry, methods=["POST"])
    console.context_processor(lambda: {"waiting": waiting})


def waiting() -> int:
    """Count what waits; a queue that cannot be read counts none, since error pages show the navigation too."""
    try:
        return sum(wired().curating.queue.open().values())
    except SidelightError:
        return 0


@allow("curator")
def listed() -> Response:
    """Show reports, or requests, oldest first."""
    return _page()


def _page(problems: dict[str, list[str]] | None = None, *, status: int = 200) -> Response:
    queue = wired().curating.queue
    show: SentKind = "request" if pages.asked("show") == "request" else "report"
    offset, entry, reason = pages.asked_offset(), pages.asked("entry"), pages.asked("reason")
    reason = reason if reason in REASONS else None
    values: dict[str, Any] = {}
    if show == "report":
        groups, total = queue.by_entry(entry=entry, reason=reason, limit=pages.PAGE_LINES, offset=offset)
        values |= {"groups": groups, "most": REPORTS_SHOWN}
    else:
        requests = queue.requests()
        values["requests"], total = requests[offset : offset + pages.PAGE_LINES], len(requests)
    return pages.show(
        "inbox/list.html",
        status=status,
        show=show,
        open=queue.open(),
        entry=entry or "",
        reason=reason or "",
        reasons=[(name, REASON_LABELS[name]) for name in REASONS],
        labels=REASON_LABELS,
        problems=problems or {},
        paging=pages.Paging(total=total, offset=offset),
        **values,
    )


@allow("curator")
def deal(kind: str, number: int, act: str) -> AnyResponse:
    """Dismiss a report or a request, or say that its cause is mended."""
    if kind not in _KINDS or act not in _ACTS:
        abort(404)
    queue, by, reason = wired().curating.queue, current_curator().name, pages.written_reason()
    try:
        if act == "fixed":
            queue.fixed(kind, number, by=by, reason=reason)
        else:
            queue.dismiss(kind, number, by=by, reason=reason)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        pages.say_problem(error)
    else:
        pages.say(f"The {kind} {number} is dealt with; what the reader wrote is deleted.")
    return pages.back_to("inbox", show=kind)


@allow("curator")
def example(number: int) -> Response:
    """Show the example that a report would become, to be looked at and changed."""
    kept, report = _report(number)
    proposed = wired().curating.queue.proposed_example(number)
    return _example_page(kept, report, sent={"text": proposed.text})


@allow("curator")
def add_example(number: int) -> AnyResponse:
    """Add the example to the entry as a draft, and be done with the report."""
    kept, report = _report(number)
    sent = {name: pages.written(name) for name in ("text", "title", "published")}
    made = _example(sent)
    if isinstance(made, dict):
        return _example_page(kept, report, sent=sent, problems=made)
    before = wired().curating.entries.entry(report.entry).head.number
    try:
        stored = wired().curating.queue.example_from_report(number, by=current_curator().name, example=made)
    except EditConflictError as error:
        return _example_page(kept, report, sent=sent, problems={"": [pages.told(error)]})
    done = f"Report {number} is dealt with, and what the reader wrote is deleted."
    if stored.head.number == before:
        pages.say(f"The entry has that example already. {verdict_of(stored, made).told} {done}", "note")
        return pages.back_to("hits", entry_id=report.entry)
    pages.say(f"The sentence is an example now, in the draft revision {stored.head.number}. {done}")
    return pages.back_to("hits", entry_id=report.entry, example=stored.head.number)


def _example(sent: dict[str, str]) -> Example | dict[str, list[str]]:
    """Read the form through the contract, or tell what is wrong with it, field by field."""
    try:
        filled = {name: value for name, value in sent.items() if value}
        return cast("Example", _EXAMPLE.load({**filled, "none": True}))
    except ValidationError as error:
        return _by_field(problems_of(error))


def _by_field(problems: Problems) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, message in problems:
        found.setdefault(place.split(".")[0], []).append(message)
    return found


def _report(number: int) -> tuple[Kept, Report]:
    kept = wired().curating.queue.find("report", number)
    if not isinstance(kept.sent, Report):
        abort(404)
    return kept, kept.sent


def _example_page(
    kept: Kept, report: Report, *, sent: dict[str, str], problems: dict[str, list[str]] | None = None
) -> Response:
    return pages.show(
        "inbox/example.html",
        status=pages.WRONG if problems else 200,
        kept=kept,
        report=report,
        stored=wired().curating.entries.entry(report.entry),
        sent=sent,
        labels=REASON_LABELS,
        problems=problems or {},
    )


@allow("curator")
def new_entry(number: int) -> Response:
    """Show the beginning of an entry that a request would become."""
    kept, asked_for = _request(number)
    proposed = _proposed(number)
    title = next(iter(proposed.title.values()), "")
    return _entry_page(kept, asked_for, sent={"id": proposed.id, "title": title, "pack": proposed.pack})


@allow("curator")
def add_entry(number: int) -> AnyResponse:
    """Keep the draft, be done with the request, and go on in the editor."""
    kept, asked_for = _request(number)
    sent = {name: pages.written(name) for name in ("id", "title", "pack")}
    proposed = _proposed(number)
    language = next(iter(proposed.title), "en")
    try:
        draft = replace(proposed, id=sent["id"], title={language: sent["title"]}, pack=sent["pack"])
        draft = entry_from(entry_to(draft), pack=sent["pack"])
        stored = wired().curating.queue.entry_from_request(number, draft, by=current_curator().name)
    except EntryInvalidError as error:
        return _entry_page(kept, asked_for, sent=sent, problems=_by_field(error.problems))
    except ExistsError as error:
        return _entry_page(kept, asked_for, sent=sent, problems={"id": [pages.told(error)]})
    pages.say(f"The draft {stored.id} is begun; the request is dealt with, and what the reader wrote is deleted.")
    return redirect(pages.entry_path(stored.id), pages.SEE_OTHER)


def _begun(proposed: Entry) -> dict[str, str]:
    """Give the fields of the editor that a request fills in, whatever kind is chosen."""
    fields = {"id": proposed.id, "pack": proposed.pack}
    fields |= {f"title.{language}": text for language, text in proposed.title.items()}
    for example in proposed.examples[:1]:
        found = {"text": example.text, "quote": example.quote, "title": example.title, "language": example.language}
        fields |= {f"examples[0].{name}": value for name, value in found.items() if value}
    return fields


def _request(number: int) -> tuple[Kept, ContextRequest]:
    kept = wired().curating.queue.find("request", number)
    if not isinstance(kept.sent, ContextRequest):
        abort(404)
    return kept, kept.sent


def _proposed(number: int) -> Entry:
    packs = wired().curating.entries.packs()
    if not packs:
        msg = "there is no pack that the entry could be in"
        raise NotKeptError(msg, remedy="Make a pack first, then start the entry.")
    return wired().curating.queue.proposed_entry(number, pack=packs[0].head.id)


def _entry_page(
    kept: Kept, asked_for: ContextRequest, *, sent: dict[str, str], problems: dict[str, list[str]] | None = None
) -> Response:
    proposed = _proposed(kept.id)
    return pages.show(
        "inbox/entry.html",
        begun=_begun(proposed),
        status=pages.WRONG if problems else 200,
        kept=kept,
        asked_for=asked_for,
        packs=[
            (stored.head.id, f"{stored.head.title} ({stored.head.id})") for stored in wired().curating.entries.packs()
        ],
        sent=sent,
        problems=problems or {},
    )
