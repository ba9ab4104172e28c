"""What the use cases need from outside, each with at least two implementations that ship."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sidelight.core.article import Article
from sidelight.services.sent import ContextRequest, Kept, Report, Sent


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
    """Keeps ready bytes for a while: `adapters/cache/disk.py`, `memory.py`, or `null.py`.

    A dead cache is a miss, never an error.
    """

    def get(self, key: str) -> bytes | None:
        """Look the key up; `None` on a miss."""
        ...

    def set(self, key: str, value: bytes, *, seconds: int) -> None:
        """Keep the bytes for at most so many seconds."""
        ...


class Turns(Protocol):
    """Lets one at a time do a thing: `FileTurns` among all processes of a machine, `ThreadTurns` within one."""

    def turn(self, key: str, *, wait_seconds: float) -> AbstractContextManager[bool]:
        """Wait for the turn and hold it; gives whether it came in time."""
        ...


class Inbox(Protocol):
    """Keeps what readers chose to send: `adapters/store/inbox.py`, or `off.py` on a server that takes none."""

    def add(self, sent: Sent, *, received: date, most: int) -> int | None:
        """Keep it and give its number; `None` if `most` of its kind are kept already.

        Raises:
            InboxOffError: This server takes none.
            InboxUnavailableError: It could not be written down.
        """
        ...

    def kept(self, kind: type[Report] | type[ContextRequest]) -> tuple[Kept, ...]:
        """List all of a kind, oldest first.

        Raises:
            InboxUnavailableError: They could not be read.
        """
        ...

    def remove(self, kind: type[Report] | type[ContextRequest], number: int) -> bool:
        """Remove one; tells whether it was there.

        Raises:
            InboxUnavailableError: It could not be written.
        """
        ...


#: Reads a page into an article; raises ExtractError.
Extract = Callable[[Page], Article]
