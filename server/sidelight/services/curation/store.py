"""The port to the database: `adapters/store/sql.py`, or `off.py` when packs come from folders.

Every method that changes something is one transaction, which writes its line of the audit log as well: after it has
returned, the change is on the disk; if it raises, nothing was changed. All may raise `StoreUnavailableError`;
those of `off.py` raise `CurationOffError`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from sidelight.core.article import Article
from sidelight.core.entry import Entry, Pack
from sidelight.services.curation.values import (
    Act,
    AuditLine,
    Curator,
    EditionRecord,
    FoundEntries,
    Publication,
    Revision,
    Role,
    SavedArticle,
    Search,
    Standing,
    StoredEntry,
    StoredPack,
    Token,
)


class EntryStore(Protocol):
    """Entries with all their revisions, and packs."""

    def entry(self, entry_id: str) -> StoredEntry:
        """Look an entry up. Raises EntryNotFoundError."""
        ...

    def standing(self, entry_id: str) -> Standing:
        """Tell what is known of an entry that perhaps cannot be read. Raises EntryNotFoundError."""
        ...

    def search(self, wanted: Search) -> FoundEntries:
        """Find entries, newest change first; what this version's contract refuses is named beside them."""
        ...

    def revisions(self, entry_id: str) -> tuple[Revision, ...]:
        """List an entry's revisions, newest first. Raises EntryNotFoundError."""
        ...

    def revision(self, entry_id: str, number: int) -> Revision:
        """Look a revision up. Raises EntryNotFoundError, NotKeptError."""
        ...

    def met(self, entry_id: str) -> int:
        """Give the number of the last revision that readers met, which trials are not; 0 if there is none."""
        ...

    def written_by(self, name: str, entry_id: str) -> tuple[int, ...]:
        """Number the revisions that this person wrote, newest first, whether or not they can be read."""
        ...

    def add(self, entries: Iterable[Entry], *, act: Act) -> None:
        """Keep new entries as drafts at revision 1, all or none. Raises ExistsError; NotKeptError for a pack's id."""
        ...

    def edit(self, entries: Iterable[tuple[Entry, int]], *, act: Act) -> None:
        """Add a revision to each entry, all or none; the number is the head that the edit is based on.

        Raises EntryNotFoundError, and EditConflictError if a head is another by now. A retired entry becomes a draft.
        """
        ...

    def stage(
        self, *, pack: Pack | None, edited: Iterable[tuple[Entry, int]], added: Iterable[Entry], act: Act
    ) -> None:
        """Keep what an import changes, all or none: the pack's own part, if it is given, then as `edit` and `add` do.

        Raises EntryNotFoundError, EditConflictError and ExistsError as they do.
        """
        ...

    def packs(self) -> tuple[StoredPack, ...]:
        """List the packs by id."""
        ...

    def add_pack(self, pack: Pack, *, act: Act) -> StoredPack:
        """Keep a new pack's own part. Raises ExistsError, also if another one of that id was kept a moment ago."""
        ...

    def save_pack(self, pack: Pack, *, act: Act) -> StoredPack:
        """Keep a new pack, or a new revision of its own part; its entries are not looked at."""
        ...


class LivePacks(NamedTuple):
    """What is live; `refused` gives, for entries that this version's contract refuses and no pack holds, the reason."""

    number: int
    packs: tuple[Pack, ...]
    refused: Mapping[str, str]


class EditionStore(Protocol):
    """Editions: the log of changes and what is live."""

    def current(self) -> int:
        """Give the number of the newest edition, 0 if there is none; asked every second by every worker."""
        ...

    def live_packs(self) -> LivePacks:
        """Give the newest edition's number with its packs: live entries with revision, status and `reviewed` filled in.

        All is read in one transaction. Entries that were given before are the same objects again.
        """
        ...

    def publish(self, publication: Publication, *, act: Act) -> EditionRecord:
        """Make the next edition.

        Raises EditConflictError if an entry has a newer revision than `heads` says, and EditionMovedError if
        `based_on` is not the newest edition any more.
        """
        ...

    def editions(self, *, limit: int, offset: int = 0) -> tuple[EditionRecord, ...]:
        """List editions, newest first, with their changes."""
        ...

    def edition(self, number: int) -> EditionRecord:
        """Look an edition up. Raises EditionNotFoundError."""
        ...

    def wait(self, seconds: float) -> None:
        """Wait for a hint that there may be a new edition, at most so long (NOTIFY; elsewhere it only sleeps)."""
        ...

    def stop_waiting(self) -> None:
        """Wake who waits; from now on nobody waits for hints any more."""
        ...


