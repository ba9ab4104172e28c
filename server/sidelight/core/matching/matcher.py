"""The matcher: an edition compiled into one automaton and a table of patterns.

A *pattern* is a phrase compiled once, however many entries use it: as a mention of an entry, or as a cue. Each pattern
puts its rarest literals into the automaton. A scan runs the automaton once over the words of the whole article; only
patterns whose literal occurred are tried, and only near it. A matcher is an immutable value.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sidelight.core.edition import Edition, event_key, ranked_event_key
from sidelight.core.entry import Cue, Entry
from sidelight.core.kinds.payloads import Comparison, Figure, Label
from sidelight.core.kinds.slots import slots_of
from sidelight.core.phrases.automaton import Automaton
from sidelight.core.phrases.compile import Phrase, compile_phrase
from sidelight.core.phrases.literals import Literal
from sidelight.core.text.script import script_language

PatternIds = frozenset[int]


@dataclass(frozen=True, slots=True)
class CompiledCue:
    """A cue with the patterns that are evidence for it; `name` is the phrase or the set's name."""

    name: str
    patterns: PatternIds


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledEntry:
    """An entry with its cues as patterns.

    Attributes:
        events: The event keys an annotation of this entry may speak of.
        ranked: Event id of a ranking → the patterns that name it.
        subjects: Subject id of a label → the patterns that name it.
    """

    entry: Entry
    about_any: tuple[CompiledCue, ...] = ()
    about_all: tuple[CompiledCue, ...] = ()
    not_about: tuple[CompiledCue, ...] = ()
    events: frozenset[str] = frozenset()
    ranked: Mapping[str, PatternIds]
    subjects: Mapping[str, PatternIds]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matcher:
    """A compiled edition.

    Attributes:
        patterns: Every phrase once.
        mentions: Pattern → the entries it mentions.
        event_cues: Pattern → the keys of the events it names.
        literal_patterns: Literal (as the automaton numbers it) → patterns to try.
    """

    edition: Edition
    patterns: tuple[Phrase, ...]
    mentions: Mapping[int, tuple[str, ...]]
    event_cues: Mapping[int, frozenset[str]]
    entries: Mapping[str, CompiledEntry]
    automaton: Automaton
    literal_patterns: tuple[tuple[int, ...], ...]


def compile_matcher(edition: Edition, *, only: Iterable[str] | None = None) -> Matcher:
    """Compile an edition, or only some of its entries.

    Raises:
        PhraseError: A phrase is not in the phrase language.
        PackError: A cue names a set that does not exist.
    """
    compiler = _Compiler(edition)
    for entry_id in edition.entries if only is None else only:
        compiler.add(edition.entry(entry_id))
    return compiler.finish()


class _Compiler:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.patterns: list[Phrase] = []
        self.plain: dict[tuple[str, str], int] = {}
        self.mentions: dict[int, list[str]] = defaultdict(list)
        self.event_cues: dict[int, set[str]] = defaultdict(set)
        self.entries: dict[str, CompiledEntry] = {}

    def add(self, entry: Entry) -> None:
        slots = slots_of(entry)
        for language, phrases in entry.phrases.items():
            for phrase in phrases:
                self.mentions[self._pattern(compile_phrase(phrase, language, slots))].append(entry.id)
        about_any, about_all, not_about = (
            tuple(self._cue(entry.pack, cue) for cue in cues)
            for cues in (entry.scope.about.any, entry.scope.about.all, entry.scope.not_about.any)
        )
        ranked, keys = self._ranked(entry)
        self.entries[entry.id] = CompiledEntry(
            entry=entry,
            about_any=about_any,
            about_all=about_all,
            not_about=not_about,
            events=keys | self._own_event(entry, about_any),
            ranked=ranked,
            subjects=self._subjects(entry),
        )

    def finish(self) -> Matcher:
        numbers: dict[Literal, list[int]] = defaultdict(list)
        for number, pattern in enumerate(self.patterns):
            for literal in pattern.literals:
                numbers[literal].append(number)
        return Matcher(
            edition=self.edition,
            patterns=tuple(self.patterns),
            mentions={number: tuple(ids) for number, ids in self.mentions.items()},
            event_cues={number: frozenset(keys) for number, keys in self.event_cues.items()},
            entries=self.entries,
            automaton=Automaton(tuple(numbers)),
            literal_patterns=tuple(tuple(dict.fromkeys(tried)) for tried in numbers.values()),
        )

    def _pattern(self, phrase: Phrase) -> int:
        self.patterns.append(phrase)
        return len(self.patterns) - 1

    def _plain(self, source: str, language: str) -> int:
        key = (language, source)
        if key not in self.plain:
            self.plain[key] = self._pattern(compile_phrase(source, language))
        return self.plain[key]

    def _group(self, phrases: Mapping[str, tuple[str, ...]]) -> PatternIds:
        return frozenset(self._plain(source, language) for language, many in phrases.items() for source in many)

    def _cue(self, pack: str, cue: Cue) -> CompiledCue:
        if cue.phrase is not None:
            return CompiledCue(cue.phrase, frozenset({self._plain(cue.phrase, script_language(cue.phrase))}))
        return CompiledCue(str(cue.cue_set), self._group(self.edition.cue_phrases(pack, cue)))

    def _own_event(self, entry: Entry, about: tuple[CompiledCue, ...]) -> frozenset[str]:
        if not isinstance(entry.payload, Figure):
            return frozenset()
        if entry.payload.event is None:
            return frozenset({entry.id})
        key = event_key(entry.payload.event)
        for cue in about:
            for pattern in cue.patterns:
                self.event_cues[pattern].add(key)
        return frozenset({key})

    def _ranked(self, entry: Entry) -> tuple[dict[str, PatternIds], frozenset[str]]:
        ranked: dict[str, PatternIds] = {}
        keys: set[str] = set()
        if isinstance(entry.payload, Comparison):
            for event in entry.payload.events:
                key = ranked_event_key(event, self.edition.figures)
                ranked[event.id] = self._group(event.phrases)
                keys.add(key)
                for pattern in ranked[event.id]:
                    self.event_cues[pattern].add(key)
        return ranked, frozenset(keys)

    def _subjects(self, entry: Entry) -> dict[str, PatternIds]:
        if not isinstance(entry.payload, Label):
            return {}
        return {subject.id: self._group(subject.phrases) for subject in entry.payload.subjects}
