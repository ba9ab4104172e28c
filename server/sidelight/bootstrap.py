"""The one place where parts meet: settings in, wired use cases out."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sidelight import __version__
from sidelight.adapters.cache.disk import DiskCache
from sidelight.adapters.cache.keyed import KeyedCache
from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.null import NullCache
from sidelight.adapters.cache.turns import FileTurns, ThreadTurns
from sidelight.adapters.extract.child import WAITING_DEADLINES, ExtractPool
from sidelight.adapters.fetch.curl import CurlFetcher
from sidelight.adapters.fetch.guard import AddressGuard
from sidelight.adapters.fetch.hosts import HostNames, HostRules
from sidelight.adapters.fetch.manners import Manners, Pace
from sidelight.adapters.fetch.off import FetchOff
from sidelight.adapters.fetch.robots import Robots
from sidelight.adapters.fetch.transfer import FetchLimits, Line
from sidelight.adapters.fetch.urls import clean_url
from sidelight.adapters.packs.live import live_edition
from sidelight.adapters.store.inbox import SqliteInbox
from sidelight.adapters.store.off import InboxOff
from sidelight.config import Config
from sidelight.errors import ConfigError
from sidelight.services.annotator import Annotator, Limits
from sidelight.services.editions import Editions
from sidelight.services.pages import Keep, Pages
from sidelight.services.ports import Cache, Fetcher, Turns
from sidelight.services.readers import Readers
from sidelight.services.replies import Replies
from sidelight.services.wired import Wired
from sidelight.shapes.replies import render_page

#: In the data folder: what the addresses of cached pages are hashed with, the cache itself, empty files by which
#: processes wait for one another, and what readers sent.
SECRET_FILE = "secret.key"  # noqa: S105 — the file's name
CACHE_FOLDER = "cache"
TURNS_FOLDER = "turns"
INBOX_FILE = "inbox.sqlite3"
_SECRET_BYTES = 32
#: The server whose cache is off needs no data folder.
_NO_CACHE = "null://"


@dataclass(frozen=True, slots=True, kw_only=True)
class Services(Wired):
    """The use cases with the settings they were made from."""

    config: Config
    closing: tuple[Callable[[], None], ...] = ()

    def close(self) -> None:
        """Stop the processes that read pages and let go of the cache."""
        for close in self.closing:
            close()


def utc_today() -> date:
    """Give the day that "now" stands for, the same for every reader."""
    return datetime.now(UTC).date()


def build(
    config: Config, *, pack_folders: tuple[Path, ...] | None = None, today: Callable[[], date] = utc_today
) -> Services:
    """Wire everything.

    Args:
        config: The settings.
        pack_folders: Packs to use instead of the configured one or the starter pack.
        today: The clock.

    Raises:
        ConfigError: The data folder cannot be used.
        CacheUnavailableError: The cache folder cannot be used safely.
        PackError: A folder is no pack, two packs contradict each other, or no entry is sound.
    """
    editions = Editions(live_edition(pack_folders or ((config.pack,) if config.pack else ())))
    pool = ExtractPool(config.extract_workers, config.extract_seconds, config.extract_bytes)
    store = _store(config)
    pages = Pages(fetcher=_fetcher(config, store), extract=pool.extract, clean=clean_url, keep=_keep(config, store))
    limits = Limits(characters=config.text_characters, passages=config.passages)
    annotator = Annotator(editions=editions, pages=pages, extract=pool.extract, today=today, limits=limits)
    replies = Replies(annotator=annotator, cache=store.cache, render=render_page, seconds=config.reply_cache_seconds)
    inbox = SqliteInbox(config.data_dir / INBOX_FILE) if config.inbox else InboxOff()
    return Services(
        annotator=annotator,
        readers=Readers(inbox=inbox, editions=editions, today=today, most=config.inbox_kept),
        replies=replies,
        editions=editions,
        extract=pool.extract,
        config=config,
        closing=(pool.close, store.close),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Store:
    """Where pages, replies and what is known of sites are kept, and by what processes wait for one another."""

    cache: Cache
    sites: Cache
    turns: Turns
    secret: bytes
    close: Callable[[], None]


def _store(config: Config) -> _Store:
    if config.cache_url == _NO_CACHE:
        secret = secrets.token_bytes(_SECRET_BYTES)
        sites = KeyedCache(MemoryCache(), secret)
        return _Store(cache=NullCache(), sites=sites, turns=ThreadTurns(), secret=secret, close=_nothing)
    secret = _secret(config.data_dir)
    cache = DiskCache(config.data_dir / CACHE_FOLDER, size_limit=config.cache_bytes)
    turns = FileTurns(config.data_dir / TURNS_FOLDER, secret)
    return _Store(cache=cache, sites=KeyedCache(cache, secret), turns=turns, secret=secret, close=cache.close)


def _keep(config: Config, store: _Store) -> Keep:
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


def _fetcher(config: Config, store: _Store) -> Fetcher:
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


def _nothing() -> None:
    """Close a store that holds nothing open."""


def _secret(data_dir: Path) -> bytes:
    """Read the secret of this data folder, or make one that only its owner can read.

    Raises:
        ConfigError: The folder or the file cannot be used.
    """
    path = data_dir / SECRET_FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, secrets.token_bytes(_SECRET_BYTES))
        secret = path.read_bytes()
    except OSError as error:
        msg = f"the data folder {str(data_dir)!r} cannot be used: {error.strerror}"
        remedy = "Set SIDELIGHT_DATA_DIR to a folder that you may write to."
        raise ConfigError(msg, remedy=remedy) from error
    if len(secret) != _SECRET_BYTES:
        msg = f"{str(path)!r} holds {len(secret)} bytes, not {_SECRET_BYTES}"
        raise ConfigError(msg, remedy="Delete the file; a new one is made, and cached pages are fetched again.")
    return secret


def _write_once(path: Path, content: bytes) -> None:
    """Write a private file whole, unless it is there: nobody ever sees half of it, and the first of several wins."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    try:
        path.hardlink_to(draft)  # which, unlike a rename, never replaces what another process has begun to use
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
