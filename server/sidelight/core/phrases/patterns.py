"""Many phrases, each once, kept as text until a text holds one of their literals.

A million entries have millions of phrases, of which one article needs a few dozen. So a phrase is checked and its
literals are taken when it is added; its states are built when it is first tried, and those tried last are kept. Numbers
stand for phrases and literals, in arrays: an object for each would fill the memory.
"""

from array import array
from collections.abc import Callable, Mapping
from functools import lru_cache

from sidelight.core.index.literal_index import Keys, LiteralIndex, joined_keys, keys_of
from sidelight.core.index.names import Names
from sidelight.core.index.neighbours import Neighbours
from sidelight.core.index.tables import Table
from sidelight.core.phrases.compile import Phrase, compile_phrase
from sidelight.core.phrases.literals import Literals
from sidelight.core.phrases.required import reach_of, required
from sidelight.core.phrases.slots import Slot

#: Phrases whose states are kept; one takes some kilobytes, an article tries far fewer.
_KEPT = 4096
#: Literals that wait as text until they are made keys together.
_TOGETHER = 4096


class _Pairs:
    """Pairs of numbers while they are gathered."""

    def __init__(self) -> None:
        self.left, self.right = array("i"), array("i")

    def add(self, left: int, right: int) -> None:
        self.left.append(left)
        self.right.append(right)

    @property
    def both(self) -> "tuple[array[int], array[int]]":
        """The left numbers and the right ones."""
        return self.left, self.right


class Patterns:
    """Phrases by number. First they are added, then `finish` closes the list, then they are looked up and tried.

    Args:
        slots_of: Gives the slots that an owner offers to its phrases; the owner "" offers none.
    """

    def __init__(self, slots_of: Callable[[str], Mapping[str, Slot]]) -> None:
        self._slots_of = slots_of
        self._sources: list[str] = []
        self._languages: list[str] = []
        self._owners: dict[int, str] = {}
        self._names = Names(self._is)
        self._texts: list[str] = []
        self._whole: list[bool] = []
        self._keys: list[Keys] = []
        self._holders = array("i")
        self._words: dict[str, int] = {}
        self._beside, self._counts = _Pairs(), _Pairs()
        self._compiled = lru_cache(maxsize=_KEPT)(self._compile)

    def __len__(self) -> int:
        return len(self._sources)

    def __getitem__(self, pattern: int) -> Phrase:
        return self._compiled(pattern)

    def number(self, source: str, language: str, owner: str = "") -> int:
        """Give the number of a phrase, a new one if it is new.

        Raises:
            PhraseError: The phrase is not in the phrase language.
        """
        group = (language, owner)
        number = self._names.find(group, source)
        if number is None:
            found = required(source, language, self._slots_of(owner) if owner else None)
            number = self._names.add(group, source)
            self._sources.append(source)
            self._languages.append(language)
            if owner:
                self._owners[number] = owner
            self._add_literals(number, found.literals)
            for word in found.beside:
                self._beside.add(number, self._words.setdefault(word, len(self._words)))
            if found.count_at:
                self._counts.add(number, found.count_at)
        return number

    def reach(self, pattern: int) -> int:
        """Give a number of words that no match has more of, without building any states."""
        return reach_of(self._sources[pattern])

    def finish(self) -> tuple[LiteralIndex, Table, Neighbours]:
        """Make the index of all literals, and by pattern those of which each match holds one, and what is beside."""
        self._make_keys()
        index = LiteralIndex(joined_keys(self._keys))
        literals = Table(self._holders, index.numbers)
        beside = Neighbours(self._words, self._beside.both, self._counts.both)
        self._keys, self._holders, self._words = [], array("i"), {}
        self._beside, self._counts = _Pairs(), _Pairs()
        self._names.close()
        return index, literals, beside

    def _is(self, number: int, group: tuple[str, ...], source: str) -> bool:
        return self._sources[number] == source and group == (self._languages[number], self._owners.get(number, ""))

    def _add_literals(self, pattern: int, literals: Literals) -> None:
        for literal in literals:
            self._holders.append(pattern)
            self._texts.append(literal.text)
            self._whole.append(literal.whole)
        if len(self._texts) >= _TOGETHER:
            self._make_keys()

    def _make_keys(self) -> None:
        if self._texts:
            self._keys.append(keys_of(self._texts, self._whole))
            self._texts, self._whole = [], []

    def _compile(self, pattern: int) -> Phrase:
        owner = self._owners.get(pattern)
        slots = self._slots_of(owner) if owner is not None else None
        return compile_phrase(self._sources[pattern], self._languages[pattern], slots)
