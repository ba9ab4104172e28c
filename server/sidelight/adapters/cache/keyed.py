"""A cache that cannot be asked which sites it knows: keys are kept as keyed hashes."""

import hashlib
import hmac

from sidelight.services.ports import Cache


class KeyedCache:
    """Implements `Cache` on another one; a key keeps its kind, the part before the colon, and the rest is hashed."""

    def __init__(self, cache: Cache, secret: bytes) -> None:
        """Hash with this secret."""
        self._cache = cache
        self._secret = secret

    def get(self, key: str) -> bytes | None:
        """Look the key up; `None` on a miss."""
        return self._cache.get(self._hashed(key))

    def set(self, key: str, value: bytes, *, seconds: int) -> None:
        """Keep the bytes for at most so many seconds."""
        self._cache.set(self._hashed(key), value, seconds=seconds)

    def _hashed(self, key: str) -> str:
        kind = key.partition(":")[0]
        return f"{kind}:{hmac.new(self._secret, key.encode('utf-8', 'surrogatepass'), hashlib.sha256).hexdigest()}"
