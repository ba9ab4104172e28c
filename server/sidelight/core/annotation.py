"""What the matcher answers: annotations, values ready to be shown in any shape."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sidelight.core.article import Article
from sidelight.core.entry import Entry
from sidelight.core.kinds.assessment import Assessment
from sidelight.core.text.selectors import Selectors
from sidelight.core.text.span import Span


@dataclass(frozen=True, slots=True)
class CueEvidence:
    """A cue that put the mention in scope; `span` is `None` when it stands only in the title."""

    cue: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an annotation is shown: the phrase that matched and the cues that put it in scope."""

    phrase: str
    cues: tuple[CueEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One card's worth: an entry at a span of the article, with what was found.

    `says` is the reader's sentence in `language`; `also_at` are further spans with the same reading.
    """

    entry: Entry
    selectors: Selectors
    assessment: Assessment
    says: str
    language: str
    why: Why
    also_at: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        """Name the annotation by entry and quote, so that it stays the same while the passage does."""
        quoted = "\x00".join((self.selectors.exact, self.selectors.prefix, self.selectors.suffix))
        return f"urn:sidelight:{self.entry.id}:{hashlib.sha256(quoted.encode()).hexdigest()[:16]}"

    @property
    def finding(self) -> str:
        """The finding's name, such as `revised-since`."""
        return self.assessment.finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What an answer was made from; with it and the article, the answer can be made again."""

    edition: int
    edition_sha256: str
    engine: str
    entries: int
    on: date
    as_of: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationPage:
    """All annotations of one article.

    Attributes:
        sent_text: The caller sent the text or passages, so positions count in what the caller has.
        partial: Codes of what was not done.
        on_trial: Entries on trial that would be here, once for each reading.
    """

    items: tuple[Annotation, ...]
    article: Article
    checked: Checked
    language: str
    sent_text: bool
    partial: tuple[str, ...] = ()
    on_trial: tuple[str, ...] = ()
