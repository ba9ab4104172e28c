"""Whether a page says that readers have to pay for it, or for a part of it."""

from collections.abc import Mapping
from typing import Any

#: `article:content_tier` of pages that not everybody may read.
_LOCKED_TIERS = frozenset({"locked", "metered", "premium", "paid", "subscriber"})
#: How many parts of an article are looked at.
MAX_PARTS = 100


def is_locked(node: Mapping[str, Any], metas: Mapping[str, str]) -> bool:
    """Tell whether the JSON-LD of the article, or of a part of it, or a `<meta>` says that it is not free.

    Example:
        >>> is_locked({"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False"}}, {})
        True
    """
    parts = node.get("hasPart")
    nodes = [node, *(parts[:MAX_PARTS] if isinstance(parts, list) else [parts])]
    said = [one.get("isAccessibleForFree") for one in nodes if isinstance(one, Mapping)]
    tier = metas.get("article:content_tier", "").lower()
    return any(map(_is_false, [*said, metas.get("isaccessibleforfree")])) or tier in _LOCKED_TIERS


def _is_false(value: object) -> bool:
    """Read the many ways to say no: `false`, "False", "https://schema.org/False", and each of them in a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    return str(value).lower().rpartition("/")[2] == "false"
