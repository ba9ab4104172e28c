"""Compile a phrase, once, into states over words.

A state holds what may come next: words, stems and exact words in tables (so that a text's word is looked up, not
compared with each), slots, and at most one `...`. Nothing loops, so there are no empty steps: what may be left out is
copied into the state before it. A closed slot is compiled once, on its own, and shared by all phrases that use it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sidelight.core.phrases.literals import MAX_WORDS, Literal, Literals, literals_of
from sidelight.core.phrases.parse import parse
from sidelight.core.phrases.required import plain_words, slot_literals
from sidelight.core.phrases.slots import OPEN_SLOT_WORDS, ClosedSlot, Slot
from sidelight.core.phrases.stems import has_stems, stem
from sidelight.core.phrases.tree import GAP_WORDS, Choices, Gap, Maybe, Node, Sequence, SlotName, Word
from sidelight.core.text.fold import fold_text
from sidelight.core.text.quantity_lookup import names_increment

#: Words deep to which choices that begin alike are made one; deeper ones are followed side by side.
_SHARED_WORDS = 3
_WORD = re.compile(r"\w+")

Targets = tuple["State", ...]
_NO_WORDS: Mapping[str, Targets] = {}
_NO_STEMS: Mapping[str, Mapping[str, Targets]] = {}


class State:
    """A point in a phrase. Built here, never changed afterwards.

    Attributes:
        words: Folded word to the states behind it.
        stems: Language, then stem, to the states behind it.
        exact: Word as written to the states behind it.
        slots: Slots that may begin here.
        initials: The letters that words of `stems` and `exact` begin with, folded; no stem changes that letter.
        gap: The state behind a `...` that begins here.
        accept: What is found when a match ends here: a choice's value, "" for a phrase, `None` if it does not end.
    """

    __slots__ = ("accept", "exact", "gap", "initials", "slots", "stems", "words")

    def __init__(
        self,
        *,
        words: Mapping[str, Targets] = _NO_WORDS,
        stems: Mapping[str, Mapping[str, Targets]] = _NO_STEMS,
        exact: Mapping[str, Targets] = _NO_WORDS,
        slots: tuple["SlotStep", ...] = (),
        gap: "State | None" = None,
        accept: str | None = None,
    ) -> None:
        self.words = words
        self.stems = stems
        self.exact = exact
        self.initials = frozenset(fold_text(word)[0] for words in (exact, *stems.values()) for word in words)
        self.slots = slots
        self.gap = gap
        self.accept = accept

    @property
    def goes_on(self) -> bool:
        """Whether a word or a slot may follow without a `...`."""
        return bool(self.words or self.stems or self.exact or self.slots)


@dataclass(frozen=True, slots=True, eq=False)
class ClosedTable:
    """A closed slot compiled: its choices side by side, each ending in a state that accepts its value."""

    start: State
    literals: Literals
    longest: int
    shortest: int


@dataclass(frozen=True, slots=True, eq=False)
class SlotStep:
    """A slot that may begin at a state; `table` is `None` for an open one."""

    name: str
    table: ClosedTable | None
    target: State


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A compiled phrase; an immutable value.

    Attributes:
        source: As the curator wrote it.
        language: Whose stems and stop words it uses.
        literals: Each match contains one of them; none if the phrase can never match (a closed slot without choices).
        longest: No match has more words than this.
        literal_words: The words of its own that the shortest match has; gaps and open slots do not count.
        program: The state at which it begins; only the folded words where the phrase is nothing but words, as most are.
        on_top: It has a word such as "another" or "others", and so its count may come on top of others.
    """

    source: str
    language: str
    literals: tuple[Literal, ...]
    longest: int
    literal_words: int
    program: State | tuple[str, ...]
    on_top: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether it is nothing but words, and all of them are its literal."""
        return not isinstance(self.program, State) and self.longest <= MAX_WORDS and "~" not in self.source

    @property
    def start(self) -> State:
        """The state at which the phrase begins; for mere words it is made anew, which costs less than keeping it."""
        if isinstance(self.program, State):
            return self.program
        state = State(accept="")
        for word in reversed(self.program):
            state = State(words={word: (state,)})
        return state


def compile_phrase(source: str, language: str, slots: Mapping[str, Slot] | None = None) -> Phrase:
    """Parse and compile a phrase with the slots that its entry offers.

    Raises:
        PhraseError: The phrase, or one of a closed slot's, is not in the language.

    Example:
        >>> from sidelight.core.phrases.slots import OpenSlot
        >>> phrase = compile_phrase("killed {count} [young] people", "en", {"count": OpenSlot("count")})
        >>> [literal.text for literal in phrase.literals], phrase.literal_words
        (['killed'], 2)
    """
    slots = slots or {}
    words = plain_words(source, language)
    if words:
        return Phrase(source, language, (Literal(" ".join(words), whole=True),), len(words), len(words), words)
    node = parse(source, slots.keys(), language=language)
    tables = {name: _table(slot) for name, slot in slots.items() if isinstance(slot, ClosedSlot)}
    literals = literals_of(node, {name: table.literals for name, table in tables.items()}, language)
    shortest, longest = _sizes(node, tables)
    program = _mere_words(node, language) or _Builder(language, tables, _Merger()).before(node, State(accept=""))
    on_top = "count" in slots and names_increment(_WORD.findall(fold_text(source)), language)
    return Phrase(source, language, literals, longest, shortest, program, on_top)


def _mere_words(node: Node, language: str) -> tuple[str, ...]:
    """The folded words of a phrase that is nothing but words, else none."""
    words: list[str] = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        if not isinstance(item, Word) or item.form == "exact" or (item.form == "stem" and has_stems(language)):
            return ()
        words.append(item.text)
    return tuple(words)


@lru_cache(maxsize=1024)
def _table(slot: ClosedSlot) -> ClosedTable:
    """Compile the choices of a slot, each in its own language.

    Choices of one slot are kept apart from the phrases around it, so that an entry with ten phrases and a thousand
    subjects holds them once.
    """
    merger = _Merger()
    states: list[State] = []
    sizes: list[tuple[int, int]] = []
    for choice in slot.choices:
        end = State(accept=choice.value)
        for language, source in choice.phrases:
            node = parse(source, (), language=language)
            states.append(_Builder(language, {}, merger).before(node, end))
            sizes.append(_sizes(node, {}))
    shortest = min((size for size, _ in sizes), default=0)
    longest = max((size for _, size in sizes), default=0)
    return ClosedTable(merger.merge(states) if states else State(), slot_literals(slot), longest, shortest)


class _Merger:
    """Makes states one. It remembers what it made: choices written again and again must not multiply."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, tuple[State, ...]], State] = {}

    def merge(self, states: list[State], depth: int = _SHARED_WORDS) -> State:
        """Make a state from which follows all that follows from one of these; earlier ones come first."""
        if len(states) == 1:
            return states[0]
        key = (depth, tuple(states))
        if key not in self.made:
            self.made[key] = self.merged(states, depth)
        return self.made[key]

    def merged(self, states: list[State], depth: int) -> State:
        gaps = dict.fromkeys(state.gap for state in states if state.gap is not None)
        languages = dict.fromkeys(language for state in states for language in state.stems)
        stems = {name: self.tables([state.stems.get(name, _NO_WORDS) for state in states], depth) for name in languages}
        return State(
            words=self.tables([state.words for state in states], depth),
            stems=stems or _NO_STEMS,
            exact=self.tables([state.exact for state in states], depth),
            slots=tuple(dict.fromkeys(step for state in states for step in state.slots)),
            gap=self.merge(list(gaps), depth - 1) if gaps else None,
            accept=next((state.accept for state in states if state.accept is not None), None),
        )

    def tables(self, tables: list[Mapping[str, Targets]], depth: int) -> Mapping[str, Targets]:
        merged: dict[str, list[State]] = {}
        for table in tables:
            for word, targets in table.items():
                merged.setdefault(word, []).extend(targets)
        return {word: self.targets(list(dict.fromkeys(found)), depth) for word, found in merged.items()} or _NO_WORDS

    def targets(self, targets: list[State], depth: int) -> Targets:
        if len(targets) > 1 and depth > 0:
            return (self.merge(targets, depth - 1),)
        return tuple(targets)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds states from the end of the phrase to its beginning."""

    language: str
    tables: Mapping[str, ClosedTable]
    merger: _Merger

    def before(self, node: Node, after: State) -> State:
        """Build the state from which that part of the phrase leads to the state `after`."""
        if isinstance(node, Word):
            return self.word(node, after)
        if isinstance(node, Sequence):
            for item in reversed(node.items):
                after = self.before(item, after)
            return after
        if isinstance(node, Choices):
            return self.merger.merge([self.before(branch, after) for branch in node.branches])
        if isinstance(node, Maybe):
            return self.merger.merge([self.before(node.node, after), after])
        if isinstance(node, Gap):
            return State(gap=after)
        return State(slots=(SlotStep(node.name, self.tables.get(node.name), after),))

    def word(self, word: Word, after: State) -> State:
        if word.form == "exact":
            return State(exact={word.written: (after,)})
        if word.form == "stem" and has_stems(self.language):
            return State(stems={self.language: {stem(word.written, self.language): (after,)}})
        return State(words={word.text: (after,)})


def _sizes(node: Node, tables: Mapping[str, ClosedTable]) -> tuple[int, int]:
    """The fewest literal words of a match, and the most words of any kind."""
    if isinstance(node, Word):
        return 1, 1
    if isinstance(node, Gap):
        return 0, GAP_WORDS
    if isinstance(node, SlotName):
        table = tables.get(node.name)
        return (table.shortest, table.longest) if table else (0, OPEN_SLOT_WORDS)
    if isinstance(node, Maybe):
        return 0, _sizes(node.node, tables)[1]
    parts = [_sizes(part, tables) for part in (node.items if isinstance(node, Sequence) else node.branches)]
    if isinstance(node, Sequence):
        return sum(least for least, _ in parts), sum(most for _, most in parts)
    return min(least for least, _ in parts), max(most for _, most in parts)
