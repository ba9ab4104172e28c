"""Pages fetched for an address: read once, then kept for at most an hour under a keyed hash.

Kept is the article that was read, without its address: whoever opens the cache finds texts that stood on the web, and
cannot tell which address anybody asked about.
"""

import hashlib
import hmac
from dataclasses import replace

from sidelight.core.article import Article
from sidelight.services.article_codec import dump_article, load_article
from sidelight.services.ports import Cache, Extract, Fetcher

#: However long the setting says, a page is not kept for longer (seconds).
MOST_SECONDS = 3600


class Pages:
    """Fetches and extracts through the cache."""

    def __init__(self, *, fetcher: Fetcher, extract: Extract, cache: Cache, secret: bytes, seconds: int) -> None:
        self._fetcher = fetcher
        self._extract = extract
        self._cache = cache
        self._secret = secret
        self._seconds = min(seconds, MOST_SECONDS)

    def read(self, url: str) -> Article:
        """Give the article at an address.

        Raises:
            FetchError: The page could not be had.
            ExtractError: The page could not be read.
        """
        key = self._key(url)
        kept = self._cache.get(key)
        article = load_article(kept) if kept is not None else None
        if article is None:
            article = self._extract(self._fetcher.fetch(url))
            if self._seconds:
                anonymous = replace(article, url=None, canonical_url=None)
                self._cache.set(key, dump_article(anonymous), seconds=self._seconds)
        return replace(article, url=url)

    def _key(self, url: str) -> str:
        address = url.partition("#")[0].encode("utf-8", "surrogatepass")
        return f"page:{hmac.new(self._secret, address, hashlib.sha256).hexdigest()}"
