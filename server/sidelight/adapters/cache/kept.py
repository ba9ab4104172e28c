"""Where pages, replies and what is known of sites are kept, as the settings say."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sidelight.adapters.cache.disk import DiskCache
from sidelight.adapters.cache.keyed import KeyedCache
from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.null import NullCache
from sidelight.adapters.cache.secret import SECRET_BYTES, read_secret
from sidelight.adapters.cache.turns import FileTurns, ThreadTurns
from sidelight.config import Config
from sidelight.services.ports import Cache, Turns

#: In the data folder: the cache, and empty files by which processes wait for one another.
CACHE_FOLDER = "cache"
TURNS_FOLDER = "turns"
#: The server whose cache is off needs no data folder.
_NO_CACHE = "null://"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where pages, replies and what is known of sites are kept, and by what processes wait for one another."""

    cache: Cache
    sites: Cache
    turns: Turns
    secret: bytes
    close: Callable[[], None]


def open_kept(config: Config) -> Kept:
    """Open it.

    Raises:
        ConfigError: The data folder cannot be used.
        CacheUnavailableError: The cache folder cannot be used safely.
    """
    if config.cache_url == _NO_CACHE:
        secret = _given_secret(config) or secrets.token_bytes(SECRET_BYTES)
        sites = KeyedCache(MemoryCache(), secret)
        return Kept(cache=NullCache(), sites=sites, turns=ThreadTurns(), secret=secret, close=_nothing)
    secret = secret_of(config)
    cache = DiskCache(config.data_dir / CACHE_FOLDER, size_limit=config.cache_bytes)
    turns = FileTurns(config.data_dir / TURNS_FOLDER, secret)
    return Kept(cache=cache, sites=KeyedCache(cache, secret), turns=turns, secret=secret, close=cache.close)


def secret_of(config: Config) -> bytes:
    """Give the secret that is configured, or the one of the data folder, which is made if there is none.

    Raises:
        ConfigError: The data folder cannot be used.
    """
    return _given_secret(config) or read_secret(config.data_dir)


def _given_secret(config: Config) -> bytes | None:
    return hashlib.sha256(config.secret.encode()).digest() if config.secret else None


def _nothing() -> None:
    """Close a store that holds nothing open."""
