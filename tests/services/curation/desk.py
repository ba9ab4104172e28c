"""A curator's desk for tests: an SQLite store with invented entries, and everything that works on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.factories import TODAY, background, day, label, pack, ranking, toll
from tests.stores import sqlite_store

from sidelight.adapters.store.sql import SqlStore
from sidelight.core.article import Article, article_of_text
from sidelight.core.entry import Entry, Example, Pack, Source
from sidelight.errors import EntryNotFoundError
from sidelight.services.asked import Asked
from sidelight.services.curation.corpus import Corpus
from sidelight.services.curation.entries import CuratedEntries
from sidelight.services.curation.publishing import Publishing
from sidelight.services.curation.values import SYSTEM, Act, EditionRecord
from sidelight.services.editions import Editions, stored_editions
from sidelight.shapes.entries import entry_to

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOURCE = Source(
    id="s", title="Report", publisher="The Gazette", url="https://gazette.example/1", published=day("2021-05-05")
)
TITLE = "Earthquake in Tarn"


class Clock:
    """Goes on a minute each time it is asked."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


class PlainReader:
    """Reads the text that is given; the desk has no pages to fetch."""

    def read(self, asked: Asked) -> Article:
        return replace(article_of_text(asked.text or ""), title=asked.title, language="en")


class Meanwhile:
    """A part of the store, to which somebody else does something right after it was asked for this."""

    def __init__(self, part: object, act: Callable[[], object], *, after: str = "search", times: int = 1) -> None:
        self._part, self._act, self._after, self._times = part, act, after, times

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._part, name)
        if name != self._after:
            return method

        def asked(*given: Any, **named: Any) -> Any:
            found = method(*given, **named)
            if self._times > 0:
                self._times -= 1
                self._act()
            return found

        return asked


def must(text: str, quote: str, **more: Any) -> Example:
    return Example(text=text, quote=quote, **more)


def must_not(text: str, **more: Any) -> Example:
    return Example(text=text, none=True, **more)


def payload_of(entry: Entry, **changes: Any) -> Any:
    """The entry's payload, of whichever kind, with changes."""
    payload: Any = entry.payload
    return replace(payload, **changes)


def sound(entry: Entry, *examples: Example, **more: Any) -> Entry:
    """The entry with a source and with examples, as it may be published; `more` goes before."""
    return replace(entry, **{"sources": (SOURCE,), "examples": examples} | more)


def sound_toll(entry_id: str = "tarn-toll", **more: Any) -> Entry:
    return sound(toll(id=entry_id), must("The earthquake in Tarn killed 61 people.", "killed 61 people"), **more)


def sound_ranking(**more: Any) -> Entry:
    text = "The Mirov earthquake was the deadliest earthquake in Zembla."
    return sound(ranking(), must(text, "deadliest earthquake in Zembla"), **more)


def sound_label(**more: Any) -> Entry:
    return sound(label(), must("Petrel Cargo, a closed carrier, sailed on.", "closed carrier"), **more)


def sound_background(entry_id: str = "ports-ministry", phrase: str = "Ministry of Ports", **more: Any) -> Entry:
    return sound(background(entry_id, phrase), must(f"The {phrase} said so.", phrase), **more)


def starting_pack() -> Pack:
    return pack(sound_toll(), sound_ranking(), sound_label(), sound_background())


@dataclass
class Desk:
    """Everything a curator works with; anna writes, ruth publishes."""

    store: SqlStore
    clock: Clock = field(default_factory=Clock)
    settings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.editions = Editions.of(stored_editions(self.store.editions))
        self.entries = CuratedEntries(store=self.store, now=self.clock.now, written=entry_to)
        parts: dict[str, Any] = {
            "store": self.store,
            "editions": self.editions,
            "now": self.clock.now,
            "today": self.today,
        }
        self.corpus = Corpus(**parts, reader=PlainReader(), most=50)
        self.publishing = Publishing(**parts, corpus=self.corpus, **self.settings)

    def today(self) -> date:
        return TODAY

    def draft(self, entry: Entry, by: str = "anna") -> int:
        """Keep a new entry, or a new revision; gives its number."""
        try:
            head = self.entries.entry(entry.id).head.number
        except EntryNotFoundError:
            return self.entries.create(entry, by=by).head.number
        return self.entries.edit(entry, based_on=head, by=by, reason="changed").head.number

    def publish(self, entry: Entry, by: str = "ruth") -> EditionRecord:
        return self.publishing.publish(entry.id, revision=self.draft(entry), by=by, reason="ready")

    def live(self, entry_id: str) -> Entry:
        return self.editions.current.edition.entry(entry_id)

    def save(self, text: str, title: str | None = None) -> int:
        return self.corpus.add(Asked(text=text, title=title), by="anna")[0].id


@contextmanager
def opened_desk(folder: Path, packs: tuple[Pack, ...] | None = None, **settings: Any) -> Iterator[Desk]:
    store = sqlite_store(folder)
    try:
        store.load(packs or (starting_pack(),), act=Act(by=SYSTEM, at=NOON, reason="start"))
        desk = Desk(store, settings=settings)
        yield desk
        desk.editions.close()
    finally:
        store.close()
