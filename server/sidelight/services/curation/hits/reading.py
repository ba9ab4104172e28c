"""Reads articles with a draft, and with what is published, and tells how the two differ.

Most articles do not hold a word of the entry, so each is first looked at with nothing but its two revisions; the whole
editions are asked only where a phrase of one of them stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sidelight.core.annotate import Outcome, describe_selected, run
from sidelight.core.annotation import Annotation
from sidelight.core.article import Article
from sidelight.core.dates import When
from sidelight.core.edition import make_edition
from sidelight.core.entry import Entry, Pack
from sidelight.core.kinds.checks import check_payload
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.core.matching.places import Place
from sidelight.core.matching.scan import Block, Scan
from sidelight.core.text.selectors import describe
from sidelight.core.text.span import Span
from sidelight.errors import EntryInvalidError
from sidelight.services.curation.hits.hit import Hit, HitChange, NearMiss
from sidelight.services.curation.judging.proposal import Wanted, propose

#: Near misses that are told of one article.
NEAR_MISSES: Final = 5
#: Code points of context on each side of a hit.
CONTEXT: Final = 80
#: The language of the sentences shown.
_LANGUAGE: Final = "en"
_OPENING: Final = "\"'([«“‘„"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft and what is published of it, compiled three ways."""

    entry_id: str
    probe: Matcher
    before: Matcher
    after: Matcher


def prepare(live: Matcher, draft: Entry) -> Prepared:
    """Compile a draft beside everything that is live.

    Raises:
        EntryInvalidError: What the draft carries does not hold together.
        PhraseError: A phrase of it is not in the phrase language.
        PackError: It names a cue set that its pack does not have.
    """
    edition = live.edition
    published = edition.entries.get(draft.id)
    pack = draft.pack or (published.pack if published else edition.packs[0].id if edition.packs else "draft")
    draft = replace(draft, pack=pack, status="published")
    own = () if any(one.id == pack for one in edition.packs) else (Pack(id=pack, title=pack, licence=""),)
    _refuse_contradictions(draft, live)
    proposal = propose(live, Wanted(drafts={draft.id: draft}, packs=own))
    if draft.id in proposal.uncompiled:
        compile_matcher(proposal.edition, only=(draft.id,))  # Raises, and says what is wrong.
    sides = [("after", proposal.edition, draft)]
    before = live
    if published is not None:
        sides.append(("before", edition, published))
        if published.status == "trial":  # Counted, not shown; what it would show is what the draft differs from.
            before = propose(live, Wanted(drafts={draft.id: replace(published, status="published")})).whole
    packs = (
        replace(
            one, id=f"{side} {one.id}", entries=(replace(entry, id=side, pack=f"{side} {one.id}", status="published"),)
        )
        for side, of, entry in sides
        for one in of.packs
        if one.id == entry.pack
    )
    return Prepared(entry_id=draft.id, probe=compile_matcher(make_edition(packs)), before=before, after=proposal.whole)


@dataclass(frozen=True, slots=True)
class Read:
    """What the draft does on an article, in reading order, what nearly hit, and how many annotations readers see."""

    hits: tuple[Hit, ...] = ()
    near: tuple[NearMiss, ...] = ()
    shown: int = 0


def read(prepared: Prepared, article: Article, *, today: date) -> Read:
    """Read an article with the draft, and with what is published of it."""
    if not mentions(prepared, article):
        return Read()
    when = _when(article, today)
    always = (prepared.entry_id,)
    after = run(prepared.after, article, when=when, always=always)
    known = prepared.entry_id in prepared.before.entries
    before = run(prepared.before, article, when=when, always=always) if known else None
    old = dict(_shown(before, prepared.entry_id, when)) if before is not None else {}
    new = dict(_shown(after, prepared.entry_id, when))
    hits = tuple(_hit(after.scan, span, *pair) for span, pair in _paired(old, new))
    shown = {hit.sentence for hit in hits if hit.after is not None}
    return Read(hits, tuple(_near(after, prepared.entry_id, shown)), _many(after, prepared.entry_id))


def count_shown(prepared: Prepared, article: Article, *, today: date) -> int:
    """Count the annotations of the draft that a reader of the article would see."""
    if not mentions(prepared, article):
        return 0
    return _many(run(prepared.after, article, when=_when(article, today)), prepared.entry_id)


def _many(outcome: Outcome, entry_id: str) -> int:
    return sum(chosen.candidate.entry.id == entry_id for chosen in outcome.selected)


def mentions(prepared: Prepared, article: Article) -> bool:
    """Tell whether the draft, or what is published of it, may be mentioned in the article's text."""
    scan = Scan(prepared.probe, article)
    numbers = {number for compiled in prepared.probe.entries.values() for number in compiled.phrases}
    return any(scan.blocks[block].role != "headline" for number in numbers for block in scan.blocks_near(number))


