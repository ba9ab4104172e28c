"""Pages fetched for an address: asked for once however many want them, and kept for at most an hour.

Kept is the article that was read, without its address, under a keyed hash: whoever opens the cache finds texts that
stood on the web, and cannot tell which address anybody asked about. Of a page that could not be had only the kind of
failure is kept, for a shorter time, so that a broken page is not asked for again and again.

A kept page is fresh for a while. Later the first who asks fetches it anew; whoever comes meanwhile gets the kept one,
and so does everybody if the site fails. What was fetched anew takes its place at once.
"""

import hashlib
import hmac
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sidelight.core.article import Article
from sidelight.errors import (
    AddressBlockedError,
    ExtractBusyError,
    ExtractError,
    ExtractTimeoutError,
    FetchError,
    FetchFailedError,
    FetchRedirectError,
    FetchStatusError,
    FetchTimeoutError,
    FetchTooLargeError,
    HostRefusedError,
    NoArticleError,
    RobotsDisallowedError,
    SidelightError,
    SiteNotAskedError,
    UnsupportedContentError,
)
from sidelight.services.article_codec import KeptPage, dump_page, load_page
from sidelight.services.ports import Cache, Extract, Fetcher, Turns

#: However long the setting says, a page is not kept for longer (seconds).
MOST_SECONDS = 3600
#: How much longer than others failures are kept that time does not heal: the page is gone, or is no page.
LASTING_TIMES = 10
_GONE = frozenset({404, 410})
_LASTING = (FetchRedirectError, FetchTooLargeError, UnsupportedContentError)
#: Failures that say nothing of the page, or cost nothing to find out again.
_NOT_KEPT = (SiteNotAskedError, ExtractBusyError, HostRefusedError, RobotsDisallowedError)
#: What a kept failure is told as; `FetchStatusError`, which is made with its status, stands apart.
_KINDS: Mapping[str, type[FetchError | ExtractError]] = {
    kind.code: kind
    for kind in (
        AddressBlockedError,
        ExtractError,
        ExtractTimeoutError,
        FetchFailedError,
        FetchRedirectError,
        FetchTimeoutError,
        FetchTooLargeError,
        NoArticleError,
        UnsupportedContentError,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Where pages are kept, and for how long.

    Attributes:
        secret: What addresses are hashed with.
        seconds: How long a page is kept; 0 keeps none.
        fresh_seconds: How long it is given without being fetched anew.
        failure_seconds: How long a failure is kept; 0 keeps none.
        wait_seconds: How long one waits for another who fetches the same page.
        at_once: How many may fetch or wait for a page in one process; the next is refused at once, so that slow sites
            never take up all threads of a server.
        now: The clock, in seconds.
    """

    cache: Cache
    turns: Turns
    secret: bytes
    seconds: int = MOST_SECONDS
    fresh_seconds: int = 600
    failure_seconds: int = 60
    wait_seconds: float = 15.0
    at_once: int = 24
    now: Callable[[], float] = time.time


class Pages:
    """Fetches and extracts through the cache; safe to be shared by threads, and by processes as far as `Keep` is."""

    def __init__(self, *, fetcher: Fetcher, extract: Extract, clean: Callable[[str], str], keep: Keep) -> None:
        """Wire the way of a page; `clean` writes all spellings of an address in one way."""
        self._fetcher = fetcher
        self._extract = extract
        self._clean = clean
        self._keep = keep
        self._lock = threading.Lock()
        self._flights: dict[str, Future[KeptPage]] = {}
        self._places = threading.BoundedSemaphore(keep.at_once)

    def read(self, url: str) -> Article:
        """Give the article at an address.

        Raises:
            FetchError: The page could not be had.
            ExtractError: The page could not be read.
        """
        address = self._clean(url)
        key = self._key(address)
        kept = self._kept(key)
        if kept is None or kept.fresh_until <= self._keep.now():
            kept = self._renewed(key, address, kept)
        if kept.article is None:
            raise self._failure(kept, address)
        return replace(kept.article, url=url)

    def _renewed(self, key: str, address: str, old: KeptPage | None) -> KeptPage:
        """Fetch the page or wait for it, if there is a place for one more."""
        usable = old if old is not None and old.article else None
        if not self._places.acquire(blocking=False):
            if usable:
                return usable
            msg = f"this server fetches {self._keep.at_once} pages at once, and cannot fetch another now"
            raise SiteNotAskedError(msg)
        try:
            return self._shared(key, address, usable)
        finally:
            self._places.release()

    def _shared(self, key: str, address: str, usable: KeptPage | None) -> KeptPage:
        """Fetch the page, unless another thread does."""
        with self._lock:
            flight, leads = self._flights.get(key), False
            if flight is None:
                flight, leads = self._flights.setdefault(key, Future()), True
        if not leads:
            return usable or self._wait_for(flight, address)
        try:
            found = self._alone(key, address, usable)
        except BaseException as error:
            flight.set_exception(error)
            raise
        else:
            flight.set_result(found)
            return found
        finally:
            with self._lock:
                del self._flights[key]

    def _alone(self, key: str, address: str, usable: KeptPage | None) -> KeptPage:
        """Fetch the page, unless another process does."""
        with self._keep.turns.turn(key, wait_seconds=0 if usable else self._keep.wait_seconds) as ours:
            if not ours:
                if usable:
                    return usable
                raise _too_late(address)
            found = self._kept(key)
            if found is not None and found.fresh_until > self._keep.now():
                return found
            try:
                article = self._extract(self._fetcher.fetch(address))
            except (FetchError, ExtractError) as error:
                if usable and not (_is_gone(error) or isinstance(error, HostRefusedError)):
                    return self._stored(key, replace(usable, fresh_until=self._keep.now() + self._keep.failure_seconds))
                self._note_failure(key, error)
                raise
            now, seconds = self._keep.now(), min(self._keep.seconds, MOST_SECONDS)
            anonymous = replace(article, url=None, canonical_url=None)
            fresh_until = now + min(self._keep.fresh_seconds, seconds)
            self._stored(key, KeptPage(fresh_until=fresh_until, ends=now + seconds, article=anonymous))
            return KeptPage(fresh_until=fresh_until, ends=now + seconds, article=article)

    def _wait_for(self, flight: Future[KeptPage], address: str) -> KeptPage:
        try:
            return flight.result(timeout=self._keep.wait_seconds)
        except FutureTimeoutError as error:
            raise _too_late(address) from error

    def _note_failure(self, key: str, error: SidelightError) -> None:
        if isinstance(error, _NOT_KEPT) or error.whose != "caller":
            return
        times = LASTING_TIMES if _is_gone(error) or isinstance(error, _LASTING) else 1
        until = self._keep.now() + min(self._keep.failure_seconds * times, MOST_SECONDS)
        status = error.status if isinstance(error, FetchStatusError) else None
        self._stored(key, KeptPage(fresh_until=until, ends=until, code=error.code, status=status))

    def _failure(self, kept: KeptPage, address: str) -> SidelightError:
        """Make the error anew that was kept."""
        status = f" (status {kept.status})" if kept.status else ""
        left = max(1, round(kept.fresh_until - self._keep.now()))
        msg = f"{_host(address)} gave no readable page a moment ago{status}; it is asked again in {left} seconds"
        if kept.status is not None:
            return FetchStatusError(msg, status=kept.status)
        return _KINDS.get(kept.code or "", FetchError)(msg)

    def _kept(self, key: str) -> KeptPage | None:
        kept = self._keep.cache.get(key)
        page = load_page(kept) if kept is not None else None
        # What was kept before the operator said that no pages are.
        return None if page and page.article and not self._keep.seconds else page

    def _stored(self, key: str, page: KeptPage) -> KeptPage:
        self._keep.cache.set(key, dump_page(page), seconds=round(page.ends - self._keep.now()))
        return page

    def _key(self, address: str) -> str:
        hashed = hmac.new(self._keep.secret, address.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"page:{hashed.hexdigest()}"


def _is_gone(error: SidelightError) -> bool:
    return isinstance(error, FetchStatusError) and error.status in _GONE


def _too_late(address: str) -> FetchTimeoutError:
    return FetchTimeoutError(f"{_host(address)} is being fetched for others, which takes too long to wait for")


def _host(address: str) -> str:
    return urlsplit(address).hostname or "the site"
