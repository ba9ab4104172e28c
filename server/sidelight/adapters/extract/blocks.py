"""From the tree of a page to its blocks: runs of text as readers see them, each with its role and its surroundings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
from sidelight.adapters.extract.tree import Element, collapse
from sidelight.core.article import Role

#: Stands for `<br>` while text is gathered; `charset.decode` leaves no such character in a page.
_BREAK = "\0"
_EMPTY_LINE = re.compile(r"\0\s*\0[\s\0]*")


class Setting(NamedTuple):
    """Where a block stands.

    Attributes:
        role: What its surroundings make of it.
        tag: The nearest block element.
        mains: Numbers of the `<article>` and `<main>` elements around it, outermost first.
        list_number: The outermost list it is in, or 0.
        box: The number of the nearest block element; they are counted from 1 as they open.
    """

    role: Role = "body"
    tag: str = "body"
    mains: tuple[int, ...] = ()
    list_number: int = 0
    box: int = 0


class Block(NamedTuple):
    """A run of text with white space collapsed; an empty text marks a place where something was left out."""

    text: str
    setting: Setting
    link_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a page, and for each numbered block element the number of the one around it."""

    blocks: Sequence[Block]
    around: Sequence[int] = (0,)


def blocks_of(root: Element) -> Blocks:
    """List the blocks of a page in the order of the page.

    Example:
        >>> found = blocks_of(Element("body", {}, [Element("p", {}, ["One ", "two"])]))
        >>> [(block.setting.role, block.text) for block in found.blocks]
        [('body', 'One two')]
    """
    walk = _Walk(max(1, root.unlinked))
    return Blocks(walk.blocks(root), walk.around)


#: What is to be visited, or `None` for the end of a block; where it stands; and whether that is inside a link.
_Step = tuple[Element | str | None, Setting, bool]


class _Walk:
    """One walk over the tree, with a stack of its own: pages nest deeper than Python's."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._blocks: list[Block] = []
        self._run: list[tuple[str, bool]] = []
        self.around: list[int] = [0]

    def blocks(self, root: Element) -> list[Block]:
        pending: list[_Step] = [(root, Setting(), False)]
        while pending:
            node, setting, linked = pending.pop()
            if isinstance(node, str):
                if self._run or not node.isspace():  # white space at a block's start is not seen
                    self._run.append((node, linked))
            elif node is None:
                self._flush(setting)
            elif node.tag == "br":
                self._run.append((_BREAK, linked))
            elif node.tag in BLOCK_TAGS:
                self._flush(setting)
                self._enter(node, setting, pending)
            else:
                linked = node.linked
                pending.extend([(child, setting, linked) for child in reversed(node.children)])
        self._flush(Setting())
        return self._blocks

    def _enter(self, element: Element, setting: Setting, pending: list[_Step]) -> None:
        below = self._below(element, setting)
        if below is None:
            self._blocks.append(Block("", setting))
            return
        linked = element.linked
        pending.append((None, below, linked))
        pending.extend([(child, below, linked) for child in reversed(element.children)])

    def _below(self, element: Element, setting: Setting) -> Setting | None:
        """Return the setting inside a block element; `None` if it is left out."""
        share = element.unlinked / self._total
        hint = hinted_role(element.tag, element.attributes, share=share, holds_headline=element.holds_headline)
        is_small_form = element.tag == "form" and share <= RULES["hint_share"]["skip"]
        if setting.role not in WHOLE_ROLES and (hint == "skip" or (is_small_form and hint != "notice")):
            return None
        number = len(self.around)
        self.around.append(setting.box)
        return Setting(
            _role_below(element.tag, None if hint == "skip" else hint, setting),
            element.tag,
            (*setting.mains, number) if element.tag in MAIN_TAGS else setting.mains,
            setting.list_number or (number if element.tag in LIST_TAGS else 0),
            number,
        )

    def _flush(self, setting: Setting) -> None:
        """Close the run of text gathered so far; it belongs to the setting it stood in."""
        run = self._run
        if not run:
            return
        self._run = []
        words = [(len(text), in_link) for text, in_link in run if text != _BREAK and not text.isspace()]
        if not words:
            return
        whole = sum([length for length, _ in words])
        linked = sum([length for length, in_link in words if in_link])
        joined = "".join([text for text, _ in run])
        for part in _EMPTY_LINE.split(joined) if _BREAK in joined else (joined,):
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
