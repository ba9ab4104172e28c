"""Saved articles: implements `CorpusStore`."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from sidelight.adapters.store.engine import LARGEST, Database, log, within
from sidelight.adapters.store.models import ArticleRow, signed, storable
from sidelight.core.article import Article
from sidelight.services.article_codec import dump_article, load_article
from sidelight.services.curation.errors import CorpusFullError, NotKeptError
from sidelight.services.curation.values import Act, SavedArticle

#: Articles that are read in one transaction when all are gone through, so that none is held open meanwhile.
BATCH: Final = 50
#: Characters of its first passage by which an article without a title goes.
TITLE_CHARACTERS: Final = 80


class SqlCorpus:
    """Implements `CorpusStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, article: Article, *, text_sha256: str, most: int, act: Act) -> tuple[SavedArticle, bool]:
        """Keep an article; gives it and whether it is new: the same text is kept once. Raises CorpusFullError."""
        with self._database.writing() as session:
            kept = session.scalars(select(ArticleRow).where(ArticleRow.text_sha256 == text_sha256)).one_or_none()
            if kept is not None:
                return _saved(kept), False
            if (held := _count(session)) >= most:
                msg = f"the corpus holds {held} articles, and {most} may be kept"
                raise CorpusFullError(msg)
            row = ArticleRow(
                title=_title(article),
                url=article.url,
                published=str(article.published.date) if article.published else None,
                characters=len(article.text),
                text_sha256=text_sha256,
                content=_write(article),
                **signed(act),
            )
            session.add(row)
            session.flush()
            log(session, act, "save-article", str(row.id))
            return _saved(row), True

    def remove(self, number: int, *, act: Act) -> None:
        """Remove an article for good. Raises NotKeptError."""
        with self._database.writing() as session:
            session.delete(_numbered(session, number))
            log(session, act, "remove-article", str(number))
        self._database.overwrite_removed()

    def listed(self, *, limit: int, offset: int = 0) -> tuple[SavedArticle, ...]:
        """List what is kept, newest first, without texts."""
        found = select(ArticleRow).options(defer(ArticleRow.content)).order_by(ArticleRow.id.desc())
        found = found.limit(min(limit, LARGEST)).offset(min(offset, LARGEST))
        with self._database.reading() as session:
            return tuple(_saved(row) for row in session.scalars(found))

    def count(self) -> int:
        """Count the articles."""
        with self._database.reading() as session:
            return _count(session)

    def article(self, number: int) -> tuple[SavedArticle, Article]:
        """Look an article up, with its text. Raises NotKeptError."""
        with self._database.reading() as session:
            row = _numbered(session, number)
        return _saved(row), _read(row)

    def articles(self, *, after: int = 0, limit: int | None = None) -> Iterator[tuple[SavedArticle, Article]]:
        """Go through the articles with their texts in the order of their ids, those above `after`.

        They are read in batches: one that is removed meanwhile is left out, as is one that another version wrote: it
        is listed, and can be removed, and does not keep anybody from reading the others.
        """
        left = LARGEST if limit is None else limit
        for _ in count():
            found = select(ArticleRow).where(ArticleRow.id > min(after, LARGEST)).order_by(ArticleRow.id)
            with self._database.reading() as session:
                rows = session.scalars(found.limit(min(BATCH, left))).all()
            for row in rows:
                if (article := _loaded(row)) is not None:
                    yield _saved(row), article
            left -= len(rows)
            if len(rows) < BATCH or left <= 0:
                return
            after = rows[-1].id


def _count(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(ArticleRow)).one()


def _numbered(session: Session, number: int) -> ArticleRow:
    row = session.get(ArticleRow, within(number))
    if row is None:
        msg = f"there is no article {number} in the corpus"
        raise NotKeptError(msg)
    return row


def _title(article: Article) -> str:
    first = article.passages[0].text if article.passages else ""
    return article.title or first[:TITLE_CHARACTERS]


def _write(article: Article) -> str:
    """Write an article down; what no database takes in a text is escaped in its JSON."""
    text = dump_article(article).decode("utf-8", "surrogatepass")
    return text if storable(text) == text else json.dumps(json.loads(text))


def _read(row: ArticleRow) -> Article:
    """Read an article back.

    Raises:
        NotKeptError: It was written by another version.
    """
    article = _loaded(row)
    if article is None:
        msg = f"article {row.id} of the corpus was kept by another version of Sidelight"
        raise NotKeptError(msg, remedy="Remove the article, and save it again.")
    return article


def _loaded(row: ArticleRow) -> Article | None:
    return load_article(row.content.encode())


def _saved(row: ArticleRow) -> SavedArticle:
    return SavedArticle(
        id=row.id,
        title=row.title,
        url=row.url,
        published=row.published,
        characters=row.characters,
        text_sha256=row.text_sha256,
        act=row.act,
    )
