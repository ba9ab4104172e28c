"""Where sentences end: the only file that imports sentencex.

The splitter is never trusted with a whole text: unclosed quotation marks cost it time that grows with their square, and
behind ten thousand characters it drops some. So it sees a *stretch* at a time; where it panics, the text is cut here.
"""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

import sentencex

#: Cuts a text into sentences by the rules of a language.
Splitter = Callable[[str, str], list[str]]

#: Code points that the splitter is given at once. Only a quotation or a sentence longer than half of it notices.
STRETCH = 4_000
#: What the splitter trips over: halves of surrogate pairs (broken JSON brings them) and white space of several bytes.
_HALVES = re.compile("[\ud800-\udfff]")
_WIDE_SPACES = re.compile(r"[^\S\x00-\x7f]")
#: The name of what a panic inside the splitter is raised as; its class cannot be imported.
_PANIC = "PanicException"
#: White space behind a terminator, with or without a closing mark between: where a sentence ends for want of better.
_PLAIN_END = re.compile(r"""(?:(?<=[.!?…])|(?<=[.!?…]["'”’»)\]]))\s+|\n{2,}""")


def sentence_ends(text: str, language: str = "en", *, split: Splitter = sentencex.segment) -> tuple[int, ...]:
    """Cut a text into sentences and give where each ends, white space behind it included.

    A language that the splitter does not know is cut by the rules of its relatives or of English.

    Example:
        >>> sentence_ends("Mr. Smith left. He was 39.", "en")
        (16, 26)
    """
    code = language.partition("-")[0] or "en"
    if not text.isascii():
        text = _WIDE_SPACES.sub(" ", _HALVES.sub("\ufffd", text))
    return tuple(_ends(text, code, split))


def _ends(text: str, code: str, split: Splitter) -> Iterator[int]:
    """Go through a text by stretches, each of which takes at least half of what it may."""
    start = 0
    while len(text) - start > STRETCH:
        stretch = text[start : start + STRETCH]
        done, ends = _settled(stretch, _ends_in(stretch, code, split))
        yield from (start + end for end in ends)
        start += done
    yield from (start + end for end in _ends_in(text[start:], code, split))


def _settled(stretch: str, ends: list[int]) -> tuple[int, list[int]]:
    """Tell where the next stretch begins, and which ends before that hold whatever follows.

    A sentence that fills the stretch goes on in the next one, which begins at a word.
    """
    half = STRETCH // 2
    for number, end in enumerate(ends[:-1], start=1):
        if end >= half:
            return end, ends[:number]
    words = stretch.rstrip()
    last_word = max(words.rfind(" "), words.rfind("\n")) + 1
    return (last_word if last_word >= half else STRETCH), ends[:-1]


def _ends_in(stretch: str, code: str, split: Splitter) -> list[int]:
    """Let the splitter cut a stretch; cut it plainly where that fails or loses text."""
    try:
        ends = list(accumulate(map(len, split(code, stretch))))
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        return _plain_ends(stretch)
    return ends if (ends or [0])[-1] == len(stretch) else _plain_ends(stretch)


def _plain_ends(stretch: str) -> list[int]:
    ends = [end.end() for end in _PLAIN_END.finditer(stretch)]
    return ends if (ends or [0])[-1] == len(stretch) else [*ends, len(stretch)]
