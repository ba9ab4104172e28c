"""The literals of one among very many phrases, without its states.

Most phrases are nothing but words and need no parser. Of the others many are built alike and differ in their names:
what is chosen for one phrase is chosen for all that have its *shape*, the names put back in.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from sidelight.core.phrases.literals import (
    KEEP_AMONG_MANY,
    MAX_WORDS,
    Literal,
    Literals,
    Required,
    literals_of,
    required_of,
)
from sidelight.core.phrases.parse import MAX_CHARACTERS, parse
from sidelight.core.phrases.slots import OPEN_SLOT_WORDS, ClosedSlot, Slot
from sidelight.core.phrases.tree import GAP_WORDS, stop_words
from sidelight.core.text.fold import fold_text
from sidelight.errors import PhraseError

#: Phrases of plain letters need no parser to be understood, and most phrases are nothing else.
_LETTERS = re.compile(r"[A-Za-zА-Яа-яЁё]+(?: [A-Za-zА-Яа-яЁё]+)*")
#: A word of plain letters that stands by itself between spaces, brackets and bars.
_NAME = re.compile(r"(?<![^ ()\[\]|])[A-Za-zА-Яа-яЁё]{2,}(?![^ ()\[\]|])")
#: What else there may be: words with other letters, marks or `~`, of which each run of letters counts.
_ODD = re.compile(r"(?<![^ ()\[\]|])[^ ()\[\]|]*[^ ()\[\]|ა-ჰ][^ ()\[\]|]*")
_RUN = re.compile(r"[^\W_]+")
#: Letters that stand for names in a shape; no phrase that uses them itself has one.
_STAND_INS = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
_STAND_IN = re.compile(f"[{_STAND_INS}]")
#: How long a stand-in is, by the length of the name: three sorts of names are told apart, or no two phrases were alike.
_LENGTHS = (0, 0, 3, 3, 5, 5, 5, 9, 9, 9)
#: Shapes whose literals are kept.
_KEPT_SHAPES = 4096


def required(source: str, language: str, slots: Mapping[str, Slot] | None = None) -> Required:
    """Choose literals for one among very many phrases, without building the phrase's states.

    They are as good as `Phrase.literals`, each match contains one of them, but rarer and therefore more.

    Raises:
        PhraseError: The phrase, or one of a closed slot's, is not in the language.

    Example:
        >>> [literal.text for literal in required("[the] Concert Hall (attack | siege)", "en").literals]
        ['concert hall']
    """
    words = plain_words(source, language)
    if words:
        return Required((Literal(" ".join(words), whole=True),))
    slots = slots or {}
    closed = {name: slot_literals(slot) for name, slot in slots.items() if isinstance(slot, ClosedSlot)}
    if not closed and (found := _required_by_shape(source, language, frozenset(slots))):
        return found
    found = required_of(parse(source, slots.keys(), language=language), closed, language, KEEP_AMONG_MANY)
    return found._replace(beside=()) if closed else found  # the words of closed slots are not counted in `reach_of`


def reach_of(source: str) -> int:
    """Give a number of words that no match of the phrase has more of; closed slots are not counted.

    Example:
        >>> reach_of("toll ... {count}")
        35
    """
    folded = fold_text(source)
    return len(folded) // 2 + 1 + folded.count("...") * GAP_WORDS + folded.count("{") * OPEN_SLOT_WORDS


def plain_words(source: str, language: str) -> tuple[str, ...]:
    """Fold a phrase of few words in plain letters, one of them no stop word; none for every other phrase."""
    if len(source) > MAX_CHARACTERS or _LETTERS.fullmatch(source) is None:
        return ()
    words = tuple((source.lower() if source.isascii() else fold_text(source)).split(" "))
    if len(words) > MAX_WORDS or stop_words(language).issuperset(words):
        return ()
    return () if source != source.lower() and any(map(str.isupper, source.split(" "))) else words


@lru_cache(maxsize=1024)
def slot_literals(slot: ClosedSlot) -> Literals:
    """Give the literals of all choices of a slot, each in its own language."""
    phrases = (phrase for choice in slot.choices for phrase in choice.phrases)
    found = (literals_of(parse(source, (), language=language), {}, language) for language, source in phrases)
    return tuple(dict.fromkeys(literal for literals in found for literal in literals))


def _required_by_shape(source: str, language: str, slots: frozenset[str]) -> Required | None:
    """Give what was chosen for the phrase's shape, with its own names; `None` if names might matter to the choice."""
    names: dict[str, str] = {}
    plain = stop_words(language) | stop_words(language, "common")

    def stand_in(found: re.Match[str]) -> str:
        name = fold_text(found[0])
        if name in plain or found[0].isupper() or len(names) == len(_STAND_INS):
            return found[0]
        letter = _STAND_INS[len(names)]
        names[letter] = name
        return letter * _LENGTHS[min(len(name), len(_LENGTHS) - 1)]

    if len(source) > MAX_CHARACTERS or _STAND_IN.search(source):
        return None
    shape = _NAME.sub(stand_in, source)
    if not names or _may_be_alike(shape, tuple(names.values())):
        return None
    try:
        chosen = _required_of_shape(shape, language, slots)
    except PhraseError:
        return None  # The phrase itself tells the right words and columns.
    beginnings = tuple(literal.text.rpartition(" ")[2] for literal in chosen.literals if not literal.whole)
    if beginnings and any(name.startswith(beginnings) for name in names.values()):
        return None  # One literal may stand in another one.
    literals = [Literal(_named(literal.text, names), literal.whole) for literal in chosen.literals]
    beside = [names.get(word[0], word) for word in chosen.beside]
    return Required(tuple(literals), tuple(beside), chosen.count_at)


def _may_be_alike(shape: str, names: tuple[str, ...]) -> bool:
    """Tell whether two names, or a name and another word, could be one."""
    others = [run for word in _ODD.findall(shape) for run in _RUN.findall(fold_text(word))]
    return len({*names, *others}) < len(names) + len(set(others))


@lru_cache(maxsize=_KEPT_SHAPES)
def _required_of_shape(shape: str, language: str, slots: frozenset[str]) -> Required:
    return required_of(parse(shape, slots, language=language), {}, language, KEEP_AMONG_MANY)


def _named(text: str, names: Mapping[str, str]) -> str:
    """Put the names back into a literal of a shape."""
    return " ".join([names.get(word[0], word) for word in text.split(" ")])
