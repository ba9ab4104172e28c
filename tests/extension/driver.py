"""One Playwright driver for all tests of a run, and how long they wait: a second one in a thread is refused."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import BrowserContext, Error, Playwright, Worker, expect, sync_playwright

#: Longest wait for anything to show, in seconds; on a machine that has much else to do, things take long.
PATIENCE = 30.0
_PAUSE = 0.03
expect.set_options(timeout=PATIENCE * 1000)


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


def wait(look: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Look until there is something to see, and give it back; the last look counts when patience is at its end."""
    end = time.monotonic() + patience
    while not (seen := look()) and time.monotonic() < end:
        time.sleep(_PAUSE)
    return seen


def listening(context: BrowserContext, wake: Callable[[], Any]) -> Worker:
    """Give an extension's background once it listens; `wake` starts it, if the browser has stopped it."""

    def look() -> Worker | None:
        wake()
        for worker in reversed(context.service_workers):
            with suppress(Error):  # one that was stopped may still be in the list
                if worker.evaluate("chrome.runtime.onMessage.hasListeners()"):
                    return worker
        return None

    worker = wait(look)
    assert isinstance(worker, Worker), "the background does not start"
    return worker
