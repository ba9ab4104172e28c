"""What curators do with what readers sent: each report and request is dealt with once, and then deleted.

The audit log keeps the number, what was done, by whom and why; never a word that a reader wrote. What a curator takes
into an example is the curator's own text by then: it was shown, and could be changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, Literal

from sidelight.core.entry import Entry, Example
from sidelight.core.kinds.payloads import Background
from sidelight.core.text.language import tell_language
from sidelight.core.text.script import script_language
from sidelight.core.text.slugs import free_id, slug_of
from sidelight.errors import EntryNotFoundError
from sidelight.services.curation.entries import CuratedEntries
from sidelight.services.curation.errors import CannotError, NotKeptError
from sidelight.services.curation.hits.hit import with_example
from sidelight.services.curation.store import QueueStore
from sidelight.services.curation.values import Act, StoredEntry
from sidelight.services.ports import Inbox
from sidelight.services.sent import ContextRequest, Kept, Report

SentKind = Literal["report", "request"]
_KINDS: Final = {"report": Report, "request": ContextRequest}
#: Characters of a quote that become the title of an entry that a request begins.
TITLE_CHARACTERS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The open reports on one entry, oldest first; `entry` is `None` if there is no such entry any more."""

    entry_id: str
    entry: StoredEntry | None
    reports: tuple[Kept, ...]

    def changed_since(self, report: Report) -> bool:
        """Whether readers meet another revision now than the one that the report is about."""
        live = self.entry.live.revision if self.entry and self.entry.live else None
        return report.revision is not None and live != report.revision


