"""Does an entry say what another one says already? Told as a warning: a curator decides."""

from collections.abc import Iterator, Mapping
from datetime import date

from sidelight.core.annotate import run
from sidelight.core.check import example_article
from sidelight.core.dates import When
from sidelight.core.entry import Entry, Phrases
from sidelight.core.kinds.payloads import Comparison, Label
from sidelight.core.matching.matcher import Matcher
from sidelight.core.text.fold import fold_text
from sidelight.services.curation.errors import Objection

#: For each entry, its phrases, each with its language.
Told = Mapping[str, frozenset[tuple[str, str]]]


def told_by_all(whole: Matcher) -> Told:
    """Fold the phrases of all entries, once for however many are compared with them."""
    return {entry.id: _told_by(entry.phrases) for entry in whole.edition.entries.values()}


def overlaps(whole: Matcher, entry: Entry, all_told: Told, *, today: date) -> Iterator[Objection]:
    """Warn of other live entries that would stand in this one's way, each once.

    Args:
        whole: The edition to come, which holds the entry.
        entry: The entry to publish.
        all_told: The phrases of that edition.
        today: The day "now" stands for.
    """
    told: set[str] = set()
    for other_id, number in _same_words(whole, entry, today):
        if other_id not in told:
            told.add(other_id)
            yield _of_example(entry, other_id, number)
    phrases, about = _told_by(entry.phrases), _about(entry)
    for other in whole.edition.entries.values():
        if other.id in told or other.id == entry.id or other.kind != entry.kind:
            continue
        shared = phrases & all_told[other.id]
        if shared and _may_be_about_the_same(about, _about(other)):
            yield _of_phrase(entry, other.id, sorted(shared)[0])


def _same_words(whole: Matcher, entry: Entry, today: date) -> Iterator[tuple[str, int]]:
    """Find the entries that share words with this one in one of its examples, with the example's number."""
    for number, example in enumerate(entry.examples):
        when = When(today=today, published=example.published)
        outcome = run(whole, example_article(example), when=when, as_example=True)
        for dropped in outcome.dropped:
            if dropped.winner is None:
                continue
            both = {dropped.candidate.entry.id, dropped.winner.entry.id}
            if entry.id in both:
                yield from ((other, number) for other in both - {entry.id})


def _told_by(phrases: Phrases) -> frozenset[tuple[str, str]]:
    return frozenset((language, fold_text(source)) for language, many in phrases.items() for source in many)


def _about(entry: Entry) -> frozenset[str]:
    """Gather by what an entry knows its subject: the cues of its scope, its events' names, its subjects' names."""
    cues = (*entry.scope.about.any, *entry.scope.about.all)
    told = [fold_text(cue.phrase) if cue.phrase else f"{entry.pack}/{cue.cue_set}" for cue in cues]
    if isinstance(entry.payload, Comparison):
        told += [f"in {fold_text(place)}" for place in entry.payload.coverage.places]
        told = [f"{entry.payload.measure} {entry.payload.direction} {one}" for one in told]
    if isinstance(entry.payload, Label):
        told += [
            fold_text(one) for subject in entry.payload.subjects for many in subject.phrases.values() for one in many
        ]
    return frozenset(told)


def _may_be_about_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _of_example(entry: Entry, other: str, number: int) -> Objection:
    return Objection(
        code="overlap",
        entry=other,
        place=f"examples[{number}]",
        sentence=entry.examples[number].text,
        message=f"In example {number + 1}, {entry.id!r} and {other!r} find the same words, and one of them is shown",
        remedy=f"If {other!r} says the same, improve that entry instead; else let the two ask for different cues.",
    )


def _of_phrase(entry: Entry, other: str, shared: tuple[str, str]) -> Objection:
    language, phrase = shared
    return Objection(
        code="overlap",
        entry=other,
        place=f"phrases.{language}",
        message=f"{entry.id!r} and {other!r} share the phrase {phrase!r} and may be about the same",
        remedy=f"If {other!r} says the same, improve that entry instead; else let the two ask for different cues.",
    )
