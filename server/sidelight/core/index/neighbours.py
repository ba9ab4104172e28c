"""Words that must stand near a literal for its phrase to be worth a try: a second look that costs next to nothing."""

from collections.abc import Iterable, Iterator

import numpy as np

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.literal_index import keys_of
from sidelight.core.index.tables import Given, Table


class Neighbours:
    """By holder, words of which one must be near; a holder without any has nothing against it.

    Example:
        >>> neighbours = Neighbours(["siege", "attack"], holders=[4, 4], places=[0, 1])
        >>> article = ArticleWords(["Beslan came before. The siege of Beslan"])
        >>> list(neighbours.near(article, 4, [0, 6], reach=3)), list(neighbours.near(article, 5, [0], reach=3))
        ([6], [0])
    """

    def __init__(self, words: Iterable[str], holders: Given, places: Given) -> None:
        texts = list(words)
        self._hashes = keys_of(texts, [True] * len(texts)).keys if texts else np.zeros(0, np.uint64)
        self._table = Table(holders, places)

    def wanted(self, holder: int) -> bool:
        """Tell whether the holder has words that must be near."""
        return len(self._table[holder]) > 0

    def near(self, article: ArticleWords, holder: int, words: Iterable[int], reach: int) -> Iterator[int]:
        """Keep those of an article's words that have one of the holder's within reach on either side."""
        wanted = set(self._hashes[list(self._table[holder])].tolist())
        for word in words:
            if not wanted or not wanted.isdisjoint(article.words[max(0, word - reach) : word + reach + 1].tolist()):
                yield word
