"""The one way through: scan, scope, assess, select, describe. No stage looks back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sidelight.core.annotation import Annotation, CueEvidence, Why
from sidelight.core.article import Article
from sidelight.core.assess import assess, known_entry
from sidelight.core.dates import When
from sidelight.core.entry import Entry
from sidelight.core.kinds.figure import UNSAID, why_unsaid
from sidelight.core.kinds.payloads import Figure
from sidelight.core.matching.matcher import Matcher
from sidelight.core.matching.mention import Mention, find_mentions
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import Scan
from sidelight.core.matching.scope import Setting, judge_scope
from sidelight.core.matching.select import Candidate, Dropped, Selected, room_for, select
from sidelight.core.says.sentences import say
from sidelight.core.text.selectors import describe


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """What is shown, in reading order, and the ids of the entries that are not.

    Attributes:
        items: What is shown.
        left_out: Background entries that can say nothing as of the day asked about.
        no_room: Entries that a longer page would show.
        on_trial: The entry of each reading that is counted and not shown, for its entry is on trial.
    """

    items: tuple[Annotation, ...]
    left_out: tuple[str, ...] = ()
    no_room: tuple[str, ...] = ()
    on_trial: tuple[str, ...] = ()


@dataclass(slots=True)
class Outcome:
    """All that happened on the way: `explain` reads what `annotate` leaves out."""

    scan: Scan
    refused: list[tuple[Mention, Refusal]] = field(default_factory=list)
    selected: tuple[Selected, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    withheld: set[str] = field(default_factory=set)
    on_trial: list[Candidate] = field(default_factory=list)


def annotate(
    matcher: Matcher,
    article: Article,
    *,
    when: When,
    language: str,
    entries: Collection[str] | None = None,
) -> Annotated:
    """Annotate an article.

    Args:
        matcher: The compiled edition.
        article: The text with what is known of it.
        when: The days that findings depend on.
        language: Of the sentences shown, `en` or `ru`.
        entries: Keep to these entry ids; all when not given.
    """
    outcome = run(matcher, article, when=when, entries=entries)
    items = tuple(describe_selected(outcome, chosen, when=when, language=language) for chosen in outcome.selected)
    left_out = (entry_id for entry_id in outcome.withheld if matcher.edition.entry(entry_id).kind == "background")
    no_room = {dropped.candidate.entry.id for dropped in outcome.dropped if dropped.no_room}
    tried = {candidate.reading_key: candidate.entry.id for candidate in outcome.on_trial}
    return Annotated(
        items=items,
        left_out=tuple(sorted(left_out)),
        no_room=tuple(sorted(no_room)),
        on_trial=tuple(tried.values()),
    )


def run(
    matcher: Matcher,
    article: Article,
    *,
    when: When,
    entries: Collection[str] | None = None,
    as_example: bool = False,
    always: Collection[str] = (),
) -> Outcome:
    """Go the whole way and keep what was refused and dropped.

    Args:
        matcher: The compiled edition.
        article: The text with what is known of it.
        when: The days that findings depend on.
        entries: Keep to these entry ids; all when not given.
        as_example: The article is an entry's example: entries on trial count, and the page has room for everything.
        always: Entries whose mentions are judged even if none of the cues that they need stands in the article.
    """
    outcome = Outcome(Scan(matcher, article))
    mentions = find_mentions(outcome.scan, entries=entries, always=always)
    candidates = list(_candidates(outcome, mentions, when))
    if not as_example:
        candidates = [candidate for candidate in candidates if not _on_trial(outcome, candidate)]
    room = len(candidates) if as_example else room_for(outcome.scan.words_in_text)
    outcome.selected, outcome.dropped = select(candidates, room=room)
    return outcome


def _on_trial(outcome: Outcome, candidate: Candidate) -> bool:
    if candidate.entry.status != "trial":
        return False
    reason = Refusal("selection", "the entry is on trial: counted, not shown", candidate.mention.place)
    outcome.refused.append((candidate.mention, reason))
    outcome.on_trial.append(candidate)
    return True


def describe_selected(outcome: Outcome, chosen: Selected, *, when: When, language: str) -> Annotation:
    """Write a selected candidate down as an annotation."""
    candidate = chosen.candidate
    article = outcome.scan.article
    cues = tuple(CueEvidence(cue.name, outcome.scan.span(cue.place)) for cue in candidate.setting.cues)
    return Annotation(
        entry=candidate.entry,
        selectors=describe(article.text, candidate.span),
        assessment=candidate.assessment,
        says=say(candidate.assessment, candidate.entry, when=when, language=language),
        language=language,
        why=Why(phrase=candidate.mention.phrase.source, cues=cues),
        also_at=chosen.also_at,
    )


def _candidates(outcome: Outcome, mentions: Iterator[Mention], when: When) -> Iterator[Candidate]:
    scan = outcome.scan
    for mention in mentions:
        setting = judge_scope(scan, mention)
        if isinstance(setting, Refusal):
            outcome.refused.append((mention, setting))
            continue
        entry = known_entry(mention.compiled.entry, when.as_of)
        if entry is None:
            outcome.withheld.add(mention.compiled.entry.id)
            continue
        candidate = _candidate(scan, mention, setting, entry, when)
        if candidate is None:
            outcome.refused.append((mention, Refusal("finding", _why_unsaid(mention, entry), mention.place)))
        else:
            yield candidate


def _why_unsaid(mention: Mention, entry: Entry) -> str:
    if isinstance(entry.payload, Figure) and mention.reading is not None:
        return why_unsaid(entry.payload, mention.reading)
    return UNSAID


def _candidate(scan: Scan, mention: Mention, setting: Setting, entry: Entry, when: When) -> Candidate | None:
    found = assess(scan, mention, setting, entry=entry, when=when)
    span = scan.span(mention.place)
    if found is None or span is None:
        return None
    return Candidate(
        entry=entry,
        mention=mention,
        setting=setting,
        assessment=found,
        span=span,
        role=scan.blocks[mention.place.block].role,
    )
