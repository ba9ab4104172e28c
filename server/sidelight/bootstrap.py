"""The one place where parts meet: settings in, wired use cases out."""

import hmac
import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sidelight import __version__
from sidelight.adapters.accounts import passwords
from sidelight.adapters.accounts.tries import Tries
from sidelight.adapters.cache.kept import Kept, open_kept, secret_of
from sidelight.adapters.extract.child import WAITING_DEADLINES, ExtractPool
from sidelight.adapters.fetch.curl import CurlFetcher
from sidelight.adapters.fetch.failures import why_dead
from sidelight.adapters.fetch.guard import AddressGuard
from sidelight.adapters.fetch.hosts import HostNames, HostRules
from sidelight.adapters.fetch.manners import Manners, Pace
from sidelight.adapters.fetch.off import FetchOff
from sidelight.adapters.fetch.robots import Robots
from sidelight.adapters.fetch.transfer import FetchLimits, Line
from sidelight.adapters.fetch.urls import clean_url
from sidelight.adapters.imports.claim_review import read_linked_data
from sidelight.adapters.packs.live import live_edition
from sidelight.adapters.store.inbox import SqliteInbox
from sidelight.adapters.store.off import InboxOff, PartOff, StoreOff
from sidelight.adapters.store.schema.takeover import take_over_inbox
from sidelight.adapters.store.sql import SqlStore, open_store
from sidelight.config import Config
from sidelight.services.annotator import Annotator, Limits
from sidelight.services.curation.accounts import Accounts
from sidelight.services.curation.corpus import Corpus
from sidelight.services.curation.entries import CuratedEntries
from sidelight.services.curation.errors import CannotError
from sidelight.services.curation.publishing import Publishing
from sidelight.services.curation.queue import Queue
from sidelight.services.curation.store import Store
from sidelight.services.curation.values import SYSTEM, Act
from sidelight.services.editions import Editions, stored_editions
from sidelight.services.imports.importing import Imports
from sidelight.services.pages import Keep, Pages
from sidelight.services.ports import Fetcher, Inbox
from sidelight.services.readers import Readers
from sidelight.services.replies import Replies
from sidelight.services.wired import Curating, Wired
from sidelight.shapes.entries import entry_to
from sidelight.shapes.replies import render_page

#: In the data folder: entries with all that curators and readers wrote, and, on servers whose packs come from folders,
#: what readers sent.
DATABASE_FILE = "sidelight.sqlite3"
INBOX_FILE = "inbox.sqlite3"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services(Wired):
    """The use cases with the settings they were made from."""

    config: Config
    closing: tuple[Callable[[], None], ...] = ()

    def close(self) -> None:
        """Stop the processes that read pages and let go of the cache and the database."""
        for close in self.closing:
            close()


def utc_today() -> date:
    """Give the day that "now" stands for, the same for every reader."""
    return datetime.now(UTC).date()


def utc_now() -> datetime:
    """Give the time with which curators' acts are signed."""
    return datetime.now(UTC)


def database_url(config: Config) -> str:
    """Give the address of the database: the configured one, or a file in the data folder."""
    return config.database_url or f"sqlite:///{config.data_dir / DATABASE_FILE}"


def build(
    config: Config,
    *,
    pack_folders: tuple[Path, ...] | None = None,
    today: Callable[[], date] = utc_today,
    now: Callable[[], datetime] = utc_now,
    curate: bool = True,
) -> Services:
    """Wire everything.

    Args:
        config: The settings.
        pack_folders: Packs to use instead of the configured one or the database; then nothing can be curated.
        today: The clock of readers.
        now: The clock of curators.
        curate: Make the database if there is none, filled with the starter pack. Without, that pack is used as it was
            installed where there is no database.

    Raises:
        ConfigError: The data folder cannot be used.
        CacheUnavailableError: The cache folder cannot be used safely.
        StoreUnavailableError: The database cannot be used.
        PackError: A folder is no pack, two packs contradict each other, or no entry is sound.
    """
    folders = pack_folders or ((config.pack,) if config.pack else ())
    with ExitStack() as opened:
        services = _wire(config, folders, opened, today=today, now=now, curate=curate)
        return replace(services, closing=(opened.pop_all().close,))


