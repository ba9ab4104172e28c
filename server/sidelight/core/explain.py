"""Why an entry does, or does not, match a text: the same way as `annotate`, told step by step.

Nothing here decides anything; it reads what the one way through (`annotate.run`) decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sidelight.core.annotate import Outcome, describe_selected, run
from sidelight.core.article import Article
from sidelight.core.dates import When
from sidelight.core.matching.matcher import CompiledCue, CompiledEntry, Matcher
from sidelight.core.matching.places import Place
from sidelight.core.matching.scan import Scan
from sidelight.core.phrases.compile import Phrase
from sidelight.core.phrases.match import Miss, nearest_miss
from sidelight.core.text.span import Span

#: A phrase of which fewer words than this were found gets no "nearest miss": it was not near.
_NEAR_WORDS = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was asked, whether it held, and where in the article's text the reason stands."""

    step: str
    detail: str
    span: Span | None = None
    ok: bool = True


def _held(step: str, detail: str, span: Span | None = None) -> Step:
    return Step(step, detail, span)


def _failed(step: str, detail: str, span: Span | None = None) -> Step:
    return Step(step, detail, span, ok=False)


def explain(matcher: Matcher, article: Article, entry_id: str, *, when: When, language: str) -> tuple[Step, ...]:
    """Tell, step by step, why the entry is or is not shown on the article.

    Raises:
        EntryNotFoundError: The matcher has no such entry.
    """
    matcher.edition.entry(entry_id)
    outcome = run(matcher, article, when=when)
    compiled = matcher.entries[entry_id]
    return (
        _language(compiled, article),
        *_phrases(outcome.scan, compiled),
        *_quantities(outcome.scan, compiled),
        *_cues(outcome.scan, compiled),
        *_ends(outcome, entry_id, when, language),
    )


def _language(compiled: CompiledEntry, article: Article) -> Step:
    has = ", ".join(sorted(compiled.entry.phrases)) or "none"
    detail = f"the article's language is {article.language or 'unknown'}; the entry has phrases in: {has}"
    return Step("language", detail, ok=bool(compiled.entry.phrases))


def _phrases(scan: Scan, compiled: CompiledEntry) -> Iterator[Step]:
    for number, phrase in enumerate(scan.matcher.patterns):
        if compiled.entry.id not in scan.matcher.mentions.get(number, ()):
            continue
        places = scan.places(frozenset({number})).all
        if places:
            for place in places:
                yield _held("phrase", f"{phrase.source!r} is in the text", scan.span(place))
        else:
            yield _missed(scan, phrase)


def _missed(scan: Scan, phrase: Phrase) -> Step:
    best: tuple[int, Miss] | None = None
    for block in scan.blocks:
        miss = nearest_miss(phrase, block.words, language=block.language)
        if miss is not None and (best is None or miss.matched > best[1].matched):
            best = block.number, miss
    if best is None or best[1].matched < _NEAR_WORDS:
        return _failed("phrase", f"{phrase.source!r} is not in the text")
    number, miss = best
    first = max(0, miss.at - miss.matched)
    span = scan.span(Place(number, first, min(miss.at, len(scan.blocks[number].words))))
    words = "word" if miss.matched == 1 else "words"
    detail = (
        f"{phrase.source!r} is not in the text; nearest: {miss.matched} {words} fit, then {miss.wanted!r} is missing"
    )
    return _failed("phrase", detail, span)


def _quantities(scan: Scan, compiled: CompiledEntry) -> Iterator[Step]:
    if compiled.entry.kind != "figure":
        return
    found = [(block, quantity) for block in scan.blocks for quantity in block.quantities]
    if not found:
        yield _failed("quantity", "the text states no quantity")
    for block, quantity in found:
        reading = quantity.reading
        value = "no value" if reading.value is None else reading.value
        span = scan.span(Place(block.number, quantity.first, quantity.end))
        yield _held("quantity", f"{reading.text!r} reads as {reading.form}, {value}", span)


def _cues(scan: Scan, compiled: CompiledEntry) -> Iterator[Step]:
    for cue in (*compiled.about_all, *compiled.about_any):
        yield _cue(scan, cue, wanted=True)
    for cue in compiled.not_about:
        yield _cue(scan, cue, wanted=False)


def _cue(scan: Scan, cue: CompiledCue, *, wanted: bool) -> Step:
    places = scan.places(cue.patterns).all
    clause = "about" if wanted else "not about"
    if not places:
        return Step("scope", f"{clause}: {cue.name!r} is not in the article", ok=not wanted)
    return Step("scope", f"{clause}: {cue.name!r} is in the article", scan.span(places[0]), ok=wanted)


def _ends(outcome: Outcome, entry_id: str, when: When, language: str) -> Iterator[Step]:
    if entry_id in outcome.withheld:
        yield _failed("finding", f"on {when.as_of} the entry could say nothing")
    for mention, refusal in outcome.refused:
        if mention.compiled.entry.id == entry_id:
            at = outcome.scan.span(mention.place)
            yield _failed(refusal.step, f"the mention does not count: {refusal.detail}", at)
    for dropped in outcome.dropped:
        if dropped.candidate.entry.id == entry_id:
            found = dropped.candidate.assessment.finding
            yield _failed("selection", f"found ({found}) but not shown: {dropped.reason}", dropped.candidate.span)
    for chosen in outcome.selected:
        if chosen.candidate.entry.id == entry_id:
            shown = describe_selected(outcome, chosen, when=when, language=language)
            yield _held("finding", f"{shown.finding}: {shown.says}", chosen.candidate.span)
            yield _held("selection", "shown", chosen.candidate.span)
