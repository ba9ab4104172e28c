"""Every error as `application/problem+json` (RFC 9457), and the one table of HTTP statuses.

A problem carries a stable `code`, a `detail` that shows the value, and a `remedy`. Errors that are ours, and all that
nobody expected, say nothing of what happened inside.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask import Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from sidelight import errors
from sidelight.errors import SidelightError
from sidelight.services.curation import errors as curation

MEDIA_TYPE = "application/problem+json"


class NotAcceptableError(SidelightError):
    """The caller accepts none of the forms in which there is an answer."""

    code = "not-acceptable"
    whose = "caller"
    default_remedy = "Accept application/json or application/ld+json."


class JsonInvalidError(SidelightError):
    """The body is no JSON that can be read."""

    code = "json-invalid"
    whose = "caller"
    default_remedy = "Send one JSON object in UTF-8."


class NotReadyError(SidelightError):
    """The server runs, but cannot answer yet."""

    code = "not-ready"
    whose = "operator"
    default_remedy = "Wait for the server to start; the server's log says what it waits for."


@dataclass(frozen=True, slots=True)
class Kind:
    """How a class of errors is told: its HTTP status and what it is called."""

    status: int
    title: str


#: The one table of statuses. A class that is not here is told as the nearest class above it that is.
KINDS: Mapping[type[SidelightError], Kind] = {
    SidelightError: Kind(500, "Something went wrong inside"),
    errors.ConfigError: Kind(500, "The server is not set up rightly"),
    errors.RequestInvalidError: Kind(422, "The request contradicts the contract"),
    JsonInvalidError: Kind(400, "The body is no JSON"),
    NotAcceptableError: Kind(406, "No such form of the answer"),
    NotReadyError: Kind(503, "Not ready yet"),
    errors.PackError: Kind(422, "Something in the pack is wrong"),
    errors.EntryError: Kind(422, "Something in the entry is wrong"),
    errors.EntryNotFoundError: Kind(404, "No such entry"),
    errors.EntryInvalidError: Kind(422, "The entry contradicts the contract"),
    errors.PhraseError: Kind(422, "Not in the phrase language"),
    errors.EditionNotFoundError: Kind(404, "No such edition"),
    errors.PackNotFoundError: Kind(404, "No such pack"),
    errors.SpanError: Kind(500, "Something went wrong inside"),
    errors.FetchError: Kind(502, "The page could not be fetched"),
    errors.AddressBlockedError: Kind(422, "The address is not fetched from"),
    errors.AddressInvalidError: Kind(422, "No address that can be fetched"),
    errors.HostRefusedError: Kind(422, "This server does not fetch from there"),
    errors.RobotsDisallowedError: Kind(422, "The site asks not to be fetched"),
    errors.FetchFailedError: Kind(502, "The site could not be reached"),
    errors.FetchTimeoutError: Kind(504, "The site was too slow"),
    errors.FetchStatusError: Kind(502, "The site did not give the page"),
    errors.FetchRedirectError: Kind(502, "The site redirects to nowhere"),
    errors.FetchTooLargeError: Kind(422, "The page is too large"),
    errors.UnsupportedContentError: Kind(415, "Neither HTML nor plain text"),
    errors.SiteNotAskedError: Kind(503, "The site is not asked now"),
    errors.EgressError: Kind(503, "This server cannot fetch pages"),
    errors.ExtractError: Kind(422, "The page could not be read"),
    errors.NoArticleError: Kind(422, "No readable text"),
    errors.ExtractTimeoutError: Kind(422, "The page took too long to read"),
    errors.ExtractBusyError: Kind(503, "Too many pages are being read"),
    errors.CacheUnavailableError: Kind(503, "The cache cannot be used"),
    errors.InboxError: Kind(503, "It could not be kept"),
    errors.InboxOffError: Kind(403, "No reports and requests are taken here"),
    errors.InboxFullError: Kind(503, "As many are kept as may be"),
    errors.InboxUnavailableError: Kind(503, "It could not be kept"),
    curation.CurationError: Kind(409, "It could not be done"),
    curation.CurationOffError: Kind(403, "Nothing is edited here"),
    curation.StoreUnavailableError: Kind(503, "The database cannot be used"),
    curation.LogInNeededError: Kind(401, "Nobody said who is asking"),
    curation.LogInFailedError: Kind(401, "No such name and password"),
    curation.TooManyTriesError: Kind(429, "Too many tries to log in"),
    curation.RoleNeededError: Kind(403, "The role does not include this"),
    curation.SecondPersonNeededError: Kind(403, "Another person must publish this"),
    curation.ExistsError: Kind(409, "It is there already"),
    curation.EditConflictError: Kind(412, "There is a newer revision"),
    curation.EditionMovedError: Kind(409, "Another edition was made meanwhile"),
    curation.RevisionUnnamedError: Kind(428, "The edit names no revision"),
    curation.PublishRefusedError: Kind(422, "It cannot be published as it is"),
    curation.CannotError: Kind(409, "It does not fit what is there"),
    curation.EntryRetiredError: Kind(410, "The entry was retired"),
    curation.NotKeptError: Kind(404, "No such thing is kept"),
    curation.CorpusFullError: Kind(507, "As many articles are kept as may be"),
    curation.ImportRefusedError: Kind(422, "It cannot be imported"),
    curation.BackupError: Kind(500, "The backup failed"),
}


@dataclass(frozen=True, slots=True)
class HttpKind:
    """What Flask itself refuses: the same, with words of our own for what happened and what to do."""

    code: str
    title: str
    detail: str
    remedy: str


#: By the status that Flask gives; any other status of 400 and above is told as 400 or 500.
HTTP_KINDS: Mapping[int, HttpKind] = {
    400: HttpKind("request-unreadable", "The request cannot be read", "the request is no HTTP that can be read",
                  "Send the request again as the contract at /docs shows it."),
    404: HttpKind("not-found", "Nothing is here", "there is nothing at this path", "Look the paths up at /docs."),
    405: HttpKind("method-not-allowed", "Not with this method", "this path does not answer to that method",
                  "Use one of the methods that the Allow header names."),
    413: HttpKind("body-too-large", "The body is too large", "the body is larger than this server takes",
                  "Send the article's text or passages instead of the whole page."),
    415: HttpKind("body-not-json", "The body is of another type", "the body is not declared as JSON",
                  "Send the header Content-Type: application/json."),
    500: HttpKind("internal-error", "Something went wrong inside", "the server failed; the log knows more",
                  "Try again later; if it stays so, report it with the X-Request-Id of this answer."),
}  # fmt: skip
#: The status of a request for a host that is not ours.
HOST_STATUS = 400
HOST_KIND = HttpKind(
    "host-not-trusted",
    "Not this server's name",
    "the request names a host that this server does not answer for",
    "Use an address of the server's own, or add the name to its trusted hosts.",
)


def kind_of(error: type[SidelightError]) -> Kind:
    """Find how a class of errors is told."""
    return next(KINDS[parent] for parent in error.__mro__ if parent in KINDS)


def problem_of(error: Exception) -> dict[str, Any]:
    """Write an error down as the members of a problem."""
    if isinstance(error, SidelightError) and error.whose != "us":
        kind = kind_of(type(error))
        detail = error.detail if error.whose == "caller" else kind.title
        return _problem(kind.status, error.code, title=kind.title, detail=detail, remedy=error.remedy) | _places(error)
    status = 500
    if isinstance(error, HTTPException) and error.code is not None:
        status = error.code if error.code in HTTP_KINDS else 400 if error.code < 500 else 500
    told = HTTP_KINDS[status]
    if isinstance(error, SecurityError):
        status, told = HOST_STATUS, HOST_KIND
    return _problem(status, told.code, title=told.title, detail=told.detail, remedy=told.remedy)


def problem_response(error: Exception) -> Response:
    """Answer with an error."""
    problem = problem_of(error)
    response = Response(json.dumps(problem, ensure_ascii=False).encode("utf-8", "replace"), problem["status"])
    response.content_type = MEDIA_TYPE
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _problem(status: int, code: str, *, title: str, detail: str, remedy: str) -> dict[str, Any]:
    problem = {"type": f"/docs#{code}", "title": title, "status": status, "code": code}
    return {**problem, "detail": detail, "remedy": remedy}


def _places(error: SidelightError) -> dict[str, Any]:
    """Name the wrong places of a request or an entry, the newest revision, or what stands against publishing."""
    if isinstance(error, errors.RequestInvalidError) and error.fields:
        return {"fields": error.fields}
    if isinstance(error, errors.EntryInvalidError) and error.problems:
        return {"problems": [{"place": place, "message": message} for place, message in error.problems]}
    if isinstance(error, curation.EditConflictError):
        return {"head": error.head}
    if isinstance(error, curation.PublishRefusedError):
        return {"objections": [asdict(each) for each in error.objections]}
    return {}
