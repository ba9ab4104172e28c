"""What a pack may ask of the matcher: limits that no honest pack comes near, counted without compiling anything.

Two things grow faster than a pack does. Phrases with `{event}` or `{subject}` stand for all of the entry's own lists,
and cue sets stand for all their phrases in each entry that names them; together they are the pack's *work*. And
entries that the same words bring up, in the same articles, are all tried at each place: they are *alike*.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sidelight.core.entry import Cue, Entry, Pack, Phrases
from sidelight.core.kinds.payloads import Comparison, Figure, Label
from sidelight.core.kinds.slots import slots_of
from sidelight.core.phrases.required import required
from sidelight.core.phrases.slots import OpenSlot, Slot
from sidelight.core.text.script import script_language
from sidelight.errors import PackError, PhraseError


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseLimits:
    """How much the phrases of a pack may stand for.

    Attributes:
        work: Phrases that they come to, each with all that its slots and cue sets hold. One costs 7 to 13
            microseconds when an edition is compiled; the starter pack comes to 10,139.
        alike: Entries that one place in an article may bring up, each of which is tried there, in some ten
            microseconds; in the starter pack, three.
    """

    work: int = 5_000_000
    alike: int = 200


DEFAULT_PHRASE_LIMITS = PhraseLimits()
#: Stands for the cue of an entry that needs none.
_NO_CUE = ""
#: Sorts of phrases whose literals are kept while a pack is counted.
_KEPT = 100_000
_REMEDY = "Leave out phrases, use smaller cue sets, or split the pack."


def refuse_explosion(pack: Pack, limits: PhraseLimits = DEFAULT_PHRASE_LIMITS) -> None:
    """Refuse a pack whose phrases come to more than the limits; what is no phrase at all is not counted.

    Raises:
        PackError: They do; it names an entry that has much part in it.

    Example:
        >>> refuse_explosion(Pack(id="empty", title="Empty", licence="CC0-1.0"))
    """
    refuse_work(pack, limits)
    if len(pack.entries) > limits.alike:
        _refuse_alike(pack, limits)


def phrase_work(pack: Pack) -> dict[str, int]:
    """Count what the phrases of each entry come to.

    Example:
        >>> phrase_work(Pack(id="empty", title="Empty", licence="CC0-1.0"))
        {}
    """
    sets = {name: _count(phrases) for name, phrases in pack.cues.items()}
    shared = Counter(event for entry in pack.entries for event in _events(entry))
    return {entry.id: _work(entry, sets, shared) for entry in pack.entries}


def refuse_work(pack: Pack, limits: PhraseLimits = DEFAULT_PHRASE_LIMITS) -> None:
    """Refuse a pack that would take too long to compile; so much is counted at once, whatever it holds.

    Raises:
        PackError: It would; the message names the entry that has most part in it.
    """
    work = phrase_work(pack)
    total = sum(work.values())
    if total > limits.work:
        heaviest = max(work, key=lambda entry_id: work[entry_id])
        msg = (
            f"the phrases of the pack {pack.id!r} come to {total:,}, with all that their slots and cue sets stand for; "
            f"{limits.work:,} at most; most are of the entry {heaviest!r} ({work[heaviest]:,})"
        )
        raise PackError(msg, remedy=_REMEDY)


def _work(entry: Entry, sets: Mapping[str, int], shared: Mapping[object, int]) -> int:
    lists = sum(map(_count, _own_lists(entry)))
    phrases = [phrase for many in entry.phrases.values() for phrase in many]
    with_slots = sum("{" in phrase for phrase in phrases)
    cues = sum(1 if cue.cue_set is None else sets.get(cue.cue_set, 0) for cue in _cues(entry))
    return len(phrases) + lists + with_slots * lists + cues + sum(shared[event] for event in _events(entry))


def _count(phrases: Phrases) -> int:
    return sum(map(len, phrases.values()))


def _own_lists(entry: Entry) -> Iterator[Phrases]:
    """Give the phrases that an entry's closed slots choose from."""
    if isinstance(entry.payload, Comparison):
        yield entry.payload.of_cues
        yield from (event.phrases for event in entry.payload.events)
    elif isinstance(entry.payload, Label):
        yield from (subject.phrases for subject in entry.payload.subjects)


def _events(entry: Entry) -> Iterator[object]:
    """Name an entry's events as far as entries share them; each is found by the cues of all entries that have it."""
    if isinstance(entry.payload, Comparison):
        for event in entry.payload.events:
            own = event.event
            yield event.figure if own is None else (own.began, own.places)
    elif isinstance(entry.payload, Figure) and entry.payload.event is not None:
        yield entry.payload.event.began, entry.payload.event.places


