"""Words around a mention that change what it says: negation, condition, "one of the", "since EVENT".

The lists are data (`guard_words.json`), per language; an unknown language has none and guards nothing.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Literal

from sidelight.core.matching.scan import Block
from sidelight.core.text.fold import fold_text
from sidelight.core.text.words import Join

Guard = Literal["referent", "weakening", "negation", "designating", "coordination"]
#: Words before an event's name in which "since" or "than" makes it a referent ("since the bloody 2004 X").
REFERENT_REACH = 4
#: Words before a superlative in which "one of the" takes its claim away.
WEAKENING_REACH = 4
#: Words before a label in which "could be" or "not" takes it back.
NEGATION_REACH = 6


def preceded_by(block: Block, word: int, guard: Guard, reach: int, *, across_breaks: bool = False) -> int | None:
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
    low = word
    while low > max(0, word - reach) and block.sentence(low - 1) == block.sentence(word):
        if block.words.joins[low] is Join.BREAK and not across_breaks:
            break
        low -= 1
    phrases = guard_phrases(guard, block.language)
    for start in range(word - 1, low - 1, -1):
        if any(
            block.words.texts[start : start + len(phrase)] == phrase and start + len(phrase) <= word
            for phrase in phrases
        ):
            return start
    return None


def holds_guard(block: Block, first: int, end: int, guard: Guard) -> bool:
    """Tell whether a guard phrase stands within the words `[first, end)`."""
    return any(
        block.words.texts[start : start + len(phrase)] == phrase and start + len(phrase) <= end
        for phrase in guard_phrases(guard, block.language)
        for start in range(first, end)
    )


def is_coordination(block: Block, first: int, end: int) -> bool:
    """Tell whether only "and", "or", commas and the like stand between two names."""
    words = {word for phrase in guard_phrases("coordination", block.language) for word in phrase}
    return all(text in words for text in block.words.texts[first:end])


@cache
def guard_phrases(guard: Guard, language: str) -> tuple[tuple[str, ...], ...]:
    """Give the guard's phrases as folded words."""
    table = json.loads((files("sidelight.core.matching") / "guard_words.json").read_text(encoding="utf-8"))
    return tuple(tuple(fold_text(phrase).split()) for phrase in table.get(language, {}).get(guard, ()))
