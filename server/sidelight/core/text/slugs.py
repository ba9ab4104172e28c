"""Ids of new entries, proposed from a title or a claim."""

import re
import unicodedata
from collections.abc import Callable

#: Longest id that is proposed, in characters; what people write themselves may be longer.
MOST_CHARACTERS = 60
#: How many ids of one beginning are tried with a number behind them.
MOST_TRIED = 1_000
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(text: str, *, most: int = MOST_CHARACTERS) -> str:
    """Write a text as an id: lower-case letters, digits and hyphens; empty if it has no Latin letter or digit.

    Example:
        >>> slug_of("  The pier “collapsed” in São Tomé!"), slug_of("Пирс")
        ('the-pier-collapsed-in-sao-tome', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = [word for word in _NOT_IN_A_SLUG.split(plain.replace("'", "")) if word]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:most]
        if len(longer) > most:
            break
        slug = longer
    return slug


def free_id(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """Give the id, or the first with a number behind it that is not taken.

    Raises:
        ValueError: So many are taken that the text cannot be what tells these entries apart.

    Example:
        >>> free_id("pier", {"pier", "pier-2"}.__contains__)
        'pier-3'
    """
    if not is_taken(wanted):
        return wanted
    for number in range(2, MOST_TRIED):
        if not is_taken(f"{wanted}-{number}"):
            return f"{wanted}-{number}"
    msg = f"{MOST_TRIED} ids that begin with {wanted!r} are taken"
    raise ValueError(msg)
