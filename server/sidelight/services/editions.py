"""Holds the matcher in use; a new edition replaces it whole, by one assignment.

Editions come from packs in folders, and then stay as they are, or from the store. Each process asks the store for one
number every second, and makes the new edition aside while requests are answered from the old one. Whatever goes wrong
meanwhile (a dead database, a pack that cannot be read) is logged once, and the old edition stays in use. An entry that
this version cannot compile is left out, so that curators can mend or retire it.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from weakref import WeakSet

from sidelight.core.check import sound_part
from sidelight.core.edition import Edition, edition_without, make_edition
from sidelight.core.entry import Phrases
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.errors import EditionNotFoundError, EntryError, PackError, SidelightError
from sidelight.services.curation.store import EditionStore
from sidelight.services.curation.values import EditionRecord

#: How often a process asks whether there is a new edition.
POLL_SECONDS: Final = 1.0
#: Longest wait, when closing, for the thread that looks for editions; it may be compiling one.
CLOSE_SECONDS: Final = 10.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSource:
    """Where editions come from.

    Attributes:
        load: Reads the newest edition whole.
        newest: Gives its number, 0 if there is none; asked every `poll_seconds`.
        wait: Waits for a hint that there is a new one, at most so many seconds.
        wake: Ends that wait, now and from now on.
        listed: Lists past editions, newest first: how many, after how many.
        record: Looks one up; raises EditionNotFoundError.
    """

    load: Callable[[], Edition]
    newest: Callable[[], int]
    wait: Callable[[float], None] = time.sleep
    wake: Callable[[], None] = lambda: None
    listed: Callable[[int, int], tuple[EditionRecord, ...]] | None = None
    record: Callable[[int], EditionRecord] | None = None
    poll_seconds: float = POLL_SECONDS


def stored_editions(store: EditionStore, *, poll_seconds: float = POLL_SECONDS) -> EditionSource:
    """Take editions from the store."""

    def load() -> Edition:
        number, packs, refused = store.live_packs()
        return replace(make_edition(packs, number=number), unread=refused)

    return EditionSource(
        load=load,
        newest=store.current,
        wait=store.wait,
        wake=store.stop_waiting,
        listed=lambda limit, offset: store.editions(limit=limit, offset=offset),
        record=store.edition,
        poll_seconds=poll_seconds,
    )


class Editions:
    """The current edition, compiled. Readers take `current` once and keep it for the whole request."""

    def __init__(self, edition: Edition, source: EditionSource | None = None) -> None:
        self._source = source
        self._offered: Matcher | None = None
        self._left_out: Mapping[str, str] = {}
        self._stored = edition
        self._unusable: tuple[int, str] | None = None
        self._matcher = self._compiled(edition)
        self._troubled = False
        self._stopped = threading.Event()
        self._watching = False
        self._lock, self._starting = threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None
        _all.add(self)

    @classmethod
    def of(cls, source: EditionSource) -> "Editions":
        """Load and compile the newest edition of a source.

        Raises:
            StoreUnavailableError: The database cannot be used.
            PackError: A pack cannot be read.
        """
        return cls(source.load(), source)

    @property
    def current(self) -> Matcher:
        """The matcher of the current edition."""
        if self._watching and self._thread is None:
            self.ensure_watching()
        return self._matcher

    @property
    def left_out(self) -> Mapping[str, str]:
        """The entries of the current edition that this version cannot use, each with the reason."""
        return self._left_out

    @property
    def stored(self) -> Edition:
        """The current edition as the source gave it, with what this version cannot use."""
        return self._stored

    @property
    def unusable(self) -> tuple[int, str] | None:
        """The number of the newest edition and the reason, if it cannot be used at all."""
        return self._unusable

    def swap(self, edition: Edition) -> None:
        """Compile another edition aside, then use it from now on.

        Raises:
            PhraseError: A phrase is not in the phrase language; the old edition stays in use.
        """
        self._matcher, self._left_out, self._stored = compile_matcher(edition), {}, edition

    def offer(self, matcher: Matcher) -> None:
        """Hand over what was compiled to judge a publication: it is used for the edition of the same hash."""
        self._offered = matcher

    def refresh(self) -> bool:
        """Use the newest edition; tells whether it is another one. Many may ask at once, one of them does the work.

        An edition that cannot be used is logged, and not tried again.

        Raises:
            StoreUnavailableError: The database cannot be used; the old edition stays in use.
        """
        source = self._source
        if source is None:
            return False
        with self._lock:
            number = source.newest()
            if number == self._matcher.edition.number:
                self._unusable = None
                return False
            if self._unusable is not None and number == self._unusable[0]:
                return False
            try:
                self._matcher = self._compiled(source.load())
            except (PackError, EntryError) as error:
                self._unusable = (number, error.detail)
                _log.error("edition %d cannot be used, the old one stays: %s", number, error.detail)
                return False
            self._unusable = None
            return True

    def watch(self) -> None:
        """Look for new editions from now on, in this process and, once they ask for `current`, in its children."""
        if self._source is not None:
            self._watching = True
            self.ensure_watching()

    def ensure_watching(self) -> None:
        """Start the watching thread if this process has none: a fork does not take threads along."""
        with self._starting:
            if not self._watching or self._stopped.is_set():
                return
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="editions", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stop watching; once it is done, nobody asks the source any more."""
        self._watching = False
        self._stopped.set()
        with self._starting:
            thread = self._thread
        if self._source is not None and thread is not None:
            self._source.wake()
            thread.join(CLOSE_SECONDS)

    def history(self, limit: int, offset: int = 0) -> tuple[EditionRecord, ...]:
        """List editions, newest first; there is no history of packs in folders.

        Raises:
            StoreUnavailableError: The database cannot be used.
        """
        listed = self._source.listed if self._source is not None else None
        return listed(limit, offset) if listed is not None else ()

    def record(self, number: int) -> EditionRecord:
        """Look an edition up in the log of changes.

        Raises:
            EditionNotFoundError: There is none of that number, or there is no log.
            StoreUnavailableError: The database cannot be used.
        """
        record = self._source.record if self._source is not None else None
        if record is None:
            msg = f"no log of changes holds edition {number}; the one in use is {self._matcher.edition.number}"
            raise EditionNotFoundError(msg)
        return record(number)

    def _compiled(self, edition: Edition) -> Matcher:
        """Compile an edition; what this version cannot use of it is left out, and told."""
        offered, self._offered = self._offered, None
        taken = None if offered is None else self._taken(edition, offered)
        if taken is not None:
            matcher, left_out = taken
        else:
            try:
                matcher, left_out = compile_matcher(edition), {}
            except (PackError, EntryError):
                sound, left_out = sound_part(edition)
                matcher = compile_matcher(sound)
        left_out = {**edition.unread, **left_out}
        for entry_id, reason in left_out.items():
            _log.error("entry %s is left out of edition %d: %s", entry_id, edition.number, reason)
        self._left_out, self._stored = left_out, edition
        return matcher

    def _taken(self, edition: Edition, offered: Matcher) -> tuple[Matcher, dict[str, str]] | None:
        """Take what was offered if it is of this edition, or of what remains without what was left out before."""
        if offered.edition.sha256 == edition.sha256:
            return replace(offered, edition=edition), {}
        before, still = self._stored, {i: why for i, why in self._left_out.items() if i in edition.entries}
        same_cues = _cues(before) == _cues(edition)
        if not same_cues or any(edition.entries[i] != before.entries.get(i) for i in still):
            return None  # what was left out may be sound by now
        sound = edition_without(edition, still)
        if offered.edition.sha256 != sound.sha256:
            return None
        return replace(offered, edition=sound), still

    def forked(self) -> None:
        """Begin anew in a child process: threads do not come along, and a lock that was held stays held for ever."""
        self._lock, self._starting = threading.Lock(), threading.Lock()
        self._thread = None
        if not self._stopped.is_set():
            self._stopped = threading.Event()  # it has a lock, too

    def _watch(self) -> None:
        while self._watching and self._source is not None:
            try:
                self.refresh()
                self._source.wait(self._source.poll_seconds)
            except Exception as error:  # noqa: BLE001 — whatever happens, tomorrow's editions are to be found
                self._tell(error)
                self._stopped.wait(self._source.poll_seconds)
            else:
                self._untroubled()

    def _tell(self, error: Exception) -> None:
        told = error.detail if isinstance(error, SidelightError) else type(error).__name__
        if not self._troubled:
            _log.error("new editions cannot be looked for, edition %d stays: %s", self._matcher.edition.number, told)
        self._troubled = True

    def _untroubled(self) -> None:
        if self._troubled:
            _log.warning("new editions can be looked for again")
        self._troubled = False


def _cues(edition: Edition) -> dict[str, Mapping[str, Phrases]]:
    return {pack.id: pack.cues for pack in edition.packs}


_all: WeakSet[Editions] = WeakSet()


def _in_child() -> None:
    for editions in tuple(_all):
        editions.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
