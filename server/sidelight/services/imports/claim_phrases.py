"""Phrases proposed from a claim's own words: a start for the curator, never a finished choice.

What stands in quotation marks inside the claim is what articles repeat word for word; else the clauses of the claim.
Each is a phrase of the language that can be compiled, so that nothing proposed is refused when the draft is opened.
"""

import re

from sidelight.core.phrases.compile import compile_phrase
from sidelight.errors import PhraseError

#: Most phrases proposed for one claim.
MOST_PHRASES = 4
#: A proposed phrase has so many words.
FEWEST_WORDS = 2
MOST_WORDS = 8
_QUOTED = re.compile(r"[“„«\"‟]([^“”„«»\"‟]{3,200})[”“»\"‟]")
_CLAUSE_END = re.compile(r"[.!?…;:,()\[\]{}–—|/]+(?=\s|$)|\s[-–—]\s|[“”„«»\"‟]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)


def phrases_of_claim(claim: str, language: str) -> tuple[str, ...]:
    """Propose phrases by which an article may repeat a claim.

    Example:
        >>> phrases_of_claim("The mayor said the bridge is “safer than ever before”.", "en")
        ('safer than ever before',)
        >>> phrases_of_claim("Harbour dust melts steel, a video shows", "en")
        ('Harbour dust melts steel', 'a video shows')
    """
    quoted = [found[1] for found in _QUOTED.finditer(claim)]
    proposed = dict.fromkeys(phrase for part in quoted or _clauses(claim) if (phrase := _phrase(part, language)))
    return tuple(proposed)[:MOST_PHRASES]


def _clauses(claim: str) -> list[str]:
    return _CLAUSE_END.split(claim)


def _phrase(part: str, language: str) -> str | None:
    words = _WORD.findall(part)
    if len(words) < FEWEST_WORDS:
        return None
    phrase = " ".join(words[:MOST_WORDS])
    try:
        compile_phrase(phrase, language)
    except PhraseError:
        return None
    return phrase
