"""Is "number" the verb, so that what follows counts, or the noun, so that it is part of a name?"""

from sidelight.core.text.numbers.neighbours import tied
from sidelight.core.text.numbers.number_words import NumberWords
from sidelight.core.text.words import Words

#: Words before the verb in which its subject stands: "the dead of Zembla City Hall number 139".
_SUBJECT_REACH = 8


def is_verb(words: Words, index: int, table: NumberWords) -> bool:
    """Tell "the dead now number 139" and "the dead of the Hall number 139" from "flight number 139".

    Example:
        >>> from sidelight.core.text.numbers.number_words import number_words
        >>> from sidelight.core.text.words import split_words
        >>> is_verb(split_words("The dead of Zembla number 139"), 4, number_words("en"))
        True
        >>> is_verb(split_words("The dead of bus number 139"), 4, number_words("en"))
        False
    """
    if words.texts[index] not in table.singles["verbs"] or words.raw(index)[0].isupper():
        return False
    if not tied(words, index, table) or words.texts[index - 1] in table.singles["names"]:
        return False
    if words.texts[index - 1] in table.singles["verbs_after"]:
        return True
    return words.raw(index - 1)[0].isupper() and _has_subject(words, index, table)


def _has_subject(words: Words, index: int, table: NumberWords) -> bool:
    """Tell whether one of the words before a verb, with nothing between that parts them, is what may number so many."""
    for at in range(index - 1, max(0, index - _SUBJECT_REACH) - 1, -1):
        if words.texts[at] in table.singles["verbs_subject"]:
            return True
        if not tied(words, at, table):
            break
    return False
