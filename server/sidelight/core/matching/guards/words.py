"""Words around a mention that change what it says: negation, condition, "one of the", "since EVENT".

The lists are data (`guard_words.json`), per language; an unknown language has none and guards nothing. A phrase of a
list is words in a row; a word that ends in `*` stands for every word that begins so.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from sidelight.core.matching.scan import Block
from sidelight.core.text.fold import fold_text
from sidelight.core.text.words import Join

#: Words before an event's name in which "since" or "than" makes it a referent ("since the bloody 2004 X").
REFERENT_REACH = 4


def preceded_by(block: Block, word: int, guard: str, reach: int, *, across_breaks: bool = False) -> int | None:
    """Find the nearest guard phrase among the `reach` words before `word`, in the same sentence.

    Args:
        block: The passage.
        word: Where the guarded words begin.
        guard: Which list of words.
        reach: How many words back.
        across_breaks: Look beyond commas and dashes too.

    Returns:
        The word at which the guard begins, or `None`.
    """
    nearest = next(guards_in(block, max(0, word - reach), word, guard), None)
    if nearest is None:
        return None  # Mostly so, and then nobody need know where the sentence begins.
    start = nearest[0]
    low = sentence_start(block, word, reach)
    if not across_breaks:
        low = next((at for at in range(word, low, -1) if block.words.joins[at] is Join.BREAK), low)
    return start if start >= low else None


def followed_by(block: Block, word: int, guard: str, reach: int) -> int | None:
    """Find the first guard phrase that begins among the `reach` words from `word` on, in the sentence before it."""
    end = min(len(block.words), word + reach)
    if not holds_guard(block, word, end, guard):
        return None
    if not block.together(word - 1, end - 1):
        sentences = block.words.sentences
        end = bisect_right(sentences, sentences[word - 1], word, end)
    return next((at for at in range(word, end) if guard_at(block, at, end, guard)), None)


def guards_in(block: Block, low: int, end: int, guard: str) -> Iterator[tuple[int, int]]:
    """Give the guard phrases within the words `[low, end)`, as (first, end), the last one first."""
    texts, guards = block.words.texts, _guards(guard, block.language)
    first_words, beginnings = guards.by_first, guards.beginnings
    for start in range(end - 1, low - 1, -1):
        text = texts[start]
        # Most words begin no phrase.
        if (text in first_words or text.startswith(beginnings)) and (length := guards.longest_at(texts, start, end)):
            yield start, start + length


def guard_at(block: Block, start: int, end: int, guard: str) -> int:
    """Count the words of the longest guard phrase that begins at `start` and ends by `end`; 0 if none does."""
    return _guards(guard, block.language).longest_at(block.words.texts, start, end) if start < end else 0


def holds_guard(block: Block, first: int, end: int, guard: str) -> bool:
    """Tell whether a guard phrase stands within the words `[first, end)`."""
    return next(guards_in(block, first, end, guard), None) is not None


def sentence_start(block: Block, word: int, reach: int) -> int:
    """Give the first word of the sentence that `word` stands in, or the word `reach` before it if that is nearer."""
    low = max(0, word - reach)
    if block.together(low, word):
        return low
    sentences = block.words.sentences
    return bisect_left(sentences, sentences[word], low, word)


def is_coordination(block: Block, first: int, end: int) -> bool:
    """Tell whether only "and", "or", commas and the like stand between two names."""
    return all(guard_at(block, at, at + 1, "coordination") for at in range(first, end))


class _Guards:
    """The phrases of one guard by their first word, and apart those whose first word stands for several."""

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        self.by_first: dict[str, list[tuple[str, ...]]] = {}
        self.others: list[tuple[str, ...]] = []
        for phrase in phrases:
            if phrase[0].endswith("*"):
                self.others.append(phrase)
            else:
                self.by_first.setdefault(phrase[0], []).append(phrase)
        self.beginnings = tuple(phrase[0][:-1] for phrase in self.others)

    def longest_at(self, texts: tuple[str, ...], start: int, end: int) -> int:
        """Count the words of the longest phrase within `[start, end)` that begins at `start`."""
        text, longest = texts[start], 0
        # Most words begin no phrase, so nothing is made for them.
        if text in self.by_first:
            longest = _longest(self.by_first[text], texts, start, end)
        if text.startswith(self.beginnings):
            longest = max(longest, _longest(self.others, texts, start, end))
        return longest


def _longest(phrases: Iterable[tuple[str, ...]], texts: tuple[str, ...], start: int, end: int) -> int:
    fitting = (len(phrase) for phrase in phrases if start + len(phrase) <= end and _stands_at(phrase, texts, start))
    return max(fitting, default=0)


def _stands_at(phrase: tuple[str, ...], texts: tuple[str, ...], start: int) -> bool:
    return all(map(_is, texts[start : start + len(phrase)], phrase))


def _is(text: str, word: str) -> bool:
    return text == word or (word[-1] == "*" and text.startswith(word[:-1]))


@cache
def guard_phrases(guard: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Give the guard's phrases as folded words."""
    table = json.loads((files("sidelight.core.matching.guards") / "guard_words.json").read_text(encoding="utf-8"))
    return tuple(tuple(fold_text(phrase).split()) for phrase in table.get(language, {}).get(guard, ()))


@cache
def _guards(guard: str, language: str) -> _Guards:
    return _Guards(guard_phrases(guard, language))
