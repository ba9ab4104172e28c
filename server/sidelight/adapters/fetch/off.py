"""A fetcher for servers that must not reach out: every address is refused."""

from sidelight.errors import AddressBlockedError
from sidelight.services.ports import Page


class FetchOff:
    """Implements `Fetcher` by refusing, so that a server can promise never to open a connection."""

    def fetch(self, url: str) -> Page:
        """Refuse, whatever the address.

        Raises:
            AddressBlockedError: Always.
        """
        msg = f"fetching is turned off on this server, so {url[:100]!r} was not fetched"
        raise AddressBlockedError(msg, remedy="Send the page's text, passages or HTML instead of its address.")
