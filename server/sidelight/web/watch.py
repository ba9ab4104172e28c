"""Around each request: an id, a line in the log, a count, and the headers that keep browsers careful."""

import time
import uuid
from typing import Final

import structlog
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from sidelight.errors import SidelightError
from sidelight.web import logs
from sidelight.web.access import challenge
from sidelight.web.metrics import Metrics
from sidelight.web.problems import problem_response

#: For answers that are no pages: nothing is loaded, nothing is framed. Pages set a policy of their own.
CONTENT_SECURITY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_UNMATCHED = "unmatched"
#: Asked for every few seconds by whoever watches the server.
_WATCHED = frozenset(("/health/live", "/health/ready", "/metrics"))
#: Answers that the operator must hear of; a site that is down is none.
_FAILURES = frozenset((500, 503))
_log = logs.logger("sidelight.web")


def watch(app: Flask, metrics: Metrics) -> None:
    """Surround every request of the app."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex)

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else _UNMATCHED
        metrics.count_request(request.method, route, response.status_code, seconds=seconds)
        failed = response.status_code in _FAILURES and not g.get("expected", False)
        level = "debug" if route in _WATCHED else "error" if failed else "info"
        getattr(_log, level)(
            "answered",
            method=request.method if request.url_rule else "",
            route=route,
            status=response.status_code,
            code=g.get("problem", ""),
            milliseconds=round(seconds * 1000, 1),
        )
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = structlog.contextvars.get_contextvars().get("request_id", "")
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        structlog.contextvars.unbind_contextvars("request_id")

    @app.errorhandler(Exception)
    def tell(error: Exception) -> Response:
        response = challenge(problem_response(error))
        note(error)
        return response


def note(error: Exception) -> None:
    """Keep for the request's own line what went wrong, and log at once what nobody expected."""
    whose = error.whose if isinstance(error, SidelightError) else "us"
    g.expected = isinstance(error, HTTPException) or whose == "caller"
    if g.expected:
        g.problem = getattr(error, "code", "") if isinstance(error, SidelightError) else type(error).__name__
        return
    g.problem = type(error).__name__
    # What the operator can act on speaks of this machine, and repeats nothing that was sent.
    told = {"detail": str(error)} if whose == "operator" else {}
    _log.error("failed", error=type(error).__name__, places=logs.places_of(error), **told)
