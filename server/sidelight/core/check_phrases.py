"""Which phrase or cue of an entry is wrong, and where it stands.

The matcher stops at the first phrase that is not in the language; who wrote it wants all of them, each in its place.
"""

import difflib
from collections.abc import Iterator, Mapping

from sidelight.core.entry import Cue, Entry, Pack, Phrases
from sidelight.core.kinds.checks import Problem
from sidelight.core.kinds.payloads import Comparison, Label
from sidelight.core.kinds.slots import slots_of
from sidelight.core.phrases.compile import compile_phrase
from sidelight.core.phrases.slots import Slot
from sidelight.core.text.script import script_language
from sidelight.errors import PhraseError

#: Names of cue sets that a message lists when none is near.
_NAMED = 10


def wrong_phrases(entry: Entry) -> Iterator[Problem]:
    """List the phrases of an entry that are not in the language, those of its events, subjects and scope too.

    Example:
        >>> from sidelight.core.kinds.payloads import Background
        >>> wrong = {"en": ("old pier", "(new pier")}
        >>> entry = Entry(id="x", kind="background", title={}, summary={}, phrases=wrong, payload=Background())
        >>> [problem.place for problem in wrong_phrases(entry)]
        ['phrases.en[1]']
    """
    inner = [problem for place, phrases in _inner(entry) for problem in _wrong(place, phrases, {})]
    yield from inner
    # What a slot stands for is wrong already, so phrases with slots could say no more.
    slots = None if inner else slots_of(entry)
    yield from _wrong("phrases", entry.phrases, slots)
    for place, cue in cues_of(entry):
        if cue.phrase is not None:
            yield from _refused(place, cue.phrase, script_language(cue.phrase), {})


def wrong_cues(pack: Pack) -> Iterator[Problem]:
    """List the phrases of a pack's cue sets that are not in the language."""
    for name, phrases in pack.cues.items():
        yield from _wrong(name, phrases, {})


def missing_sets(entry: Entry, pack: Pack) -> Iterator[Problem]:
    """List the cue sets that an entry's scope names and its pack does not have."""
    for place, cue in cues_of(entry):
        if cue.cue_set is not None and cue.cue_set not in pack.cues:
            near = difflib.get_close_matches(cue.cue_set, pack.cues, n=1)
            known = ", ".join(list(pack.cues)[:_NAMED]) or "none"
            remedy = f"did you mean {near[0]!r}?" if near else f"add it to cues.yaml; there are {known}"
            yield Problem(place, f"there is no cue set {cue.cue_set!r}: {remedy}")


def cues_of(entry: Entry) -> Iterator[tuple[str, Cue]]:
    """Give the cues of an entry's scope with their places; each clause counts its cues through, sets among them."""
    scope = entry.scope
    clauses = (("about.any", scope.about.any), ("about.all", scope.about.all), ("not_about.any", scope.not_about.any))
    for clause, cues in clauses:
        yield from ((f"scope.{clause}[{number}]", cue) for number, cue in enumerate(cues))


def _inner(entry: Entry) -> Iterator[tuple[str, Phrases]]:
    payload = entry.payload
    if isinstance(payload, Comparison):
        yield "comparison.of.cues", payload.of_cues
        yield from ((f"comparison.events[{n}].phrases", event.phrases) for n, event in enumerate(payload.events))
    elif isinstance(payload, Label):
        yield from ((f"label.subjects[{n}].phrases", subject.phrases) for n, subject in enumerate(payload.subjects))


def _wrong(place: str, phrases: Phrases, slots: Mapping[str, Slot] | None) -> Iterator[Problem]:
    """Try phrases with these slots; without any idea of the slots (`None`), phrases that use some are passed over."""
    for language, sources in phrases.items():
        for number, source in enumerate(sources):
            if slots is not None or "{" not in source:
                yield from _refused(f"{place}.{language}[{number}]", source, language, slots or {})


def _refused(place: str, source: str, language: str, slots: Mapping[str, Slot]) -> Iterator[Problem]:
    try:
        compile_phrase(source, language, slots)
    except PhraseError as error:
        yield Problem(place, f"{error.detail}. {error.remedy}", error.column)
