"""Why an entry does, or does not, match a text: the same way as `annotate`, told step by step.

Nothing here decides anything; it reads what the one way through (`annotate.run`) decided.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sidelight.core.annotate import Outcome, describe_selected, run
from sidelight.core.article import Article
from sidelight.core.dates import When
from sidelight.core.entry import Near
from sidelight.core.matching.evidence import cue_place, with_near
from sidelight.core.matching.matcher import CompiledCue, CompiledEntry, Matcher
from sidelight.core.matching.mention import Mention, find_mentions
from sidelight.core.matching.places import Place
from sidelight.core.matching.scan import Scan
from sidelight.core.phrases.compile import Phrase
from sidelight.core.phrases.match import Miss, nearest_miss
from sidelight.core.text.span import Span

#: A phrase of which fewer words than this were found gets no "nearest miss": it was not near.
_NEAR_WORDS = 1
#: Steps that are told at most; a long article repeats itself.
MOST_STEPS = 200
#: Phrases whose nearest miss is told, and quantities that are listed.
MOST_MISSED = 30
#: Words of the article that are searched for a nearest miss.
SEARCHED_WORDS = 5_000
#: What stood before the missing word, where that is why it did not count.
_BARRIERS = {
    "break": ", for a comma or the like stands between",
    "sentence": ", for the sentence ends before",
    "compound": ", for it is part of a hyphenated word",
}


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


def explain(
    matcher: Matcher,
    article: Article,
    entry_id: str,
    *,
    when: When,
    language: str,
    entries: Collection[str] | None = None,
) -> tuple[Step, ...]:
    """Tell, step by step, why the entry is or is not shown on the article.

    Args:
        matcher: The compiled edition.
        article: The text with what is known of it.
        entry_id: The entry asked about.
        when: The days that findings depend on.
        language: Of the sentences shown.
        entries: The entries the caller wants at all; all when not given.

    Raises:
        EntryNotFoundError: The matcher has no such entry.
    """
    matcher.edition.entry(entry_id)
    outcome = run(matcher, article, when=when, entries=entries, always=(entry_id,))
    compiled = matcher.entries[entry_id]
    steps = (
        _language(compiled, article),
        *_phrases(outcome.scan, compiled),
        *_quantities(outcome.scan, compiled),
        *_cues(outcome.scan, compiled),
        *(() if entries is None or entry_id in entries else (_failed("selection", "the request leaves it out"),)),
        *_ends(outcome, entry_id, when, language),
    )
    if len(steps) <= MOST_STEPS:
        return steps
    left_out = len(steps) - MOST_STEPS
    return (*steps[:MOST_STEPS], _failed("selection", f"and {left_out} more steps of these kinds"))


def _language(compiled: CompiledEntry, article: Article) -> Step:
    has = ", ".join(sorted(compiled.entry.phrases)) or "none"
    detail = f"the article's language is {article.language or 'unknown'}; the entry has phrases in: {has}"
    return Step("language", detail, ok=bool(compiled.entry.phrases))


def _phrases(scan: Scan, compiled: CompiledEntry) -> Iterator[Step]:
    missed: list[Phrase] = []
    for number in compiled.phrases:
        phrase = scan.matcher.patterns[number]
        matches = scan.matches(number)
        yield from (_found(scan, phrase, Place(block, match.first, match.end)) for block, match in matches)
        if not matches:
            missed.append(phrase)
    yield from (_missed(scan, phrase) for phrase in missed[:MOST_MISSED])
    if len(missed) > MOST_MISSED:
        yield _failed("phrase", f"{len(missed) - MOST_MISSED} more phrases are not in the text")


def _found(scan: Scan, phrase: Phrase, place: Place) -> Step:
    if scan.blocks[place.block].role == "headline":
        detail = f"{phrase.source!r} is in the headline, which is evidence and never annotated"
        return _failed("phrase", detail, scan.span(place))
    return _held("phrase", f"{phrase.source!r} is in the text", scan.span(place))


def _missed(scan: Scan, phrase: Phrase) -> Step:
    best: tuple[int, Miss] | None = None
    words = 0
    for block in scan.blocks:
        words += scan.length(block.number)
        if words > SEARCHED_WORDS:
            break
        miss = nearest_miss(phrase, block.words, language=block.language)
        if miss is not None and (best is None or miss.matched > best[1].matched):
            best = block.number, miss
    if best is None or best[1].matched < _NEAR_WORDS:
        return _failed("phrase", f"{phrase.source!r} is not in the text")
    number, miss = best
    span = scan.span(Place(number, max(0, miss.at - miss.matched), min(miss.at, scan.length(number))))
    return _failed("phrase", f"{phrase.source!r} is not in the text; nearest: {_nearest(miss)}", span)


def _nearest(miss: Miss) -> str:
    fit = f"{miss.matched} {'word fits' if miss.matched == 1 else 'words fit'}"
    wanted = f"then {miss.wanted!r} is missing" if miss.wanted else "then the phrase ends"
    return f"{fit}, {wanted}{_BARRIERS.get(miss.barrier, '')}"


def _quantities(scan: Scan, compiled: CompiledEntry) -> Iterator[Step]:
    if compiled.entry.kind != "figure":
        return
    found = [(block, quantity) for block in scan.blocks for (quantity,) in block.quantities.values()]
    if not found:
        yield _failed("quantity", "the text states no quantity")
    for block, quantity in found[:MOST_MISSED]:
        reading = quantity.reading
        value = "no value" if reading.value is None else reading.value
        span = scan.span(Place(block.number, quantity.first, quantity.end))
        yield _held("quantity", f"{reading.text!r} reads as {reading.form}, {value}", span)
    if len(found) > MOST_MISSED:
        yield _held("quantity", f"and {len(found) - MOST_MISSED} more quantities")


def _cues(scan: Scan, compiled: CompiledEntry) -> Iterator[Step]:
    """Tell each cue as the rule of scope sees it from the entry's first mention, or from anywhere if there is none."""
    mention = next(find_mentions(scan, entries=(compiled.entry.id,), always=(compiled.entry.id,)), None)
    scope = compiled.entry.scope
    about = (*with_near(compiled.about_all, scope.about, "all"), *with_near(compiled.about_any, scope.about, "any"))
    for cue, near in about:
        place = _seen(scan, mention, cue, near)
        detail = f"about: {cue.name!r} is {_where(place, near)}"
        yield Step("scope", detail, scan.span(place) if place else None, ok=place is not None)
    for cue, near in with_near(compiled.not_about, scope.not_about, "any"):
        place = _seen(scan, mention, cue, near)
        positional = compiled.entry.kind != "background"
        rule = "; it refuses only where it stands nearer than the entry's own cues" if positional and place else ""
        detail = f"not about: {cue.name!r} is {_where(place, near)}{rule}"
        yield Step("scope", detail, scan.span(place) if place else None, ok=positional or place is None)


def _seen(scan: Scan, mention: Mention | None, cue: CompiledCue, near: Near) -> Place | None:
    if mention is not None:
        return cue_place(scan, mention, cue, near)
    return next(iter(scan.article_places(cue.patterns).all), None)


def _where(place: Place | None, near: Near) -> str:
    return f"in the {near}" if place is not None else f"not in the {near} (headline to list)"


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
