"""One Playwright driver for all tests of a run: a second one in the same thread is refused by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Playwright, sync_playwright


class _Shared:
    def __init__(self) -> None:
        self.users = 0
        self.playwright: Playwright | None = None


_shared = _Shared()


@contextmanager
def shared_driver() -> Iterator[Playwright]:
    """Start the driver for the first who asks, and stop it after the last."""
    if _shared.playwright is None:
        _shared.playwright = sync_playwright().start()
    _shared.users += 1
    try:
        yield _shared.playwright
    finally:
        _shared.users -= 1
        if not _shared.users:
            _shared.playwright.stop()
            _shared.playwright = None
