"""A search as a query: which rows of `entries` are wanted, with what stands around them."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from sidelight.adapters.store.models import EditionRow, EntryRow, ReportRow, RevisionRow, TagRow, storable
from sidelight.core.text.fold import fold_text
from sidelight.services.curation.values import Search

#: Words of a search that are looked at, and characters of each; the rest of a longer one is not.
WORDS = 32
WORD_CHARACTERS = 200
_ESCAPE: Final = "\\"

Found = tuple[EntryRow, RevisionRow, EditionRow | None, int]


def with_head() -> Select[Any]:
    """Select entries with their newest revision, the edition of their last act, and the count of their reports."""
    reports = select(func.count()).where(ReportRow.entry == EntryRow.id).scalar_subquery()
    return (
        select(EntryRow, RevisionRow, EditionRow, reports)
        .join(RevisionRow, and_(RevisionRow.entry == EntryRow.id, RevisionRow.number == EntryRow.head))
        .outerjoin(EditionRow, EditionRow.number == EntryRow.edition)
    )


def conditions(wanted: Search) -> list[ColumnElement[bool]]:
    """List what an entry must be to be found."""
    return [*_by_column(wanted), *_by_words(wanted.q or ""), *_by_state(wanted)]


def _by_column(wanted: Search) -> Iterator[ColumnElement[bool]]:
    if wanted.kind is not None:
        yield EntryRow.kind == wanted.kind
    if wanted.pack is not None:
        yield EntryRow.pack == wanted.pack
    if wanted.tag is not None:
        yield EntryRow.id.in_(select(TagRow.entry).where(TagRow.tag == wanted.tag))
    if wanted.reported:
        yield EntryRow.id.in_(select(ReportRow.entry))


def _by_words(q: str) -> Iterator[ColumnElement[bool]]:
    for word in fold_text(storable(q)).split()[:WORDS]:
        yield EntryRow.words.contains(word[:WORD_CHARACTERS], autoescape=True, escape=_ESCAPE)


def _by_state(wanted: Search) -> Iterator[ColumnElement[bool]]:
    if wanted.status == "draft":
        yield and_(EntryRow.live.is_(None), EntryRow.retired.is_(False))
    elif wanted.status == "retired":
        yield EntryRow.retired.is_(True)
    elif wanted.status is not None:
        yield EntryRow.live_status == wanted.status
    if wanted.waits:
        yield EntryRow.retired.is_(False)
        yield func.coalesce(EntryRow.live, 0) != EntryRow.head
    if wanted.stale is not None:
        due = case((EntryRow.live.is_(None), EntryRow.review_by), else_=EntryRow.live_review_by)
        yield EntryRow.retired.is_(False)
        yield due < wanted.stale
