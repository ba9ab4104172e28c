"""Words: what phrases and quantities see of a text.

A *word* is a run of letters and digits, with apostrophes and dots inside (`o'brien`, `u.s`, `2.5`) and commas between
digits (`139,000`). Words are folded; a possessive `'s` and the last dot of an acronym belong to no word. What stands
between two words is their *gap*; a *join* tells whether a phrase may run across it.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

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
_WORD = re.compile(
    rf"({_RUN}(?:'(?!s(?![^\W_])){_RUN}|\.{_RUN}|(?<=\d),(?=\d){_RUN})*)"
    r"(?:(?<=\.[^\W\d_])\.)?"  # the last dot of an acronym
    r"""(?:["')\]]*'s(?![^\W_]))?"""
)
#: The plus sign of "139+ people" says something about the number; it does not part the words.
_SPACE_GAP = re.compile(r"""\+?["'()\[\]{}]*(?:[. ]["'()\[\]{} ]*)?""")
_HYPHEN_GAP = re.compile(r"""["'()\[\]{}]*-["'()\[\]{}]*""")

#: Where a word may go on behind a mark, or a possessive begin; everything else in a folded ASCII text parts words.
_INNER_MARK = re.compile(r"['.,](?=[a-z0-9])")
_LETTERS_ALONE = {code: " " for code in range(128) if not chr(code).isalnum()}
_USUAL_GAPS = {" ": Join.SPACE, ". ": Join.SPACE, "-": Join.HYPHEN, ", ": Join.BREAK, " - ": Join.BREAK}


@dataclass(frozen=True)
class Words:
    """The words of one text, as parallel tuples; positions are code points of `source`.

    Attributes:
        source: The text as it was given.
        language: Decides where sentences end.
        texts: Each word folded, without `'s`.
        joins: How each word is joined to the one before.
        folded: The folded source, in which `folded_starts` and `folded_ends` count.
    """

    source: str
    language: str
    texts: tuple[str, ...]
    joins: tuple[Join, ...]
    folded: str
    folded_starts: tuple[int, ...]
    folded_ends: tuple[int, ...]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.texts)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts in the source; most texts are only compared, so this is worked out when asked for."""
        starts = self._fold.starts
        return self.folded_starts if isinstance(starts, range) else tuple([starts[at] for at in self.folded_starts])

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends in the source, `'s` left out."""
        ends = self._fold.ends
        return self.folded_ends if isinstance(ends, range) else tuple([ends[at - 1] for at in self.folded_ends])

    @cached_property
    def _fold(self) -> Folded:
        return fold(self.source)

    def raw(self, index: int) -> str:
        """Cut one word out of the source, as it is written there."""
        return self.source[self.starts[index] : self.ends[index]]

    def span(self, first: int, end: int) -> Span:
        """Give the place in the source of the words from `first` up to, not including, `end`.

        Raises:
            SpanError: There is no word in that range.
        """
        if not 0 <= first < end <= len(self.texts):
            msg = f"there are no words [{first}, {end}) in a text of {len(self.texts)} words"
            raise SpanError(msg)
        return Span(self.starts[first], self.ends[end - 1])

    def gap(self, index: int) -> str:
        """Give the folded text before a word, back to the word before it or the start (an `'s` included).

        Example:
            >>> split_words("Crocus's roof, gone").gap(2)
            ', '
        """
        before = self.folded_ends[index - 1] if index else 0
        return self.folded[before : self.folded_starts[index]]

    def gap_after(self, index: int) -> str:
        """Give the folded text behind a word, up to the next word or the end."""
        after = self.folded_starts[index + 1] if index + 1 < len(self.texts) else len(self.folded)
        return self.folded[self.folded_ends[index] : after]

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The number of the sentence that each word stands in, counted from 0; worked out when first asked for."""
        ends = sentence_ends(self.source, self.language)
        return tuple(bisect_right(ends, start) for start in self.starts)


def split_words(text: str, language: str = "en") -> Words:
    """Cut a text into folded words and keep where each stands.

    Example:
        >>> words = split_words("The U.S. branded Meduza’s “foreign-agent” law.")
        >>> words.texts
        ('the', 'u.s', 'branded', 'meduza', 'foreign', 'agent', 'law')
        >>> words.joins[5].name
        'HYPHEN'
    """
    folded = fold_text(text)
    found = list(_WORD.finditer(folded))
    return Words(
        source=text,
        language=language,
        texts=tuple([word[1] for word in found]),
        joins=_joins_of(folded, found),
        folded=folded,
        folded_starts=tuple([word.start() for word in found]),
        folded_ends=tuple([word.end(1) for word in found]),
    )


def folded_words(text: str) -> list[str]:
    """Give the folded words alone, quickly: `split_words(text).texts` as a list.

    Example:
        >>> folded_words("Meduza’s “foreign-agent” law")
        ['meduza', 'foreign', 'agent', 'law']
    """
    folded = fold_text(text)
    if not folded.isascii():
        return _WORD.findall(folded)
    words: list[str] = []
    at = 0
    for mark in _INNER_MARK.finditer(folded):
        if mark.start() >= at:
            run = folded.rfind(" ", at, mark.start()) + 1 or at
            words += folded[at:run].translate(_LETTERS_ALONE).split()
            at = folded.find(" ", mark.end())
            at = at if at >= 0 else len(folded)
            words += _WORD.findall(folded[run:at])
    return words + folded[at:].translate(_LETTERS_ALONE).split()


def _joins_of(folded: str, found: list[re.Match[str]]) -> tuple[Join, ...]:
    """Classify what stands before each word; the gaps met most are looked up instead."""
    if not found:
        return ()
    gaps = [folded[before.end() : word.start()] for before, word in pairwise(found)]
    return (Join.BREAK, *[_USUAL_GAPS[gap] if gap in _USUAL_GAPS else _join_of(gap) for gap in gaps])


def _join_of(gap: str) -> Join:
    if _SPACE_GAP.fullmatch(gap):
        return Join.SPACE
    return Join.HYPHEN if _HYPHEN_GAP.fullmatch(gap) else Join.BREAK
