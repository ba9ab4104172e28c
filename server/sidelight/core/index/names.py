"""Numbers for texts, handed out in turn; when all have one, a text's number is found by its hash alone."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Group = tuple[str, ...]


class Names:
    """Numbers for texts, each in a group. The caller knows what stands behind a number, so the texts need not be kept.

    Args:
        is_named: Tells whether a number is that of a text in a group.

    Example:
        >>> held = ["toll", "siege"]
        >>> names = Names(lambda number, group, text: held[number] == text)
        >>> [names.add(("en",), text) for text in held], names.close()
        ([0, 1], None)
        >>> names.find(("en",), "siege"), names.find(("en",), "attack")
        (1, None)
    """

    def __init__(self, is_named: Callable[[int, Group, str], bool]) -> None:
        self._is_named = is_named
        self._open: dict[Group, dict[str, int]] = {}
        self._count = 0
        self._hashes: NDArray[np.int64] = np.zeros(0, np.int64)
        self._numbers: NDArray[np.int32] = np.zeros(0, np.int32)

    def add(self, group: Group, text: str) -> int:
        """Give a new text the next number; only before `close`."""
        self._open.setdefault(group, {})[text] = self._count
        self._count += 1
        return self._count - 1

    def find(self, group: Group, text: str) -> int | None:
        """Give the number of a text, `None` if it has none."""
        if self._open:
            return self._open.get(group, {}).get(text)
        asked = hash((group, text))
        at = int(np.searchsorted(self._hashes, asked))
        while at < len(self._hashes) and self._hashes[at] == asked:
            if self._is_named(int(self._numbers[at]), group, text):
                return int(self._numbers[at])
            at += 1
        return None

    def close(self) -> None:
        """Forget the texts and keep their hashes; no text may be added afterwards."""
        hashes = np.fromiter((hash(name) for name, _ in self._each()), np.int64, self._count)
        numbers = np.fromiter((number for _, number in self._each()), np.int32, self._count)
        self._open = {}
        order = np.argsort(hashes)
        self._hashes, self._numbers = hashes[order], numbers[order]

    def _each(self) -> Iterator[tuple[tuple[Group, str], int]]:
        for group, numbers in self._open.items():
            for text, number in numbers.items():
                yield (group, text), number
