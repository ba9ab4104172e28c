"""The tables: the same on SQLite and PostgreSQL, changed by a new file in `migrations/` only.

Entries, revisions and editions are never deleted. A row of `entries` points at its newest revision (`head`) and at the
one that the current edition holds (`live`); `changes` is the log by which every edition can be told.
"""

import re
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import CheckConstraint, DateTime, Dialect, ForeignKey, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from sidelight.services.curation.values import Act, LiveStatus, Role

#: What no database takes in a text: NUL, and halves of surrogate pairs.
_REFUSED: Final = re.compile(r"[\x00\ud800-\udfff]")
_IN_THEIR_PLACE: Final = "\ufffd"
#: A number that was given is not given again, even if its row was deleted.
_NEVER_TWICE: Final = {"sqlite_autoincrement": True}
_NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def storable(text: str) -> str:
    """Put U+FFFD where a text holds what no database takes: NUL and lone surrogates.

    Example:
        >>> storable("a" + chr(0) + "b") == "a" + chr(0xFFFD) + "b"
        True
    """
    return _REFUSED.sub(_IN_THEIR_PLACE, text)


class Line(TypeDecorator[str]):
    """A name, a reason or an address, made storable both when it is kept and when it is looked for.

    Contents (entries, articles, what readers sent) are JSON with escapes instead, and come back exactly as they were.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 — its signature
        """Make it storable."""
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """A time in UTC, with its zone in Python on both databases; a time without a zone is a mistake of ours."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — its signature
        """Bring it to UTC."""
        if value is not None and value.tzinfo is None:
            msg = f"the time {value} has no zone"
            raise ValueError(msg)
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — its signature
        """Give it its zone back, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Line, datetime: Moment, Role: Line, LiveStatus: Line}


class Signed:
    """Columns that say who did it, when and why."""

    act_by: Mapped[str]
    act_at: Mapped[datetime]
    act_reason: Mapped[str]

    @property
    def act(self) -> Act:
        """The three in one."""
        return Act(by=self.act_by, at=self.act_at, reason=self.act_reason)


def signed(act: Act) -> dict[str, Any]:
    """Lay an act out as columns."""
    return {"act_by": act.by, "act_at": act.at, "act_reason": act.reason}


class StateRow(Table):
    """The one row that every writer locks first: the newest edition, and a count of changes that orders searches."""

    __tablename__ = "state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    edition: Mapped[int]
    change: Mapped[int]


class PackRow(Table):
    """A pack; its number counts the revisions of its own part."""

    __tablename__ = "packs"

    id: Mapped[str] = mapped_column(primary_key=True)
    head: Mapped[int]
    live: Mapped[int | None]


class PackRevisionRow(Signed, Table):
    """A pack's own part (its name and cue sets) as it was at one time."""

    __tablename__ = "pack_revisions"

    pack: Mapped[str] = mapped_column(ForeignKey("packs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Text)


class EditionRow(Signed, Table):
    """An edition."""

    __tablename__ = "editions"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str]
    entries: Mapped[int]


class EntryRow(Table):
    """An entry: where its revisions stand, and what it is found by.

    `edition` is the one that made it live or retired it. `words` are its folded texts, of the newest revision; so are
    `kind`, `review_by` and the tags. `live_review_by` is that of the live revision.
    """

    __tablename__ = "entries"

    id: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id"), index=True)
    kind: Mapped[str]
    head: Mapped[int]
    live: Mapped[int | None]
    live_status: Mapped[LiveStatus | None]
    retired: Mapped[bool]
    replaced_by: Mapped[str | None]
    edition: Mapped[int | None] = mapped_column(ForeignKey("editions.number"))
    changed: Mapped[int] = mapped_column(index=True)
    review_by: Mapped[date | None]
    live_review_by: Mapped[date | None]
    words: Mapped[str]


class TagRow(Table):
    """A tag of an entry's newest revision."""

    __tablename__ = "entry_tags"

    entry: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag: Mapped[str]


class RevisionRow(Signed, Table):
    """One immutable state of an entry; `review_by` stands in its content too."""

    __tablename__ = "revisions"

    entry: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    review_by: Mapped[date | None]
    content: Mapped[str] = mapped_column(Text)


class ChangeRow(Table):
    """What an edition did to an entry; an entry is in edition n as its last change up to n says."""

    __tablename__ = "changes"

    edition: Mapped[int] = mapped_column(ForeignKey("editions.number"), primary_key=True, autoincrement=False)
    entry: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True, index=True)
    before: Mapped[int | None]
    after: Mapped[int | None]
    status: Mapped[LiveStatus | None]
    replaced_by: Mapped[str | None]


class PackChangeRow(Table):
    """Which revision of a pack's own part went live with an edition."""

    __tablename__ = "pack_changes"

    edition: Mapped[int] = mapped_column(ForeignKey("editions.number"), primary_key=True, autoincrement=False)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.id"), primary_key=True)
    number: Mapped[int]


class CuratorRow(Table):
    """A person who edits."""

    __tablename__ = "curators"
    __table_args__ = _NEVER_TWICE

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role]
    active: Mapped[bool]
    since: Mapped[datetime]
    password_hash: Mapped[str]


class SessionRow(Table):
    """Somebody who is logged in to the console."""

    __tablename__ = "sessions"

    secret_sha256: Mapped[str] = mapped_column(primary_key=True)
    curator: Mapped[int] = mapped_column(ForeignKey("curators.id"), index=True)
    expires: Mapped[datetime]


class TokenRow(Table):
    """A key of the API, by its hash."""

    __tablename__ = "tokens"
    __table_args__ = _NEVER_TWICE

    id: Mapped[int] = mapped_column(primary_key=True)
    curator: Mapped[int] = mapped_column(ForeignKey("curators.id"), index=True)
    title: Mapped[str]
    role: Mapped[Role]
    prefix: Mapped[str]
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    made: Mapped[datetime]
    expires: Mapped[datetime | None]
    last_used: Mapped[date | None]
    revoked: Mapped[datetime | None]


class ArticleRow(Signed, Table):
    """A saved article; `content` is all of it, the other columns are for lists."""

    __tablename__ = "articles"
    __table_args__ = _NEVER_TWICE

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    url: Mapped[str | None]
    published: Mapped[str | None]
    characters: Mapped[int]
    text_sha256: Mapped[str] = mapped_column(unique=True)
    content: Mapped[str] = mapped_column(Text)


class AuditRow(Signed, Table):
    """One line of the audit log."""

    __tablename__ = "audit"
    __table_args__ = _NEVER_TWICE

    number: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    about: Mapped[str]


class SentRow:
    """What a reader sent: `content` is all of it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    received: Mapped[date]
    content: Mapped[str] = mapped_column(Text)


class ReportRow(SentRow, Table):
    """A reader's report, with the entry that it is counted by."""

    __tablename__ = "reports"
    __table_args__ = _NEVER_TWICE

    entry: Mapped[str] = mapped_column(index=True)


class RequestRow(SentRow, Table):
    """A reader's request for context."""

    __tablename__ = "requests"
    __table_args__ = _NEVER_TWICE
