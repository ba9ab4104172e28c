"""The words of an article, all passages at once: where each stands and its hash, but no text of any.

They are the words that `split_words` gives of each passage. Apostrophes, dots and commas inside words are few, so the
runs of letters come first, and what glues them together is looked at afterwards.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sidelight.core.index.hashes import Hashes, Places, Polynomials, as_whole
from sidelight.core.index.points import APOSTROPHE, COMMA, DIGIT, LETTER, SIGN, Points, code_points, fold_points
from sidelight.core.text.words import split_words

_LAST_S = ord("s")
_FULL_STOP = ord(".")
#: What may stand between a word and its `'s`.
_CLOSING = frozenset(map(ord, "\"')]"))


class ArticleWords:
    """The words of several texts in a row; none and no run of them lies in two texts.

    Attributes:
        source: The texts, a line break before, between and behind.
        first_words: The number of each text's first word, and behind the last the number of all words.
        starts: Where each word starts in the folded letters.
        ends: Where it ends there.
        words: The hash of each whole word.
        letters: Hashes of any stretches of the folded letters.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.source = "\n".join(("", *texts, ""))
        self.offsets = tuple(accumulate((len(text) + 1 for text in texts), initial=1))
        folded = fold_points(self.source)
        signed = bool((folded.classes == SIGN).any())
        words = _cut_one_by_one(texts, self.offsets) if signed else _cut(folded)
        self.starts, self.ends = words.starts, words.ends
        self._source_starts, self._source_ends = words.source_starts, words.source_ends
        self._points = words.points
        self.letters = Polynomials(words.points)
        self.words: Hashes = as_whole(self.letters.of(self.starts, self.ends))
        self._first_words = np.searchsorted(self._source_starts, self.offsets)
        self.first_words: list[int] = self._first_words.tolist()

    def __len__(self) -> int:
        return len(self.starts)

    def starts_in(self, number: int) -> list[int]:
        """Give where each word of a text starts in that text."""
        first, end = self.first_words[number : number + 2]
        starts: list[int] = (self._source_starts[first:end] - self.offsets[number]).tolist()
        return starts

    def begins_in_digit(self, word: int) -> bool:
        """Tell whether a word begins with a digit, as numbers do that are not spelled out."""
        return ord("0") <= int(self._points[self.starts[word]]) <= ord("9")

    def in_one_text(self, first: Places, ends: Places) -> NDArray[np.bool_]:
        """Tell of each run of words [first, end) whether it lies in one text."""
        inside: NDArray[np.bool_] = ends <= self._first_words[np.searchsorted(self._first_words, first, side="right")]
        return inside

    def source_span(self, first: int, end: int) -> tuple[int, int]:
        """Give where the words [first, end) stand in the source, a mark on the last letter left out."""
        return int(self._source_starts[first]), int(self._source_ends[end - 1])


class _Cut(NamedTuple):
    """Words as places in folded letters and in the source."""

    points: NDArray[np.uint32]
    starts: Places
    ends: Places
    source_starts: Places
    source_ends: Places


def _cut_one_by_one(texts: Iterable[str], offsets: Iterable[int]) -> _Cut:
    """Cut each text as it is cut elsewhere: vowel signs that stand between letters are not worth a second rule."""
    pieces: list[str] = []
    source_starts: list[int] = []
    source_ends: list[int] = []
    for text, offset in zip(texts, offsets, strict=False):
        words = split_words(text)
        pieces.extend(words.texts)
        source_starts.extend(offset + start for start in words.starts)
        source_ends.extend(offset + end for end in words.ends)
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    ends = np.cumsum(lengths)
    places = (np.array(places, np.int64) for places in (source_starts, source_ends))
    return _Cut(code_points("".join(pieces)), ends - lengths, ends, *places)


def _cut(folded: Points) -> _Cut:
    """Find the runs of letters, then put together what is one word and leave out what is none."""
    inside = folded.classes >= LETTER
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    runs = _Runs(folded, edges[::2], edges[1::2])
    glued, dropped = runs.joined()
    starts, ends = runs.starts, runs.ends
    if dropped.any():
        starts, ends, glued = starts[~dropped], ends[~dropped], glued[~dropped]
    first = np.flatnonzero(~glued)
    starts = starts[first]
    ends = ends[np.append(first[1:], len(glued)) - 1] if len(first) else ends[:0]
    return _Cut(folded.points, starts, ends, folded.origins(starts), folded.origins(ends - 1) + 1)


class _Runs(NamedTuple):
    """Runs of letters and digits."""

    folded: Points
    starts: Places
    ends: Places

    def joined(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell of each run whether it goes on with the word before it, and whether it is that word's `'s`."""
        classes = self.folded.classes
        glued = np.zeros(len(self.starts), np.bool_)
        dropped = np.zeros(len(self.starts), np.bool_)
        before = classes[self.starts - 1]
        marked = np.flatnonzero((before >= APOSTROPHE) & (before <= COMMA))
        marked = marked[marked > 0]
        if not len(marked):
            return glued, dropped
        starts, mark = self.starts[marked], before[marked]
        gap_starts = self.ends[marked - 1]
        close = starts - gap_starts == 1
        single_s = (self.ends[marked] - starts == 1) & (self.folded.points[starts] == _LAST_S) & (mark == APOSTROPHE)
        numbers = (classes[gap_starts - 1] == DIGIT) & (classes[starts] == DIGIT)
        glued[marked] = close & ~single_s & ((mark != COMMA) | numbers)
        dropped[marked] = close & single_s
        if (single_s & ~close).any() or (dropped[:-1] & (glued[1:] | dropped[1:])).any():
            self._join_in_turn(marked.tolist(), glued, dropped)
        return glued, dropped

    def _join_in_turn(self, marked: Iterable[int], glued: NDArray[np.bool_], dropped: NDArray[np.bool_]) -> None:
        """Decide again, each run after the one before it: nothing is glued to an `'s`."""
        for run in marked:
            if dropped[run - 1]:
                glued[run] = dropped[run] = False
            elif not glued[run] and not dropped[run]:
                dropped[run] = self._is_far_possessive(run)

    def _is_far_possessive(self, run: int) -> bool:
        """Tell whether a run is the s of `"word"'s` or `U.S.'s`."""
        points, start, before = self.folded.points, int(self.starts[run]), int(self.ends[run - 1])
        if int(self.ends[run]) - start != 1 or int(points[start]) != _LAST_S:
            return False
        gap = points[before:start].tolist()
        acronym = int(points[before - 2]) == _FULL_STOP and int(self.folded.classes[before - 1]) == LETTER
        if gap[0] == _FULL_STOP and acronym:
            gap = gap[1:]
        return bool(gap) and self.folded.classes[start - 1] == APOSTROPHE and _CLOSING.issuperset(gap)