def _refuse_contradictions(draft: Entry, live: Matcher) -> None:
    edition = live.edition
    found = check_payload(draft, edition.figures, {*edition.entries, draft.id})
    # Sources are for publishing to ask for: a draft is tried before it has any.
    if problems := tuple((p.place, p.message) for p in found if not p.place.endswith("sources")):
        told = "; ".join(f"{place}: {message}" for place, message in problems)
        msg = f"entry {draft.id}: {told}"
        raise EntryInvalidError(msg, problems=problems)


def _when(article: Article, today: date) -> When:
    published = article.published.date if article.published else None
    return When(today=today, published=published, modified=article.modified.date if article.modified else None)


def _shown(outcome: Outcome, entry_id: str, when: When) -> Iterator[tuple[Span, Annotation]]:
    """Give every place at which the entry is shown, with what is shown there."""
    for chosen in outcome.selected:
        if chosen.candidate.entry.id == entry_id:
            shown = describe_selected(outcome, chosen, when=when, language=_LANGUAGE)
            yield from ((span, shown) for span in (chosen.candidate.span, *chosen.also_at))


def _paired(
    old: dict[Span, Annotation], new: dict[Span, Annotation]
) -> Iterator[tuple[Span, tuple[HitChange, Annotation | None, Annotation | None]]]:
    """Pair what stands at the same place, then what shares some of its words."""
    pairs: dict[Span, Span] = {span: span for span in old if span in new}
    for span in old:
        other = next((one for one in new if one not in pairs.values() and one.overlaps(span)), None)
        if span not in pairs and other is not None:
            pairs[span] = other
    places: list[tuple[Span, Annotation | None, Annotation | None]] = [
        (new_span, old[span], new[new_span]) for span, new_span in pairs.items()
    ]
    places += [(span, old[span], None) for span in old if span not in pairs]
    places += [(span, None, new[span]) for span in new if span not in pairs.values()]
    same = {new_span for span, new_span in pairs.items() if span == new_span and _says(old[span]) == _says(new[span])}
    for span, before, after in sorted(places, key=lambda place: (place[0].start, place[0].end)):
        change: HitChange = "same" if span in same and before and after else "changed" if before and after else "new"
        yield span, ("lost" if after is None else change, before, after)


def _says(shown: Annotation) -> tuple[str, str]:
    return shown.finding, shown.says


def _hit(scan: Scan, span: Span, change: HitChange, before: Annotation | None, after: Annotation | None) -> Hit:
    quote, sentence = describe(scan.article.text, span, CONTEXT), _sentence_at(scan, span)
    return Hit(
        change=change,
        before=before,
        after=after,
        prefix=quote.prefix,
        exact=quote.exact,
        suffix=quote.suffix,
        sentence=sentence,
        because=tuple(one for one in _because(scan, after or before) if one != sentence),
    )


def _because(scan: Scan, shown: Annotation | None) -> Iterable[str]:
    spans = {cue.span for cue in shown.why.cues if cue.span is not None} if shown is not None else set()
    return dict.fromkeys(_sentence_at(scan, span) for span in sorted(spans, key=lambda span: span.start))


def _near(outcome: Outcome, entry_id: str, shown: set[str]) -> Iterator[NearMiss]:
    """Tell the first sentences in which a phrase stands that does not count, each once."""
    refused = [(m.place, refusal.detail) for m, refusal in outcome.refused if m.compiled.entry.id == entry_id]
    dropped = [(d.candidate.mention.place, d.reason) for d in outcome.dropped if d.candidate.entry.id == entry_id]
    told: dict[str, str] = {}
    for place, reason in sorted((*refused, *dropped), key=lambda one: one[0]):
        sentence = _sentence(outcome.scan.blocks[place.block], place)
        if sentence not in shown:
            told.setdefault(sentence, reason)
    yield from (NearMiss(*one) for one in list(told.items())[:NEAR_MISSES])


def _sentence_at(scan: Scan, span: Span) -> str:
    for block in _texts(scan.blocks):
        offset = block.offset or 0
        if offset <= span.start < offset + len(block.text):
            starts = [block.words.span(at, at + 1).start + offset for at in range(len(block.words))]
            first = max((at for at, start in enumerate(starts) if start <= span.start), default=0)
            return _sentence(block, Place(block.number, first, first + 1))
    return span.of(scan.article.text)


def _texts(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.offset is not None and len(block.words))


def _sentence(block: Block, place: Place) -> str:
    """Cut the sentence around a place out of its passage, its marks included."""
    words, first, last = block.words, place.first, place.end - 1
    while first > 0 and block.together(first - 1, place.first):
        first -= 1
    while last + 1 < len(words) and block.together(last + 1, place.end - 1):
        last += 1
    start = words.span(first, first + 1).start if first else 0
    while start > 0 and block.text[start - 1] in _OPENING:
        start -= 1
    end = words.span(last + 1, last + 2).start if last + 1 < len(words) else len(block.text)
    return (
        block.text[start:end].rstrip(_OPENING + " \n\t").strip()
        if end < len(block.text)
        else block.text[start:].strip()
    )
