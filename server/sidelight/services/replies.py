"""Ready reply bytes with strong entity tags.

A reply is named by everything it depends on: the text, its dates, the edition, the engine, the day and the question's
parameters. So the tag is known before any matching is done, and the same bytes can be given again. Replies to what a
caller *sent*, and to addresses sent in a body, are never kept; kept ones are kept without the address they are about.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from sidelight.core.annotation import AnnotationPage
from sidelight.core.article import Article
from sidelight.services.annotator import Annotator
from sidelight.services.asked import Asked
from sidelight.services.ports import Cache

#: Stands for the address in kept replies; JSON never holds a bare NUL.
_ADDRESS = b"\x00"

Render = Callable[[AnnotationPage, bool], bytes]


@dataclass(frozen=True, slots=True)
class Reply:
    """A finished reply; `body` is `None` when the caller already has it, `findings` are those made for it just now."""

    etag: str
    language: str
    body: bytes | None
    findings: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    on_trial: tuple[str, ...] = ()


class Replies:
    """Answers questions with bytes."""

    def __init__(self, *, annotator: Annotator, cache: Cache, render: Render, seconds: int) -> None:
        self._annotator = annotator
        self._cache = cache
        self._render = render
        self._seconds = seconds

    def answer(
        self, asked: Asked, *, include_text: bool = False, known_tags: frozenset[str] = frozenset(), keep: bool = False
    ) -> Reply:
        """Answer a question.

        Args:
            asked: The question.
            include_text: Add the text that positions count in.
            known_tags: Entity tags of replies the caller already has.
            keep: The reply may be kept: nothing in it was sent by the caller in confidence.

        Raises:
            FetchError: The page could not be had.
            ExtractError: The page could not be read.
        """
        article = self._annotator.read(asked)
        language = asked.sentence_language(article)
        tag = self._tag(asked, article, include_text=include_text)
        if tag in known_tags:
            return Reply(tag, language, None)
        keep = keep and not asked.sends_content
        kept = self._cache.get(f"reply:{tag}") if keep else None
        if kept is not None:
            return Reply(tag, language, _with_address(kept, article))
        page = self._annotator.annotate(asked, article)
        body = self._render(page, include_text)
        if keep and self._seconds:
            self._cache.set(f"reply:{tag}", _without_address(body, article), seconds=self._seconds)
        return Reply(
            tag,
            language,
            body,
            findings=tuple(item.finding for item in page.items),
            shown=tuple(item.entry.id for item in page.items),
            on_trial=page.on_trial,
        )

    def _tag(self, asked: Asked, article: Article, *, include_text: bool) -> str:
        checked = self._annotator.checked(asked)
        parts = [
            article.text,
            [[p.role, p.span.start, p.span.end] for p in article.passages],
            [article.title, article.url, article.language, article.site_name, list(article.partial)],
            [str(d and (str(d.date), d.evidence)) for d in (article.published, article.modified)],
            [checked.edition, checked.edition_sha256, checked.engine, str(checked.on), str(checked.as_of)],
            [sorted(chosen) if chosen is not None else None for chosen in (asked.kinds, asked.packs)],
            [asked.sentence_language(article), include_text, asked.sends_content, asked.html is None],
        ]
        canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _without_address(body: bytes, article: Article) -> bytes:
    """Take the address out of a reply that is kept, so that the cache does not tell what anybody asked about."""
    return body.replace(_written(article), _ADDRESS) if article.url else body


def _with_address(kept: bytes, article: Article) -> bytes:
    return kept.replace(_ADDRESS, _written(article)) if article.url else kept


def _written(article: Article) -> bytes:
    return json.dumps(article.url, ensure_ascii=False).encode()
