"""Trying the addresses of sources side by side, none of which may hold anybody up."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from threading import Thread
from time import monotonic
from typing import Final

#: Addresses that are tried at the same time.
LINKS_AT_ONCE: Final = 8
#: Gives, for an address, why it cannot be read, or `None` if it can.
CheckLink = Callable[[str], str | None]


def reasons_of(urls: Iterable[str], check_link: CheckLink, seconds: float) -> dict[str, str]:
    """Try addresses side by side, and tell why some cannot be read, or had not answered in the end."""
    answers: dict[str, Future[str | None]] = {url: Future() for url in urls}
    waiting = deque(answers.items())

    def work() -> None:
        while waiting:
            try:
                url, answer = waiting.popleft()
            except IndexError:  # another thread took the last one
                return
            try:
                answer.set_result(check_link(url))
            except Exception as error:  # noqa: BLE001 — whoever waits is told
                answer.set_exception(error)

    threads = [Thread(target=work, name="links", daemon=True) for _ in range(min(LINKS_AT_ONCE, len(waiting)))]
    ends = monotonic() + seconds
    for thread in threads:  # daemons: one that hangs does not hold up a process that stops
        thread.start()
    for thread in threads:
        thread.join(max(0.0, ends - monotonic()))
    waiting.clear()
    late = f"no answer came within {seconds:g} seconds"
    found = {url: answer.result() if answer.done() else late for url, answer in answers.items()}
    return {url: reason for url, reason in found.items() if reason is not None}
