"""What must stand near a literal for its phrase to be worth a try: a second look that costs next to nothing."""

from collections.abc import Callable, Iterable

import numpy as np

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.hashes import Hashes
from sidelight.core.index.literal_index import keys_of
from sidelight.core.index.tables import Given, Table
from sidelight.core.text.numbers.number_words import words_in_quantities


class Neighbours:
    """By holder, words of which one must be near, or where a count must stand; of most holders neither is asked.

    Args:
        words: All words that are asked for.
        near: Pairs of a holder and the place among the words of one that it asks for.
        counts: Pairs of a holder and how many words further on (below zero: back) a word of a count must stand.

    Example:
        >>> neighbours = Neighbours(["siege", "attack"], near=([4, 4], [0, 1]), counts=([6], [1]))
        >>> article = ArticleWords(["Beslan came before. The siege of Beslan killed over 300."])
        >>> [neighbours.kept(article, holder, [0, 6, 7], lambda: 3) for holder in (4, 5, 6)]
        [[6, 7], [0, 6, 7], [7]]
    """

    def __init__(self, words: Iterable[str], near: tuple[Given, Given], counts: tuple[Given, Given]) -> None:
        self._hashes = _hashes_of(words).data
        self._near = Table(*near)
        self._of_counts = frozenset(_hashes_of(words_in_quantities()).tolist())
        self._counts = Table(*counts)

    def kept(self, article: ArticleWords, holder: int, words: list[int], reach: Callable[[], int]) -> list[int]:
        """Keep those of an article's words that have beside them what the holder asks for; `reach` is how near."""
        for place in self._counts[holder]:
            words = [at for at in words if self._may_count(article, at + place)]
        near = self._near[holder]
        if not near or not words:
            return words
        wanted, far = {self._hashes[place] for place in near}, reach()
        hashes = article.words
        return [at for at in words if not wanted.isdisjoint(hashes[max(0, at - far) : at + far + 1].tolist())]

    def _may_count(self, article: ArticleWords, word: int) -> bool:
        """Tell quickly whether a word may belong to a count; `False` is sure."""
        if not 0 <= word < len(article):
            return False
        return int(article.words[word]) in self._of_counts or article.begins_in_digit(word)


def _hashes_of(words: Iterable[str]) -> Hashes:
    texts = list(words)
    return keys_of(texts, [True] * len(texts)).keys if texts else np.zeros(0, np.uint64)
