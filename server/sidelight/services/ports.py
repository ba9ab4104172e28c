"""What the use cases need from outside, each with at least two implementations that ship."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sidelight.core.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it came: bytes from a site or a file, or text that a caller posted."""

    body: bytes | str
    url: str | None = None
    content_type: str = "text/html"
    charset: str | None = None


class Fetcher(Protocol):
    """Gets a page for an address: `adapters/fetch/curl.py`, or `off.py` when fetching is turned off."""

    def fetch(self, url: str) -> Page:
        """Fetch the page; its `url` is where it was found after redirects.

        Raises:
            FetchError: The page could not be had; the subclass says why.
        """
        ...


class Cache(Protocol):
    """Keeps ready bytes for a while: `adapters/cache/disk.py`, or `null.py`. A dead cache is a miss, never an error."""

    def get(self, key: str) -> bytes | None:
        """Look the key up; `None` on a miss."""
        ...

    def set(self, key: str, value: bytes, *, seconds: int) -> None:
        """Keep the bytes for at most so many seconds."""
        ...


#: Reads a page into an article; raises ExtractError.
Extract = Callable[[Page], Article]