def _wire(
    config: Config,
    folders: tuple[Path, ...],
    opened: ExitStack,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    curate: bool,
) -> Services:
    """Wire everything; what is opened on the way is to be closed by `opened`, also if something fails later."""
    kept = open_kept(config)
    opened.callback(kept.close)
    store = None if folders else _open_store(config, now=now, curate=curate)
    if store is not None:
        opened.callback(store.close)
    editions = _editions(config, store, folders)
    opened.callback(editions.close)
    pool = ExtractPool(config.extract_workers, config.extract_seconds, config.extract_bytes)
    opened.callback(pool.close)
    fetcher = _fetcher(config, kept)
    pages = Pages(fetcher=fetcher, extract=pool.extract, clean=clean_url, keep=_keep(config, kept))
    limits = Limits(characters=config.text_characters, passages=config.passages)
    annotator = Annotator(editions=editions, pages=pages, extract=pool.extract, today=today, limits=limits)
    replies = Replies(annotator=annotator, cache=kept.cache, render=render_page, seconds=config.reply_cache_seconds)
    inbox = _inbox(config, store)
    # The database's own, which may hold what came before none was taken; without one, nothing can be dealt with.
    queued = store.inbox if store else PartOff()
    desk = _Desk(store=store or StoreOff(), inbox=queued, fetcher=fetcher, pool=pool, today=today, now=now)
    tries = Tries(cache=kept.sites, turns=kept.turns, a_minute=config.login_tries)
    return Services(
        annotator=annotator,
        readers=Readers(inbox=inbox, editions=editions, today=today, most=config.inbox_kept),
        replies=replies,
        editions=editions,
        extract=pool.extract,
        curating=_curating(config, desk, annotator, tries),
        session_key=hmac.digest(secret_of(config), b"sessions", "sha256") if store else None,
        config=config,
    )


def _editions(config: Config, store: SqlStore | None, folders: tuple[Path, ...]) -> Editions:
    if store is None:
        return Editions(live_edition(folders))
    return Editions.of(stored_editions(store.editions, poll_seconds=config.edition_poll_seconds))


def _open_store(config: Config, *, now: Callable[[], datetime], curate: bool) -> SqlStore | None:
    """Open the database, filled with the starter pack if it is empty; `None` if there is none and none is wanted."""
    url = database_url(config)
    if not curate and config.database_url is None and not (config.data_dir / DATABASE_FILE).exists():
        return None
    with ExitStack() as opened:
        store = open_store(url, migrate=curate)
        opened.callback(store.close)
        if curate:
            take_over_inbox(store.database, config.data_dir / INBOX_FILE)
        if not store.editions.current():
            if not curate:
                return None
            try:
                store.load(live_edition().packs, act=Act(by=SYSTEM, at=now(), reason="the starter pack"))
            except CannotError:
                _log.info("another process has filled the database")
        opened.pop_all()
        return store


def _inbox(config: Config, store: SqlStore | None) -> Inbox:
    if not config.inbox:
        return InboxOff()
    return SqliteInbox(config.data_dir / INBOX_FILE) if store is None else store.inbox


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What curating is made from."""

    store: Store
    inbox: Inbox
    fetcher: Fetcher
    pool: ExtractPool
    today: Callable[[], date]
    now: Callable[[], datetime]


def _curating(config: Config, desk: _Desk, annotator: Annotator, tries: Tries) -> Curating:
    store, now, editions = desk.store, desk.now, annotator.editions
    entries = CuratedEntries(store=store, now=now, written=entry_to)
    corpus = Corpus(
        store=store, reader=annotator, editions=editions, now=now, today=desk.today, most=config.corpus_kept
    )
    return Curating(
        now=now,
        entries=entries,
        publishing=Publishing(
            store=store,
            editions=editions,
            corpus=corpus,
            now=now,
            today=desk.today,
            second_person=config.second_person,
            density=config.corpus_density,
            check_link=partial(why_dead, desk.fetcher),
        ),
        corpus=corpus,
        accounts=Accounts(
            store=store.accounts,
            now=now,
            passwords=passwords,
            session_hours=config.session_hours,
            tries=tries,
        ),
        queue=Queue(inbox=desk.inbox, store=store.queue, entries=entries, now=now),
        imports=Imports(entries=entries, fetch=desk.fetcher.fetch, read=partial(desk.pool.read, read_linked_data)),
    )


def _keep(config: Config, store: Kept) -> Keep:
    return Keep(
        cache=store.cache,
        turns=store.turns,
        secret=store.secret,
        seconds=config.page_cache_seconds,
        fresh_seconds=config.page_fresh_seconds,
        failure_seconds=config.fetch_failure_seconds if config.fetch else 0,
        wait_seconds=config.fetch_deadline_seconds + config.extract_seconds * (1 + WAITING_DEADLINES),
        at_once=config.fetch_at_once,
    )


def _fetcher(config: Config, store: Kept) -> Fetcher:
    if not config.fetch:
        return FetchOff()
    contact = f" (+{config.contact})" if config.contact else ""
    return CurlFetcher(
        Line(
            guard=AddressGuard(config.fetch_allow),
            user_agent=f"Sidelight/{__version__}{contact}",
            proxy=config.fetch_proxy,
        ),
        FetchLimits(
            deadline_seconds=config.fetch_deadline_seconds,
            body_bytes=config.fetch_bytes,
            redirects=config.fetch_redirects,
        ),
        manners=Manners(
            turns=store.turns,
            cache=store.sites,
            pace=Pace(delay_seconds=config.fetch_delay_seconds, rest_seconds=config.fetch_rest_seconds),
        ),
        robots=Robots(store.sites, HostNames(config.fetch_own_sites)),
        hosts=HostRules(config.fetch_hosts, config.fetch_deny),
    )
