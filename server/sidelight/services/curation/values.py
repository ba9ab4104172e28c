"""What curating speaks of: people, revisions, editions, and what is asked of the store.

Everything here is immutable. An entry that is kept has a *head*, its newest revision, and may have a *live* revision,
the one that the current edition holds; the two are the same when nothing waits to be published.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, get_args

from sidelight.core.entry import Entry, KindName, Pack, Status

Role = Literal["curator", "reviewer", "admin"]
#: Each may do what those before it may: curators write, reviewers publish, admins look after people.
ROLES: Final[tuple[Role, ...]] = get_args(Role)
LiveStatus = Literal["published", "trial"]
#: Who acts when Sidelight itself does: the starter pack is its work.
SYSTEM: Final = "sidelight"


def may(role: Role, needed: Role) -> bool:
    """Tell whether a role includes another.

    Example:
        >>> may("reviewer", "curator"), may("curator", "reviewer")
        (True, False)
    """
    return ROLES.index(role) >= ROLES.index(needed)


def lesser(one: Role, other: Role) -> Role:
    """Give the role that may do less.

    Example:
        >>> lesser("admin", "curator")
        'curator'
    """
    return other if may(one, other) else one


def known_as(name: str) -> str:
    """Give what no two curators' names may have in common: case and width of letters make no difference.

    Example:
        >>> known_as("ANNA") == known_as("ａnna") == known_as("anna")
        True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Curator:
    """A person who edits entries; `name` is what they log in with and what revisions are signed with."""

    id: int
    name: str
    role: Role
    active: bool
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who did something, when (UTC), and why; written to the audit log in the transaction that does it."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One immutable state of an entry; numbers count from 1 in each entry."""

    number: int
    entry: Entry
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The revision of an entry that the current edition holds, and since which edition."""

    revision: int
    status: LiveStatus
    edition: int
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """That an entry was taken out for good, since which edition, and what stands in its place, if anything."""

    act: Act
    edition: int
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the store knows of an entry without reading it: its newest revision's number, and what readers meet."""

    id: str
    head: int
    live: Live | None = None
    retired: Retirement | None = None

    @property
    def status(self) -> Status:
        """What readers meet: the live status, or why there is none."""
        if self.live is not None:
            return self.live.status
        return "retired" if self.retired is not None else "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry as the store keeps it; `revived` if it was retired, and is a draft again since."""

    head: Revision
    live: Live | None = None
    retired: Retirement | None = None
    reports: int = 0
    revived: bool = False

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.head.entry.id

    @property
    def pack(self) -> str:
        """The id of its pack."""
        return self.head.entry.pack

    @property
    def standing(self) -> Standing:
        """What is known of it without reading it."""
        return Standing(id=self.id, head=self.head.number, live=self.live, retired=self.retired)

    @property
    def status(self) -> Status:
        """What readers meet: the live status, or why there is none."""
        return self.standing.status

    @property
    def waits(self) -> bool:
        """Whether the head holds something that the current edition does not."""
        return self.retired is None and (self.live is None or self.live.revision != self.head.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPack:
    """A pack's own part (what names it, and its cue sets; no entries) at its newest and at its live revision.

    `written_by` are those who wrote a revision after the live one.
    """

    head: Pack
    number: int
    live: int | None = None
    written_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which entries are wanted, and which page of them. `q` are words that id, title, summary or tags must all hold.

    `stale` asks for entries whose `review_by` is before that day; `reported` for those with open reports.
    """

    q: str | None = None
    kind: KindName | None = None
    status: Status | None = None
    pack: str | None = None
    tag: str | None = None
    waits: bool = False
    stale: date | None = None
    reported: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntries:
    """One page of a search, newest change first, and how many there are in all.

    `unread` gives, for entries of the page that this version's contract refuses, the reason.
    """

    entries: tuple[StoredEntry, ...]
    total: int
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edition did to one entry: `before` and `after` are revisions, `None` where it was or is not live."""

    entry: str
    before: int | None
    after: int | None
    status: LiveStatus | None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """An edition as the log of changes keeps it; `entries` counts all it holds."""

    number: int
    sha256: str
    entries: int
    act: Act
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a new edition is to be, judged against the edition `based_on`.

    `heads` names, per changed entry, the newest revision that was seen: if there is a newer one, nothing is published.
    `packs` are packs whose own head goes live with it.
    """

    based_on: int
    sha256: str
    entries: int
    changes: tuple[Change, ...]
    heads: tuple[tuple[str, int], ...] = ()
    packs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A key of the API, as far as it is kept: never the key itself. `prefix` is its readable beginning."""

    id: int
    curator: str
    title: str
    role: Role
    prefix: str
    made: datetime
    expires: datetime | None = None
    last_used: date | None = None
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedArticle:
    """An article of the corpus; `text_sha256` keeps it from being saved twice."""

    id: int
    title: str
    url: str | None
    published: str | None
    characters: int
    text_sha256: str
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One line of the audit log: what was done (`publish`, `add-curator`, …) to what."""

    number: int
    act: Act
    what: str
    on: str
