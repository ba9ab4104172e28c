"""A site and a server's pages, with a clock and a gate in the hands of the test."""

import threading
from dataclasses import dataclass, field

import pytest

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.fetch.urls import clean_url
from sidelight.core.article import Article, article_of_text
from sidelight.errors import FetchError, SidelightError
from sidelight.services.pages import Keep, Pages
from sidelight.services.ports import Cache, Page

URL = "https://news.example/story?id=5"


@dataclass
class Site:
    """A site whose page, or failure, a test sets; counts how often it was asked."""

    says: str | SidelightError = "first"
    asked: list[str] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def fetch(self, url: str) -> Page:
        self.asked.append(url)
        says = self.says
        self.arrived.release()
        self.gate.wait(30)
        if isinstance(says, FetchError):
            raise says
        return Page(body=says if isinstance(says, str) else "", url=url)

    def extract(self, page: Page) -> Article:
        if isinstance(self.says, SidelightError):
            raise self.says
        return article_of_text(str(page.body), url=page.url)


@dataclass
class House:
    site: Site
    cache: Cache
    clock: list[float] = field(default_factory=lambda: [1_000_000.0])

    def __post_init__(self) -> None:
        self.turns = ThreadTurns()
        self.pages = self.process()

    def process(self, **times: int) -> Pages:
        """Another process of the same server."""
        keep = Keep(cache=self.cache, turns=self.turns, secret=b"key", now=lambda: self.clock[0], **times)
        return Pages(fetcher=self.site, extract=self.site.extract, clean=clean_url, keep=keep)

    def text(self, url: str = URL) -> str:
        return self.pages.read(url).text

    def error(self, url: str = URL) -> SidelightError:
        with pytest.raises(SidelightError) as caught:
            self.pages.read(url)
        return caught.value


def house_in_memory() -> House:
    """A server whose cache has the clock of the test too."""
    clock = [1_000_000.0]
    return House(Site(), MemoryCache(now=lambda: clock[0]), clock)
