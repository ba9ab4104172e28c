"""Annotation pages and steps as the JSON that is answered: W3C Web Annotations, with Sidelight's own keys beside."""

import hashlib
from typing import Any

from sidelight.core.annotation import Annotation, AnnotationPage, Checked, CueEvidence
from sidelight.core.article import Article, Dated
from sidelight.core.entry import Entry
from sidelight.core.explain import Step
from sidelight.core.text.selectors import Selectors
from sidelight.core.text.span import Span
from sidelight.shapes.plain import Json, day, local, place, source, text_in, to_bytes
from sidelight.shapes.reply_kinds import kind_part

#: Keys that are not in the W3C vocabulary read as names in Sidelight's own.
CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:sidelight:"})


def render_page(page: AnnotationPage, include_text: bool) -> bytes:  # noqa: FBT001 — the port's signature
    """Write an annotation page as bytes, the same ones for the same page."""
    return to_bytes(page_reply(page, include_text=include_text))


def page_reply(page: AnnotationPage, *, include_text: bool = False) -> Json:
    """Write an annotation page; its id is made from all that is in it."""
    article = page.article
    text_sha256 = sha256_of(article.text)
    content: Json = {
        "type": "AnnotationPage",
        "items": [_annotation(item, page, text_sha256) for item in page.items],
        "article": _article(article, text_sha256),
        "checked": checked_reply(page.checked),
        "partial": list(page.partial),
        **({"text": article.text} if include_text else {}),
    }
    name = f"urn:sidelight:page:{hashlib.sha256(to_bytes(content)).hexdigest()}"
    return {"@context": list(CONTEXT), "id": name, **content}


def sha256_of(text: str) -> str:
    """Name a text by its content."""
    return hashlib.sha256(text.encode()).hexdigest()


def checked_reply(checked: Checked) -> Json:
    """Write what an answer was made from."""
    return {
        "edition": checked.edition,
        "edition_sha256": checked.edition_sha256,
        "engine": checked.engine,
        "entries": checked.entries,
        "on": day(checked.on),
        "as_of": day(checked.as_of),
    }


def step_reply(step: Step) -> Json:
    """Write one step of an explanation."""
    return {"step": step.step, "ok": step.ok, "detail": step.detail, **place(step.span)}


def _annotation(item: Annotation, page: AnnotationPage, text_sha256: str) -> Json:
    return {
        "id": item.id,
        "type": "Annotation",
        "motivation": "describing",
        "body": list(_bodies(item)),
        "target": _target(item.selectors, page, text_sha256),
        "entry": _entry(item.entry, item.language),
        "finding": item.finding,
        "says": item.says,
        **kind_part(item),
        "why": {"phrase": item.why.phrase, "cues": [_cue(cue) for cue in item.why.cues]},
        "also_at": [{**place(span), "exact": span.of(page.article.text)} for span in item.also_at],
    }


def _bodies(item: Annotation) -> list[Json]:
    texts: list[tuple[str, str] | None] = [(item.says, item.language), local(item.entry.summary, item.language)]
    return [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": language,
            "value": value,
        }
        for value, language in filter(None, texts)
    ]


def _target(selectors: Selectors, page: AnnotationPage, text_sha256: str) -> Json:
    """Positions count in the caller's own text as a selector; in ours they stand beside the quote."""
    span = Span(selectors.start, selectors.end)
    quote: Json = {
        "type": "TextQuoteSelector",
        "exact": selectors.exact,
        "prefix": selectors.prefix,
        "suffix": selectors.suffix,
    }
    target: Json = {"source": page.article.url or f"urn:sidelight:text:{text_sha256}", "selector": [quote]}
    if page.sent_text:
        target["selector"].append({"type": "TextPositionSelector", **place(span)})
    else:
        target["position"] = {**place(span), "text_sha256": text_sha256}
    return target


def _entry(entry: Entry, language: str) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "pack": entry.pack,
        "title": text_in(entry.title, language),
        "summary": text_in(entry.summary, language),
        **({"body": text_in(entry.body, language)} if entry.body else {}),
        "revision": entry.revision,
        "reviewed": day(entry.reviewed),
        "review_by": day(entry.review_by),
        "sources": [source(cited) for cited in entry.sources],
    }


def _cue(evidence: CueEvidence) -> dict[str, Any]:
    at = place(evidence.span) or {"in": "title"}
    return {"cue": evidence.cue, **at}


def _article(article: Article, text_sha256: str) -> Json:
    return {
        "title": article.title,
        "language": article.language,
        "published": _dated(article.published),
        "modified": _dated(article.modified),
        "text_sha256": text_sha256,
        "characters": len(article.text),
    }


def _dated(dated: Dated | None) -> Json | None:
    return None if dated is None else {"date": day(dated.date), "evidence": dated.evidence}