class Queue:
    """Reports and requests, for curators."""

    def __init__(
        self, *, inbox: Inbox, store: QueueStore, entries: CuratedEntries, now: Callable[[], datetime]
    ) -> None:
        self._inbox = inbox
        self._store = store
        self._entries = entries
        self._now = now

    def reports(self) -> tuple[Kept, ...]:
        """List the open reports, oldest first. Raises InboxUnavailableError."""
        return self._inbox.kept(Report)

    def requests(self) -> tuple[Kept, ...]:
        """List the open requests for context, oldest first. Raises InboxUnavailableError."""
        return self._inbox.kept(ContextRequest)

    def by_entry(
        self, *, entry: str | None = None, reason: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[tuple[Reported, ...], int]:
        """Group the open reports by entry, most reports first; gives one page of them, and how many groups."""
        kept = [(one.sent, one) for one in self.reports() if isinstance(one.sent, Report)]
        wanted = [(r.entry, one) for r, one in kept if entry in (None, r.entry) and reason in (None, r.reason)]
        grouped = groupby(sorted(wanted, key=_first), key=_first)
        found = [(entry_id, tuple(one for _, one in group)) for entry_id, group in grouped]
        page = sorted(found, key=lambda one: (-len(one[1]), one[0]))[offset : offset + limit]
        shown = (Reported(entry_id=name, entry=self._find(name), reports=reports) for name, reports in page)
        return tuple(shown), len(found)

    def open(self) -> dict[SentKind, int]:
        """Count what waits."""
        counted = self._store.open()
        return {"report": counted["report"], "request": counted["request"]}

    def find(self, kind: SentKind, number: int) -> Kept:
        """Look a report or a request up. Raises NotKeptError."""
        for one in self._inbox.kept(_KINDS[kind]):
            if one.id == number:
                return one
        msg = f"there is no open {kind} {number}: it was dealt with, or never sent"
        raise NotKeptError(msg, remedy="Look at the queue as it is now.")

    def dismiss(self, kind: SentKind, number: int, *, by: str, reason: str) -> None:
        """Delete one that asks for nothing. Raises NotKeptError; CannotError without a reason."""
        self._deal(kind, number, "dismiss", by, reason)

    def fixed(self, kind: SentKind, number: int, *, by: str, reason: str) -> None:
        """Delete one whose cause was mended. Raises NotKeptError; CannotError without a reason."""
        self._deal(kind, number, "fixed", by, reason)

    def proposed_example(self, number: int) -> Example:
        """Make a must-not-match example of a report, for a curator to look at and change. Raises NotKeptError."""
        sent = self.find("report", number).sent
        text = (sent.quote or "").strip()
        return Example(text=text, none=True, language=_language(text))

    def example_from_report(self, number: int, *, by: str, example: Example | None = None) -> StoredEntry:
        """Add an example to the reported entry as a draft, by default the proposed one, and delete the report.

        Raises:
            NotKeptError: There is no such report.
            EntryNotFoundError: There is no such entry any more.
            CannotError: The report has no quote, and no example is given.
            EditConflictError: Somebody edited the entry meanwhile; nothing was changed.
        """
        sent = self.find("report", number).sent
        entry_id = sent.entry if isinstance(sent, Report) else ""
        example = example or self.proposed_example(number)
        if not example.text:
            msg = f"report {number} came without the passage that it is about"
            raise CannotError(msg, remedy="Write the sentence that must not match, or dismiss the report.")
        stored = self._entries.entry(entry_id)
        entry = stored.head.entry
        changed = entry if example in entry.examples else with_example(entry, example)
        reason = f"example from report {number}"
        stored = self._entries.edit(changed, based_on=stored.head.number, by=by, reason=reason)
        self._deal("report", number, "example", by, f"revision {stored.head.number} of {entry_id}")
        return stored

    def proposed_entry(self, number: int, *, pack: str) -> Entry:
        """Make the beginning of an entry of a request: its passage as title and as the example that must match.

        Raises:
            NotKeptError: There is no such request.
        """
        sent = self.find("request", number).sent
        quote = " ".join((sent.quote or "").split())
        language = _language(quote)
        wanted = slug_of(quote) or f"request-{number}"
        title = quote if len(quote) <= TITLE_CHARACTERS else f"{quote[:TITLE_CHARACTERS].rsplit(' ', 1)[0]}…"
        return Entry(
            id=free_id(wanted, lambda entry_id: self._find(entry_id) is not None),
            kind="background",
            title={language: title},
            summary={},
            phrases={},
            payload=Background(),
            examples=(_asked_for(sent, quote, language),) if isinstance(sent, ContextRequest) else (),
            status="draft",
            pack=pack,
        )

    def entry_from_request(self, number: int, entry: Entry, *, by: str) -> StoredEntry:
        """Keep a draft that a request began, and delete the request, both or neither.

        Raises:
            NotKeptError: There is no such request, or no pack of that id.
            ExistsError: There is an entry of that id.
            PackError: What its phrases stand for comes to too much.
        """
        self.find("request", number)
        self._entries.refuse_explosion(entry)
        self._store.begin(number, entry, act=Act(by=by, at=self._now(), reason=f"began with request {number}"))
        return self._entries.entry(entry.id)

    def _deal(self, kind: SentKind, number: int, what: str, by: str, reason: str) -> None:
        if not reason.strip():
            msg = f"the {kind} {number} cannot be dealt with without a reason"
            raise CannotError(msg, remedy="Write in a few words why, for the log.")
        self._store.deal(kind, number, what=what, act=Act(by=by, at=self._now(), reason=reason.strip()))

    def _find(self, entry_id: str) -> StoredEntry | None:
        try:
            return self._entries.entry(entry_id)
        except EntryNotFoundError:
            return None


def _asked_for(sent: ContextRequest, quote: str, language: str) -> Example:
    """Make the passage with what stands around it an example that must match."""
    around = (sent.prefix or "", sent.quote, sent.suffix or "")
    text = " ".join(" ".join(around).split()) if any(around[::2]) else quote
    return Example(text=text, quote=quote, title=sent.title, language=language)


def _language(text: str) -> str:
    return tell_language(text) or script_language(text)


def _first(pair: tuple[str, Kept]) -> str:
    return pair[0]
