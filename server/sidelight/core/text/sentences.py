"""Where sentences end: the only file that imports sentencex."""

import re
from itertools import accumulate

import sentencex

#: Half of a surrogate pair, as broken JSON may bring it; the splitter takes whole characters only.
_HALVES = re.compile("[\ud800-\udfff]")


def sentence_ends(text: str, language: str = "en") -> tuple[int, ...]:
    """Cut a text into sentences and give where each ends, white space behind it included.

    A language that the splitter does not know is cut by the rules of its relatives or of English.

    Example:
        >>> sentence_ends("Mr. Smith left. He was 39.", "en")
        (16, 26)
    """
    code = language.partition("-")[0] or "en"
    return tuple(accumulate(len(sentence) for sentence in sentencex.segment(code, _HALVES.sub("\ufffd", text))))
