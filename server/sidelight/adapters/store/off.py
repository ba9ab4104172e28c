"""What stands in for the database and for the inbox on servers that have none."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

from sidelight.core.entry import Pack
from sidelight.errors import InboxOffError
from sidelight.services.curation.errors import CurationOffError
from sidelight.services.curation.values import Act, EditionRecord
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


def _refuse(*_: object, **__: object) -> NoReturn:
    msg = "this server serves packs from folders, and keeps no entries of its own"
    raise CurationOffError(msg)


class PartOff:
    """Implements every part of a `Store` by refusing: any of its methods raises CurationOffError."""

    def __getattr__(self, name: str) -> Any:
        """Give a method that refuses; what Python itself asks for is not there."""
        if name.startswith("_"):
            raise AttributeError(name)
        return _refuse


class StoreOff:
    """Implements `Store` on a server whose packs come from folders: there is nothing to read, and nothing to edit."""

    def __init__(self) -> None:
        self.entries: Any = PartOff()
        self.editions: Any = PartOff()
        self.accounts: Any = PartOff()
        self.corpus: Any = PartOff()
        self.queue: Any = PartOff()

    def load(self, packs: Iterable[Pack], *, act: Act) -> EditionRecord:  # noqa: ARG002 — the port's signature
        """Refuse.

        Raises:
            CurationOffError: Always.
        """
        _refuse()

    def close(self) -> None:
        """Have nothing to let go of."""
