"""A cache for servers that must keep nothing."""


class NullCache:
    """Implements `Cache` by forgetting at once."""

    def get(self, _key: str) -> bytes | None:
        """Miss, always."""
        return None

    def set(self, _key: str, _value: bytes, *, seconds: int) -> None:
        """Keep nothing, for however many seconds."""
        del seconds
