"""The matcher: an edition compiled into one index and tables of numbers.

A *pattern* is a phrase, however many entries use it: as a mention of an entry, or as a cue. The index finds the
literals of all patterns in an article at once; only patterns whose literal occurred are tried, and only there.

Ten thousand figures are mentioned by "killed {count}", and each asks for cues of its own event. Such an entry *sleeps*:
its phrases are not looked at until one of the cues that it needs was found. So what an article costs depends on what
stands in it, not on how many entries one of its words could mention.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sidelight.core.edition import Edition, event_key, ranked_event_key
from sidelight.core.entry import Cue, Entry
from sidelight.core.index.literal_index import LiteralIndex
from sidelight.core.index.neighbours import Neighbours
from sidelight.core.index.tables import Rows, Table, each_once
from sidelight.core.kinds.payloads import Comparison, Figure, Label
from sidelight.core.kinds.slots import slots_of
from sidelight.core.phrases.patterns import Patterns
from sidelight.core.phrases.slots import OpenSlot, Slot
from sidelight.core.text.script import script_language

PatternIds = frozenset[int]
#: An entry may sleep when more phrases than this share a literal with one of its own.
_CROWD = 8
#: Compiled entries that are kept; an article wakes far fewer.
_KEPT = 4096
#: Figures all offer the same slot, so they share phrases that use it; every other phrase with slots is its entry's own.
_FIGURES = "{count}"


@dataclass(frozen=True, slots=True)
class CompiledCue:
    """A cue with the patterns that are evidence for it; `name` is the phrase or the set's name."""

    name: str
    patterns: PatternIds


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledEntry:
    """An entry with its phrases and cues as patterns.

    Attributes:
        phrases: The patterns that mention it.
        events: The event keys an annotation of this entry may speak of.
        ranked: Event id of a ranking → the patterns that name it.
        ranked_keys: Event key → id of that event in the ranking.
        subjects: Subject id of a label → the patterns that name it.
        needed: One of these must stand in the article for any mention to count; `None` if the entry needs no cue.
    """

    entry: Entry
    phrases: tuple[int, ...]
    about_any: tuple[CompiledCue, ...] = ()
    about_all: tuple[CompiledCue, ...] = ()
    not_about: tuple[CompiledCue, ...] = ()
    events: frozenset[str] = frozenset()
    ranked: Mapping[str, PatternIds]
    ranked_keys: Mapping[str, str]
    subjects: Mapping[str, PatternIds]
    needed: PatternIds | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matcher:
    """A compiled edition. Its tables count entries, patterns, literals and events by number.

    Attributes:
        patterns: Every phrase once.
        literals: Pattern → the literals of which each of its matches holds one.
        beside: Pattern → what else must stand near its literal: one of some words, or a count right beside it.
        ids: Entry → its id.
        entries: The compiled entries by id, made when first asked for.
        tried: Literal → the patterns to try where it occurs: cues, and phrases of entries that do not sleep.
        mentions: Pattern → the entries that it mentions and that do not sleep.
        wakes: Pattern → the sleeping entries that need it or another.
        event_cues: Pattern → the events it names.
        event_keys: Event → its key.
    """

    edition: Edition
    patterns: Patterns
    literals: Table
    beside: Neighbours
    ids: tuple[str, ...]
    entries: Mapping[str, CompiledEntry]
    tried: Table
    mentions: Table
    wakes: Table
    event_cues: Table
    event_keys: tuple[str, ...]
    index: LiteralIndex


def compile_matcher(edition: Edition, *, only: Iterable[str] | None = None) -> Matcher:
    """Compile an edition, or only some of its entries.

    Raises:
        PhraseError: A phrase is not in the phrase language.
        PackError: A cue names a set that does not exist.
        EntryNotFoundError: The edition has no entry of an id in `only`.
    """
    ids = tuple(edition.entries if only is None else dict.fromkeys(only))
    compiler = _Compiler(_Entries(edition, ids))
    for entry_id in ids:
        compiler.count(edition.entry(entry_id))
    return compiler.finish()