class AccountStore(Protocol):
    """Curators, their sessions and tokens, and the audit log. Secrets come and are kept as SHA-256 or argon2 only."""

    def curators(self) -> tuple[Curator, ...]:
        """List curators by name."""
        ...

    def curator(self, name: str) -> tuple[Curator, str]:
        """Look a curator up by name, with the password's hash. Raises NotKeptError."""
        ...

    def add_curator(self, name: str, role: Role, password_hash: str, *, act: Act) -> Curator:
        """Keep a new curator. Raises ExistsError if somebody is known by that name (`known_as`) already."""
        ...

    def change_curator(
        self,
        name: str,
        *,
        act: Act,
        role: Role | None = None,
        active: bool | None = None,
        password_hash: str | None = None,
    ) -> Curator:
        """Change what is given. A new password ends all sessions, being made inactive revokes all tokens as well.

        Raises NotKeptError, and CannotError if no active admin would be left.
        """
        ...

    def renew_password(self, name: str, old_hash: str, new_hash: str, *, act: Act) -> None:
        """Change the password of an active curator, which ends all sessions. Raises NotKeptError if it is another."""
        ...

    def add_session(
        self,
        curator: str,
        secret_sha256: str,
        *,
        password_hash: str,
        renewed_hash: str | None = None,
        expires: datetime,
        act: Act,
    ) -> None:
        """Keep a session of the console, and the same password's new hash if there is one.

        Raises NotKeptError unless the curator is active and has the password that the session is opened with.
        """
        ...

    def end_session(self, secret_sha256: str, *, act: Act) -> None:
        """Forget a session; nothing happens if there is none."""
        ...

    def session(self, secret_sha256: str, *, now: datetime) -> Curator | None:
        """Find the active curator of a session that has not expired."""
        ...

    def add_token(self, token: Token, secret_sha256: str, *, act: Act) -> Token:
        """Keep a token of an active curator (its id is ignored) and give it with its id. Raises NotKeptError."""
        ...

    def tokens(self, curator: str | None = None) -> tuple[Token, ...]:
        """List tokens, newest first; all of them if no curator is named."""
        ...

    def revoke_token(self, number: int, *, act: Act) -> Token:
        """End a token for good. Raises NotKeptError."""
        ...

    def token(self, secret_sha256: str, *, now: datetime) -> tuple[Curator, Token] | None:
        """Find a valid token with its active curator, and note the day as its last use."""
        ...

    def audit(self, *, limit: int, offset: int = 0) -> tuple[AuditLine, ...]:
        """List the audit log, newest first."""
        ...


class CorpusStore(Protocol):
    """Saved articles."""

    def save(self, article: Article, *, text_sha256: str, most: int, act: Act) -> tuple[SavedArticle, bool]:
        """Keep an article; gives it and whether it is new: the same text is kept once. Raises CorpusFullError."""
        ...

    def remove(self, number: int, *, act: Act) -> None:
        """Remove an article for good. Raises NotKeptError."""
        ...

    def listed(self, *, limit: int, offset: int = 0) -> tuple[SavedArticle, ...]:
        """List what is kept, newest first, without texts."""
        ...

    def count(self) -> int:
        """Count the articles."""
        ...

    def article(self, number: int) -> tuple[SavedArticle, Article]:
        """Look an article up, with its text. Raises NotKeptError."""
        ...

    def articles(self, *, after: int = 0, limit: int | None = None) -> Iterator[tuple[SavedArticle, Article]]:
        """Go through the articles with their texts in the order of their ids, those above `after`."""
        ...


class QueueStore(Protocol):
    """What curators do with what readers sent; the readers' side of it is the port `Inbox`.

    Once dealt with, what a reader wrote is deleted; the audit log keeps the number, the entry and the reason.
    """

    def deal(self, kind: str, number: int, *, what: str, act: Act) -> None:
        """Delete a report or a request (`report`, `request`), and log what was done. Raises NotKeptError."""
        ...

    def begin(self, number: int, entry: Entry, *, act: Act) -> None:
        """Keep a new entry as a draft and delete the request that it began with, both or neither.

        Raises NotKeptError, and as `EntryStore.add` does.
        """
        ...

    def open(self) -> dict[str, int]:
        """Count what waits, by kind (`report`, `request`)."""
        ...


class Store(Protocol):
    """The database: all its parts, over one set of connections."""

    entries: EntryStore
    editions: EditionStore
    accounts: AccountStore
    corpus: CorpusStore
    queue: QueueStore

    def load(self, packs: Iterable[Pack], *, act: Act) -> EditionRecord:
        """Fill an empty store with packs, all published, as edition 1. Raises CannotError if it is not empty."""
        ...

    def close(self) -> None:
        """Let go of all connections."""
        ...
