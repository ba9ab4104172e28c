"""From the tree of a page to its blocks: runs of text as readers see them, each with its role and its surroundings."""

import re
from dataclasses import dataclass, replace

from sidelight.adapters.extract.nesting import Element
from sidelight.adapters.extract.roles import (
    BLOCK_TAGS,
    HEADING_TAGS,
    LIST_TAGS,
    MAIN_TAGS,
    RULES,
    WHOLE_ROLES,
    hinted_role,
    tag_role,
)
from sidelight.core.article import Role

#: Stands for `<br>` while text is gathered; `charset.decode` leaves no such character in a page.
_BREAK = "\0"
_EMPTY_LINE = re.compile(r"\0\s*\0[\s\0]*")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a block stands.

    Attributes:
        role: What its surroundings make of it.
        tag: The nearest block element.
        mains: Numbers of the `<article>` and `<main>` elements around it, outermost first.
        list_number: The outermost list it is in, or 0.
        linked: Whether the text is inside a link.
    """

    role: Role = "body"
    tag: str = "body"
    mains: tuple[int, ...] = ()
    list_number: int = 0
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text with white space collapsed; an empty text marks a place where something was left out."""

    text: str
    setting: Setting
    link_share: float = 0.0


@dataclass(slots=True)
class _Weight:
    unlinked: int = 0
    holds_headline: bool = False


def collapse(text: str) -> str:
    r"""Collapse white space as browsers show it and trim it.

    Example:
        >>> collapse("  One\n two\u00a0 ")
        'One two'
    """
    return " ".join(text.split())


def blocks_of(root: Element) -> list[Block]:
    """List the blocks of a page in the order of the page.

    Example:
        >>> [(b.setting.role, b.text) for b in blocks_of(Element("body", {}, [Element("p", {}, ["One ", "two"])]))]
        [('body', 'One two')]
    """
    weights = _weigh(root)
    return _Walk(weights, max(1, weights[id(root)].unlinked)).blocks(root)


def _weigh(root: Element) -> dict[int, _Weight]:
    """Count for each element the unlinked characters in it, children before parents."""
    order: list[tuple[Element, bool]] = []
    pending = [(root, False)]
    while pending:
        element, linked = pending.pop()
        linked = linked or element.tag == "a"
        order.append((element, linked))
        pending.extend((child, linked) for child in element.children if isinstance(child, Element))
    weights: dict[int, _Weight] = {}
    for element, linked in reversed(order):
        weight = _Weight(holds_headline=element.tag in {"h1", "main"})
        for child in element.children:
            if isinstance(child, Element):
                weight.unlinked += weights[id(child)].unlinked
                weight.holds_headline = weight.holds_headline or weights[id(child)].holds_headline
            elif not linked:
                weight.unlinked += len(collapse(child))
        weights[id(element)] = weight
    return weights


class _Walk:
    """One walk over the tree, with a stack of its own: pages nest deeper than Python's."""

    def __init__(self, weights: dict[int, _Weight], total: int) -> None:
        self._weights = weights
        self._total = total
        self._blocks: list[Block] = []
        self._run: list[tuple[str, bool]] = []
        self._number = 0

    def blocks(self, root: Element) -> list[Block]:
        pending: list[tuple[Element | str | None, Setting]] = [(root, Setting())]
        while pending:
            node, setting = pending.pop()
            if node is None:
                self._flush(setting)
            elif isinstance(node, str):
                self._run.append((node, setting.linked))
            elif node.tag == "br":
                self._run.append((_BREAK, setting.linked))
            else:
                self._enter(node, setting, pending)
        self._flush(Setting())
        return self._blocks

    def _enter(self, element: Element, setting: Setting, pending: list[tuple[Element | str | None, Setting]]) -> None:
        if element.tag not in BLOCK_TAGS:
            inner = replace(setting, linked=True) if element.tag == "a" else setting
            pending.extend((child, inner) for child in reversed(element.children))
            return
        self._flush(setting)
        below = self._below(element, setting)
        if below is None:
            self._blocks.append(Block("", setting))
            return
        pending.append((None, below))
        pending.extend((child, below) for child in reversed(element.children))

    def _below(self, element: Element, setting: Setting) -> Setting | None:
        """Return the setting inside a block element; `None` if it is left out."""
        weight = self._weights[id(element)]
        share = weight.unlinked / self._total
        hint = hinted_role(element.tag, element.attributes, share=share, holds_headline=weight.holds_headline)
        is_small_form = element.tag == "form" and share <= RULES["hint_share"]["skip"]
        if setting.role not in WHOLE_ROLES and (hint == "skip" or (is_small_form and hint != "notice")):
            return None
        self._number += 1
        return Setting(
            role=_role_below(element.tag, None if hint == "skip" else hint, setting),
            tag=element.tag,
            mains=(*setting.mains, self._number) if element.tag in MAIN_TAGS else setting.mains,
            list_number=setting.list_number or (self._number if element.tag in LIST_TAGS else 0),
            linked=setting.linked,
        )

    def _flush(self, setting: Setting) -> None:
        """Close the run of text gathered so far; it belongs to the setting it stood in."""
        run, self._run = self._run, []
        if not run:
            return
        whole = sum(len(text) for text, _ in run if text != _BREAK and not text.isspace())
        linked = sum(len(text) for text, in_link in run if in_link and text != _BREAK and not text.isspace())
        for part in _EMPTY_LINE.split("".join(text for text, _ in run)):
            text = collapse(part.replace(_BREAK, " "))
            if text:
                self._blocks.append(Block(text, setting, linked / whole if whole else 0.0))


def _role_below(tag: str, hint: Role | None, setting: Setting) -> Role:
    """Combine what an element says with what it stands in: the more special role stays."""
    by_tag = tag_role(tag)
    if setting.role in WHOLE_ROLES:
        return setting.role
    if hint in WHOLE_ROLES:
        return hint
    if by_tag == "headline" or (by_tag is not None and by_tag != "other" and setting.role not in {"quote", "caption"}):
        return by_tag
    if tag in HEADING_TAGS and setting.role in {"list", "table"}:
        return "body"
    if hint is not None and setting.role in {"body", "other"}:
        return hint
    return by_tag if by_tag is not None and setting.role == "body" else setting.role
