"""Find a phrase in a text, and tell how near it came where it is not found."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sidelight.core.phrases.compile import Phrase, State
from sidelight.core.phrases.follow import Barrier, Run, Steps, Thread, View
from sidelight.core.phrases.slots import Captured
from sidelight.core.phrases.stems import stem
from sidelight.core.text.fold import fold_text
from sidelight.core.text.quantities import Quantity
from sidelight.core.text.words import Join, Words

#: Letters that fold to one letter each, with single spaces and hyphens between words: no sentence ends there.
_PLAIN_WORDS = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿА-Яа-яЁё]+(?:[ -][0-9A-Za-zÀ-ÖØ-öø-ÿА-Яа-яЁё]+)*")
#: Beside such a mark a word is no part of a hyphenated one, nor where but quotation marks and brackets are between.
_PARTING = frozenset(" \n,.;:!?")
_ENCLOSING = frozenset("\"'“”‘’()[]")
_STEMMED = re.compile(r"[\w'’.-]+(?=~)")


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at the words [first, end), with what its slots took.

    `literal_words` counts the words that are the phrase's or its choices' own: not those in gaps and open slots.
    """

    first: int
    end: int
    captured: tuple[Captured, ...]
    literal_words: int


@dataclass(frozen=True, slots=True)
class Miss:
    """The furthest that a phrase came where it is not found.

    Attributes:
        matched: Words that fitted, those in gaps left out.
        wanted: What could have come next, as in the phrase; empty if all words were there.
        at: The word at which it was missing; the number of words if the text ended.
        barrier: What stood before that word, if the word itself would have fitted.
    """

    matched: int
    wanted: str
    at: int
    barrier: Barrier = ""


