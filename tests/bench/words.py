"""Words as often as in real text, by the frequencies that `wordfreq` ships, and names that no text holds by chance."""

import random
from functools import cached_property
from itertools import accumulate

from wordfreq import get_frequency_dict

from sidelight.core.phrases.tree import stop_words

#: Words more frequent than this rank never make a phrase on their own.
COMMONEST = 500
#: Shorter words are never a phrase's own: what is listed of them are abbreviations.
_SHORT = 4
_SYLLABLES = ("ba", "dro", "fel", "gim", "hu", "ja", "kor", "lun", "mir", "no", "pra", "rus", "sti", "tev", "vo", "zan")


class Vocabulary:
    """English words with their frequencies; `seed` decides everything drawn from it."""

    def __init__(self, seed: int) -> None:
        listed = get_frequency_dict("en", "large").items()
        frequencies = {word: share for word, share in listed if word.isascii() and word.isalpha() and _is_word(word)}
        self.random = random.Random(seed)  # noqa: S311 - data for a measurement, no secret
        self.words = tuple(frequencies)
        self.rank = {word: rank for rank, word in enumerate(self.words)}
        self._heap = tuple(accumulate(frequencies.values()))
        self._stock: list[str] = []
        self._stop = stop_words("en")

    def draw(self) -> str:
        """Draw a word as often as text holds it."""
        if not self._stock:
            self._stock = self.random.choices(self.words, cum_weights=self._heap, k=100_000)
        return self._stock.pop()

    def rarer(self) -> str:
        """Draw a word that is not among the commonest, nor very short."""
        while self.rank[word := self.draw()] < COMMONEST or word in self._stop or len(word) < _SHORT:
            pass
        return word

    def run(self, count: int) -> list[str]:
        """Draw neighbouring words of which at least one is not among the commonest."""
        words = [self.draw() for _ in range(count - 1)]
        words.insert(self.random.randrange(count), self.rarer())
        return words

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Names of two hundred countries."""
        return tuple(name(number, "Land") for number in range(200))


def _is_word(word: str) -> bool:
    """Leave out single letters, which are listed as often as initials stand in names."""
    return len(word) > 1 or word in ("a", "i")


def name(number: int, family: str = "") -> str:
    """Spell a number as a name: the same number the same name, another number another.

    Example:
        >>> name(1), name(300, "Land")
        ('Badro', 'Landdrofelsti')
    """
    digits: list[str] = []
    while number or len(digits) < 2:
        number, digit = divmod(number, len(_SYLLABLES))
        digits.append(_SYLLABLES[digit])
    return (family + "".join(reversed(digits))).capitalize()
