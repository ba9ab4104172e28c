"""From HTML to a plain tree, whatever the page does to its parser.

Lexbor reads HTML as browsers do, fast, but its time grows with the square of the depth of nesting: 100,000 nested
`<div>` take it 19 s. So tags are counted first, and a page nested deeper than any real one goes to libxml2, which stops
at a depth of its own. What nobody sees (scripts, templates, hidden elements) never gets into the tree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from selectolax.lexbor import LexborHTMLParser

from sidelight.adapters.extract.roles import HINT_ATTRIBUTES, SKIP_TAGS, is_hidden

#: More open tags than this at one place, and the page is read by libxml2.
MAX_NESTING = 800
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
#: Tags that do not nest: they are void, or browsers close them by themselves.
_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option",
    "path", "circle", "rect", "use", "line", "polygon", "polyline", "ellipse", "stop",
})  # fmt: skip
_NOSCRIPT = re.compile(r"<noscript\b", re.IGNORECASE)
_KEPT_ATTRIBUTES = frozenset({*HINT_ATTRIBUTES, "role", "hidden", "style"})


@dataclass(slots=True)
class Element:
    """A visible element; children are elements and text in the order of the page."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)


def parse(html: str) -> Element:
    """Read a page (or a fragment of one) into the tree of its visible elements.

    Example:
        >>> [child.tag for child in parse("<p>One<script>two</script><p hidden>three").children]
        ['p']
    """
    html = _without_noscript(html)
    return _tree(_from_libxml(html) if is_too_deep(html) else _from_lexbor(html))


def is_too_deep(html: str) -> bool:
    """Tell whether tags stand open inside each other deeper than `MAX_NESTING`; one pass, an upper bound.

    Example:
        >>> is_too_deep("<div>" * 1000), is_too_deep("<p>One" * 1000), is_too_deep("<b>One</b>" * 1000)
        (True, False, False)
    """
    open_tags: dict[str, int] = {}
    depth = 0
    for closing, name in _TAG.findall(html):
        name = name.lower()
        if name in _FLAT:
            continue
        count = open_tags.get(name, 0)
        if not closing:
            open_tags[name] = count + 1
            depth += 1
        elif count:  # a closing tag that closes nothing is ignored by browsers too
            open_tags[name] = count - 1
            depth -= 1
        if depth > MAX_NESTING:
            return True
    return False


def _without_noscript(html: str) -> str:
    """Cut `<noscript>` out of the text: Lexbor reads it as if scripts were off, which moves its content about."""
    kept: list[str] = []
    at = 0
    lowered = html.lower()
    for start in (found.start() for found in _NOSCRIPT.finditer(html)):
        if start < at:
            continue
        end = lowered.find("</noscript", start)
        if end < 0 or len(lowered) != len(html):  # some letters change their length in lower case
            break
        if "</script" not in lowered[start:end]:  # else it was the text of a script
            kept.append(html[at:start])
            at = end
    return "".join((*kept, html[at:])) if kept else html


#: What both parsers are seen as: ("open", tag, attributes), ("text", text, {}) and ("close", tag, {}).
_Event = tuple[str, str, dict[str, str]]
_CLOSE: _Event = ("close", "", {})


def _from_lexbor(html: str) -> Iterator[_Event]:
    body = LexborHTMLParser(html).body
    pending: list[Any] = [] if body is None else [body]
    while pending:
        node = pending.pop()
        if node is None:
            yield _CLOSE
            continue
        if node.is_text_node:
            yield ("text", node.text_content or "", {})
            continue
        if not node.is_element_node or node.tag in SKIP_TAGS:
            continue
        attributes = {name: value or "" for name, value in node.attributes.items() if name in _KEPT_ATTRIBUTES}
        if is_hidden(attributes):
            continue
        yield ("open", node.tag, attributes)
        pending.append(None)
        children = []
        child = node.first_child
        while child is not None:
            children.append(child)
            child = child.next
        pending.extend(reversed(children))


def _from_libxml(html: str) -> Iterator[_Event]:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    root = lxml.html.document_fromstring(html, parser=parser, ensure_head_body=True)
    pending: list[Any] = [root.find("body")]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            yield ("text", node, {}) if node else _CLOSE
            continue
        attributes = {name: value for name, value in node.attrib.items() if name in _KEPT_ATTRIBUTES}
        if isinstance(node.tag, str) and node.tag not in SKIP_TAGS and not is_hidden(attributes):
            yield ("open", node.tag, attributes)
            pending.append("")
            for child in reversed(node):
                if child.tail:
                    pending.append(child.tail)
                pending.append(child)
            if node.text:
                pending.append(node.text)


def _tree(events: Iterator[_Event]) -> Element:
    root = Element("html", {})
    path = [root]
    for what, value, attributes in events:
        if what == "text":
            path[-1].children.append(value)
        elif what == "close":
            path.pop()
        else:
            element = Element(value, attributes)
            path[-1].children.append(element)
            path.append(element)
    return root.children[0] if root.children and isinstance(root.children[0], Element) else root
