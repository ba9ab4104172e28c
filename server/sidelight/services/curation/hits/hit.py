"""Hits and near misses on one article of the corpus, and the examples that can be made of them."""

from dataclasses import dataclass, replace
from typing import Literal

from sidelight.core.annotation import Annotation
from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, Example
from sidelight.services.curation.values import SavedArticle

HitChange = Literal["same", "new", "lost", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place at which readers see the entry, or would.

    Attributes:
        change: `new` if only the draft is shown here, `lost` if only what is published is, `changed` if they differ.
        before: What is published shows.
        after: What the draft would show.
        prefix: The text before the words that are marked.
        exact: These words.
        suffix: The text behind them.
        sentence: The sentence around them: what an example is made of.
        because: The other sentences whose cues brought it into scope, in reading order.
    """

    change: HitChange
    before: Annotation | None
    after: Annotation | None
    prefix: str
    exact: str
    suffix: str
    sentence: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence in which a phrase of the draft stands that does not count, and why."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHits:
    """What the draft does on one article; `done` of `total` articles have been looked at with this one.

    `shown` counts the annotations that a reader would see, each of which may mark several places.
    """

    article: SavedArticle
    done: int
    total: int
    hits: tuple[Hit, ...] = ()
    near: tuple[NearMiss, ...] = ()
    shown: int = 0


def example_of(
    found: Hit | NearMiss | str, *, none: bool, article: SavedArticle | None = None, language: str = "en"
) -> Example:
    """Make an example of a hit, or of a sentence, with the title and date of its article.

    What must be found are the words that the hit marks, or the whole sentence if there are none.

    Example:
        >>> example_of("The old pier was closed.", none=True).none
        True
    """
    sentence = found if isinstance(found, str) else found.sentence
    quote = found.exact if isinstance(found, Hit) else sentence
    published = PartialDate.parse(article.published) if article is not None and article.published else None
    return Example(
        text=sentence,
        none=none,
        title=(article.title or None) if article is not None else None,
        published=published,
        language=language,
        quote=None if none else quote,
    )


def with_example(entry: Entry, example: Example) -> Entry:
    """Add an example to an entry, in the place of one of the same text and title if there is one."""
    kept = tuple(one for one in entry.examples if (one.text, one.title) != (example.text, example.title))
    return replace(entry, examples=(*kept, example))
