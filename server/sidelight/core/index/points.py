"""Fold a text by looking every character up in one table; the letters agree with `fold`, runs of spaces stay runs.

A character is folded when it is first met, in any text, and its line of the table filled: what it becomes and what
words make of that. Two threads that fill a line write the same.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sidelight.core.text.fold import fold_text
from sidelight.core.text.words import split_words

#: What words make of a folded character. The order matters: marks that may stand inside words, then what words are of.
OTHER, SIGN, APOSTROPHE, DOT, COMMA, LETTER, DIGIT = range(1, 8)
#: A character that vanishes or becomes several is looked up apart.
_UNEVEN = 8
_MARKS = {"'": APOSTROPHE, ".": DOT, ",": COMMA}
_CLASS_BITS = 24
_CLASS_SHIFT = np.uint32(_CLASS_BITS)
_POINT = np.uint32((1 << _CLASS_BITS) - 1)
_ALL_CHARACTERS = 0x110000

#: Code point → what it folds to, and the class of that above; zero while it was not met. The pages of it that no text
#: needs are never touched.
_TABLE = np.zeros(_ALL_CHARACTERS, np.uint32)


class Points(NamedTuple):
    """A folded text as code points with the class of each, and where each came from.

    `origins` is `None` where every character stands at its old place.
    """

    points: NDArray[np.uint32]
    classes: NDArray[np.uint32]
    origins: NDArray[np.int64] | None


def code_points(text: str) -> NDArray[np.uint32]:
    """Give a text as an array of code points, halves of surrogate pairs too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def fold_points(text: str) -> Points:
    """Fold a text, each character alone.

    Example:
        >>> folded = fold_points("É…")
        >>> "".join(map(chr, folded.points.tolist())), folded.origins.tolist()
        ('e...', [0, 1, 1, 1])
    """
    codes = code_points(text)
    lines = _TABLE[codes]
    if not lines.all():
        for code in np.unique(codes[lines == 0]).tolist():
            _TABLE[code] = _line_of(code)
        lines = _TABLE[codes]
    classes = lines >> _CLASS_SHIFT
    if classes.max(initial=0) < _UNEVEN:
        return Points(lines & _POINT, classes, None)
    return _resized(codes, lines, classes == _UNEVEN)


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


def _resized(codes: NDArray[np.uint32], lines: NDArray[np.uint32], uneven: NDArray[np.bool_]) -> Points:
    """Put what the uneven characters become in their places."""
    at = np.flatnonzero(uneven)
    different, which = np.unique(codes[at], return_inverse=True)
    folds = [fold_text(chr(code)) for code in different.tolist()]
    sizes = np.array([len(fold) for fold in folds])
    letters = np.array([_line(letter) for fold in folds for letter in fold], np.uint32)
    first_letters = np.cumsum(sizes) - sizes
    lengths = np.ones(len(codes), np.int64)
    lengths[at] = sizes[which]
    origins = np.repeat(np.arange(len(codes)), lengths)
    resized = lines[origins]
    made = np.flatnonzero(uneven[origins])
    if len(made):
        begins = (np.cumsum(lengths) - lengths)[origins[made]]
        whose = np.repeat(which, sizes[which])
        resized[made] = letters[first_letters[whose] + made - begins]
    return Points(resized & _POINT, resized >> _CLASS_SHIFT, origins)
