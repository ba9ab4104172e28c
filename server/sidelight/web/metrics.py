"""Counts and durations for Prometheus: by route, status and finding, never by address, text or reader."""

from collections.abc import Iterable
from typing import cast

from flask import Flask, current_app
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from sidelight.services.wired import Wired

_KEY = "sidelight-metrics"
#: Upper bounds of the histogram, in seconds: cached replies, matching, fetching, trouble.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


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
        entries = Gauge("sidelight_entries", "Entries in the edition in use", registry=self.registry)
        entries.set_function(lambda: len(wired.editions.current.edition.entries))
        edition = Gauge("sidelight_edition", "Number of the edition in use", registry=self.registry)
        edition.set_function(lambda: wired.editions.current.edition.number)

    def count_request(self, method: str, route: str, status: int, *, seconds: float) -> None:
        """Count a request that was answered."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_findings(self, findings: Iterable[str]) -> None:
        """Count what was found."""
        for finding in findings:
            self._findings.labels(finding).inc()


def give(app: Flask, wired: Wired) -> Metrics:
    """Give the app numbers of its own."""
    metrics = Metrics(wired)
    app.extensions[_KEY] = metrics
    return metrics


def count_findings(findings: Iterable[str]) -> None:
    """Count what was found for the current request."""
    _current().count_findings(findings)


def exposed() -> tuple[bytes, str]:
    """Write the numbers of the current app down, with the content type of that form."""
    return generate_latest(_current().registry), CONTENT_TYPE_PLAIN_0_0_4


def _current() -> Metrics:
    return cast("Metrics", current_app.extensions[_KEY])
