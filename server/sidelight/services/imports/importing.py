"""Imports of what others publish: read, shown as a difference, and kept as drafts only when a curator says so."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from sidelight.core.entry import Entry, Pack
from sidelight.errors import EntryNotFoundError, PackNotFoundError
from sidelight.services.curation.entries import CuratedEntries
from sidelight.services.curation.errors import ExistsError
from sidelight.services.curation.packs import Staged
from sidelight.services.imports.claim_review import Drafts, drafts_of
from sidelight.services.ports import Page

#: Reads a page's linked data, or a feed, into JSON documents; raises ImportRefusedError.
ReadLinkedData = Callable[[Page], tuple[object, ...]]


class Imports:
    """Reads claim reviews into drafts; only `save` changes anything."""

    def __init__(self, *, entries: CuratedEntries, fetch: Callable[[str], Page], read: ReadLinkedData) -> None:
        """Take parts; `fetch` is the guarded one that all pages are fetched by."""
        self._entries = entries
        self._fetch = fetch
        self._read = read

    def reviews_at(self, url: str, *, pack: str) -> Drafts:
        """Read the claim reviews of the page at an address.

        Raises:
            FetchError: The page could not be had.
            ExtractError: The page could not be read in time.
            ImportRefusedError: It holds no linked data, or too much.
        """
        return self.reviews_in(self._fetch(url.strip()), pack=pack)

    def reviews_in(self, page: Page, *, pack: str) -> Drafts:
        """Read the claim reviews of a page or a feed file.

        Raises:
            ExtractError: It could not be read in time.
            ImportRefusedError: It holds no linked data, or too much, or is JSON that cannot be read.
        """
        return self.reviews_of(self._read(page), page=page.url, pack=pack)

    def reviews_of(self, documents: Iterable[object], *, page: str | None = None, pack: str) -> Drafts:
        """Read the claim reviews of parsed JSON."""
        return drafts_of(documents, page=page, find=self._find, pack=pack)

    def save(self, drafts: Iterable[Entry], *, pack: str, by: str, reason: str) -> Staged:
        """Keep new drafts in a pack, all or none.

        Raises:
            PackNotFoundError: There is no such pack.
            ExistsError: An id was taken since the drafts were shown; nothing was changed.
            ImportRefusedError: Two drafts share an id.
        """
        kept = tuple(replace(entry, pack=pack) for entry in drafts)
        for entry in kept:
            if self._find(entry.id) is not None:
                msg = f"there is an entry {entry.id!r} by now"
                raise ExistsError(msg, remedy="Read the reviews again: the drafts then get other ids.")
        return self._entries.stage(replace(self._own(pack), entries=kept), by=by, reason=reason)

    def _own(self, pack_id: str) -> Pack:
        for stored in self._entries.packs():
            if stored.head.id == pack_id:
                return stored.head
        msg = f"there is no pack {pack_id[:100]!r}"
        raise PackNotFoundError(msg)

    def _find(self, entry_id: str) -> Entry | None:
        try:
            return self._entries.entry(entry_id).head.entry
        except EntryNotFoundError:
            return None
