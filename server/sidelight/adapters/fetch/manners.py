"""Manners towards one site: one question at a time with a pause between, and rest for a site that fails.

What is known of a site stands in the cache, so that all processes of a server know it: when it was last asked, how
often in a row it failed, and until when it rests. After its rest one question is let through: its answer decides.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from sidelight.errors import FetchError, FetchFailedError, FetchStatusError, FetchTimeoutError, SiteNotAskedError
from sidelight.services.ports import Cache, Turns

#: So many failures in a row, and a site is left alone.
MOST_FAILURES = 3
#: How long something is remembered of a site that nobody asks about (seconds).
REMEMBERED_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How sites are treated.

    Attributes:
        delay_seconds: Between the end of one question to a site and the start of the next.
        rest_seconds: How long a failing site is left alone.
    """

    delay_seconds: float = 0.25
    rest_seconds: float = 60.0


@dataclass(slots=True)
class _Known:
    asked: float = 0.0
    failures: int = 0
    rests_until: float = 0.0
    delay: float = 0.0


@dataclass(slots=True)
class Visit:
    """A turn at a site.

    Attributes:
        delay_seconds: The pause that the site itself asks for.
        hurried: Whether the site has too little time left to be blamed for being slow. Otherwise whoever has a slow
            site of his own could redirect from there to any other, until that one is not asked any more.
    """

    delay_seconds: float = 0.0
    hurried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Gives turns at sites; safe to be shared by threads, and by processes as far as `turns` and `cache` are."""

    turns: Turns
    cache: Cache
    pace: Pace = Pace()
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = field(default=time.sleep)

    @contextmanager
    def visit(self, site: str, *, wait_seconds: float, pause: bool = True) -> Iterator[Visit]:
        """Wait for a turn at the site and note how it went.

        Args:
            site: The host, with its port if it is not a usual one.
            wait_seconds: The longest wait, pause included.
            pause: Whether this is another page; where a redirect leads within a site is asked for without a pause.

        Raises:
            SiteNotAskedError: The turn did not come in time, or the site rests.
        """
        self._check_rest(site, self._known(site))
        latest = self.now() + wait_seconds
        with self.turns.turn(f"site:{site}", wait_seconds=wait_seconds) as ours:
            if not ours:
                msg = f"{site} is being asked for other pages, one at a time; the turn did not come"
                raise SiteNotAskedError(msg)
            known = self._known(site)
            self._check_rest(site, known)
            if pause:
                self._pause(site, known, latest)
            visit = Visit(known.delay)
            try:
                yield visit
            except FetchError as error:
                if visit.hurried and isinstance(error, FetchTimeoutError):
                    self._note(site, known, visit)
                else:
                    self._note(site, known, visit, failed=_is_failure(error))
                raise
            self._note(site, known, visit, failed=False)

    def _check_rest(self, site: str, known: _Known) -> None:
        left = known.rests_until - self.now()
        if left > 0:
            msg = f"{site} failed {known.failures} times in a row, and is not asked for another {left:.0f} seconds"
            raise SiteNotAskedError(msg)

    def _pause(self, site: str, known: _Known, latest: float) -> None:
        pause = known.asked + max(self.pace.delay_seconds, known.delay) - self.now()
        pause = min(pause, self.pace.delay_seconds + known.delay)  # a clock that was set back must not stop the site
        if pause <= 0:
            return
        if self.now() + pause > latest:
            msg = f"{site} was asked just now; the pause between two pages was too long to wait for"
            raise SiteNotAskedError(msg)
        self.sleep(pause)

    def _note(self, site: str, known: _Known, visit: Visit, *, failed: bool | None = None) -> None:
        """Remember a visit; `None` when it says nothing of whether the site fails."""
        now = self.now()
        failures = known.failures if failed is None else known.failures + 1 if failed else 0
        rests_until = now + self.pace.rest_seconds if failed and failures >= MOST_FAILURES else 0.0
        new = _Known(now, failures, rests_until, visit.delay_seconds)
        self.cache.set(f"site:{site}", json.dumps(asdict(new)).encode(), seconds=REMEMBERED_SECONDS)

    def _known(self, site: str) -> _Known:
        kept = self.cache.get(f"site:{site}")
        try:
            return _Known(**json.loads(kept)) if kept is not None else _Known()
        except (ValueError, TypeError):  # of another version
            return _Known()


def _is_failure(error: FetchError) -> bool:
    """Tell whether it is the site that failed, so that asking again would only burden it."""
    if isinstance(error, FetchStatusError):
        return error.status == 429 or error.status >= 500
    return isinstance(error, FetchFailedError | FetchTimeoutError)
