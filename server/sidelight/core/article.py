"""Articles: the text of a page as passages, with what is known about it."""

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sidelight.core.dates import PartialDate
from sidelight.core.text.span import Span

Role = Literal["headline", "standfirst", "body", "quote", "list", "table", "caption", "notice", "comment", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
#: Between two passages of an article's text, unless the caller's own text has something else there.
PASSAGE_SEPARATOR = "\n\n"
#: A plain text's first passage of so many words is its first paragraph; what stands before it may be no prose.
PARAGRAPH_WORDS = 25
#: A line before the first paragraph with no more words than this is a caption, a credit or an appeal.
CAPTION_WORDS = 5
#: How a sentence ends, quotation marks included; a headline ends otherwise.
SENTENCE_ENDS = (".", "!", "?", "…", ":", '"', "”", "»")
_LINE = re.compile(r"\S(?:.*\S)?")
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:[^\S\n]*\n.*\S)*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of an article's text; `span` is where it stands in the article's text."""

    role: Role
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and how it is known: `given`, `json-ld`, `meta`, `time`, `url` or `htmldate`."""

    date: PartialDate
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page's text and metadata.

    Attributes:
        text: What all positions count in, in code points.
        passages: In the order of the text, not overlapping.
        title: Evidence for scope, never a target; the headline passage, if any, repeats it.
        language: A lower-case ISO 639 code such as `en`, or `None` if unknown.
        url: Where the page came from, or what the caller says; never fetched again.
        canonical_url: What the page says of itself; reported, never identity.
        partial: Codes of what was not done: `paywalled`, `too-long`, `no-article`, `timed-out`.
    """

    text: str
    passages: tuple[Passage, ...]
    title: str | None = None
    language: str | None = None
    published: Dated | None = None
    modified: Dated | None = None
    url: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    partial: tuple[str, ...] = ()


def article_of_passages(blocks: tuple[tuple[Role, str], ...], **known: object) -> Article:
    """Lay (role, text) blocks one after the other, `PASSAGE_SEPARATOR` between them.

    Example:
        >>> article_of_passages((("headline", "Quake"), ("body", "Nine died."))).passages[1].span
        Span(start=7, end=17)
    """
    passages: list[Passage] = []
    at = 0
    for role, text in blocks:
        passages.append(Passage(role, text, Span(at, at + len(text))))
        at += len(text) + len(PASSAGE_SEPARATOR)
    joined = PASSAGE_SEPARATOR.join(text for _, text in blocks)
    return Article(text=joined, passages=tuple(passages), **known)  # type: ignore[arg-type]


def article_of_text(text: str, **known: object) -> Article:
    """Cut a plain text into passages: at blank lines if there are any, else at each newline.

    The text itself is kept as it came, so positions count in exactly what the caller sent. All passages are body, but
    for what stands before the first full paragraph: a line that ends without a full stop is the headline, and lines of
    a few words are captions, as they are where a page was copied.

    Example:
        >>> [p.text for p in article_of_text("One." + chr(10) + "Two.").passages]
        ['One.', 'Two.']
    """
    blocks = (_PARAGRAPH if _BLANK_LINE.search(text.strip()) else _LINE).finditer(text)
    passages = [Passage("body", block[0], Span(*block.span())) for block in blocks]
    return Article(text=text, passages=_with_front_roles(passages), **known)  # type: ignore[arg-type]


def _with_front_roles(passages: list[Passage]) -> tuple[Passage, ...]:
    front = next((at for at, passage in enumerate(passages) if len(passage.text.split()) >= PARAGRAPH_WORDS), 0)
    roles: list[Role] = []
    for passage in passages[:front]:
        words = len(passage.text.split())
        if "headline" not in roles and words > CAPTION_WORDS and not passage.text.endswith(SENTENCE_ENDS):
            roles.append("headline")
        else:
            roles.append("caption" if words <= CAPTION_WORDS else "body")
    changed = (replace(passage, role=role) for passage, role in zip(passages, roles, strict=False))
    return (*changed, *passages[front:])
