"""Follow all ways through a phrase side by side, word by word, in time linear in the text whatever the phrase.

Of two ways that meet in one state only the better lives on: the one that began earlier, then the one with fewer words
in its gaps. So each word costs at most as much as the phrase has states. A slot takes several words at once: its way
waits until the word behind them is reached.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from sidelight.core.phrases.compile import ClosedTable, SlotStep, State
from sidelight.core.phrases.slots import (
    OPEN_SLOT_WORDS,
    Captured,
    Value,
    duration_openers,
    read_durations,
    read_year,
)
from sidelight.core.phrases.stems import stem
from sidelight.core.phrases.tree import GAP_WORDS
from sidelight.core.text.quantities import Quantity
from sidelight.core.text.quantity_lookup import Quantities, quantity_openers
from sidelight.core.text.words import Join, Words

Barrier = Literal["", "break", "sentence", "compound"]


class Steps:
    """Counts the work done, for tests that it grows with the text alone."""

    def __init__(self) -> None:
        self.taken = 0


class Chain(NamedTuple):
    """What a slot took, behind what the slots before it took."""

    before: "Chain | None"
    captured: Captured


class Thread(NamedTuple):
    """A way that has come to a state: where it began, its words in gaps, and what its slots took, latest first."""

    first: int
    gap_words: int
    captured: Chain | None


class Arrival(NamedTuple):
    """A step taken: the state behind it, the word it ends before, the gap words and the slot's catch on the way."""

    state: State
    at: int
    gap_words: int
    captured: Captured | None


#: States of which it is kept what they may begin with; most of those that an article follows.
_KEPT_OPENINGS = 1024
Taken = tuple[int, int, Value]
Accept = Callable[[State, int, Thread], None]
#: Ways waiting at a word, by their state and the words that their `...` may still take (`_NO_GAP`: they are in none).
_Waiting = dict[tuple[State, int], Thread]
_NO_GAP = -1
_CLOSING = "\"')]}"
#: What may stand right before a count and part nothing, per language.
_BEFORE_COUNTS: Mapping[str, tuple[str, ...]] = {"en": (": ",), "ru": (": ", " - ")}


class View:
    """A text as the states see it: its words before `end`, and what slots take where, read when first wanted."""

    def __init__(
        self,
        words: Words,
        end: int,
        *,
        language: str,
        quantities: Mapping[int, Sequence[Quantity]] | None = None,
        steps: Steps | None = None,
        on_top: bool = False,
    ) -> None:
        self.words = words
        self._texts = words.texts
        self.end = end
        self.language = language
        self.steps = steps or Steps()
        self._counts = Quantities(words, language) if quantities is None else quantities
        self._on_top = self._counts.on_top if on_top and isinstance(self._counts, Quantities) else None
        self._taken: dict[tuple[object, int], list[Taken]] = {}

    def may_begin(self, state: State, at: int) -> bool:
        """Tell quickly whether the state may allow a step at a word; most words allow none."""
        text = self._texts[at]
        if text in state.words or (text[0] in state.initials and self._is_written(state, at)):
            return True
        return bool(state.slots) and any(self._may_take(slot, at) for slot in state.slots)

    def beginning(self, state: State, at: int, before: int) -> int:
        """Find the first word from `at` on and before another at which the state may allow a step; else the end."""
        words, letters = _openings(state, self.language)
        for here in range(at, before):
            text = self._texts[here]
            if (text in words or text[0] in letters) and self.may_begin(state, here):
                return here
        return self.end

    def _is_written(self, state: State, at: int) -> bool:
        """Tell whether the word as it is written, or its stem, allows a step."""
        raw = self.words.raw(at)
        return raw in state.exact or any(stem(raw, language) in table for language, table in state.stems.items())

    def arrivals(self, state: State, at: int) -> Iterator[Arrival]:
        """Take every step that the state allows at a word."""
        text = self._texts[at]
        for target in state.words.get(text, ()):
            yield Arrival(target, at + 1, 0, None)
        if text[0] in state.initials:
            raw = self.words.raw(at)
            for language, table in state.stems.items():
                for target in table.get(stem(raw, language), ()):
                    yield Arrival(target, at + 1, 0, None)
            for target in state.exact.get(raw, ()):
                yield Arrival(target, at + 1, 0, None)
        for slot in state.slots:
            for end, gap_words, value in self.taken(slot, at):
                yield Arrival(slot.target, end, gap_words, Captured(slot.name, value, at, end))

    def taken(self, slot: SlotStep, at: int) -> list[Taken]:
        """All that a slot may take from that word on: (end, words in gaps, value)."""
        key = (slot.table or slot.name, at)
        if key not in self._taken:
            read = self._closed(slot.table, at) if slot.table else self._open(slot.name, at)
            self._taken[key] = [taken for taken in read if taken[0] <= self.end and self._one_sentence(at, taken[0])]
        return self._taken[key]

    def _may_take(self, slot: SlotStep, at: int) -> bool:
        """Tell quickly whether a slot may take something from that word on."""
        if slot.table is not None:
            return self.may_begin(slot.table.start, at)
        if slot.name == "duration" and self._texts[at] not in duration_openers(self.language):
            return bool(self._counts.get(at, ()))
        return bool(self._counts_at(at) if slot.name == "count" else self.taken(slot, at))

    def _counts_at(self, at: int) -> Sequence[Quantity]:
        """Give the count that begins at a word; for phrases that have a word for it, one on top of others as well."""
        return self._counts.get(at, ()) or (self._on_top(at) if self._on_top else ())

    def barrier(self, at: int) -> Barrier:
        """Name what stands before a word that no phrase may run across."""
        if not self.words.together(at - 1, at):
            return "sentence"
        return "break" if self.words.joins[at] is Join.BREAK and not self._leads_to_count(at) else ""

    def _leads_to_count(self, at: int) -> bool:
        """Tell whether a colon, or the dash that Russian sets for "is", stands before a count: "Death toll: 139"."""
        marks = _BEFORE_COUNTS.get(self.language, _BEFORE_COUNTS["en"])
        return self.words.gap(at).lstrip(_CLOSING) in marks and bool(self._counts.get(at, ()))

    def splits_compound(self, at: int) -> bool:
        """Tell whether a cut before that word would go through a hyphenated compound."""
        return at < len(self.words) and self.words.joins[at] is Join.HYPHEN

    def _one_sentence(self, first: int, end: int) -> bool:
        return end - first == 1 or self.words.together(first, end - 1)

    def _closed(self, table: ClosedTable, at: int) -> list[Taken]:
        best: dict[int, tuple[int, Value]] = {}

        def accept(state: State, end: int, thread: Thread) -> None:
            if state.accept is not None and (end not in best or thread.gap_words < best[end][0]):
                best[end] = (thread.gap_words, state.accept)

        if self.may_begin(table.start, at):
            Run(self, accept).follow(table.start, at)
        return [(end, gap_words, value) for end, (gap_words, value) in best.items()]

    def _open(self, name: str, at: int) -> list[Taken]:
        read: list[Taken] = []
        if name == "year":
            year = read_year(self.words, at)
            read = [] if year is None else [(at + 1, 0, year)]
        elif name == "count":
            # "Two days" counts days, whatever the phrase counts.
            counts = [count for count in self._counts_at(at) if count.reading.unit is None]
            read = [(count.end, 0, count.reading) for count in counts]
        else:
            durations = read_durations(self.words, at, self._counts, self.language)
            read = [(end, 0, duration) for end, duration in durations]
        return [taken for taken in read if taken[0] - at <= OPEN_SLOT_WORDS]


