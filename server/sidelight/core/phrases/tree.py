"""The tree of a phrase and what can be asked of it.

A *way* through a phrase is one line of words, slots and gaps that it allows. Questions about all ways are answered on
the tree, without writing the ways down: there can be thousands.
"""

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Literal, NamedTuple

from sidelight.core.phrases.slots import OPEN_NAMES
from sidelight.core.text.fold import fold_text

#: Words that one `...` stands for at most.
GAP_WORDS = 10

WordForm = Literal["plain", "exact", "stem"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word: `plain` compares folded, `exact` as written, `stem` by its stem."""

    text: str
    written: str
    form: WordForm
    column: int

    def __str__(self) -> str:
        return f"{self.written}~" if self.form == "stem" else self.written


@dataclass(frozen=True, slots=True)
class SlotName:
    """A place for one of the slots, `{name}`."""

    name: str
    column: int

    def __str__(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `GAP_WORDS` words of any kind, `...`."""

    column: int

    def __str__(self) -> str:
        return "..."


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """One of several, `(a | b)`."""

    branches: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """This or nothing, `[a]`."""

    node: "Node"


Leaf = Word | SlotName | Gap
Node = Leaf | Sequence | Choices | Maybe


class GapFault(NamedTuple):
    """A `...` that stands where none may: at that column, `first`, `last` or `doubled`."""

    column: int
    where: Literal["first", "last", "doubled"]


class _Ends(NamedTuple):
    """Whether a part may be empty, and the `...` with which a way through it may begin and end."""

    empty: bool
    first: Gap | None
    last: Gap | None


class _DoubledError(Exception):
    """Leaves the walk over the tree with the second of two `...` that meet."""

    def __init__(self, gap: Gap) -> None:
        super().__init__()
        self.gap = gap


@functools.cache
def stop_words(language: str, group: Literal["stop", "common"] = "stop") -> frozenset[str]:
    """Look up the words that say nothing by themselves (`stop`), or that most articles hold (`common`), folded.

    Example:
        >>> "the" in stop_words("en"), "toll" in stop_words("en"), len(stop_words("tlh"))
        (True, False, 0)
    """
    tables = json.loads(resources.files(__package__).joinpath("stop_words.json").read_text("utf-8"))
    return frozenset(fold_text(word) for word in tables.get(language, {}).get(group, ()))


def gap_fault(node: Node) -> GapFault | None:
    """Find a way through the phrase on which a `...` is first, last or beside another one."""
    try:
        ends = _ends(node)
    except _DoubledError as doubled:
        return GapFault(doubled.gap.column, "doubled")
    if ends.first is not None:
        return GapFault(ends.first.column, "first")
    return GapFault(ends.last.column, "last") if ends.last is not None else None


def _ends(node: Node) -> _Ends:
    if isinstance(node, Gap):
        return _Ends(empty=False, first=node, last=node)
    if isinstance(node, Maybe):
        return _ends(node.node)._replace(empty=True)
    if isinstance(node, Choices):
        parts = [_ends(branch) for branch in node.branches]
        first = next((part.first for part in parts if part.first), None)
        last = next((part.last for part in parts if part.last), None)
        return _Ends(any(part.empty for part in parts), first, last)
    if isinstance(node, Sequence):
        return _ends_in_a_row(node)
    return _Ends(empty=False, first=None, last=None)


def _ends_in_a_row(node: Sequence) -> _Ends:
    empty, first, last = True, None, None
    for item in node.items:
        part = _ends(item)
        if last is not None and part.first is not None:
            raise _DoubledError(part.first)
        if empty and first is None:
            first = part.first
        last = part.last or (last if part.empty else None)
        empty = empty and part.empty
    return _Ends(empty, first, last)


def weak_way(node: Node, language: str) -> tuple[Leaf, ...] | None:
    """Find a way through without any word of its own: only stop words, gaps and open slots; `None` if there is none.

    Closed slots hold the entry's own words and therefore count; so do words in capitals, which match by case.
    """
    if isinstance(node, Word):
        return (node,) if node.form != "exact" and node.text in stop_words(language) else None
    if isinstance(node, SlotName):
        return (node,) if node.name in OPEN_NAMES else None
    if isinstance(node, Maybe):
        return ()
    if isinstance(node, Choices):
        return next((way for branch in node.branches if (way := weak_way(branch, language)) is not None), None)
    if isinstance(node, Sequence):
        ways = [weak_way(item, language) for item in node.items]
        if any(way is None for way in ways):
            return None
        return tuple(leaf for way in ways for leaf in way or ())
    return (node,)


def count_choices(node: Node) -> int:
    """Count the choices after expansion of the groups at the top level; what stands inside a group stays folded."""
    if isinstance(node, Choices):
        return sum(count_choices(branch) for branch in node.branches)
    product = 1
    for item in node.items if isinstance(node, Sequence) else (node,):
        inner = item.node if isinstance(item, Maybe) else item
        product *= (len(inner.branches) if isinstance(inner, Choices) else 1) + isinstance(item, Maybe)
    return product
