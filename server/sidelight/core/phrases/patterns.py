"""Many phrases, each once, kept as text until a text holds one of their literals.

A million entries have millions of phrases, of which one article needs a few dozen. So a phrase is checked and its
literals are taken when it is added; its states are built when it is first tried, and those tried last are kept. Numbers
stand for phrases and literals, in arrays: an object for each would fill the memory.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sidelight.core.phrases.automaton import Automaton
from sidelight.core.phrases.compile import Phrase, compile_phrase, required_literals
from sidelight.core.phrases.literals import Literal
from sidelight.core.phrases.slots import Slot

#: Phrases whose states are kept; one takes some kilobytes, an article tries far fewer.
_KEPT = 4096
_NONE = -1


class Lists:
    """Short lists of numbers, by number: the first of each list stands in an array, further ones beside it.

    Example:
        >>> lists = Lists()
        >>> lists.add(2, 7); lists.add(2, 9)
        >>> lists[2], lists[0], lists[99]
        ((7, 9), (), ())
    """

    __slots__ = ("_first", "_more")

    def __init__(self) -> None:
        self._first = array("i")
        self._more: dict[int, array[int]] = {}

    def __getitem__(self, at: int) -> Sequence[int]:
        first = self._first[at] if at < len(self._first) else _NONE
        if first == _NONE:
            return ()
        return (first, *self._more[at]) if at in self._more else (first,)

    def each(self, ats: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Give (at, number) for every number of several lists, most of which are empty."""
        firsts, more = self._first, self._more
        for at in ats:
            if at < len(firsts) and (first := firsts[at]) != _NONE:
                yield at, first
                for number in more.get(at, ()):
                    yield at, number

    def add(self, at: int, number: int) -> None:
        """Put a number at the end of a list."""
        if at >= len(self._first):
            self._first.extend([_NONE] * (at + 1 - len(self._first)))
        if self._first[at] == _NONE:
            self._first[at] = number
        else:
            self._more.setdefault(at, array("i")).append(number)

    def count(self, at: int) -> int:
        """Tell how long a list is."""
        if at >= len(self._first) or self._first[at] == _NONE:
            return 0
        return 1 + len(self._more.get(at, ()))


class Patterns:
    """Phrases by number. `literals` lists, by pattern, the literals of which each match holds one.

    Args:
        slots_of: Gives the slots that an owner offers to its phrases; the owner "" offers none.
    """

    def __init__(self, slots_of: Callable[[str], Mapping[str, Slot]]) -> None:
        self.literals = Lists()
        self._slots_of = slots_of
        self._sources: list[str] = []
        self._languages: list[str] = []
        self._owners: dict[int, str] = {}
        self._numbers: dict[tuple[str, str], dict[str, int]] = {}
        self._literal_numbers: dict[Literal, int] = {}
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
        numbers = self._numbers.setdefault((language, owner), {})
        number = numbers.get(source)
        if number is None:
            literals = required_literals(source, language, self._slots_of(owner) if owner else None)
            number = numbers[source] = self._add(source, language, literals)
            if owner:
                self._owners[number] = owner
        return number

    def automaton(self) -> Automaton:
        """Build the automaton over the literals of all phrases; no phrase may be added afterwards."""
        literals, self._literal_numbers = tuple(self._literal_numbers), {}
        return Automaton(literals)

    def _add(self, source: str, language: str, literals: Iterable[Literal]) -> int:
        number = len(self._sources)
        self._sources.append(source)
        self._languages.append(language)
        for literal in literals:
            self.literals.add(number, self._literal_numbers.setdefault(literal, len(self._literal_numbers)))
        return number

    def _compile(self, pattern: int) -> Phrase:
        owner = self._owners.get(pattern)
        slots = self._slots_of(owner) if owner is not None else None
        return compile_phrase(self._sources[pattern], self._languages[pattern], slots)
