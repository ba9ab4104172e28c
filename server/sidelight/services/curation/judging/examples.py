"""Why an example fails, and what to do about it: alone, or because of which other entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sidelight.core.annotate import Outcome, run
from sidelight.core.check import example_article, example_failure
from sidelight.core.dates import When
from sidelight.core.edition import event_key, ranked_event_key
from sidelight.core.entry import Entry, Example
from sidelight.core.explain import explain
from sidelight.core.kinds.payloads import Comparison, Figure
from sidelight.core.matching.evidence import FoundCue, cue_place, with_near
from sidelight.core.matching.matcher import Matcher
from sidelight.core.matching.places import Place
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.select import Candidate

_FITS = re.compile(r"; nearest: (\d+) ")
_ANOTHER_EVENT: Final = "the nearest event named is another one"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with an example, what to do, which other entry stands behind it, and which step refused it."""

    message: str
    remedy: str
    rival: str | None = None
    step: str | None = None


def diagnose(matcher: Matcher, entry: Entry, example: Example, *, today: date) -> Diagnosis | None:
    """Tell what is wrong with an example under a matcher; `None` if it holds."""
    message = example_failure(matcher, entry, example, today=today)
    if message is None:
        return None
    when = When(today=today, published=example.published)
    outcome = run(matcher, example_article(example), when=when, as_example=True, always=(entry.id,))
    if example.none:
        return Diagnosis(message, _of_surplus(outcome, entry))
    if any(chosen.candidate.entry.id == entry.id for chosen in outcome.selected):
        return Diagnosis(message, "Correct what the example expects if the entry is right, or else the entry.")
    refusal = next((refused for mention, refused in outcome.refused if mention.compiled.entry.id == entry.id), None)
    if refusal is not None:
        rival = _event_rival(outcome, entry, refusal)
        behind = f": it is named by a cue of {rival!r}" if rival else ""
        return Diagnosis(f"{message}{behind}", _of_refusal(refusal, rival), rival, refusal.step)
    dropped = next((dropped for dropped in outcome.dropped if dropped.candidate.entry.id == entry.id), None)
    if dropped is None:
        near = _nearest(matcher, entry, example, when)
        return Diagnosis(f"{message}{near}", "Add a phrase in the words of this sentence, or correct the example.")
    winner = dropped.winner.entry.id if dropped.winner is not None and dropped.winner.entry.id != entry.id else None
    return Diagnosis(message, _of_dropped(winner), winner)


def _of_surplus(outcome: Outcome, entry: Entry) -> str:
    chosen = next(chosen.candidate for chosen in outcome.selected if chosen.candidate.entry.id == entry.id)
    words = chosen.span.of(outcome.scan.article.text)
    seen = next(_ruled_out(outcome, chosen), None)
    if seen is not None:
        why = _why_not_refused(outcome, chosen, seen)
        return f"{why} Make the phrase narrower than {words!r}, or ask for cues that this sentence lacks."
    narrower = f"Make the phrase narrower than {words!r}"
    if entry.kind == "figure" and not entry.scope.about.any and not entry.scope.about.all:
        return f"{narrower}, or say what the article must be about, for a figure is kept off by cues only then."
    kept_off = "to what the article must not be about, add a cue that this sentence holds"
    if not entry.scope.about.any and not entry.scope.about.all:
        return f"{narrower}, or say what the article must be about; or, {kept_off}."
    return f"{narrower}, or ask for cues that this sentence lacks; or, {kept_off}."


def _ruled_out(outcome: Outcome, chosen: Candidate) -> Iterator[FoundCue]:
    """Find the cues that the entry rules out and that stand in the example all the same."""
    compiled = chosen.mention.compiled
    for cue, near in with_near(compiled.not_about, compiled.entry.scope.not_about, "any"):
        place = cue_place(outcome.scan, chosen.mention, cue, near)
        if place is not None:
            yield FoundCue(cue.name, place)


def _why_not_refused(outcome: Outcome, chosen: Candidate, seen: FoundCue) -> str:
    """Say why a cue that is ruled out refuses nothing here, by the rules of position."""
    ruled_out = f"The cue {seen.name!r} of what the article must not be about is seen here"
    if chosen.mention.place.contains(seen.place):
        return f"{ruled_out}, and decides nothing, since it stands inside the words that were found."
    own = _deciding(chosen)
    if own is None:
        return f"{ruled_out}, and decides nothing, since the entry does not say what the article must be about."
    block = outcome.scan.blocks[own.place.block].words
    words = block.span(own.place.first, own.place.end).of(block.source)
    return (
        f"{ruled_out}, and is outweighed, since “{words}” stands nearer; what stands before counts more than what "
        f"stands behind. Make the cue that finds “{words}” narrower, if it is not meant here."
    )


