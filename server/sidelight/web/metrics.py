"""Counts and durations for Prometheus: by route, status, finding and entry, never by address, text or reader."""

from typing import cast

from flask import Flask, current_app
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from sidelight.services.replies import Reply
from sidelight.services.wired import Wired

_KEY = "sidelight-metrics"
#: Upper bounds of the histogram, in seconds: cached replies, matching, fetching, trouble.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Metrics:
    """The numbers of one app, in a registry of their own."""

    def __init__(self, wired: Wired) -> None:
        """Name the numbers."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "sidelight_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "sidelight_request_seconds", "Time to answer", ["route"], buckets=_BUCKETS, registry=self.registry
        )
        self._findings = Counter("sidelight_findings", "Annotations made", ["finding"], registry=self.registry)
        self._entries = Counter(
            "sidelight_entry_annotations",
            "Annotations made, and those not shown since their entry is on trial",
            ["entry", "outcome"],
            registry=self.registry,
        )
        entries = Gauge("sidelight_entries", "Entries in the edition in use", registry=self.registry)
        entries.set_function(lambda: len(wired.editions.current.edition.entries))
        edition = Gauge("sidelight_edition", "Number of the edition in use", registry=self.registry)
        edition.set_function(lambda: wired.editions.current.edition.number)

    def count_request(self, method: str, route: str, status: int, *, seconds: float) -> None:
        """Count a request that was answered."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_reply(self, reply: Reply) -> None:
        """Count what was found; a reply from the cache was counted when it was made."""
        for finding in reply.findings:
            self._findings.labels(finding).inc()
        for outcome, entries in (("shown", reply.shown), ("trial", reply.on_trial)):
            for entry_id in entries:
                self._entries.labels(entry_id, outcome).inc()


def give(app: Flask, wired: Wired) -> Metrics:
    """Give the app numbers of its own."""
    metrics = Metrics(wired)
    app.extensions[_KEY] = metrics
    return metrics


def count_reply(reply: Reply) -> None:
    """Count what was found for the current request."""
    _current().count_reply(reply)


def exposed() -> tuple[bytes, str]:
    """Write the numbers of the current app down, with the content type of that form."""
    return generate_latest(_current().registry), CONTENT_TYPE_PLAIN_0_0_4


def _current() -> Metrics:
    return cast("Metrics", current_app.extensions[_KEY])
