"""Fetching a page, hop by hop from redirect to redirect: each is checked anew, and one deadline holds for all.

Before a hop is asked: its URL, the operator's lists of hosts, the site's turn and rest, and its robots.txt. At each
dial: the guard. Redirects go from https to http never, and to no place twice.
"""

from urllib.parse import urlsplit

from sidelight.adapters.fetch.content import check_content
from sidelight.adapters.fetch.hosts import HostRules
from sidelight.adapters.fetch.manners import Manners
from sidelight.adapters.fetch.robots import ROBOTS_BYTES, Robots
from sidelight.adapters.fetch.transfer import Answer, Budget, FetchLimits, Line, Transfer
from sidelight.adapters.fetch.urls import check_url, join_url
from sidelight.errors import AddressBlockedError, AddressInvalidError, FetchRedirectError, FetchStatusError
from sidelight.services.ports import Page


class CurlFetcher:
    """Implements `Fetcher`; safe to be shared by threads, since each question has a libcurl handle of its own."""

    def __init__(
        self, line: Line, limits: FetchLimits, *, manners: Manners, robots: Robots, hosts: HostRules | None = None
    ) -> None:
        """Keep what all fetches share; without `hosts`, every host may be asked."""
        self._line = line
        self._limits = limits
        self._manners = manners
        self._robots = robots
        self._hosts = hosts or HostRules()

    def fetch(self, url: str) -> Page:
        """Fetch a page; its `url` is where it was found after redirects.

        Raises:
            FetchError: The page could not be had; the subclass says why. Messages name hosts, never an address that
                one resolved to.
        """
        budget = Budget(self._limits)
        seen = [check_url(url)]
        named = asked = urlsplit(seen[0]).hostname or ""
        while True:
            answer = self._visit(seen, budget, named)
            if answer.location is None:
                return _page(seen[-1], answer, named)
            seen.append(self._next(seen, answer.location, named))
            named = f"the site that {asked} redirects to"

    def _visit(self, seen: list[str], budget: Budget, named: str) -> Answer:
        """Ask a site for the page we have come to when it is our turn, if its robots.txt lets us."""
        *before, url = seen
        parts = urlsplit(url)
        host = parts.hostname or ""
        self._hosts.check(host)
        # Half the time at most for waiting, so that a site is never called slow because we came late.
        half = self._limits.deadline_seconds / 2
        been_here = any(urlsplit(hop).netloc == parts.netloc for hop in before)
        with self._manners.visit(parts.netloc, wait_seconds=min(budget.left(), half), pause=not been_here) as visit:
            visit.hurried = bool(before) and budget.left() < half
            visit.delay_seconds = self._robots.check(url, host, lambda asked: self._ask_robots(asked, budget, named))
            answer = Transfer(self._line, budget, named, self._limits.body_bytes).ask(url)
            if answer.location is None and not 200 <= answer.status < 300:
                msg = f"{named} answered with status {answer.status}"
                raise FetchStatusError(msg, status=answer.status)
            return answer

    def _ask_robots(self, url: str, budget: Budget, named: str) -> Answer:
        seen = [url]
        while True:
            answer = Transfer(self._line, budget, named, ROBOTS_BYTES, cut_short=True).ask(seen[-1])
            if answer.location is None:
                return answer
            try:
                seen.append(self._next(seen, answer.location, named))
            except FetchRedirectError:  # rules that cannot be found are none (RFC 9309, 2.3.1.2)
                return answer
            self._hosts.check(urlsplit(seen[-1]).hostname or "")

    def _next(self, seen: list[str], location: str, named: str) -> str:
        """Choose the next hop.

        Raises:
            AddressBlockedError: It is no plain web address.
            FetchRedirectError: It was seen before, is one too many, or leaves https.
        """
        try:
            there = check_url(join_url(location, seen[-1]))
        except AddressInvalidError as error:
            msg = f"{named} redirects to an address that is not a plain http:// or https:// one"
            raise AddressBlockedError(msg) from error
        if there in seen:
            msg = f"{named} redirects in a circle"
            raise FetchRedirectError(msg)
        if seen[-1].startswith("https:") and not there.startswith("https:"):
            msg = f"{named} redirects from https to http, where anybody on the way could change the page"
            raise FetchRedirectError(msg)
        if len(seen) > self._limits.redirects:
            msg = f"{named} redirects more than {self._limits.redirects} times"
            raise FetchRedirectError(msg)
        return there


def _page(url: str, answer: Answer, named: str) -> Page:
    content_type, charset = check_content(answer.content_type, answer.body, host=named)
    return Page(body=answer.body, url=url, content_type=content_type, charset=charset)
