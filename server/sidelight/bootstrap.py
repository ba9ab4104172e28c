"""The one place where parts meet: settings in, wired use cases out."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sidelight import __version__
from sidelight.adapters.cache.disk import DiskCache
from sidelight.adapters.cache.null import NullCache
from sidelight.adapters.extract.child import ExtractPool
from sidelight.adapters.fetch.curl import CurlFetcher, FetchLimits
from sidelight.adapters.fetch.guard import AddressGuard
from sidelight.adapters.fetch.off import FetchOff
from sidelight.adapters.packs.live import live_edition
from sidelight.adapters.store.inbox import SqliteInbox
from sidelight.adapters.store.off import InboxOff
from sidelight.config import Config
from sidelight.errors import ConfigError
from sidelight.services.annotator import Annotator, Limits
from sidelight.services.editions import Editions
from sidelight.services.pages import Pages
from sidelight.services.ports import Cache, Fetcher
from sidelight.services.readers import Readers
from sidelight.services.replies import Replies
from sidelight.services.wired import Wired
from sidelight.shapes.replies import render_page

#: In the data folder: what the addresses of cached pages are hashed with, the cache itself, and what readers sent.
SECRET_FILE = "secret.key"  # noqa: S105 — the file's name
CACHE_FOLDER = "cache"
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
    cache, secret, close_cache = _cache(config)
    pages = Pages(
        fetcher=_fetcher(config),
        extract=pool.extract,
        cache=cache,
        secret=secret,
        seconds=config.page_cache_seconds,
    )
    limits = Limits(characters=config.text_characters, passages=config.passages)
    annotator = Annotator(editions=editions, pages=pages, extract=pool.extract, today=today, limits=limits)
    replies = Replies(annotator=annotator, cache=cache, render=render_page, seconds=config.reply_cache_seconds)
    inbox = SqliteInbox(config.data_dir / INBOX_FILE) if config.inbox else InboxOff()
    return Services(
        annotator=annotator,
        readers=Readers(inbox=inbox, editions=editions, today=today, most=config.inbox_kept),
        replies=replies,
        editions=editions,
        extract=pool.extract,
        config=config,
        closing=(pool.close, close_cache),
    )


def _fetcher(config: Config) -> Fetcher:
    if not config.fetch:
        return FetchOff()
    limits = FetchLimits(
        deadline_seconds=config.fetch_deadline_seconds,
        body_bytes=config.fetch_bytes,
        redirects=config.fetch_redirects,
    )
    contact = f" (+{config.contact})" if config.contact else ""
    return CurlFetcher(AddressGuard(config.fetch_allow), limits, f"Sidelight/{__version__}{contact}")


def _cache(config: Config) -> tuple[Cache, bytes, Callable[[], None]]:
    """Open the cache, with the secret for its keys and how to close it."""
    if config.cache_url == _NO_CACHE:
        return NullCache(), secrets.token_bytes(_SECRET_BYTES), _nothing
    secret = _secret(config.data_dir)
    cache = DiskCache(config.data_dir / CACHE_FOLDER, size_limit=config.cache_bytes)
    return cache, secret, cache.close


def _nothing() -> None:
    """Close a cache that holds nothing open."""


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
    """Write a private file whole, unless it is there; nobody ever sees half of it."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)
