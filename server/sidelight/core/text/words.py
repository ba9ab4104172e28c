"""Words: what phrases and quantities see of a text.

A *word* is a run of letters and digits, with apostrophes and dots inside (`o'brien`, `u.s`, `2.5`) and commas between
digits (`139,000`). Words are folded; a possessive `'s` and the last dot of an acronym belong to no word. What stands
between two words is their *gap*; a *join* tells whether a phrase may run across it.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import accumulate

from sidelight.core.text.fold import Folded, fold, fold_text
from sidelight.core.text.sentences import sentence_ends
from sidelight.core.text.span import Span
from sidelight.errors import SpanError


class Join(IntEnum):
    """How a word is joined to the word before it."""

    #: White space, quotation marks, brackets, a single dot (the number of the sentence tells what the dot was).
    SPACE = 0
    #: One hyphen and no white space.
    HYPHEN = 1
    #: Anything else; also before the first word.
    BREAK = 2


#: Vowel signs of Indic scripts: no letters to a regular expression, not dropped by folding, yet inside words.
_SIGNS = "".join(chr(code) for code in range(0x900, 0x1B00) if unicodedata.category(chr(code)) == "Mc")
_RUN = rf"[^\W_]+(?:[{_SIGNS}]+[^\W_]*)*"


def _word(run: str) -> re.Pattern[str]:
    """Make the pattern of a word of such runs, with what stands behind it and belongs to no word apart."""
    inner = rf"(?:'(?!s(?![^\W_])){run}|\.{run}|(?<=\d),(?=\d){run})*"
    last_dot = r"(?:(?<=\.[^\W\d_])\.)?"  # of an acronym
    possessive = r"""(?:["')\]]*'s(?![^\W_]))?"""
    # Behind most words stands none of these marks, which is quickly told.
    return re.compile(rf"""({run}(?:(?!['.,])|{inner}))((?!["').\]])|{last_dot}{possessive})""")


_WORD = _word(_RUN)
#: The same for folded texts of ASCII, as most are; it is a third quicker.
_ASCII_WORD = _word("[a-z0-9]+")
#: The plus sign of "139+ people" says something about the number; it does not part the words.
_SPACE_GAP = re.compile(r"""\+?["'()\[\]{}]*(?:[. ]["'()\[\]{} ]*)?""")
_HYPHEN_GAP = re.compile(r"""["'()\[\]{}]*-["'()\[\]{}]*""")

#: Where a word may go on behind a mark, or a possessive begin; everything else in a folded ASCII text parts words.
_INNER_MARK = re.compile(r"['.,](?=[a-z0-9])")
_LETTERS_ALONE = {code: " " for code in range(128) if not chr(code).isalnum()}
#: Texts between words of which the joins are kept; far more than occur in prose.
_CACHED_GAPS = 4096


class _Joins(dict[str, Join]):
    """What stands between two words and how it joins them, worked out when first met."""

    def __missing__(self, gap: str) -> Join:
        join = _join_of(gap)
        if len(self) < _CACHED_GAPS:
            self[gap] = join
        return join


_JOINS = _Joins()
#: What stands behind most words, and is no mark on their last letter; also the end of the text.
_MARKLESS = frozenset(("", *" \n.,;:!?-'\"()[]/\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u00ab\u00bb\u2026"))
#: Folded text in which no sentence ends, whatever the language, if no line does.
_NO_END = re.compile(r"""[\w ,'"-]*""")


@dataclass(frozen=True)
class Words:
    """The words of one text, as parallel tuples; positions are code points of `source`.

    Attributes:
        source: The text as it was given.
        language: Decides where sentences end.
        texts: Each word folded, without `'s`.
        pieces: The folded source cut up: what stands before a word, the word, its `'s`, in turn; last what is left.
        known_starts: Where each word starts in the source, if that was found already.
    """

    source: str
    language: str
    texts: tuple[str, ...]
    pieces: Sequence[str]
    known_starts: Sequence[int] | None = None

    def __len__(self) -> int:
        """Count the words."""
        return len(self.texts)

    @cached_property
    def joins(self) -> tuple[Join, ...]:
        """How each word is joined to the one before."""
        return (Join.BREAK, *map(_JOINS.__getitem__, self.pieces[3:-1:3])) if self.texts else ()

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each word starts in the source; most texts are only compared, so this is worked out when asked for."""
        if self.known_starts is not None:
            return self.known_starts
        starts, folded_starts = self._fold.starts, self._edges[:-1:3]
        return folded_starts if isinstance(starts, range) else [starts[at] for at in folded_starts]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where each word ends in the source, `'s` left out."""
        ends, folded_ends = self._fold.ends, self._edges[1::3]
        return folded_ends if isinstance(ends, range) else [ends[at - 1] for at in folded_ends]

    @cached_property
    def _edges(self) -> list[int]:
        """Where each piece ends in the folded source."""
        return list(accumulate(map(len, self.pieces)))

    @cached_property
    def _fold(self) -> Folded:
        return fold(self.source)

    def raw(self, index: int) -> str:
        """Cut one word out of the source, as it is written there."""
        return self.source[self.starts[index] : self._end(index)]

    def span(self, first: int, end: int) -> Span:
        """Give the place in the source of the words from `first` up to, not including, `end`.

        Raises:
            SpanError: There is no word in that range.
        """
        if not 0 <= first < end <= len(self.texts):
            msg = f"there are no words [{first}, {end}) in a text of {len(self.texts)} words"
            raise SpanError(msg)
        return Span(self.starts[first], self._end(end - 1))

    def _end(self, index: int) -> int:
        """Give where a word ends; the way back from the folded text is wanted only for words with marks on letters."""
        start, text = self.starts[index], self.texts[index]
        end = start + len(text)
        if self.source[start:end].lower() == text and self.source[end : end + 1] in _MARKLESS:
            return end
        return self.ends[index]

    def gap(self, index: int) -> str:
        """Give the folded text before a word, back to the word before it or the start (an `'s` included).

        Example:
            >>> split_words("Crocus's roof, gone").gap(2)
            ', '
        """
        return self.pieces[3 * index - 1] + self.pieces[3 * index] if index else self.pieces[0]

    def gap_after(self, index: int) -> str:
        """Give the folded text behind a word, up to the next word or the end."""
        return self.pieces[3 * index + 2] + self.pieces[3 * index + 3]

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The number of the sentence that each word stands in, counted from 0; worked out when first asked for."""
        numbers: list[int] = []
        for number, end in enumerate(sentence_ends(self.source, self.language)):
            numbers += [number] * (bisect_left(self.starts, end, len(numbers)) - len(numbers))
        return tuple(numbers)

    def together(self, one: int, other: int) -> bool:
        """Tell whether two words stand in one sentence; often nothing between them could end one."""
        if "sentences" not in self.__dict__ and self._in_one_line:
            first, last = (one, other) if one < other else (other, one)
            if _NO_END.fullmatch("".join(self.pieces[3 * first + 1 : 3 * last + 1])):
                return True
        return self.sentences[one] == self.sentences[other]

    @cached_property
    def _in_one_line(self) -> bool:
        return self.source.isprintable()


def split_words(text: str, language: str = "en", known_starts: Sequence[int] | None = None) -> Words:
    """Cut a text into folded words and keep where each stands.

    Args:
        text: The text.
        language: Decides where sentences end.
        known_starts: Where each of the words starts, if that was found already.

    Example:
        >>> words = split_words("The U.S. branded Meduza’s “foreign-agent” law.")
        >>> words.texts
        ('the', 'u.s', 'branded', 'meduza', 'foreign', 'agent', 'law')
        >>> words.joins[5].name
        'HYPHEN'
    """
    folded = fold_text(text)
    pieces = (_ASCII_WORD if folded.isascii() else _WORD).split(folded)
    return Words(source=text, language=language, texts=tuple(pieces[1::3]), pieces=pieces, known_starts=known_starts)


def folded_words(text: str) -> list[str]:
    """Give the folded words alone, quickly: `split_words(text).texts` as a list.

    Example:
        >>> folded_words("Meduza’s “foreign-agent” law")
        ['meduza', 'foreign', 'agent', 'law']
    """
    folded = fold_text(text)
    if not folded.isascii():
        return _WORD.split(folded)[1::3]
    words: list[str] = []
    at = 0
    for mark in _INNER_MARK.finditer(folded):
        if mark.start() >= at:
            run = folded.rfind(" ", at, mark.start()) + 1 or at
            words += folded[at:run].translate(_LETTERS_ALONE).split()
            at = folded.find(" ", mark.end())
            at = at if at >= 0 else len(folded)
            words += _ASCII_WORD.split(folded[run:at])[1::3]
    return words + folded[at:].translate(_LETTERS_ALONE).split()


def _join_of(gap: str) -> Join:
    if _SPACE_GAP.fullmatch(gap):
        return Join.SPACE
    return Join.HYPHEN if _HYPHEN_GAP.fullmatch(gap) else Join.BREAK
