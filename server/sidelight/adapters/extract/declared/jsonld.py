"""What a page says of itself in JSON-LD, read without trusting a word of it."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

#: More JSON-LD than this in one script is not read.
MAX_CHARACTERS = 1_000_000
#: How many nodes of one page are looked at.
MAX_NODES = 2_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
#: Comments and marked sections that old pages put around their scripts; looked for at the very ends alone, since a
#: search through the whole would take the square of its length on white space.
_OPENING = re.compile(r"<!--|/?/?\*?\s{0,9}<!\[CDATA\[\s{0,9}\*?/?")
_CLOSING = re.compile(r"(?:-->|/?/?\*?\s{0,9}\]\]>\s{0,9}\*?/?)$")
_CLOSED_WITHIN = 40
#: Types of nodes that describe the page itself or a part of it, whichever article stands there.
_PAGE = ("WebPage", "WebPageElement")
_INNER = ("@graph", "mainEntity", "mainEntityOfPage")


def page_nodes(scripts: Iterable[str], canonical: str | None) -> list[dict[str, Any]]:
    """Find the nodes that describe the page: first the one of its article, then those of the page and of its parts.

    Of several articles, the one that names the page's own address, else the first; the others are about other pages.
    Lists of other stories (`hasPart`, `itemListElement`) are never looked into.

    Example:
        >>> page_nodes(['{"@type": "NewsArticle", "headline": "Quake"}'], None)[0]["headline"]
        'Quake'
    """
    nodes = list(_nodes(scripts))
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    own = [node for node in articles if canonical and canonical in _addresses(node)] or articles[:1]
    foreign = [node["mainEntityOfPage"] for node in articles if node not in own and "mainEntityOfPage" in node]
    pages = [node for node in nodes if node not in foreign and _may_be_of(node, canonical)]
    return [*own, *(node for name in _PAGE for node in pages if name in _types(node))]


def text_of(value: object) -> str | None:
    """Read a value that should be a text but may be a list or a node with a name.

    Example:
        >>> text_of([{"@type": "Organization", "name": " The Courier "}])
        'The Courier'
    """
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name", value.get("@value"))
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _nodes(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    pending: deque[object] = deque(value for value in map(_read, scripts) if value is not None)
    for _ in range(MAX_NODES):
        if not pending:
            return
        value = pending.popleft()
        if isinstance(value, list):
            pending.extendleft(reversed(value[:MAX_NODES]))
        elif isinstance(value, dict):
            yield value
            pending.extend(value[key] for key in _INNER if isinstance(value.get(key), dict | list))


def _read(script: str) -> object | None:
    if len(script) > MAX_CHARACTERS:
        return None
    try:
        value: object = json.loads(unwrapped(script.strip()).strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):  # also what is a number too long to read
        return None
    return value


def unwrapped(script: str) -> str:
    """Take the comments and marked sections off that old pages put around a script.

    Example:
        >>> unwrapped("<!-- {} -->").strip()
        '{}'
    """
    opening = _OPENING.match(script)
    start = opening.end() if opening else 0
    closing = _CLOSING.search(script[-_CLOSED_WITHIN:])
    return script[start : len(script) - len(closing[0])] if closing else script[start:]


def _may_be_of(node: dict[str, Any], canonical: str | None) -> bool:
    """Tell whether a node is of this page, or does not say of which; what follows a `#` names a part of a page."""
    named = {address.partition("#")[0] for address in _addresses(node)} - {""}
    return canonical is None or not named or canonical.partition("#")[0] in named


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


def _addresses(node: dict[str, Any]) -> set[str]:
    page = node.get("mainEntityOfPage")
    named = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return {address for address in named if isinstance(address, str)}
