"""What Sidelight is measured beside, on the phrases that are nothing but words: spaCy's PhraseMatcher and RE2's sets.

Both are given the text as it is, since that is where Sidelight begins too. RE2 tells which phrases occur but not where.
"""

import re
from collections.abc import Callable, Sequence

import re2
import spacy
from spacy.matcher import PhraseMatcher

Search = Callable[[str], int]
#: What RE2 may use for its automaton; with the default of 8 MB it gives up at a thousand phrases.
_RE2_MEMORY = 4 << 30


def spacy_matcher(phrases: Sequence[str]) -> Search:
    """Give a search that cuts a text into spaCy's tokens and counts the phrases found, compared in small letters."""
    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for number, phrase in enumerate(phrases):
        matcher.add(str(number), [language.make_doc(phrase)])
    return lambda text: len(matcher(language.make_doc(text)))


def re2_set(phrases: Sequence[str]) -> Search | None:
    """Give a search that counts which phrases occur, as whole words in any case; `None` if RE2 refuses so many."""
    options = re2.Options()
    options.max_mem = _RE2_MEMORY
    options.case_sensitive = False
    options.log_errors = False
    found = re2.Set.SearchSet(options)
    for phrase in phrases:
        found.Add(rf"\b{re.escape(phrase)}\b")
    try:
        found.Compile()
    except re2.error:
        return None
    return lambda text: len(found.Match(text))
