"""The names this server answers for: a page elsewhere that points its own name at us reads nothing here."""

import re
from collections.abc import Callable, Iterable

from flask import request
from werkzeug.exceptions import SecurityError

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]/@\s]+)(?::[0-9]*)?", re.IGNORECASE)


def is_trusted(host: str, trusted: Iterable[str]) -> bool:
    """Tell whether a Host header names one of the trusted hosts, on any port; `.example.org` trusts its subdomains.

    Example:
        >>> is_trusted("[::1]:8400", ["[::1]"]), is_trusted("rebound.example", ["localhost"])
        (True, False)
    """
    found = _HOST.fullmatch(host)
    name = found[1].lower().removesuffix(".") if found else ""
    return bool(name) and any(
        name == known or (known.startswith(".") and (name.endswith(known) or name == known[1:]))
        for known in (each.lower() for each in trusted)
    )


def check_host(trusted: Iterable[str]) -> Callable[[], None]:
    """Make the check that runs before every request."""
    names = tuple(trusted)

    def check() -> None:
        if not is_trusted(request.headers.get("Host", ""), names):
            raise SecurityError

    return check
