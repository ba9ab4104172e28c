"""A source is called dead only when its site said so, or could not be reached."""

from dataclasses import dataclass

import pytest

from sidelight import errors
from sidelight.adapters.fetch.failures import why_dead
from sidelight.adapters.fetch.off import FetchOff
from sidelight.services.ports import Page


@dataclass
class Site:
    """A fetcher for which every page ends the same way."""

    ends: errors.FetchError | None

    def fetch(self, url: str) -> Page:
        if self.ends is not None:
            raise self.ends
        return Page(body=b"still here", url=url)


@pytest.mark.parametrize(
    "ends",
    [
        errors.FetchStatusError("it answers 404", status=404),
        errors.FetchFailedError("the name is unknown"),
        errors.FetchTimeoutError("it took too long"),
    ],
)
def test_what_cannot_be_had_is_dead_and_told_why(ends: errors.FetchError) -> None:
    assert why_dead(Site(ends), "https://news.example/a") == ends.detail


@pytest.mark.parametrize(
    "kind",
    [
        errors.RobotsDisallowedError,
        errors.UnsupportedContentError,
        errors.AddressBlockedError,
        errors.HostRefusedError,
        errors.SiteNotAskedError,
        errors.EgressError,
    ],
)
def test_what_only_we_may_not_ask_is_not_dead(kind: type[errors.FetchError]) -> None:
    assert why_dead(Site(kind("not for us")), "https://news.example/a") is None


def test_a_page_that_comes_is_not_dead_and_a_server_that_fetches_nothing_calls_nothing_dead() -> None:
    assert why_dead(Site(None), "https://news.example/a") is None
    assert why_dead(FetchOff(), "https://news.example/a") is None