class _Best:
    """The best match so far: earliest, then fewest words in gaps, then longest."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.rank: tuple[int, int, int] | None = None
        self.thread: Thread | None = None

    def accept(self, state: State, end: int, thread: Thread) -> None:
        if state.accept is None or self.view.splits_compound(end):
            return
        rank = (thread.first, thread.gap_words, -end)
        if self.rank is None or rank < self.rank:
            self.rank, self.thread = rank, thread

    def match(self) -> Match | None:
        if self.rank is None or self.thread is None:
            return None
        first, gap_words, end = self.rank[0], self.rank[1], -self.rank[2]
        captured: list[Captured] = []
        chain = self.thread.captured
        while chain is not None:
            captured.append(chain.captured)
            chain = chain.before
        open_words = sum(one.end - one.first for one in captured if not isinstance(one.value, str))
        return Match(first, end, tuple(reversed(captured)), end - first - gap_words - open_words)


def find_all(  # noqa: PLR0913 - a window and what is already known of the text, all but two by name or left out
    phrase: Phrase,
    words: Words,
    first: int = 0,
    end: int | None = None,
    *,
    language: str = "en",
    quantities: Mapping[int, Sequence[Quantity]] | None = None,
    begins_by: int | None = None,
    steps: Steps | None = None,
) -> list[Match]:
    """Find the mentions of a phrase among the words [first, end), left to right and not overlapping.

    A mention begins as early as possible, then has as few words as possible in its `...`, then is as long as possible.
    It stays in one sentence, is not broken by punctuation outside `...`, and does not cut through a hyphenated word.
    `language` chooses the grammar of numbers; give the `quantities` of the words, by their first
    word, to have them read once for many phrases, and `begins_by` if no mention can begin behind that word.

    Example:
        >>> from sidelight.core.phrases.compile import compile_phrase
        >>> from sidelight.core.text.words import split_words
        >>> words = split_words("The toll, officials said, rose in Beslan; a toll in Beslan.")
        >>> [(found.first, found.end) for found in find_all(compile_phrase("toll ... Beslan", "en"), words)]
        [(1, 7), (8, 11)]
    """
    end = len(words) if end is None else min(end, len(words))
    begins_before = end if begins_by is None else min(end, begins_by + 1)
    if not isinstance(phrase.program, State):
        return list(_find_words(phrase.program, words, first, min(end, begins_before - 1 + len(phrase.program))))
    view = View(words, end, language=language, quantities=quantities, steps=steps, on_top=phrase.on_top)
    start = phrase.program
    found: list[Match] = []
    while (match := _earliest(start, view, first, begins_before)) is not None:
        found.append(match)
        first = match.end
    return found


def stands_plainly(source: str, start: int, end: int, text: str) -> bool:
    """Tell quickly whether folded words stand there, nothing but a space or hyphen between them; `False` says nothing.

    Hashes can be made to agree on purpose, so the letters themselves are compared. The source begins and ends with
    white space.

    Example:
        >>> [stands_plainly(text, 5, 14, "city hall") for text in (" the City-hall. ", " the city ball. ")]
        [True, False]
    """
    before, behind = start - 1, end
    while source[before] in _ENCLOSING:
        before -= 1
    while source[behind] in _ENCLOSING:
        behind += 1
    if source[before] not in _PARTING or source[behind] not in _PARTING:
        return False
    standing = source[start:end]
    if standing.isascii():
        return standing.lower().replace("-", " ") == text
    return _PLAIN_WORDS.fullmatch(standing) is not None and fold_text(standing).replace("-", " ") == text


def _find_words(wanted: tuple[str, ...], words: Words, first: int, end: int) -> Iterator[Match]:
    """Find mere words in a row, as most phrases are, without following states."""
    texts, joins, count = words.texts, words.joins, len(wanted)
    at = first
    while at + count <= end:
        try:
            at = texts.index(wanted[0], at, end - count + 1)
        except ValueError:
            return
        behind = at + count
        whole = joins[at] is not Join.HYPHEN and (behind == len(texts) or joins[behind] is not Join.HYPHEN)
        whole = whole and texts[at:behind] == wanted and Join.BREAK not in joins[at + 1 : behind]
        # Sentences are asked for last: the text is cut into them only where the words are there.
        if whole and (count == 1 or words.together(at, behind - 1)):
            yield Match(at, behind, (), count)
            at = behind
        else:
            at += 1


def _earliest(start: State, view: View, first: int, begins_before: int) -> Match | None:
    """Begin a way at each word until one ends in a match, then let only those go on that may still be better."""
    best = _Best(view)
    run = Run(view, best.accept)
    at = first
    while True:
        if best.rank is None and not run.waiting:
            at = view.beginning(start, at, begins_before)
        if at >= view.end or not (run.waiting or best.rank is None):
            break
        if run.waiting:
            run.step(at, best.rank and best.rank[:2])
        # Asked again: a way that has just ended began before this word.
        if best.rank is None and at < begins_before and view.may_begin(start, at) and not view.splits_compound(at):
            run.begin(start, at)
        at += 1
    return best.match()


def nearest_miss(
    phrase: Phrase, words: Words, first: int = 0, end: int | None = None, *, language: str = "en"
) -> Miss | None:
    """Tell how far the phrase came among those words and what was missing; `None` if it is found, or there is no word.

    Example:
        >>> from sidelight.core.phrases.compile import compile_phrase
        >>> from sidelight.core.text.words import split_words
        >>> nearest_miss(compile_phrase("concert hall (attack | siege)", "en"), split_words("a concert hall, attacked"))
        Miss(matched=2, wanted='attack | siege', at=3, barrier='')
    """
    end = len(words) if end is None else min(end, len(words))
    view = View(words, end, language=language, on_top=phrase.on_top)
    furthest = _Furthest(view)
    run = Run(view, furthest.accept)
    start = phrase.start
    for at in range(first, end):
        run.step(at)
        if not view.splits_compound(at):
            furthest.accept(start, at, Thread(at, 0, None))
            run.begin(start, at)
    return furthest.miss(phrase)


class _Furthest:
    """The states to which the ways came that matched most words, of equals the earliest."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.rank: tuple[int, int] | None = None
        self.states: dict[State, None] = {}
        self.found = False

    def accept(self, state: State, at: int, thread: Thread) -> None:
        if state.accept is not None and not self.view.splits_compound(at):
            self.found = True
        rank = (thread.first + thread.gap_words - at, at)
        if self.rank is None or rank < self.rank:
            self.rank, self.states = rank, {}
        if rank == self.rank:
            self.states[state] = None

    def miss(self, phrase: Phrase) -> Miss | None:
        if self.found or self.rank is None:
            return None
        matched, at = -self.rank[0], self.rank[1]
        if all(state.accept is not None for state in self.states):
            return Miss(matched, "", at, "compound")
        written = {stem(word, phrase.language): word for word in _STEMMED.findall(phrase.source)}
        wanted = dict.fromkeys(name for state in self.states for name in _wanted(state, written))
        return Miss(matched, " | ".join(wanted), at, self._barrier(at) if matched else "")

    def _barrier(self, at: int) -> Barrier:
        if at >= self.view.end or not any(self.view.may_begin(state.gap or state, at) for state in self.states):
            return ""
        return self.view.barrier(at)


def _wanted(state: State, written: dict[str, str]) -> list[str]:
    """Everything that may come next, as a curator would write it."""
    names = [*state.words, *state.exact, *(f"{{{slot.name}}}" for slot in state.slots)]
    names += [f"{written.get(stemmed, stemmed)}~" for table in state.stems.values() for stemmed in table]
    return names + (_wanted(state.gap, written) if state.gap is not None else [])
