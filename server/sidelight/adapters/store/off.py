"""An inbox for servers that take no reports and requests."""

from datetime import date

from sidelight.errors import InboxOffError
from sidelight.services.sent import ContextRequest, Kept, Report, Sent


class InboxOff:
    """Implements `Inbox` by refusing, so that a server can promise to keep nothing at all."""

    def add(self, sent: Sent, *, received: date, most: int) -> int | None:  # noqa: ARG002 — the port's signature
        """Refuse, whatever it is.

        Raises:
            InboxOffError: Always.
        """
        msg = "reports and requests are turned off on this server"
        raise InboxOffError(msg)

    def kept(self, kind: type[Report] | type[ContextRequest]) -> tuple[Kept, ...]:  # noqa: ARG002 — the port's signature
        """List nothing."""
        return ()

    def remove(self, kind: type[Report] | type[ContextRequest], number: int) -> bool:  # noqa: ARG002 — the port's signature
        """Find nothing to remove."""
        return False
