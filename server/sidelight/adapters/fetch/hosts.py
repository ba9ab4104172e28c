"""Which hosts this server fetches from at all: the operator's lists of names, subdomains included."""

from collections.abc import Collection
from urllib.parse import urlsplit

from sidelight.adapters.fetch.urls import check_url
from sidelight.errors import AddressInvalidError, ConfigError, HostRefusedError


class HostNames:
    """Names with their subdomains.

    Example:
        >>> names = HostNames(["News.example", "новости.example"])
        >>> "www.news.example" in names, "badnews.example" in names, "xn--b1amnebsh.example" in names
        (True, False, True)
    """

    def __init__(self, names: Collection[str] = ()) -> None:
        """Read the names.

        Raises:
            ConfigError: One of them is no host name.
        """
        self._names = frozenset(_read(name) for name in names)

    def __contains__(self, host: str) -> bool:
        labels = host.removesuffix(".").split(".")
        return any(".".join(labels[start:]) in self._names for start in range(len(labels)))

    def __bool__(self) -> bool:
        return bool(self._names)


class HostRules:
    """The operator's lists: if `only` has names, nothing else is fetched from; what is in `never` is refused anyway."""

    def __init__(self, only: Collection[str] = (), never: Collection[str] = ()) -> None:
        """Read both lists.

        Raises:
            ConfigError: One of the names is no host name.
        """
        self._only = HostNames(only)
        self._never = HostNames(never)

    def check(self, host: str) -> None:
        """Let a host pass.

        Raises:
            HostRefusedError: It is on the one list, or not on the other.
        """
        if host in self._never or (self._only and host not in self._only):
            msg = f"this server does not fetch from {host}"
            raise HostRefusedError(msg)


def _read(name: str) -> str:
    plain = name.removeprefix("*.").removeprefix(".")
    try:
        parts = urlsplit(check_url(f"http://{plain}/"))
    except AddressInvalidError:
        parts = None
    if parts is None or parts.path != "/" or parts.query or parts.port:
        msg = f"{name!r} is no host name"
        raise ConfigError(msg, remedy="Write names such as news.example; subdomains are included.")
    return parts.hostname or ""
