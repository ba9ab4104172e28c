"""What readers sent, and what curators do with it: each report and request is dealt with once, and then deleted."""

from typing import Final

from flask import Response, url_for

from sidelight import errors
from sidelight.services.curation import errors as curation
from sidelight.services.sent import Kept
from sidelight.shapes.curating.replies import kept_reply, stored_reply
from sidelight.shapes.curating.requests import PageShape, ReasonShape, Step, Wanted
from sidelight.shapes.requests import NothingShape, Options
from sidelight.web.access import current_curator
from sidelight.web.api.answers import page_json, private_json, revision_json
from sidelight.web.api.curating.named import NUMBER
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_body, read_query
from sidelight.web.current import wired

_PAGE: Final = PageShape()
_REASON: Final = ReasonShape()
_NOTHING: Final = NothingShape()


def list_reports() -> Response:
    """List the open reports of readers, oldest first."""
    wanted = read_query(_PAGE, Wanted)
    return _page("reports", wired().curating.queue.reports(), wanted, path=url_for("queue.list_reports"))


def list_requests() -> Response:
    """List the open requests for context, oldest first."""
    wanted = read_query(_PAGE, Wanted)
    return _page("requests", wired().curating.queue.requests(), wanted, path=url_for("queue.list_requests"))


def dismiss_report(number: int) -> Response:
    """Delete a report that asks for nothing; the log keeps the reason and none of the reader's words."""
    read_query(_NOTHING, Options)
    reason = read_body(_REASON, Step).reason
    wired().curating.queue.dismiss("report", number, by=current_curator().name, reason=reason)
    return private_json({"id": number})


def dismiss_request(number: int) -> Response:
    """Delete a request that asks for nothing; the log keeps the reason and none of the reader's words."""
    read_query(_NOTHING, Options)
    reason = read_body(_REASON, Step).reason
    wired().curating.queue.dismiss("request", number, by=current_curator().name, reason=reason)
    return private_json({"id": number})


def make_example(number: int) -> Response:
    """Turn a report into an example of its entry that must not match, as a draft; the report is dealt with."""
    read_query(_NOTHING, Options)
    stored = wired().curating.queue.example_from_report(number, by=current_curator().name)
    return revision_json(stored_reply(stored), stored.head.number)


def _page(name: str, kept: tuple[Kept, ...], wanted: Wanted, *, path: str) -> Response:
    shown = [kept_reply(each) for each in kept[wanted.offset : wanted.offset + wanted.limit]]
    return page_json(name, shown, wanted, path=path, total=len(kept))


_PROBLEMS = (curation.NotKeptError, curation.CannotError)
_EXAMPLES = {"dismissed": {"reason": "the passage is about another event"}}

OPERATIONS = (
    Operation(
        rule="/v1/reports",
        access="curator",
        view=list_reports,
        reply="ReportList",
        query=PageShape,
        problems=(errors.InboxUnavailableError, errors.RequestInvalidError),
    ),
    Operation(
        rule="/v1/requests",
        access="curator",
        view=list_requests,
        reply="RequestList",
        query=PageShape,
        problems=(errors.InboxUnavailableError, errors.RequestInvalidError),
    ),
    Operation(
        rule="/v1/reports/<number:number>/dismiss",
        access="curator",
        method="POST",
        view=dismiss_report,
        reply="Done",
        query=NothingShape,
        body=ReasonShape,
        path_values=NUMBER,
        examples=_EXAMPLES,
        problems=_PROBLEMS,
    ),
    Operation(
        rule="/v1/requests/<number:number>/dismiss",
        access="curator",
        method="POST",
        view=dismiss_request,
        reply="Done",
        query=NothingShape,
        body=ReasonShape,
        path_values=NUMBER,
        examples=_EXAMPLES,
        problems=_PROBLEMS,
    ),
    Operation(
        rule="/v1/reports/<number:number>/example",
        access="curator",
        method="POST",
        view=make_example,
        reply="CuratedEntry",
        query=NothingShape,
        path_values=NUMBER,
        problems=(*_PROBLEMS, errors.EntryNotFoundError, curation.EditConflictError, errors.RequestInvalidError),
    ),
)
