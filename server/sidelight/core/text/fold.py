"""Fold text: one spelling for everything a reader would call the same.

Folding takes typographic quotes, dashes and spaces, accents, width and case away, so that phrases and articles can be
compared letter by letter. It works on each character alone; only runs of white space become one space. That keeps it
idempotent, lets a copy in another language agree with this one, and makes a map back to the original possible.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from sidelight.core.text.span import Span

#: What a character becomes: one letter, white space, several letters, nothing, or a mark on the letter before it.
_Sort = Literal["1", " ", "x", "d", "m"]
_MARKS = frozenset(("Mn", "Me"))
#: Entries of a cache of characters; more than any one script has, far less than a hostile text could ask for.
_CACHED_CHARACTERS = 20_000


def _load_table() -> dict[str, str]:
    """Read the table of exceptions; each line of it is `code point name`, under what the character becomes."""
    groups = json.loads(files(__package__).joinpath("fold_table.json").read_text("utf-8"))
    return {
        chr(int(line.split(maxsplit=1)[0], 16)): folded
        for group in groups.values()
        for folded, lines in group.items()
        for line in lines
    }


#: Quotes, dashes, ellipses, white space, invisible characters: what compatibility decomposition leaves different.
FOLD_TABLE: Mapping[str, str] = _load_table()


def _fold_character(character: str) -> str:
    """Fold one character by the table, else decompose it, drop the marks and lower the rest."""
    folded = FOLD_TABLE.get(character)
    if folded is not None:
        return folded
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part.lower() for part in parts if unicodedata.category(part) not in _MARKS)


def _sort_of(character: str) -> _Sort:
    """Tell what folding does to the length of a text at this character."""
    folded = _FOLDS[ord(character)]
    if len(folded) > 1:
        return "x"
    if folded:
        return " " if folded == " " else "1"
    return "m" if unicodedata.category(character) in _MARKS else "d"


class _Folds(dict[int, str]):
    """For `str.translate`: characters are folded when first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < _CACHED_CHARACTERS:
            self[code] = folded
        return folded


class _Sorts(dict[int, str]):
    """For `str.translate`: a text of the same length that says what folding does at each place."""

    def __missing__(self, code: int) -> str:
        sort = _sort_of(chr(code))
        if len(self) < _CACHED_CHARACTERS:
            self[code] = sort
        return sort


_FOLDS = _Folds()
_SORTS = _Sorts()
_SPACES = re.compile(r" {2,}")
#: Translation is ten times slower where there is one character beyond ASCII; in most texts there are but these.
_USUAL_MARKS = tuple((mark, _FOLDS[ord(mark)]) for mark in "’“”—–‘…\xa0é")
_EVEN_MARKS = tuple((mark, folded) for mark, folded in _USUAL_MARKS if len(folded) == 1)
#: Places where the folded text gets longer or shorter, with all white space beside them.
_UNEVEN = re.compile(r"[ xdm]*[xdm][ xdm]*| {2,}")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the original characters it was made from.

    Attributes:
        text: The folded text.
        starts: Where the original of each folded character starts.
        ends: Where it ends, combining marks behind it included.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def unfold(self, span: Span) -> Span:
        """Find the smallest span of the original whose folded text holds this span of the folded one.

        Raises:
            SpanError: The span reaches outside the folded text.

        Example:
            >>> fold("a “Café”").unfold(Span(3, 7))
            Span(start=3, end=7)
        """
        span.of(self.text)
        if not span:
            edge = self.starts[span.start] if span.start < len(self.text) else (self.ends[-1] if self.text else 0)
            return Span(edge, edge)
        return Span(self.starts[span.start], self.ends[span.end - 1])


def fold_text(text: str) -> str:
    """Fold a text of which no positions are wanted; equals `fold(text).text`.

    Example:
        >>> fold_text("“The Café” — 139…")
        '"the cafe" - 139...'
    """
    text = _without(text, _USUAL_MARKS)
    folded_text = text.translate(_FOLDS)
    return _SPACES.sub(" ", folded_text) if "  " in folded_text else folded_text


def _without(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    """Fold some characters ahead of the others."""
    if not text.isascii():
        for mark, folded in marks:
            text = text.replace(mark, folded)
    return text


def fold(text: str) -> Folded:
    """Fold a text and keep the way back to each original character.

    Example:
        >>> fold("Ёлка").text
        'елка'
    """
    even = _without(text, _EVEN_MARKS)
    sorts = even.translate(_SORTS)
    if "  " not in sorts and not sorts.strip("1 "):
        return Folded(even.translate(_FOLDS), range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for uneven in _UNEVEN.finditer(sorts):
        _add_even(even, at, uneven.start(), (pieces, starts, ends))
        _add_uneven(text, uneven.start(), uneven.end(), (pieces, starts, ends))
        at = uneven.end()
    _add_even(even, at, len(text), (pieces, starts, ends))
    return Folded("".join(pieces), starts, ends)


_Parts = tuple[list[str], list[int], list[int]]


def _add_even(text: str, start: int, end: int, parts: _Parts) -> None:
    """Add a stretch in which one character becomes one."""
    pieces, starts, ends = parts
    pieces.append(text[start:end].translate(_FOLDS))
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def _add_uneven(text: str, start: int, end: int, parts: _Parts) -> None:
    """Add a stretch character by character: white space joins up, marks lengthen what they stand on."""
    pieces, starts, ends = parts
    after_space = False
    for at in range(start, end):
        code = ord(text[at])
        folded = _FOLDS[code]
        if after_space and folded == " ":
            ends[-1] = at + 1
            continue
        if after_space and folded.startswith(" "):
            folded = folded[1:]
        if not folded:
            if ends and _SORTS[code] == "m" and ends[-1] == at:
                ends[-1] = at + 1
            continue
        pieces.append(folded)
        starts.extend([at] * len(folded))
        ends.extend([at + 1] * len(folded))
        after_space = folded.endswith(" ")
