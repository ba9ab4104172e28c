"""Fetchers as the tests want them: allowed to dial the test's own servers, in no hurry to be polite."""

from collections.abc import Collection

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.fetch.curl import CurlFetcher
from sidelight.adapters.fetch.guard import AddressGuard
from sidelight.adapters.fetch.hosts import HostNames, HostRules
from sidelight.adapters.fetch.manners import Manners, Pace
from sidelight.adapters.fetch.robots import Robots
from sidelight.adapters.fetch.transfer import FetchLimits, Line, Resolver
from sidelight.services.ports import Cache, Turns

#: A deadline that a test can wait for.
SHORT = FetchLimits(deadline_seconds=0.3, connect_seconds=0.2)
#: A deadline that no test reaches, however slow the machine.
PATIENT = FetchLimits(deadline_seconds=60, connect_seconds=60)


class CountingGuard(AddressGuard):
    """Remembers every dial that it was asked about."""

    def __init__(self, allow_networks: Collection[str] = (), ports: Collection[int] = (80, 443)) -> None:
        super().__init__(allow_networks, ports)
        self.dials: list[tuple[str, int]] = []

    def permits(self, address: str, port: int) -> bool:
        """Remember, then decide."""
        self.dials.append((address, port))
        return super().permits(address, port)


def line(*allowed: str, proxy: str | None = None, resolve: Resolver | None = None) -> Line:
    return Line(guard=CountingGuard(allowed), user_agent="Sidelight/test", proxy=proxy, resolve=resolve)


def fetcher(
    way: Line,
    limits: FetchLimits | None = None,
    *,
    cache: Cache | None = None,
    turns: Turns | None = None,
    pace: Pace | None = None,
    own_sites: Collection[str] = (),
    hosts: HostRules | None = None,
) -> CurlFetcher:
    cache = cache or MemoryCache()
    return CurlFetcher(
        way,
        limits or PATIENT,
        manners=Manners(turns=turns or ThreadTurns(), cache=cache, pace=pace or Pace(delay_seconds=0, rest_seconds=60)),
        robots=Robots(cache, HostNames(own_sites)),
        hosts=hosts,
    )
