"""Fold a text by looking every character up in one table; the letters agree with `fold`, runs of spaces stay runs.

A character is folded when it is first met, in any text, and its line of the table filled: what it becomes and what
words make of that. Two threads that fill a line write the same.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sidelight.core.text.fold import fold_text
from sidelight.core.text.words import split_words

#: What words make of a folded character. The order matters: marks that may stand inside words, then what words are of.
OTHER, SIGN, APOSTROPHE, DOT, COMMA, LETTER, DIGIT = range(1, 8)
#: A character that vanishes or becomes several is looked up apart.
_UNEVEN = 8
#: Characters that vanish or become several of which it is kept what they become.
_KEPT_LINES = 4096
_MARKS = {"'": APOSTROPHE, ".": DOT, ",": COMMA}
_CLASS_BITS = 24
_CLASS_SHIFT = np.uint32(_CLASS_BITS)
_POINT = np.uint32((1 << _CLASS_BITS) - 1)
_FIRST_UNEVEN = np.uint32(_UNEVEN << _CLASS_BITS)
_ALL_CHARACTERS = 0x110000

#: Code point → what it folds to, and the class of that above; zero while it was not met. The pages of it that no text
#: needs are never touched.
_TABLE = np.zeros(_ALL_CHARACTERS, np.uint32)


class Points(NamedTuple):
    """A folded text as code points with the class of each; `moved` is `None` if every character keeps its place."""

    points: NDArray[np.uint32]
    classes: NDArray[np.uint8]
    moved: "Moved | None"

    def origins(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Tell of places in the folded text which character of the source each came from."""
        return places if self.moved is None else self.moved.origins(places)


class Moved(NamedTuple):
    """The characters that vanish or become several.

    Attributes:
        at: Where each stands in the source.
        begins: Where in the folded text what it becomes begins.
        back: How far further to the right the source is behind it, up to the next of them.
    """

    at: NDArray[np.int64]
    begins: NDArray[np.int64]
    back: NDArray[np.int64]

    def origins(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Tell of places in the folded text which character of the source each came from."""
        last = np.searchsorted(self.begins, places, side="right") - 1
        origins: NDArray[np.int64] = np.maximum(self.at[last], places + self.back[last])
        return origins


def code_points(text: str) -> NDArray[np.uint32]:
    """Give a text as an array of code points, halves of surrogate pairs too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def fold_points(text: str) -> Points:
    """Fold a text, each character alone.

    Example:
        >>> folded = fold_points("É…")
        >>> "".join(map(chr, folded.points.tolist())), folded.origins(np.arange(4)).tolist()
        ('e...', [0, 1, 1, 1])
    """
    codes = code_points(text)
    lines = _TABLE.take(codes, mode="clip")
    if not lines.all():
        for code in np.unique(codes[lines == 0]).tolist():
            _TABLE[code] = _line_of(code)
        lines = _TABLE[codes]
    at = np.flatnonzero(lines >= _FIRST_UNEVEN)
    moved = None
    if len(at):
        lines, moved = _resized(codes, lines, at)
    return Points(lines & _POINT, (lines >> _CLASS_SHIFT).astype(np.uint8), moved)


def _line_of(code: int) -> int:
    folded = fold_text(chr(code))
    return _line(folded) if len(folded) == 1 else _UNEVEN << _CLASS_BITS


def _line(folded: str) -> int:
    return _class_of(folded) << _CLASS_BITS | ord(folded)


def _class_of(folded: str) -> int:
    if folded.isalnum():
        return DIGIT if folded.isdecimal() else LETTER
    if folded in _MARKS:
        return _MARKS[folded]
    return SIGN if split_words(f"a{folded}").texts != ("a",) else OTHER


@lru_cache(maxsize=_KEPT_LINES)
def _lines_of(code: int) -> tuple[int, ...]:
    return tuple(map(_line, fold_text(chr(code))))


def _resized(
    codes: NDArray[np.uint32], lines: NDArray[np.uint32], at: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], Moved]:
    """Put what the uneven characters become in their places."""
    become = [_lines_of(code) for code in codes[at].tolist()]
    sizes = np.array([len(made) for made in become])
    lines[at] = [made[0] if made else 0 for made in become]
    more = [line for made in become for line in made[1:]]
    lines = np.insert(lines, np.repeat(at + 1, np.maximum(0, sizes - 1)), np.array(more, np.uint32))
    if not sizes.all():
        lines = lines[lines > 0]
    # Before the first of them everything keeps its place, as if one stood before the text.
    at, sizes = np.append(-1, at), np.append(1, sizes)
    grown = np.cumsum(sizes - 1)
    return lines, Moved(at, at + grown - (sizes - 1), -grown)
