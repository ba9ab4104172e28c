"""What stands beside a word: whether the text goes on from it, and which known phrases it does so with."""

from sidelight.core.text.numbers.number_words import NumberWords, Phrases
from sidelight.core.text.words import Join, Words


def tied(words: Words, index: int, table: NumberWords) -> bool:
    """Tell whether a word goes on from the one before it: nothing between them but space, hyphen, quotes, brackets.

    Example:
        >>> from sidelight.core.text.numbers.number_words import number_words
        >>> from sidelight.core.text.words import split_words
        >>> tied(split_words("Two. Three"), 1, number_words("en"))
        False
    """
    if not 0 < index < len(words) or words.joins[index] is Join.BREAK:
        return False
    gap = words.gap(index)
    return gap in (" ", "-") or "." not in gap or words.texts[index - 1] in table.singles["abbreviated"]


def clause_around(words: Words, index: int, table: NumberWords) -> range:
    """Give the words around one that are read together: no number, range or qualifier goes on over the edges.

    Example:
        >>> from sidelight.core.text.numbers.number_words import number_words
        >>> from sidelight.core.text.words import split_words
        >>> clause_around(split_words("Two died: three, or more, were hurt. Four fled"), 3, number_words("en"))
        range(2, 7)
    """
    first, end, count = index, index + 1, len(words)
    pieces = words.pieces
    # Before most words there is but a space, and that does not part them.
    while first and ((pieces[3 * first] == " " and not pieces[3 * first - 1]) or not _parted(words, first, table)):
        first -= 1
    while end < count and ((pieces[3 * end] == " " and not pieces[3 * end - 1]) or not _parted(words, end, table)):
        end += 1
    return range(first, end)


def _parted(words: Words, index: int, table: NumberWords) -> bool:
    """Tell whether nothing is read across what stands before a word; a comma may stand within a number."""
    gap = words.gap(index)
    if gap in (" ", "-", ", ") or words.joins[index] is Join.HYPHEN:
        return False
    return not tied(words, index, table) and words.texts[index] not in table.singles["range_to"]


def phrase_before(words: Words, index: int, phrases: Phrases, table: NumberWords) -> int:
    """Count the words of the longest of the phrases that ends right before a word; 0 for none."""
    if not index or words.texts[index - 1] not in phrases.lasts:
        return 0
    longest = 0
    for length in range(1, min(phrases.longest, index) + 1):
        if not tied(words, index - length + 1, table):
            break
        if words.texts[index - length : index] in phrases.phrases:
            longest = length
    return longest


def phrase_at(words: Words, index: int, phrases: Phrases, table: NumberWords) -> int:
    """Count the words of the longest of the phrases that begins at a word; 0 for none."""
    if index >= len(words) or words.texts[index] not in phrases.firsts:
        return 0
    longest = 0
    for length in range(1, min(phrases.longest, len(words) - index) + 1):
        if length > 1 and not tied(words, index + length - 1, table):
            break
        if words.texts[index : index + length] in phrases.phrases:
            longest = length
    return longest


def phrase_after(words: Words, index: int, phrases: Phrases, table: NumberWords) -> int:
    """Count the words of the longest of the phrases that begins at a word and goes on from the word before it."""
    length = phrase_at(words, index, phrases, table)
    return length if length and tied(words, index, table) else 0
