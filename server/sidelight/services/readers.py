"""Taking what readers choose to send, and giving it to curators."""

from collections.abc import Callable
from datetime import date

from sidelight.errors import EntryNotFoundError, InboxFullError
from sidelight.services.editions import Editions
from sidelight.services.ports import Inbox
from sidelight.services.sent import ContextRequest, Kept, Report, Sent


class Readers:
    """Takes what readers send, and lists it for curators."""

    def __init__(self, *, inbox: Inbox, editions: Editions, today: Callable[[], date], most: int) -> None:
        """Take parts; `most` is how many reports, and how many requests, are kept at a time."""
        self._inbox = inbox
        self._editions = editions
        self._today = today
        self._most = most

    def send(self, sent: Sent) -> Kept:
        """Keep what a reader sent.

        Raises:
            EntryNotFoundError: A report on an entry that is not in the edition in use.
            InboxFullError: As many are kept as may be.
            InboxOffError: This server takes none.
            InboxUnavailableError: It could not be written down.
        """
        if isinstance(sent, Report) and sent.entry not in self._editions.current.edition.entries:
            msg = f"no entry has the id {sent.entry!r}"
            raise EntryNotFoundError(msg)
        received = self._today()
        number = self._inbox.add(sent, received=received, most=self._most)
        if number is None:
            msg = f"this server keeps {self._most} of them and has as many"
            raise InboxFullError(msg)
        return Kept(id=number, received=received, sent=sent)

    def reports(self) -> tuple[Kept, ...]:
        """List the reports, oldest first.

        Raises:
            InboxUnavailableError: They could not be read.
        """
        return self._inbox.kept(Report)

    def requests(self) -> tuple[Kept, ...]:
        """List the requests for context, oldest first.

        Raises:
            InboxUnavailableError: They could not be read.
        """
        return self._inbox.kept(ContextRequest)

    def remove(self, kind: type[Report] | type[ContextRequest], number: int) -> bool:
        """Remove one for good; tells whether it was there.

        Raises:
            InboxUnavailableError: It could not be written.
        """
        return self._inbox.remove(kind, number)
