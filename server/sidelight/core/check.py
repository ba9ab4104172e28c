"""Entries whose own examples are tests.

Each example becomes a one-passage article and goes the whole way, once with the entry alone and once with the whole
edition loaded, since an entry that works alone may lose to a neighbour. A failure names the sentence and, through the
refusal the matcher gave, the missing or surplus cue.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sidelight.core.annotate import Outcome, run
from sidelight.core.article import Article, Dated, article_of_passages
from sidelight.core.check_phrases import cues_of, missing_sets, wrong_phrases
from sidelight.core.dates import When
from sidelight.core.edition import Edition, edition_without
from sidelight.core.entry import Entry, Example, KindName
from sidelight.core.kinds.checks import Problem, check_payload
from sidelight.core.kinds.comparison import ComparisonFinding
from sidelight.core.kinds.figure import FigureAssessment, FigureFinding
from sidelight.core.kinds.label import LabelFinding
from sidelight.core.kinds.payloads import Comparison, Label
from sidelight.core.kinds.ranking import dates_of
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.core.matching.select import Candidate
from sidelight.core.text.fold import fold_text
from sidelight.errors import PackError, PhraseError

#: The findings that an example of each kind may expect.
FINDINGS: Mapping[KindName, tuple[str, ...]] = {
    "figure": get_args(FigureFinding),
    "comparison": get_args(ComparisonFinding),
    "label": get_args(LabelFinding),
    "background": ("context",),
}
_EVENT_PLACES = re.compile(r"comparison\.events\[(\d+)\]\.places")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is wrong with an entry; `sentence` is the example's text when an example failed."""

    entry: str
    message: str
    place: str = ""
    sentence: str | None = None
    alone: bool = True
    follows_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What is known to be wrong already: entries by id, cue sets by name. Whoever refers to one waits for it."""

    entries: frozenset[str] = frozenset()
    cue_sets: frozenset[str] = frozenset()


def check_entry(
    edition: Edition, whole: Matcher | None, entry: Entry, *, today: date, broken: Broken = Broken()
) -> Iterator[Failure]:
    """Check an entry's payload, phrases and examples.

    Args:
        edition: Where the entry stands, with the figures and cue sets it refers to.
        whole: The compiled edition, or `None` to check the entry alone only.
        entry: One of the edition's entries.
        today: The day "now" stands for.
        broken: What the entry may refer to in vain; then it fails for that alone, and its examples are not run.
    """
    waits_for = dict(_references(entry, broken))
    for problem in _static_problems(edition, entry):
        if problem.place not in waits_for:
            yield Failure(entry=entry.id, place=problem.place, message=problem.message)
    for name in dict.fromkeys(waits_for.values()):
        yield Failure(entry=entry.id, message=f"follows from {name}", follows_from=name)
    if not waits_for:
        yield from _compiled_failures(edition, whole, entry, today=today)


def _static_problems(edition: Edition, entry: Entry) -> Iterator[Problem]:
    for problem in check_payload(entry, edition.figures, edition.entries):
        yield _with_places(problem, edition, entry)
    yield from missing_parts(entry, edition.entries)
    for number, example in enumerate(entry.examples):
        if example.finding is not None and example.finding not in FINDINGS[entry.kind]:
            possible = ", ".join(FINDINGS[entry.kind])
            told = f"{example.finding!r} is no finding of a {entry.kind}: write one of {possible}"
            yield Problem(f"examples[{number}].finding", told)


def missing_parts(entry: Entry, known: Container[str]) -> Iterator[Problem]:
    """Find what an entry of any kind cannot do without; `known` are the ids that it may name.

    Example:
        >>> from sidelight.core.kinds.payloads import Background
        >>> entry = Entry(id="x", kind="background", title={}, summary={}, phrases={}, payload=Background())
        >>> [problem.place for problem in missing_parts(entry, ())]
        ['title', 'examples']
    """
    if not any(entry.title.values()):
        yield Problem("title", "the title is empty: say what the entry is about")
    if entry.replaced_by is not None and entry.replaced_by not in known:
        yield Problem("replaced_by", f"there is no entry {entry.replaced_by!r}")
    if all(example.none for example in entry.examples):
        yield Problem("examples", "no sentence that must match is given: add one")


def _references(entry: Entry, broken: Broken) -> Iterator[tuple[str, str]]:
    """Find the places at which an entry refers to something broken, with its name."""
    named = list[tuple[str, str | None]]([("replaced_by", entry.replaced_by)])
    if isinstance(entry.payload, Comparison):
        named += [(f"comparison.events[{n}].figure", event.figure) for n, event in enumerate(entry.payload.events)]
    if isinstance(entry.payload, Label):
        for n, subject in enumerate(entry.payload.subjects):
            named += [(f"label.subjects[{n}].history[{m}].entry", h.entry) for m, h in enumerate(subject.history)]
    yield from ((place, name) for place, name in named if name in broken.entries and name)
    yield from ((place, cue.cue_set) for place, cue in cues_of(entry) if cue.cue_set in broken.cue_sets and cue.cue_set)


def _with_places(problem: Problem, edition: Edition, entry: Entry) -> Problem:
    """Name both sides where an event's places are none of the coverage's."""
    found = _EVENT_PLACES.fullmatch(problem.place)
    if found is None or not isinstance(entry.payload, Comparison):
        return problem
    ranked = entry.payload.events[int(found[1])]
    event = dates_of(ranked, edition.figures)
    whose = f"of the figure {ranked.figure!r}" if ranked.event is None else f"of the event {ranked.id!r}"
    places = ", ".join(event.places) if event and event.places else "none"
    covered = ", ".join(entry.payload.coverage.places)
    told = f"{problem.message}: the places {whose} are {places}; comparison.coverage.places has {covered}"
    return Problem(problem.place, told)


def _compiled_failures(edition: Edition, whole: Matcher | None, entry: Entry, *, today: date) -> Iterator[Failure]:
    try:
        alone = compile_matcher(edition, only=(entry.id,))
    except (PhraseError, PackError) as error:
        pack = next(pack for pack in edition.packs if pack.id == entry.pack)
        wrong = (*wrong_phrases(entry), *missing_sets(entry, pack))
        for problem in wrong or (Problem("phrases", f"{error.detail}. {error.remedy}"),):
            yield Failure(entry=entry.id, place=problem.place, message=problem.message)
        return
    for number, example in enumerate(entry.examples):
        if example.finding is not None and example.finding not in FINDINGS[entry.kind]:
            continue
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
    wrong = uncompilable(edition)
    return compile_matcher(edition, only=[entry_id for entry_id in edition.entries if entry_id not in wrong])


def uncompilable(edition: Edition) -> dict[str, str]:
    """Find the entries that cannot be compiled, each with the reason."""
    try:
        compile_matcher(edition)
    except (PhraseError, PackError):
        reasons = {entry_id: _refusal(edition, entry_id) for entry_id in edition.entries}
        return {entry_id: reason for entry_id, reason in reasons.items() if reason}
    return {}


def sound_part(edition: Edition) -> tuple[Edition, dict[str, str]]:
    """Leave out what cannot be compiled, and what does not hold without that; gives the reason for each."""
    left_out: dict[str, str] = {}
    found = uncompilable(edition)
    while found:
        left_out |= found
        whole, edition = edition, edition_without(edition, found)
        found = {entry.id: lost for entry in edition.entries.values() if (lost := _lost(entry, whole, edition))}
    return edition, left_out


def _refusal(edition: Edition, entry_id: str) -> str | None:
    try:
        compile_matcher(edition, only=(entry_id,))
    except (PhraseError, PackError) as error:
        return error.detail
    return None


def _lost(entry: Entry, before: Edition, after: Edition) -> str | None:
    """Tell what of an entry held before, and does not any more."""
    known = set(check_payload(entry, before.figures, before.entries))
    found = (problem for problem in check_payload(entry, after.figures, after.entries) if problem not in known)
    return next((f"{problem.place}: {problem.message}" for problem in found), None)
