"""From HTML to a plain tree of what readers see, and the few elements in which a page speaks of itself.

Scripts, templates, hidden elements and the like never get into the tree.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import lxml.html
from selectolax.lexbor import LexborHTMLParser

from sidelight.adapters.extract.declared.names import NAMING, READ_METAS
from sidelight.adapters.extract.nesting import is_too_deep
from sidelight.adapters.extract.roles import SKIP_TAGS, is_hidden

_NO_ATTRIBUTES: dict[str, str] = {}
_HOLDING_HEADLINE = frozenset({"h1", "main"})
#: What a page says about itself stands in these.
_DECLARING = 'meta, title, time, link[rel~="canonical" i], script[type*="ld+json" i]'
_DECLARING_TAGS = ("meta", "title", "time", "link", "script")
#: No page declares more than this; the rest is not looked at.
MAX_DECLARING = 1_000
MAX_DECLARED_CHARACTERS = 2_000_000
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(slots=True)
class Element:
    """A visible element; children are elements and text in the order of the page.

    Attributes:
        linked: Whether it is a link or inside one.
        unlinked: How many characters outside links stand in it.
        holds_headline: Whether the page's `<h1>` or `<main>` is or stands in it.
    """

    tag: str
    attributes: Mapping[str, str | None]
    children: list["Element | str"] = field(default_factory=list)
    linked: bool = False
    unlinked: int = 0
    holds_headline: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A page: its visible `<body>`, and the markup of all elements that declare something, one after the other."""

    body: Element
    declared: str


def parse(html: str) -> Document:
    """Read a page (or a fragment of one).

    Example:
        >>> page = parse("<title>One</title><p>Two<script>three</script><p hidden>four")
        >>> [child.tag for child in page.body.children], page.declared
        (['p'], '<html><title>One</title>')
    """
    return _by_libxml(html) if is_too_deep(html) else _by_lexbor(html)


def collapse(text: str) -> str:
    r"""Collapse white space as browsers show it and trim it.

    Example:
        >>> collapse("  One\n two\u00a0 ")
        'One two'
    """
    return " ".join(text.split())


class _Copy:
    """The tree in the making; elements are added before what stands in them."""

    def __init__(self) -> None:
        self.root = Element("body", {})
        self._added: list[tuple[Element, Element]] = []

    def add(self, parent: Element, tag: str, attributes: Mapping[str, str | None]) -> Element | None:
        """Add an element; `None` if nobody sees it."""
        if attributes and is_hidden(attributes):
            return None
        element = Element(tag, attributes, [], tag == "a" or parent.linked, 0, tag in _HOLDING_HEADLINE)
        parent.children.append(element)
        self._added.append((element, parent))
        return element

    def weighed(self) -> Element:
        """Hand what each element holds on to the one around it, and give the whole."""
        for element, parent in reversed(self._added):
            parent.unlinked += element.unlinked
            if element.holds_headline:
                parent.holds_headline = True
        return self.root


def _add_text(parent: Element, text: str) -> None:
    parent.children.append(text)
    if not parent.linked and not text.isspace():
        parent.unlinked += len(collapse(text))


def _by_lexbor(html: str) -> Document:
    page = LexborHTMLParser(html, scripting=True)  # else what is in <noscript> would move its surroundings about
    root = {} if page.root is None else page.root.attributes
    declaring = (node.html or "" for node in page.css(_DECLARING)[:MAX_DECLARING] if _is_read(node))
    copy = _Copy()
    if page.body is not None:
        _copy_lexbor(page.body, copy)
    return Document(copy.weighed(), _declared(root.get("lang") or root.get("xml:lang"), declaring))


def _is_read(node: Any) -> bool:
    if node.tag != "meta":
        return True
    attributes = node.attributes
    return any((attributes.get(name) or "").strip().lower() in READ_METAS for name in NAMING)


def _copy_lexbor(body: Any, copy: _Copy) -> None:
    pending: list[tuple[Any, Element]] = [(body, copy.root)]
    while pending:
        node, element = pending.pop()
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                _add_text(element, child.text_content or "")
            elif tag and tag not in SKIP_TAGS and tag[0] != "-":
                below = copy.add(element, tag, child.attributes)
                if below is not None:
                    pending.append((child, below))


def _by_libxml(html: str) -> Document:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    page = lxml.html.document_fromstring(html, parser=parser, ensure_head_body=True)
    found = islice(page.iter(*_DECLARING_TAGS), MAX_DECLARING)
    declaring = (lxml.html.tostring(node, encoding="unicode", with_tail=False) for node in found)
    copy = _Copy()
    pending: list[Any] = [(page.find("body"), copy.root)]
    while pending:
        node, parent = pending.pop()
        if isinstance(node, str):
            _add_text(parent, node)
            continue
        element = parent if parent is copy.root and node.tag == "body" else None
        if element is None and isinstance(node.tag, str) and node.tag not in SKIP_TAGS:
            element = copy.add(parent, node.tag, node.attrib)
        if element is None:
            continue
        for child in reversed(node):
            if child.tail:
                pending.append((child.tail, element))
            pending.append((child, element))
        if node.text:
            pending.append((node.text, element))
    return Document(copy.weighed(), _declared(page.get("lang"), declaring))


def _declared(language: str | None, declaring: Iterable[str]) -> str:
    root = f'<html lang="{language}">' if language and _LANGUAGE.fullmatch(language.strip()) else "<html>"
    parts, characters = [root], 0
    for markup in declaring:
        characters += len(markup)
        if characters > MAX_DECLARED_CHARACTERS:
            break
        parts.append(markup)
    return "".join(parts)
