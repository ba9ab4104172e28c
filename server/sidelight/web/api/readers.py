"""Taking what readers choose to send: reports on an annotation, and requests for context."""

from typing import Final

from flask import Response

from sidelight import errors
from sidelight.services.sent import ContextRequest, Report, Sent
from sidelight.shapes.requests import ContextRequestShape, NothingShape, Options, ReportShape
from sidelight.web.api.answers import private_json
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_body, read_query
from sidelight.web.current import wired

_REPORT: Final = ReportShape()
_REQUEST: Final = ContextRequestShape()
_NOTHING: Final = NothingShape()


def report() -> Response:
    """Report that an annotation does not fit, is out of date, or is wrong.

    What the body holds is kept with the day on which it came, and nothing else, until a curator has dealt with it.
    """
    read_query(_NOTHING, Options)
    return _kept(read_body(_REPORT, Report))


def request_context() -> Response:
    """Ask for context on a passage that has none.

    What the body holds is kept with the day on which it came, and nothing else, until a curator has dealt with it.
    """
    read_query(_NOTHING, Options)
    return _kept(read_body(_REQUEST, ContextRequest))


def _kept(sent: Sent) -> Response:
    kept = wired().readers.send(sent)
    response = private_json({"id": kept.id, "received": kept.received.isoformat()})
    response.status_code = 201
    return response


_PROBLEMS = (errors.InboxOffError, errors.InboxFullError, errors.InboxUnavailableError)

OPERATIONS = (
    Operation(
        rule="/v1/reports",
        access="everyone",
        method="POST",
        status=201,
        view=report,
        reply="Received",
        body=ReportShape,
        examples={
            "out of date": {
                "entry": "harbour-fire-death-toll",
                "reason": "out-of-date",
                "quote": "at least 30 people died",
                "note": "The inquest counted 34.",
            }
        },
        problems=(errors.EntryNotFoundError, *_PROBLEMS),
    ),
    Operation(
        rule="/v1/requests",
        access="everyone",
        method="POST",
        status=201,
        view=request_context,
        reply="Received",
        body=ContextRequestShape,
        examples={"passage": {"quote": "the largest strike in forty years", "note": "Is it?"}},
        problems=_PROBLEMS,
    ),
)