def _cues(entry: Entry) -> tuple[Cue, ...]:
    scope = entry.scope
    return (*scope.about.any, *scope.about.all, *scope.not_about.any)


def _refuse_alike(pack: Pack, limits: PhraseLimits) -> None:
    found = _Alike(pack, limits).largest()
    if found is not None:
        words, cue, entries = found
        where = f"every article with {cue!r}" if cue else "every article"
        told = (
            f"more than {limits.alike:,} entries ({', '.join(entries[:3])}, …) are brought up by {words!r} in {where}"
        )
        msg = f"{told}; so many of the pack {pack.id!r} would be tried at each place"
        raise PackError(msg, remedy="Give them scopes that set them apart (about: any: …), or make them one entry.")


class _Alike:
    """Counts the entries of a pack by the words that bring them up, and those by the cues that they need."""

    def __init__(self, pack: Pack, limits: PhraseLimits) -> None:
        self.pack = pack
        self.limits = limits
        self.literals = lru_cache(maxsize=_KEPT)(_literals)
        self.of_set = {name: self.of_phrases(phrases) for name, phrases in pack.cues.items()}
        self.groups: dict[tuple[str, str], list[str]] = {}

    def largest(self) -> tuple[str, str, tuple[str, ...]] | None:
        """Find words and a cue that together bring up too many, with the entries as far as they were counted.

        Raises:
            PackError: Finding out takes more steps than the phrases of a pack may come to.
        """
        counted: Counter[str] = Counter()
        scoped: list[tuple[Entry, frozenset[str]]] = []
        for entry in self.pack.entries:
            words = self.words_of(entry)
            counted.update(words)
            if entry.scope.about.any or entry.scope.about.all:
                scoped.append((entry, words))
            elif found := self.add(entry, words, frozenset({_NO_CUE})):
                return found
        crowded = {word for word, count in counted.items() if count > self.limits.alike}
        steps = 0
        for entry, words in scoped:
            shared = words & crowded
            cues = self.cues_of(entry) if shared else frozenset()
            steps += len(shared) * len(cues)
            if steps > self.limits.work:
                msg = f"phrases and cues of the pack {self.pack.id!r} are too much alike (at the entry {entry.id!r})"
                raise PackError(msg, remedy=_REMEDY)
            if found := self.add(entry, shared, cues):
                return found
        return None

    def add(self, entry: Entry, words: frozenset[str], cues: frozenset[str]) -> tuple[str, str, tuple[str, ...]] | None:
        """Count an entry; gives the group that became too large with it."""
        for word in words:
            for cue in cues:
                group = self.groups.setdefault((word, cue), [])
                group.append(entry.id)
                if len(group) > self.limits.alike:
                    return word, cue, tuple(group)
        return None

    def words_of(self, entry: Entry) -> frozenset[str]:
        """Give words of which each mention of an entry holds one."""
        if isinstance(entry.payload, Figure):
            return self.of_phrases(entry.phrases, counting=True)
        slots = slots_of(entry)
        if not slots:
            return self.of_phrases(entry.phrases)
        return frozenset(word for language, phrase in _pairs(entry.phrases) for word in _words(phrase, language, slots))

    def cues_of(self, entry: Entry) -> frozenset[str]:
        """Give words of which an article must hold one for the entry to count."""
        cues = entry.scope.about.any or entry.scope.about.all[:1]
        own = [cue.phrase for cue in cues if cue.phrase is not None]
        sets = [self.of_set.get(cue.cue_set, frozenset()) for cue in cues if cue.cue_set is not None]
        return frozenset().union(*sets, *(self.literals(phrase, script_language(phrase)) for phrase in own))

    def of_phrases(self, phrases: Phrases, *, counting: bool = False) -> frozenset[str]:
        """Give the words of phrases without slots, or with `{count}` alone."""
        return frozenset(
            word for language, phrase in _pairs(phrases) for word in self.literals(phrase, language, counting=counting)
        )


def _pairs(phrases: Phrases) -> Iterator[tuple[str, str]]:
    return ((language, phrase) for language, many in phrases.items() for phrase in many)


def _literals(phrase: str, language: str, *, counting: bool = False) -> tuple[str, ...]:
    return _words(phrase, language, {"count": OpenSlot("count")} if counting else {})


def _words(phrase: str, language: str, slots: Mapping[str, Slot]) -> tuple[str, ...]:
    try:
        return tuple([literal.text for literal in required(phrase, language, slots).literals])
    except PhraseError:
        return ()
