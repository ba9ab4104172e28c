"""Whether a page says that readers have to pay for it, or for a part of it."""

from collections.abc import Mapping, Sequence
from typing import Any

#: `article:content_tier` of pages that not everybody may read.
_LOCKED_TIERS = frozenset({"locked", "metered", "premium", "paid", "subscriber"})
#: How many parts of an article are looked at.
MAX_PARTS = 100


def is_locked(nodes: Sequence[Mapping[str, Any]], metas: Mapping[str, str]) -> bool:
    """Tell whether the JSON-LD of the page, its article, or a part of one, or a `<meta>` says that it is not free.

    Example:
        >>> is_locked([{"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False"}}], {})
        True
    """
    said = [one.get("isAccessibleForFree") for node in nodes for one in (node, *_parts(node))]
    tier = metas.get("article:content_tier", "").lower()
    return any(map(_is_false, [*said, metas.get("isaccessibleforfree")])) or tier in _LOCKED_TIERS


def _parts(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    parts = node.get("hasPart")
    return [one for one in (parts[:MAX_PARTS] if isinstance(parts, list) else [parts]) if isinstance(one, Mapping)]


def _is_false(value: object) -> bool:
    """Read the many ways to say no: `false`, "False", "https://schema.org/False", and each of them in a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    return str(value).lower().rpartition("/")[2] == "false"
