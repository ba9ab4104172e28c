"""Articles, and what became of pages, as bytes for the cache: plain JSON, never pickle."""

import json
from dataclasses import dataclass
from typing import Any

from sidelight.core.article import Article, Dated, Passage
from sidelight.core.dates import PartialDate
from sidelight.core.text.span import Span

#: Raised with the shape, so that an upgraded server never reads what an older one kept.
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What became of a page: an article, or the failure to get one.

    Attributes:
        fresh_until: Until when it is given without asking the site again (seconds of the clock).
        ends: When it is dropped.
        article: The article that was read.
        code: Else the failure's.
        status: What the site answered, if it did.
    """

    fresh_until: float
    ends: float
    article: Article | None = None
    code: str | None = None
    status: int | None = None


def dump_page(page: KeptPage) -> bytes:
    """Write down what became of a page: a line of times, then the article if there is one."""
    head = {"fresh_until": page.fresh_until, "ends": page.ends, "code": page.code, "status": page.status}
    return json.dumps(head).encode() + b"\n" + (dump_article(page.article) if page.article else b"")


def load_page(kept: bytes) -> KeptPage | None:
    """Read it back; `None` when the bytes are of another version or no page."""
    head, _, body = kept.partition(b"\n")
    article = load_article(body) if body else None
    try:
        page = KeptPage(**json.loads(head), article=article)
    except (ValueError, TypeError):
        return None
    return page if article or page.code else None


def dump_article(article: Article) -> bytes:
    """Write an article down."""
    return json.dumps(
        {
            "version": VERSION,
            "text": article.text,
            "passages": [[p.role, p.span.start, p.span.end] for p in article.passages],
            "title": article.title,
            "language": article.language,
            "published": _dump_date(article.published),
            "modified": _dump_date(article.modified),
            "url": article.url,
            "canonical_url": article.canonical_url,
            "site_name": article.site_name,
            "partial": list(article.partial),
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")


def load_article(kept: bytes) -> Article | None:
    """Read an article back; `None` when the bytes are of another version or no article."""
    try:
        data = json.loads(kept.decode("utf-8", "surrogatepass"))
        if data["version"] != VERSION:
            return None
        return Article(
            text=data["text"],
            passages=tuple(_passage(data["text"], *row) for row in data["passages"]),
            title=data["title"],
            language=data["language"],
            published=_load_date(data["published"]),
            modified=_load_date(data["modified"]),
            url=data["url"],
            canonical_url=data["canonical_url"],
            site_name=data["site_name"],
            partial=tuple(data["partial"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _passage(text: str, role: Any, start: int, end: int) -> Passage:
    span = Span(start, end)
    return Passage(role, span.of(text), span)


def _dump_date(dated: Dated | None) -> list[str] | None:
    return [str(dated.date), dated.evidence] if dated else None


def _load_date(row: list[str] | None) -> Dated | None:
    return Dated(PartialDate.parse(row[0]), row[1]) if row else None
