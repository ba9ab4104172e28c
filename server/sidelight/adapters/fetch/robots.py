"""robots.txt (RFC 9309): asked once an hour for each site, and heeded.

A site without one allows everything. One that cannot be had, because the site fails, forbids everything until it can.
Only the rules that concern us are kept, and not more than so many: what else stands there might name the site, and a
file of thousands of groups and rules would cost their product.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from protego import Protego

from sidelight.adapters.fetch.hosts import HostNames
from sidelight.adapters.fetch.transfer import Answer
from sidelight.errors import RobotsDisallowedError
from sidelight.services.ports import Cache

#: The name that a site's robots.txt knows us by.
AGENT = "sidelight"
#: How much of a robots.txt is read; the RFC asks for no less.
ROBOTS_BYTES = 500_000
#: How many lines of it that concern us; the largest newspapers have some hundreds.
MOST_RULES = 2_000
#: How long the rules of a site are taken as they are (seconds), and how long it counts that they could not be had.
KEPT_SECONDS = 3600
UNREADABLE_SECONDS = 60
#: The longest pause between two pages that a site may ask for by Crawl-delay, in seconds; nobody waits for longer.
MOST_DELAY_SECONDS = 2.0
_RULES = frozenset({"allow", "disallow", "crawl-delay"})
_UNREADABLE = b"\x00"

Ask = Callable[[str], Answer]


class Robots:
    """Knows what sites ask of us; safe to be shared by threads."""

    def __init__(self, cache: Cache, own_sites: HostNames | None = None) -> None:
        """Keep rules in the cache; `own_sites` are those of the operator, whose robots.txt is not asked for."""
        self._cache = cache
        self._own_sites = own_sites or HostNames()

    def check(self, url: str, host: str, ask: Ask) -> float:
        """Let a page pass, and give the pause (seconds) that the site wants between two pages.

        Args:
            url: The page.
            host: Its host.
            ask: Fetches the site's robots.txt, following its redirects.

        Raises:
            RobotsDisallowedError: The site asks not to fetch it, or its robots.txt cannot be had.
            FetchError: The site cannot be reached.
        """
        if host in self._own_sites:
            return 0.0
        kept = self._rules(urljoin(url, "/robots.txt"), ask)
        if kept == _UNREADABLE:
            msg = f"{host} has a robots.txt that cannot be read now, so nothing is fetched"
            raise RobotsDisallowedError(msg, remedy="Try again in a minute, or send the page's text.")
        rules = Protego.parse(kept.decode())
        if not rules.can_fetch(url, AGENT):
            msg = f"{host} asks programs such as Sidelight not to fetch this page (robots.txt)"
            raise RobotsDisallowedError(msg)
        return min(rules.crawl_delay(AGENT) or 0.0, MOST_DELAY_SECONDS)

    def _rules(self, robots_url: str, ask: Ask) -> bytes:
        key = f"robots:{robots_url}"
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        answer = ask(robots_url)
        if answer.status == 429 or answer.status >= 500:
            self._cache.set(key, _UNREADABLE, seconds=UNREADABLE_SECONDS)
            return _UNREADABLE
        rules = "".join(_ours(answer.body)).encode() if 200 <= answer.status < 300 else b""
        self._cache.set(key, rules, seconds=KEPT_SECONDS)
        return rules


def _ours(body: bytes) -> Iterator[str]:
    """Keep the rules of the groups that speak of us or of everybody, and of each group only that one name."""
    concerned = in_rules = False
    last, kept = "", 0
    for line in body.decode("utf-8-sig", "replace").splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if field == "user-agent":
            name = value.partition("/")[0].strip().lower()
            named = name in {"*", AGENT}
            concerned, in_rules = named or (concerned and not in_rules), False
            line = f"user-agent: {name}\n" if named else ""
        elif colon and field in _RULES:
            in_rules = True
            line = f"{field}: {value}\n" if concerned else ""
        else:
            continue
        if line and line != last and kept < MOST_RULES:
            kept += 1
            last = line
            yield line
