"""Where literals stand in an article, however many there are.

A whole literal is a run of words, and its key the hash of that run: every run of an article is looked up. A literal
whose last word is only a beginning is looked up by a *stub* of few letters first; where the stub stands, the beginnings
that go on from it are.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
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


class Hits:
    """Literals found: the number of each, and the number of the word at which it begins, in the order of their ends."""

    def __init__(self, literals: Places, words: Places) -> None:
        self.literals = literals
        self.words = words

    def words_of(self, literals: Iterable[int]) -> list[int]:
        """Give in order, each once, the words at which one of the literals begins."""
        numbers, words = self._by_literal
        found: list[int] = []
        for literal in literals:
            first = bisect_left(numbers, literal)
            found += words[first : bisect_right(numbers, literal, first)]
        return sorted(set(found)) if len(found) > 1 else found

    @cached_property
    def _by_literal(self) -> tuple[list[int], list[int]]:
        order = np.argsort(self.literals, kind="stable")
        return self.literals[order].tolist(), self.words[order].tolist()


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
        self._stub_sizes, rows = np.unique(stub_letters, return_inverse=True)
        shapes = np.unique(np.stack((rows, literals.words[~whole])), axis=1)
        self._stub_shapes = tuple((int(row), int(words)) for row, words in shapes.T)
        self._letters = np.arange(literals.letters.max(initial=0) + 1, dtype=np.uint64)
        self._lengths = np.zeros(len(self._table), np.uint64)
        bits = np.left_shift(np.uint64(1), literals.letters.astype(np.uint64))
        np.bitwise_or.at(self._lengths, np.searchsorted(self._table.keys, literals.stubs), bits)

    def __len__(self) -> int:
        """Tell how many numbers there are; some stand for stubs and no literal."""
        return len(self._table) + len(self._beginnings)

    def find(self, article: ArticleWords) -> Hits:
        """Find every literal everywhere."""
        runs = _runs(article.words, self._most_words)
        whole = [self._likely(run, words) for words, run in enumerate(runs, 1)]
        asked = _together([*whole, *self._stubs(article, runs)])
        at, number = self._table.find(asked.keys)
        found = Found(number, asked.first[at], asked.words[at], np.full(len(at), _MOST_LETTERS + 1))
        if self._stub_shapes:
            stub = at >= sum(len(some.keys) for some in whole)
            begun = self._begun(article, runs, Found(*(values[stub] for values in found)))
            found = Found(*(np.concatenate((values[~stub], more)) for values, more in zip(found, begun, strict=True)))
        ends = found.first + found.words
        # By where they end; of those that end together the one with fewer letters first, then the longest.
        order = np.lexsort((found.first, found.letters, ends))
        order = order[article.in_one_text(found.first[order], ends[order])]
        return Hits(found.number[order], found.first[order])

    def _likely(self, keys: Hashes, words: int) -> "Asked":
        """Leave out, of keys that begin at one word after the other, nearly all that are not in the table."""
        at = self._table.likely(keys)
        return Asked(keys[at], at, np.full(len(at), words))

    def _stubs(self, article: ArticleWords, runs: Sequence[Hashes]) -> Iterator["Asked"]:
        """Ask at each word for the stubs that it may be the last word of."""
        sizes = self._stub_sizes[:, None]
        long = article.ends - article.starts >= sizes
        stubs = as_stub(article.letters.of(article.starts, np.minimum(article.starts + sizes, article.ends)))
        for row, words in self._stub_shapes:
            behind = words - 1
            if behind <= len(runs) and behind < stubs.shape[1]:
                keys = then(runs[behind - 1][:-1], stubs[row, behind:]) if behind else stubs[row]
                asked = self._likely(keys, words)
                kept = long[row, asked.first + behind]
                yield Asked(*(values[kept] for values in asked))

    def _begun(self, article: ArticleWords, runs: Sequence[Hashes], stubs: "Found") -> "Found":
        """Look for the beginnings that go on from stubs found."""
        last = stubs.first + stubs.words - 1
        longest = article.ends[last] - article.starts[last]
        stub, letters = np.nonzero(self._lengths[stubs.number][:, None] >> self._letters & _ONE)
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


def _runs(words: Hashes, most: int) -> list[Hashes]:
    """Hash every run of one word, of two, and so on."""
    runs = [words][:most]
    while runs and len(runs) < most and len(runs[-1]) > 1:
        runs.append(then(runs[-1][:-1], words[len(runs) :]))
    return runs
