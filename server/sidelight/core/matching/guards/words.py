"""Words around a mention that change what it says: negation, condition, "one of the", "since EVENT".

The lists are data (`guard_words.json`), per language; an unknown language has none and guards nothing. A phrase of a
list is words in a row; a word that ends in `*` stands for every word that begins so.
"""

import json
from collections.abc import Iterator, Mapping
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
    low = sentence_start(block, word, reach)
    if not across_breaks:
        low = next((at for at in range(word, low, -1) if block.words.joins[at] is Join.BREAK), low)
    return next((start for start, _ in guards_in(block, low, word, guard)), None)


def followed_by(block: Block, word: int, guard: str, reach: int) -> int | None:
    """Find the first guard phrase that begins among the `reach` words from `word` on, in the sentence before it."""
    end = min(len(block.words), word + reach)
    same = block.sentence(word - 1)
    end = next((at for at in range(word, end) if block.sentence(at) != same), end)
    return next((at for at in range(word, end) if guard_at(block, at, end, guard)), None)


def guards_in(block: Block, low: int, end: int, guard: str) -> Iterator[tuple[int, int]]:
    """Give the guard phrases within the words `[low, end)`, as (first, end), the last one first."""
    for start in range(end - 1, low - 1, -1):
        length = guard_at(block, start, end, guard)
        if length:
            yield start, start + length


def guard_at(block: Block, start: int, end: int, guard: str) -> int:
    """Count the words of the longest guard phrase that begins at `start` and ends by `end`; 0 if none does."""
    if start >= end:
        return 0
    texts = block.words.texts
    by_first_word, others = _guards_by_first_word(guard, block.language)
    fitting = (
        len(phrase)
        for phrase in (*by_first_word.get(texts[start], ()), *others)
        if start + len(phrase) <= end and all(_is(texts[start + number], word) for number, word in enumerate(phrase))
    )
    return max(fitting, default=0)


def holds_guard(block: Block, first: int, end: int, guard: str) -> bool:
    """Tell whether a guard phrase stands within the words `[first, end)`."""
    return any(True for _ in guards_in(block, first, end, guard))


def sentence_start(block: Block, word: int, reach: int) -> int:
    """Give the first word of the sentence that `word` stands in, or the word `reach` before it if that is nearer."""
    low = word
    while low > max(0, word - reach) and block.sentence(low - 1) == block.sentence(word):
        low -= 1
    return low


def is_coordination(block: Block, first: int, end: int) -> bool:
    """Tell whether only "and", "or", commas and the like stand between two names."""
    return all(guard_at(block, at, at + 1, "coordination") for at in range(first, end))


def _is(text: str, word: str) -> bool:
    return text.startswith(word[:-1]) if word.endswith("*") else text == word


@cache
def guard_phrases(guard: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Give the guard's phrases as folded words."""
    table = json.loads((files("sidelight.core.matching.guards") / "guard_words.json").read_text(encoding="utf-8"))
    return tuple(tuple(fold_text(phrase).split()) for phrase in table.get(language, {}).get(guard, ()))


@cache
def _guards_by_first_word(
    guard: str, language: str
) -> tuple[Mapping[str, list[tuple[str, ...]]], tuple[tuple[str, ...], ...]]:
    """Give the guard's phrases by their first word, and apart those whose first word stands for several."""
    by_first_word: dict[str, list[tuple[str, ...]]] = {}
    phrases = guard_phrases(guard, language)
    for phrase in phrases:
        by_first_word.setdefault(phrase[0], []).append(phrase)
    return by_first_word, tuple(phrase for phrase in phrases if phrase[0].endswith("*"))
