"""Which examples a change can touch, so that not all of them need to be run.

What becomes of an example depends on the entries that are mentioned in it, on the events that are named in it, on the
cues of its own entry, and on the figures that its entry refers to. So a change leaves an example as it was unless

- a phrase of the old or the new revision stands in the example or its title, and a cue that it needs, if it needs one,
- a cue of one of the two stands there that names an event, or such a cue of a ranking that refers to one of them,
- a phrase of a cue set that changed stands there, before or after the change, or
- its entry refers to one that changed.

All examples are read as one long article per language, so that this costs one look at it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sidelight.core.article import Article, Role, article_of_passages
from sidelight.core.check_phrases import wrong_cues
from sidelight.core.edition import Edition, make_edition
from sidelight.core.entry import Entry, Example, Pack
from sidelight.core.kinds.payloads import Background, Comparison, Figure, Label
from sidelight.core.matching.matcher import CompiledEntry, Matcher, compile_matcher
from sidelight.core.matching.scan import Scan
from sidelight.services.curation.judging.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Tried:
    """An example of an entry, by its number."""

    entry: Entry
    number: int

    @property
    def example(self) -> Example:
        """The example itself."""
        return self.entry.examples[self.number]


def unchanged(proposal: Proposal) -> tuple[Entry, ...]:
    """List the entries that stay live as they are."""
    changed = proposal.wanted.changed
    return tuple(entry for entry_id, entry in proposal.edition.entries.items() if entry_id not in changed)


def touched(proposal: Proposal) -> tuple[Tried, ...]:
    """List the examples of unchanged entries that the proposal may decide otherwise than the edition in use does."""
    before, after = proposal.live.edition.entries, proposal.edition.entries
    other = frozenset(
        entry_id
        for entry_id in proposal.wanted.changed
        if not (entry_id in before and entry_id in after and _says_the_same(before[entry_id], after[entry_id]))
    )
    sets = tuple(_changed_sets(proposal.live.edition, proposal.edition))
    if not other and not sets:
        return ()
    naming = other.union(entry.id for entry in unchanged(proposal) if not refers_to(entry).isdisjoint(other))
    asked = [Tried(entry, number) for entry in unchanged(proposal) for number in range(len(entry.examples))]
    standing = set[int]()
    for language in {tried.example.language for tried in asked}:
        text = _as_one([tried.example for tried in asked], language)
        for matcher in (proposal.live, proposal.whole):
            standing |= text.mentioning(matcher, other) | text.naming(matcher, naming)
        if sets:
            named = make_edition([Pack(id="sets", title="", licence="", entries=sets)])
            standing |= text.mentioning(compile_matcher(named), named.entries)
    return tuple(
        tried for at, tried in enumerate(asked) if at in standing or not refers_to(tried.entry).isdisjoint(other)
    )


def refers_to(entry: Entry) -> frozenset[str]:
    """Gather the ids of the entries that an entry names."""
    named = [entry.replaced_by]
    if isinstance(entry.payload, Comparison):
        named += [event.figure for event in entry.payload.events]
    if isinstance(entry.payload, Label):
        named += [line.entry for subject in entry.payload.subjects for line in subject.history]
    return frozenset(entry_id for entry_id in named if entry_id is not None)


def _says_the_same(before: Entry, after: Entry) -> bool:
    """Tell whether two revisions differ in nothing that a match depends on."""
    return (before.kind, before.phrases, before.scope, before.payload) == (
        after.kind,
        after.phrases,
        after.scope,
        after.payload,
    )


def _changed_sets(before: Edition, after: Edition) -> Iterator[Entry]:
    old, new = ({(p.id, name): phrases for p in e.packs for name, phrases in p.cues.items()} for e in (before, after))
    wrong = {(pack.id, problem.place.split(".")[0]) for pack in after.packs for problem in wrong_cues(pack)}
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) == new.get(key):
            continue
        for side, sets in (("before", old), ("after", new)):
            if key in sets and not (side == "after" and key in wrong):
                named = f"{side} {' '.join(key)}"
                yield Entry(
                    id=named,
                    kind="background",
                    title={},
                    summary={},
                    phrases=sets[key],
                    payload=Background(),
                    pack="sets",
                )


@dataclass(frozen=True, slots=True)
class _Text:
    """Many examples as one article; `owners` are the numbers of the examples, by passage."""

    owners: list[int]
    article: Article

    def mentioning(self, matcher: Matcher, ids: Collection[str]) -> set[int]:
        """Number the examples in which these entries may be mentioned so that it counts."""
        scan = Scan(matcher, self.article)
        found: set[int] = set()
        for compiled in _compiled(matcher, ids):
            mentioned = self._near(scan, compiled.phrases)
            found |= mentioned if compiled.needed is None else mentioned & self._near(scan, compiled.needed)
        return found

    def naming(self, matcher: Matcher, ids: Collection[str]) -> set[int]:
        """Number the examples in which these entries may name an event."""
        scan = Scan(matcher, self.article)
        return set().union(*(self._near(scan, _naming(compiled)) for compiled in _compiled(matcher, ids)))

    def _near(self, scan: Scan, patterns: Iterable[int]) -> set[int]:
        """Find where a literal of a pattern stands, without trying any: the pattern may stand nowhere else."""
        return {self.owners[block] for pattern in patterns for block in scan.blocks_near(pattern)}


def _compiled(matcher: Matcher, ids: Collection[str]) -> Iterator[CompiledEntry]:
    return (matcher.entries[entry_id] for entry_id in ids if entry_id in matcher.entries)


def _naming(compiled: CompiledEntry) -> Iterator[int]:
    """Give the cues that name the entry's events, by which it can matter where it is not mentioned."""
    if isinstance(compiled.entry.payload, Figure):
        for cue in compiled.about_any:
            yield from cue.patterns
    for patterns in compiled.ranked.values():
        yield from patterns


def _as_one(examples: list[Example], language: str) -> _Text:
    """Put the examples of a language, and their titles, behind one another."""
    owners: list[int] = []
    blocks: list[tuple[Role, str]] = []
    for number, example in enumerate(examples):
        texts = [text for text in (example.text, example.title) if text] if example.language == language else []
        blocks += [("body", text) for text in texts]
        owners += [number] * len(texts)
    return _Text(owners, article_of_passages(tuple(blocks), language=language))
