"""Stems: what the inflected forms of a word have in common, by Snowball; the only file that knows the stemmer.

A stemmer wants the written letters (for Russian, и and й are different endings), so words are stemmed in lower case and
the stem is folded afterwards. A stem is not always how its words begin: "dying" has the stem "die". The prefilter needs
beginnings, so `prefix_of_stem` gives beginnings that no word of the stem lacks.
"""

import threading
import unicodedata
from functools import lru_cache
from typing import Protocol, cast

import Stemmer

from sidelight.core.text.fold import fold_text

_ALGORITHMS = {"en": "english", "es": "spanish", "it": "italian", "pt": "portuguese", "ru": "russian"}
#: Letters at the end of a stem that some word of the stem lacks, beyond the English changes below. Measured over 20,000
#: words and 150,000 made up from each language's endings. French drops the article (l'État) and German reads "ae" as
#: one letter, so their stems say nothing about how a word begins; there, as in every other language, `~` has no effect.
_LETTERS_TO_CUT = {"es": 1, "it": 1, "pt": 1}
#: English stems ending so change their last letter: happy/happi, hoping/hope, ability/abl.
_ENGLISH_CHANGES = ("e", "i", "y", "bl")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's own name


class _Stemmers(threading.local):
    """A stemmer keeps a buffer between calls, so each thread has its own."""

    def __init__(self) -> None:
        self.by_language: dict[str, _Stemmer] = {}

    def get(self, language: str) -> _Stemmer:
        if language not in self.by_language:
            self.by_language[language] = cast("_Stemmer", Stemmer.Stemmer(_ALGORITHMS[language], 0))
        return self.by_language[language]


_STEMMERS = _Stemmers()


def has_stems(language: str) -> bool:
    """Tell whether words of that language have stems here, or compare whole.

    Example:
        >>> has_stems("ru"), has_stems("tlh")
        (True, False)
    """
    return language in _ALGORITHMS


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Reduce a word, as it is written, to its folded stem; in a language without stemmer, fold it.

    Example:
        >>> stem("Killings", "en"), stem("убитый", "ru"), stem("die", "en") == stem("dying", "en")
        ('kill', 'убит', True)
    """
    if language not in _ALGORITHMS:
        return fold_text(word)
    lowered = unicodedata.normalize("NFC", word).lower().replace("’", "'")
    return fold_text(_STEMMERS.get(language).stemWord(lowered))


def prefix_of_stem(word: str, language: str) -> tuple[str, ...]:
    """Give folded beginnings such that every word with the stem of this one begins with one of them.

    Example:
        >>> prefix_of_stem("killed", "en"), prefix_of_stem("dying", "en"), prefix_of_stem("happy", "en")
        (('kill',), ('di', 'dy'), ('happ',))
    """
    common = stem(word, language)
    cut = _LETTERS_TO_CUT.get(language, 0)
    if language == "en":
        cut = int(common.endswith(_ENGLISH_CHANGES))
    beginning = common[: max(1, len(common) - cut)]
    if language == "en" and common.endswith("ie"):
        return beginning, f"{common[:-2]}y"
    return (beginning,)