def _deciding(chosen: Candidate) -> FoundCue | None:
    """Choose the cue that made the entry count: a figure's stands first, a ranking's event last."""
    cues = chosen.setting.cues
    if not cues or chosen.entry.kind == "figure":
        return cues[0] if cues else None
    if chosen.entry.kind == "comparison":
        return cues[-1]
    at = chosen.mention.place
    return min(cues, key=lambda cue: (cue.place.block != at.block, abs(cue.place.first - at.first)))


#: What a refusal says → what to do.
_REFUSALS: Final = (
    ("which the entry requires", "Give the example a title that holds that cue, or require it no longer."),
    ("holds none of the cues", "Add to what the article must be about a cue that this sentence holds, or give the "
     "example a title that holds one."),
    ("which the entry rules out", "Take that cue out of what the article must not be about, or change the example."),
    ("no event of this entry is named", "Add a cue for the event as this sentence names it, or give the example a "
     "title that names it."),
    ("names no event of the ranking", "Add the event to the ranking, or change the example."),
    ("somewhere else", "Add the place that the sentence names to the event's places, or change the example."),
    ("does not say of what", "Let the example say of what it is the most, or name the event before it."),
    ("published", "Correct the example's date, or the dates between which the entry counts."),
    ("the page is not on", "The entry counts on some sites only, and an example has none: leave the sites open."),
    ("there is nothing to say of this value", "Add the record that states this value, or correct the example."),
)  # fmt: skip
_TAKEN_BACK: Final = "The words around it take the claim back: let the example not match, or choose another sentence."


def _of_refusal(refusal: Refusal, rival: str | None) -> str:
    if rival is not None:
        return (
            f"Make the cue of {rival!r} narrower so that it leaves this sentence alone, or let the sentence name this "
            "entry's own event nearer."
        )
    if refusal.detail == _ANOTHER_EVENT:
        return "Let the sentence name this entry's own event nearer, or take out the cue that names the other."
    if refusal.step == "claim":
        return _TAKEN_BACK
    return next((remedy for says, remedy in _REFUSALS if says in refusal.detail), "Change the entry or the example.")


def _of_dropped(winner: str | None) -> str:
    if winner is None:
        return "Another phrase of this entry takes these words: correct the quote, or remove one of the two phrases."
    return (
        f"Both find the same words, and {winner!r} goes first: make one of the two narrower, let this entry's phrase "
        f"hold more of the words, or join the two entries."
    )


def _nearest(matcher: Matcher, entry: Entry, example: Example, when: When) -> str:
    """Tell the phrase of which most words fit."""
    steps = explain(matcher, example_article(example), entry.id, when=when, language="en")
    fits = ((step.detail, _FITS.search(step.detail)) for step in steps if step.step == "phrase" and not step.ok)
    near = [(int(found[1]), detail) for detail, found in fits if found]
    return f" ({max(near, key=lambda one: one[0])[1]})" if near else ""


def _event_rival(outcome: Outcome, entry: Entry, refusal: Refusal) -> str | None:
    """Find another entry whose cue names the event that refused the mention."""
    if refusal.detail != _ANOTHER_EVENT or refusal.place is None:
        return None
    keys = [keys for place, keys in outcome.scan.event_places if place == refusal.place]
    named = frozenset[str]().union(*keys)
    return next(_naming(outcome.scan.matcher, named, refusal.place, outcome, entry), None) if named else None


def _naming(matcher: Matcher, keys: frozenset[str], at: Place, outcome: Outcome, entry: Entry) -> Iterator[str]:
    edition = matcher.edition
    for entry_id in matcher.ids:
        other = edition.entries[entry_id]
        payload = other.payload
        if entry_id == entry.id:
            continue
        if isinstance(payload, Figure) and payload.event is not None and event_key(payload.event) in keys:
            patterns = frozenset[int]().union(*(cue.patterns for cue in matcher.entries[entry_id].about_any))
        elif isinstance(payload, Comparison):
            ranked = [one.id for one in payload.events if ranked_event_key(one, edition.figures) in keys]
            patterns = frozenset[int]().union(*(matcher.entries[entry_id].ranked[one] for one in ranked))
        else:
            continue
        if at in outcome.scan.places(patterns).all:
            yield entry_id
