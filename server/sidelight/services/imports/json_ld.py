"""Values of JSON-LD, read without trusting a word: nodes by type, texts, names and addresses.

Publishers write one thing in many ways: a value or a list of one, a text or a node with a name, a node in place or
only its `@id`. What follows reads them all alike. Nothing here follows an address.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import urljoin, urlsplit

#: How many nodes and lists of one import are looked at.
MOST_NODES = 200_000
#: Longest address that is taken, in characters.
MOST_ADDRESS_CHARACTERS = 2_000
#: How deep a value may hide behind lists, names and ids.
_DEPTH = 6
_REFUSED_IN_ADDRESSES = frozenset('<>"\\')
#: Joiners that Persian, Indic scripts and emoji are written with; other invisible characters are dropped.
_JOINERS = frozenset("\u200c\u200d")

Node = Mapping[str, object]


def nodes_in(documents: Iterable[object]) -> Iterator[Node]:
    """Give every node of some JSON documents, outer ones first, wherever it stands.

    Example:
        >>> [node["@type"] for node in nodes_in([{"@type": "A", "@graph": [{"@type": "B"}]}])]
        ['A', 'B']
    """
    pending = deque(documents)
    for _ in range(MOST_NODES):
        if not pending:
            return
        value = pending.popleft()
        if isinstance(value, Mapping):
            yield value
            pending.extend(inner for inner in value.values() if isinstance(inner, Mapping | list))
        elif isinstance(value, list):
            pending.extendleft(reversed(value[:MOST_NODES]))


def has_type(node: Node, wanted: str) -> bool:
    """Tell whether a node is of a type, however its vocabulary is written.

    Example:
        >>> has_type({"@type": ["Thing", "https://schema.org/ClaimReview"]}, "ClaimReview")
        True
    """
    return any(name.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1] == wanted for name in _types(node))


def _types(node: Node) -> list[str]:
    types = node.get("@type", node.get("type"))
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


class Known:
    """The nodes that others refer to by `@id`."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._by_id: dict[str, Node] = {}
        for node in nodes:
            name = node.get("@id")
            if isinstance(name, str) and len(node) > 1:
                self._by_id.setdefault(name, node)

    def each(self, value: object) -> Iterator[Node]:
        """Give the nodes that a value is, holds or refers to; a bare text becomes a node with that name."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                name = one.get("@id")
                yield self._by_id.get(name, one) if isinstance(name, str) and len(one) == 1 else one
            elif isinstance(one, str):
                yield self._by_id.get(one, {"name": one})

    def text(self, value: object, most: int) -> str | None:
        """Read a text that may stand in a list or as a node's name, cut to so many characters.

        Example:
            >>> Known([]).text([{"@type": "Organization", "name": " The   Courier "}], 100)
            'The Courier'
        """
        for _ in range(_DEPTH):
            if isinstance(value, list):
                value = value[0] if value else None
            elif isinstance(value, Mapping):
                found = next(self.each(value))
                value = found.get("name", found.get("@value", found.get("headline")))
        if isinstance(value, bool | Mapping | list) or value is None:
            return None
        return tidy(unescape(str(value)), most)  # many systems escape it as if it were HTML


def tidy(text: str, most: int) -> str | None:
    r"""Write a text on one line without control characters, cut at a word; nothing if nothing is left.

    Example:
        >>> tidy("one\x00 two\n three", 8)
        'one two…'
    """
    # Halves of surrogate pairs come out of JSON escapes, and no file or database can carry them.
    clean = "".join(c if c.isspace() or c.isprintable() or c in _JOINERS else "" for c in text[: most * 4])
    line = " ".join(clean.split())
    if len(line) > most:
        line = f"{line[:most].rsplit(' ', 1)[0][: most - 1].rstrip(' ,;:')}…"
    return line or None


def address(value: object, base: str | None = None) -> str | None:
    """Read an http or https address that can stand behind a link; anything else is none.

    Example:
        >>> address("https://courier.example/check"), address("javascript:alert(1)"), address("/x", "https://a.example/")
        ('https://courier.example/check', None, 'https://a.example/x')
    """
    for _ in range(_DEPTH):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, Mapping):
            value = value.get("url", value.get("@id"))
    if not isinstance(value, str):
        return None
    try:
        found = urljoin(base, value.strip()) if base else value.strip()
        parts = urlsplit(found)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    odd = any(c.isspace() or not c.isprintable() or c in _REFUSED_IN_ADDRESSES for c in found)
    return found if sound and not odd and len(found) <= MOST_ADDRESS_CHARACTERS else None
