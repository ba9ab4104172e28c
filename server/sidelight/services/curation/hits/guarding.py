"""An example that must not match has to fail as the hit did that it was made of, or it guards against nothing.

A sentence may have been hit only because another one of its article brought it into scope. Alone it is left alone, so
the example carries that other sentence too: before it, or as a title where that sentence is rightly hit itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sidelight.core.entry import Example


def guarding(example: Example, because: Sequence[str], is_hit: Callable[[Example], bool]) -> Example:
    """Let an example that must not match carry what brought the hit into scope, if it is not hit without.

    Args:
        example: The sentence alone.
        because: The sentences that hold the cues, in reading order.
        is_hit: Whether an example is hit, so that it fails.

    Returns:
        The first that is hit; the example as it was if none is.

    Example:
        >>> alone = Example(text="There 12 people died.", none=True)
        >>> guarding(alone, ["The pier burnt."], lambda one: "pier" in one.text and "died" in one.text).text
        'The pier burnt. There 12 people died.'
    """
    return next((one for one in _ways(example, because, is_hit) if is_hit(one)), example)


def _ways(example: Example, because: Sequence[str], is_hit: Callable[[Example], bool]) -> Iterator[Example]:
    yield example
    carried = [*because, " ".join(because)] if len(because) > 1 else because
    for words in carried:
        if is_hit(replace(example, text=words)):  # rightly, perhaps: titles bring into scope, and are never hit
            yield replace(example, title=f"{example.title} — {words}" if example.title else words)
        else:
            yield replace(example, text=f"{words} {example.text}")