class _Entries(Mapping[str, CompiledEntry]):
    """Compiles entries. The first time it numbers their phrases, later it finds the same numbers again."""

    def __init__(self, edition: Edition, ids: tuple[str, ...]) -> None:
        self.edition = edition
        self.ids = ids
        self.patterns = Patterns(self._slots)
        self.cues = array("i")
        self.event_numbers: dict[str, int] = {}
        self._naming, self._named = array("i"), array("i")
        self.event_cues, self._cues_of_event = Table((), ()), Table((), ())
        self._open = True
        self._sets: dict[tuple[str, str], PatternIds] = {}
        self._held = frozenset(ids) if len(ids) < len(edition.entries) else edition.entries.keys()
        self._kept = lru_cache(maxsize=_KEPT)(self._build_held)

    def __getitem__(self, entry_id: str) -> CompiledEntry:
        return self._kept(entry_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def build(self, entry_id: str) -> CompiledEntry:
        """Compile an entry without keeping it."""
        entry = self.edition.entries[entry_id]
        about_any, about_all, not_about = (
            tuple(self._cue(entry.pack, cue) for cue in cues)
            for cues in (entry.scope.about.any, entry.scope.about.all, entry.scope.not_about.any)
        )
        ranked, keys = self._ranked(entry)
        subjects = self._subjects(entry)
        needed = self._any_event(ranked, keys) if ranked else _needed(about_any, about_all, subjects)
        return CompiledEntry(
            entry=entry,
            phrases=self.phrases(entry),
            about_any=about_any,
            about_all=about_all,
            not_about=not_about,
            events=frozenset(keys) or _own_event(entry),
            ranked=ranked,
            ranked_keys=keys,
            subjects=subjects,
            needed=needed,
        )

    def _build_held(self, entry_id: str) -> CompiledEntry:
        if entry_id not in self._held:
            raise KeyError(entry_id)
        return self.build(entry_id)

    def phrases(self, entry: Entry) -> tuple[int, ...]:
        """Give the patterns that mention an entry."""
        owner = _FIGURES if isinstance(entry.payload, Figure) else entry.id
        numbers = (
            self.patterns.number(source, language, owner if "{" in source else "")
            for language, sources in entry.phrases.items()
            for source in sources
        )
        return tuple(dict.fromkeys(numbers))

    def name_event(self, event: str, cues: Iterable[int]) -> None:
        """Note that these cues name an event."""
        number = self.event_numbers.setdefault(event, len(self.event_numbers))
        for pattern in cues:
            self._naming.append(pattern)
            self._named.append(number)

    def close(self) -> None:
        """Make the tables of what was noted; nothing may be noted afterwards."""
        self.event_cues, self._cues_of_event = Table.both_ways(self._naming, self._named)
        self._open, self.cues, self._naming, self._named = False, array("i"), array("i"), array("i")

    def _slots(self, owner: str) -> Mapping[str, Slot]:
        return {"count": OpenSlot("count")} if owner == _FIGURES else slots_of(self.edition.entries[owner])

    def _plain(self, source: str, language: str) -> int:
        number = self.patterns.number(source, language)
        if self._open:
            self.cues.append(number)
        return number

    def _group(self, phrases: Mapping[str, tuple[str, ...]]) -> PatternIds:
        return frozenset(self._plain(source, language) for language, many in phrases.items() for source in many)

    def _cue(self, pack: str, cue: Cue) -> CompiledCue:
        if cue.cue_set is None:
            phrase = cue.phrase or ""
            return CompiledCue(phrase, frozenset({self._plain(phrase, script_language(phrase))}))
        key = (pack, cue.cue_set)
        if key not in self._sets:
            self._sets[key] = self._group(self.edition.cue_phrases(*key))
        return CompiledCue(cue.cue_set, self._sets[key])

    def _ranked(self, entry: Entry) -> tuple[dict[str, PatternIds], dict[str, str]]:
        events = entry.payload.events if isinstance(entry.payload, Comparison) else ()
        keys = {ranked_event_key(event, self.edition.figures): event.id for event in events}
        return {event.id: self._group(event.phrases) for event in events}, keys

    def _any_event(self, ranked: Mapping[str, PatternIds], events: Iterable[str]) -> PatternIds:
        numbers = (self.event_numbers[event] for event in events if event in self.event_numbers)
        return frozenset().union(*ranked.values(), *(self._cues_of_event[number] for number in numbers))

    def _subjects(self, entry: Entry) -> dict[str, PatternIds]:
        if not isinstance(entry.payload, Label):
            return {}
        return {subject.id: self._group(subject.phrases) for subject in entry.payload.subjects}


def _own_event(entry: Entry) -> frozenset[str]:
    if not isinstance(entry.payload, Figure):
        return frozenset()
    return frozenset({entry.id if entry.payload.event is None else event_key(entry.payload.event)})


def _needed(
    about_any: tuple[CompiledCue, ...], about_all: tuple[CompiledCue, ...], subjects: Mapping[str, PatternIds]
) -> PatternIds | None:
    """Gather the cues of which the scope asks for one, in whichever place; a label's subject may do for any of them."""
    if about_any:
        return frozenset().union(*(cue.patterns for cue in about_any), *subjects.values())
    return about_all[0].patterns if about_all else None


class _Compiler:
    """Goes over the entries: who is in a crowd shows when all have been counted."""

    def __init__(self, entries: _Entries) -> None:
        self.entries = entries
        self._phrases, self._needed = Rows(), Rows()

    def count(self, entry: Entry) -> None:
        """Number what the entry holds, and note which events its cues name."""
        compiled = self.entries.build(entry.id)
        if isinstance(entry.payload, Figure) and entry.payload.event is not None:
            for cue in compiled.about_any:
                self.entries.name_event(event_key(entry.payload.event), cue.patterns)
        if isinstance(entry.payload, Comparison):
            for event in entry.payload.events:
                key = ranked_event_key(event, self.entries.edition.figures)
                self.entries.name_event(key, compiled.ranked[event.id])
        self._phrases.add(compiled.phrases)
        self._needed.add(compiled.needed or ())

    def finish(self) -> Matcher:
        """Let each entry be found by its phrases, or let it sleep until one of its cues is found."""
        entries, cues = self.entries, self.entries.cues
        index, literals, beside = entries.patterns.finish()
        entries.close()
        wakers, sleepers = self._sleepers(literals)
        patterns, owners = self._phrases.without(sleepers)
        return Matcher(
            edition=entries.edition,
            patterns=entries.patterns,
            literals=literals,
            beside=beside,
            ids=entries.ids,
            entries=entries,
            tried=literals.turned(each_once(patterns, cues)),
            mentions=Table(patterns, owners),
            wakes=Table(wakers, sleepers),
            event_cues=entries.event_cues,
            event_keys=tuple(entries.event_numbers),
            index=index,
        )

    def _sleepers(self, literals: Table) -> "tuple[array[int], array[int]]":
        """List, as pairs, the cues that wake entries: of those that share a literal with more than share their cues."""
        wakers, sleepers = array("i"), array("i")
        asking = self._needed.counts(len(self.entries.patterns))
        for number, crowd in self._phrases.crowds(literals, _CROWD):
            needed = self.entries.build(self.entries.ids[number]).needed
            if needed is not None and crowd > max((asking[pattern] for pattern in needed), default=0):
                wakers.extend(needed)
                sleepers.extend([number] * len(needed))
        return wakers, sleepers