@lru_cache(maxsize=_KEPT_OPENINGS)
def _openings(state: State, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words, and the first letters of words, with which the state may allow a step; no others do."""
    words, letters = set(state.words), set(state.initials)
    for slot in state.slots:
        if slot.table is not None:
            more_words, more_letters = _openings(slot.table.start, language)
            words, letters = words | more_words, letters | more_letters
        else:
            words |= quantity_openers(language) | duration_openers(language)
            letters.update("0123456789")
    return frozenset(words), frozenset(letters)


class Run:
    """Ways under way through one set of states; `accept` hears of every state that a way comes to."""

    def __init__(self, view: View, accept: Accept) -> None:
        self.view = view
        self.accept = accept
        self.waiting: dict[int, _Waiting] = {}

    def follow(self, start: State, first: int) -> None:
        """Follow the ways that begin at one word until none is left."""
        self.begin(start, first)
        at = first + 1
        while self.waiting and at < self.view.end:
            self.step(at)
            at += 1

    def begin(self, start: State, first: int) -> None:
        """Take the first steps of a way that begins at that word."""
        self.view.steps.taken += 1
        for arrival in self.view.arrivals(start, first):
            self._arrive(arrival, Thread(first, 0, None))

    def step(self, at: int, worst: tuple[int, int] | None = None) -> None:
        """Take the next step of every way waiting at a word, but for those behind `worst` (first word, gap words)."""
        waiting = self.waiting.pop(at, None)
        if waiting is None or not any(left != _NO_GAP or self.view.may_begin(state, at) for state, left in waiting):
            # Most ways end here: no need to know where the sentences do.
            return
        barrier = self.view.barrier(at)
        if barrier == "sentence":
            return
        for (state, left), thread in waiting.items():
            self.view.steps.taken += 1
            if worst is not None and thread[:2] > worst:
                continue
            if barrier == "" if left == _NO_GAP else self._through_gap(state, left, thread, at):
                for arrival in self.view.arrivals(state, at):
                    self._arrive(arrival, thread)

    def _through_gap(self, state: State, left: int, thread: Thread, at: int) -> bool:
        """Let a `...` take the word, if it may; tell whether the gap may also end before it.

        A gap begins and ends at the edge of a compound; one without words is no gap at all.
        """
        inside, fresh = self.view.splits_compound(at), left == GAP_WORDS
        if left > 0 and not (inside and fresh):
            self._wait(at + 1, (state, left - 1), thread._replace(gap_words=thread.gap_words + 1))
        return fresh or not inside

    def _arrive(self, arrival: Arrival, thread: Thread) -> None:
        """Carry a way over a step and let it wait for the word behind."""
        state, at, gap_words, captured = arrival
        if captured is not None:
            thread = Thread(thread.first, thread.gap_words + gap_words, Chain(thread.captured, captured))
        self.accept(state, at, thread)
        if state.goes_on:
            self._wait(at, (state, _NO_GAP), thread)
        if state.gap is not None:
            self._wait(at, (state.gap, GAP_WORDS), thread)

    def _wait(self, at: int, key: tuple[State, int], thread: Thread) -> None:
        waiting = self.waiting.setdefault(at, {})
        other = waiting.get(key)
        if other is None or thread[:2] < other[:2]:
            waiting[key] = thread
