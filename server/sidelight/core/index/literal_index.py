"""Where literals stand in an article, however many there are.

A whole literal is a run of words, and its key the hash of that run: every run of an article is looked up. A literal
whose last word is only a beginning is looked up by a *stub* of few letters first; where the stub stands, the beginnings
that go on from it are.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.hashes import Hashes, Places, Polynomials, as_beginning, as_stub, as_whole, then
from sidelight.core.index.key_table import KeyTable
from sidelight.core.index.points import code_points

#: Letters of a stub; a shorter beginning is its own stub.
_STUB_LETTERS = 3
#: Letters by which beginnings are told apart; all words that begin with a longer one begin with these.
_MOST_LETTERS = 63
_SPACE, _LINE = ord(" "), ord("\n")
_NONE = np.zeros(0, np.int64)
_ONE = np.uint64(1)
_LENGTHS = np.arange(_MOST_LETTERS + 1, dtype=np.uint64)


class Keys(NamedTuple):
    """What literals are looked up by; the last four are those of the beginnings alone, in the same order.

    Attributes:
        keys: One for each literal: the same literal has the same, another one another.
        whole: Whether the last word is whole.
        words: How many words each has.
        stubs: What a beginning is looked up by first.
        letters: How many letters of the last word are compared.
    """

    keys: Hashes
    whole: NDArray[np.bool_]
    words: Places
    stubs: Hashes
    letters: Places


_NO_KEYS = Keys(
    np.zeros(0, np.uint64), np.zeros(0, np.bool_), np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros(0, np.int64)
)


class Hits(NamedTuple):
    """Literals found: the number of each, and the number of the word at which it begins, in the order of their ends."""

    literals: Places
    words: Places


def keys_of(texts: Sequence[str], whole: Sequence[bool]) -> Keys:
    """Make the keys of literals: folded words joined by single spaces, and whether the last one is whole."""
    points = code_points("\n".join(texts))
    parted = np.flatnonzero((points == _SPACE) | (points == _LINE))
    starts, ends = np.append(0, parted + 1), np.append(parted, len(points))
    last = np.append(np.flatnonzero(points[parted] == _LINE), len(parted))
    first = np.append(0, last[:-1] + 1)
    letters = Polynomials(points)
    words = as_whole(letters.of(starts, ends))
    kept = np.array(whole, np.bool_)
    cut = last[~kept]
    size = np.minimum(ends[cut] - starts[cut], _MOST_LETTERS)
    stub_ends = starts[cut] + np.minimum(size, _STUB_LETTERS)
    as_stubs = words.copy()
    words[cut] = as_beginning(letters.of(starts[cut], starts[cut] + size))
    as_stubs[cut] = as_stub(letters.of(starts[cut], stub_ends))
    return Keys(_run(words, first, last), kept, last - first + 1, _run(as_stubs, first[~kept], cut), size)


def _run(words: Hashes, first: Places, last: Places) -> Hashes:
    """Hash each run of words from `first` to `last`."""
    runs = words[first]
    for more in range(1, int((last - first).max(initial=0)) + 1):
        longer = first + more <= last
        runs[longer] = then(runs[longer], words[first[longer] + more])
    return runs


def joined_keys(parts: Sequence[Keys]) -> Keys:
    """Put the keys of several lists of literals behind one another."""
    return Keys(*map(np.concatenate, zip(*parts, strict=True))) if parts else _NO_KEYS


class LiteralIndex:
    """Finds literals; `numbers` are what it calls those it was made from."""

    def __init__(self, literals: Keys) -> None:
        keys, whole = literals.keys, literals.whole
        self._beginnings = KeyTable(keys[~whole])
        self._table = KeyTable(np.concatenate((keys[whole], literals.stubs)))
        self.numbers = np.empty(len(keys), np.int32)
        self.numbers[whole] = np.searchsorted(self._table.keys, keys[whole])
        self.numbers[~whole] = len(self._table) + np.searchsorted(self._beginnings.keys, keys[~whole])
        self._most_words = int(literals.words.max(initial=0))
        stub_letters = np.minimum(literals.letters, _STUB_LETTERS)
        shapes = np.unique(np.stack((stub_letters, literals.words[~whole])), axis=1)
        self._stub_shapes = tuple((int(letters), int(words)) for letters, words in shapes.T)
        self._lengths = np.zeros(len(self._table), np.uint64)
        bits = np.left_shift(np.uint64(1), literals.letters.astype(np.uint64))
        np.bitwise_or.at(self._lengths, np.searchsorted(self._table.keys, literals.stubs), bits)

    def __len__(self) -> int:
        """Tell how many numbers there are; some stand for stubs and no literal."""
        return len(self._table) + len(self._beginnings)

    def find(self, article: ArticleWords) -> Iterator[tuple[int, int]]:
        """Find every literal everywhere: its number, and that of its first word, in the order of their ends."""
        hits = self._hits(article)
        return zip(hits.literals.tolist(), hits.words.tolist(), strict=True)

    def _hits(self, article: ArticleWords) -> Hits:
        runs = _runs(article.words, self._most_words)
        asked = _together([*_whole(runs), *self._stubs(article, runs)])
        at, number = self._table.find(asked.keys)
        first, words = asked.first[at], asked.words[at]
        inside = _block(article, first) == _block(article, first + words - 1)
        first, words, number = first[inside], words[inside], number[inside]
        stub = self._lengths[number] > 0
        whole = ~stub
        found = Found(number[whole], first[whole], words[whole], np.full(np.count_nonzero(whole), _MOST_LETTERS + 1))
        if len(number) > len(found.number):
            begun = self._begun(article, runs, Found(number[stub], first[stub], words[stub], number[stub]))
            found = Found(*map(np.concatenate, zip(found, begun, strict=True)))
        # By where they end; of those that end together the longest is first.
        order = np.lexsort((found.first, found.letters, found.first + found.words))
        return Hits(found.number[order], found.first[order])

    def _stubs(self, article: ArticleWords, runs: Sequence[Hashes]) -> Iterator["Asked"]:
        """Ask at each word for the stubs that it may be the last word of."""
        for letters, words in self._stub_shapes:
            last = np.flatnonzero(article.ends - article.starts >= letters)
            last = last[last >= words - 1]
            stubs = as_stub(article.letters.of(article.starts[last], article.starts[last] + letters))
            first = last - (words - 1)
            if words > 1 and len(last):
                stubs = then(runs[words - 2][first], stubs)
            yield Asked(stubs, first, np.full(len(first), words))

    def _begun(self, article: ArticleWords, runs: Sequence[Hashes], stubs: "Found") -> "Found":
        """Look for the beginnings that go on from stubs found."""
        last = stubs.first + stubs.words - 1
        longest = article.ends[last] - article.starts[last]
        stub, letters = np.nonzero(self._lengths[stubs.number][:, None] >> _LENGTHS & _ONE)
        fits = letters <= longest[stub]
        stub, letters = stub[fits], letters[fits]
        first, words, starts = stubs.first[stub], stubs.words[stub], article.starts[last[stub]]
        keys = as_beginning(article.letters.of(starts, starts + letters))
        for count in range(2, self._most_words + 1):
            behind = np.flatnonzero(words == count)
            if len(behind):
                keys[behind] = then(runs[count - 2][first[behind]], keys[behind])
        at, number = self._beginnings.find(keys)
        return Found(number + len(self._table), first[at], words[at], letters[at])


class Asked(NamedTuple):
    """What is looked up: keys, the word at which each begins, and how many words it has."""

    keys: Hashes
    first: Places
    words: Places


class Found(NamedTuple):
    """What was found: its number, the word at which it begins, its words, and letters of the last one if known."""

    number: Places
    first: Places
    words: Places
    letters: Places


def _together(asked: Sequence[Asked]) -> Asked:
    return Asked(*map(np.concatenate, zip(*asked, strict=True))) if asked else Asked(_NO_KEYS.keys, _NONE, _NONE)


def _whole(runs: Sequence[Hashes]) -> Iterator[Asked]:
    for words, run in enumerate(runs, 1):
        yield Asked(run, np.arange(len(run)), np.full(len(run), words))


def _runs(words: Hashes, most: int) -> list[Hashes]:
    """Hash every run of one word, of two, and so on."""
    runs = [words][:most]
    while runs and len(runs) < most and len(runs[-1]) > 1:
        runs.append(then(runs[-1][:-1], words[len(runs) :]))
    return runs


def _block(article: ArticleWords, words: Places) -> Places:
    """Tell in which text a word stands."""
    return np.searchsorted(article.first_words, words, side="right")
