"""Entries whose own examples are tests.

Each example becomes a one-passage article and goes the whole way, once with the entry alone and once with the whole
edition loaded, since an entry that works alone may lose to a neighbour. A failure names the sentence and, through the
refusal the matcher gave, the missing or surplus cue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sidelight.core.annotate import Outcome, run
from sidelight.core.article import Article, Dated, article_of_passages
from sidelight.core.dates import When
from sidelight.core.edition import Edition
from sidelight.core.entry import Entry, Example
from sidelight.core.kinds.checks import check_payload
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.core.select import Candidate
from sidelight.core.text.fold import fold_text
from sidelight.errors import PackError, PhraseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is wrong with an entry; `sentence` is the example's text when an example failed."""

    entry: str
    message: str
    place: str = ""
    sentence: str | None = None
    alone: bool = True


def check_entry(edition: Edition, whole: Matcher | None, entry: Entry, *, today: date) -> Iterator[Failure]:
    """Check an entry's payload, phrases and examples.

    Args:
        edition: Where the entry stands, with the figures and cue sets it refers to.
        whole: The compiled edition, or `None` to check the entry alone only.
        entry: One of the edition's entries.
        today: The day "now" stands for.
    """
    for problem in check_payload(entry, edition.figures, edition.entries):
        yield Failure(entry=entry.id, place=problem.place, message=problem.message)
    if entry.replaced_by is not None and entry.replaced_by not in edition.entries:
        yield Failure(entry=entry.id, place="replaced_by", message=f"there is no entry {entry.replaced_by!r}")
    if all(example.none for example in entry.examples):
        yield Failure(entry=entry.id, place="examples", message="no sentence that must match is given: add one")
    try:
        alone = compile_matcher(edition, only=(entry.id,))
    except (PhraseError, PackError) as error:
        yield Failure(entry=entry.id, place="phrases", message=f"{error.detail}. {error.remedy}")
        return
    for number, example in enumerate(entry.examples):
        for matcher in (alone, whole):
            message = matcher and example_failure(matcher, entry, example, today=today)
            if message:
                yield Failure(
                    entry=entry.id,
                    place=f"examples[{number}]",
                    message=message,
                    sentence=example.text,
                    alone=matcher is alone,
                )
                break


def example_failure(matcher: Matcher, entry: Entry, example: Example, *, today: date) -> str | None:
    """Say what is wrong with an example, or `None` if it holds."""
    when = When(today=today, published=example.published)
    outcome = run(matcher, example_article(example), when=when, as_example=True, always=(entry.id,))
    shown = [s.candidate for s in outcome.selected if s.candidate.entry.id == entry.id]
    if example.none:
        return _surplus(outcome, shown[0]) if shown else None
    if not shown:
        return _missing(outcome, entry)
    complaints = [_differs(outcome, candidate, example) for candidate in shown]
    return None if None in complaints else complaints[0]


def example_article(example: Example) -> Article:
    """Make the article an example stands for."""
    published = Dated(example.published, "given") if example.published else None
    return article_of_passages(
        (("body", example.text),), title=example.title, language=example.language, published=published
    )


def _surplus(outcome: Outcome, candidate: Candidate) -> str:
    quote = candidate.span.of(outcome.scan.article.text)
    cues = ", ".join(repr(cue.name) for cue in candidate.setting.cues) or "no cue (the scope is open)"
    return f"must not match, but {candidate.mention.phrase.source!r} matches {quote!r}; in scope by {cues}"


def _missing(outcome: Outcome, entry: Entry) -> str:
    for mention, refusal in outcome.refused:
        if mention.compiled.entry.id == entry.id:
            return f"must match: {mention.phrase.source!r} is found, but {refusal.detail}"
    for dropped in outcome.dropped:
        if dropped.candidate.entry.id == entry.id:
            return f"must match: it is found, but not shown, since {dropped.reason}"
    return "must match, but no phrase of the entry is in the sentence"


def _differs(outcome: Outcome, candidate: Candidate, example: Example) -> str | None:
    quote = candidate.span.of(outcome.scan.article.text)
    if example.quote is not None and fold_text(example.quote) != fold_text(quote):
        return f"the quote should be {example.quote!r}, but it is {quote!r}"
    found = candidate.assessment
    if example.reading is not None:
        value = found.reading.value if isinstance(found, FigureAssessment) else None
        if value != example.reading:
            return f"the reading should be {example.reading:g}, but it is {value}"
    if example.finding is not None and example.finding != found.finding:
        return f"the finding should be {example.finding}, but it is {found.finding}"
    return None


def whole_matcher(edition: Edition) -> Matcher:
    """Compile all entries that can be compiled: one bad phrase never stops the others."""
    return compile_matcher(edition, only=[entry_id for entry_id in edition.entries if _compiles(edition, entry_id)])


def _compiles(edition: Edition, entry_id: str) -> bool:
    try:
        compile_matcher(edition, only=(entry_id,))
    except (PhraseError, PackError):
        return False
    return True
