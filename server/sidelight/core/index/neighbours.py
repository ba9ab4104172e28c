"""Words that must stand near a literal for its phrase to be worth a try: a second look that costs next to nothing."""

from collections.abc import Callable, Iterable

import numpy as np

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.literal_index import keys_of
from sidelight.core.index.tables import Given, Table


class Neighbours:
    """By holder, words of which one must be near; a holder without any has nothing against it.

    Example:
        >>> neighbours = Neighbours(["siege", "attack"], holders=[4, 4], places=[0, 1])
        >>> article = ArticleWords(["Beslan came before. The siege of Beslan"])
        >>> neighbours.near(article, 4, [0, 6], lambda: 3), neighbours.near(article, 5, [0], lambda: 3)
        ([6], [0])
    """

    def __init__(self, words: Iterable[str], holders: Given, places: Given) -> None:
        texts = list(words)
        self._hashes = keys_of(texts, [True] * len(texts)).keys if texts else np.zeros(0, np.uint64)
        self._table = Table(holders, places)

    def near(self, article: ArticleWords, holder: int, words: Iterable[int], reach: Callable[[], int]) -> list[int]:
        """Keep those of an article's words that have one of the holder's within reach on either side."""
        held = self._table[holder]
        if not held:
            return list(words)
        wanted, far = set(self._hashes[list(held)].tolist()), reach()
        hashes = article.words
        return [at for at in words if not wanted.isdisjoint(hashes[max(0, at - far) : at + far + 1].tolist())]
