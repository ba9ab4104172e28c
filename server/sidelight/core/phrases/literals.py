"""The literals of a phrase: strings of which every match contains at least one.

The literals of all phrases are looked for at once, and only a phrase whose literal occurs is tried. So a
phrase should give few literals and rare ones. Which are rare is guessed from their length and from lists of common
words; a wrong guess costs time, never a mention.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from sidelight.core.phrases.stems import has_stems, prefix_of_stem
from sidelight.core.phrases.tree import Choices, Gap, Maybe, Node, SlotName, Word, stop_words
from sidelight.core.phrases.tree import Sequence as Row

#: The most strings into which neighbouring choices are multiplied out.
MAX_STRINGS = 16
#: The most words of one literal; more make it no rarer in practice.
MAX_WORDS = 4
#: How rare a word is, as a power of two: a stop word, a common word, another one (plus a bit per letter, capped).
_STOP_BITS, _COMMON_BITS, _WORD_BITS, _MOST_BITS = 3.0, 8.0, 6.0, 16.0
#: What keeping one more literal costs, in the same measure as the tries it saves: for a phrase by itself, and among
#: very many phrases, where a literal that occurs now and then would cost more in tries than ten rare ones in memory.
KEEP, KEEP_AMONG_MANY = 2.0**-10, 2.0**-20
#: The share of that for each further word.
_WORD_SHARE = 2.0**-6


@dataclass(frozen=True, slots=True)
class Literal:
    """Folded words joined by single spaces; `whole` is false when the last one is only the beginning of a word."""

    text: str
    whole: bool


#: Larger sets (the choices of a long closed slot) are not searched for literals that imply each other.
_MOST_COMPARED = 64

Literals = tuple[Literal, ...]
#: More literals than this are no quick second look.
_MOST_BESIDE = 16


class Required(NamedTuple):
    """What each match of a phrase holds.

    Attributes:
        literals: One of these.
        beside: If there are any, one of these words besides.
        count_at: Where from the literal's first word a word of a count stands: -1 is the word before it; 0 is nowhere.
    """

    literals: Literals
    beside: tuple[str, ...] = ()
    count_at: int = 0


def literals_of(node: Node, closed: Mapping[str, Literals], language: str, keep: float = KEEP) -> Literals:
    """Choose the cheapest set of literals; `closed` holds those of the closed slots, `keep` is the price of one.

    A closed slot without choices can never be passed, and a phrase that needs it gives no literals.

    Example:
        >>> from sidelight.core.phrases.parse import parse
        >>> [found.text for found in literals_of(parse("the (concert | music) hall", ()), {}, "en")]
        ['concert hall', 'music hall']
    """
    found = _Chooser(closed, language, keep).required(node) or ()
    return _without_implied(found) if len(found) <= _MOST_COMPARED else found


def required_of(node: Node, closed: Mapping[str, Literals], language: str, keep: float = KEEP) -> Required:
    """Choose literals as `literals_of` does, and from what is left of the phrase whole words to look for beside them.

    Example:
        >>> from sidelight.core.phrases.parse import parse
        >>> found = required_of(parse("Meduza ... (listed | named)", ()), {}, "en")
        >>> [literal.text for literal in found.literals], found.beside
        (['meduza'], ('listed', 'named'))
        >>> required_of(parse("death toll [was] {count}", ("count",)), {}, "en").count_at
        0
        >>> required_of(parse("death toll {count}", ("count",)), {}, "en").count_at
        2
    """
    literals = literals_of(node, closed, language, keep)
    chooser = _Chooser(closed, language, keep)
    offers = chooser.offers(node) if isinstance(node, Row) and not _is_literal(node) else []
    best = min(offers, key=lambda offer: chooser.cost(offer.literals), default=None)
    left = [o.literals for o in offers if best is not None and (o.end <= best.start or best.end <= o.start)]
    short = [some for some in left if len(some) <= _MOST_BESIDE and all(literal.whole for literal in some)]
    beside = (max(literal.text.split(" "), key=len) for literal in min(short, key=chooser.cost, default=()))
    count_at = chooser.count_at(node, best, literals) if isinstance(node, Row) and best is not None else 0
    return Required(literals, tuple(dict.fromkeys(beside)), count_at)


def _without_implied(literals: Literals) -> Literals:
    """Leave out the literals in which another one stands anyway ("death toll" beside "toll")."""
    edged = [f" {literal.text} " if literal.whole else f" {literal.text}" for literal in literals]
    return tuple(
        literal
        for literal, text in zip(literals, edged, strict=True)
        if not any(other != text and other in text for other in edged)
    )


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Chooses among the literals that a phrase offers."""

    closed: Mapping[str, Literals]
    language: str
    keep: float

    def required(self, node: Node) -> Literals | None:
        """The literals of a part; `None` if a way through it has none."""
        if isinstance(node, Word):
            return _literals_of_strings(((node,),), self.language)
        if isinstance(node, SlotName):
            return self.closed.get(node.name)
        if isinstance(node, Gap | Maybe):
            return None
        if isinstance(node, Choices):
            parts = [self.required(branch) for branch in node.branches]
            if any(part is None for part in parts):
                return None
            return tuple(dict.fromkeys(literal for part in parts for literal in part or ()))
        return self.required_in_a_row(node)

    def required_in_a_row(self, node: Row) -> Literals | None:
        if _is_literal(node):
            return (Literal(" ".join(item.text for item in node.items if isinstance(item, Word)), whole=True),)
        return min((offer.literals for offer in self.offers(node)), key=self.cost, default=None)

    def offers(self, node: Row) -> list["_Offer"]:
        offers: list[_Offer] = []
        for at, item in enumerate(node.items):
            required = self.required(item)
            if required is not None:
                offers.append(_Offer(at, at + 1, required))
            offers.extend(_Offer(at, at + count, found) for count, found in _windows(node.items[at:], self.language))
        return offers

    def count_at(self, node: Row, offer: "_Offer", literals: Literals) -> int:
        """Tell where a count stands beside the parts of an offer, if the literals are all that these can be."""
        strings = _strings(Row(node.items[offer.start : offer.end]))
        if "count" in self.closed or set(_literals_of_strings(strings, self.language)) != set(literals):
            return 0
        if offer.start and _is_count(node.items[offer.start - 1]):
            return -1
        behind = offer.end < len(node.items) and _is_count(node.items[offer.end])
        lengths = {len(words) for words in strings}
        return lengths.pop() if behind and len(lengths) == 1 else 0

    def cost(self, literals: Literals) -> float:
        """The share of words at which one of them is expected, plus what keeping them costs."""
        stop, common = stop_words(self.language), stop_words(self.language, "common")
        total = 0.0
        for literal in literals:
            bits = 0.0
            words = literal.text.split()
            for word in words:
                if word in stop:
                    bits += _STOP_BITS
                else:
                    bits += _COMMON_BITS if word in common else min(_MOST_BITS, _WORD_BITS + len(word))
            total += 2.0 ** -(bits if literal.whole else bits - 1) + self.keep * (1 + _WORD_SHARE * len(words))
        return total


class _Offer(NamedTuple):
    """Literals of the parts [start, end) of a row."""

    start: int
    end: int
    literals: Literals


def _is_count(node: Node) -> bool:
    return isinstance(node, SlotName) and node.name == "count"


def _is_literal(node: Row) -> bool:
    return len(node.items) <= MAX_WORDS and all(isinstance(item, Word) and item.form != "stem" for item in node.items)


def _windows(items: Sequence[Node], language: str) -> Iterable[tuple[int, Literals]]:
    """The literals of the first two, three, … parts multiplied out, as far as that goes, and how many parts."""
    strings: list[tuple[Word, ...]] = [()]
    for count, item in enumerate(items, 1):
        part = _strings(item)
        if not part or len(strings) * len(part) > MAX_STRINGS:
            return
        strings = [before + after for before, after in product(strings, part)]
        if max(map(len, strings)) > MAX_WORDS or any(word.form == "stem" for text in strings for word in text[:-1]):
            return
        if count > 1 and all(strings):
            yield count, _literals_of_strings(strings, language)


def _strings(node: Node) -> list[tuple[Word, ...]]:
    """All ways through a part as words; empty if there are too many or some are no words."""
    if isinstance(node, Word):
        return [(node,)]
    if isinstance(node, Maybe):
        inner = _strings(node.node)
        return [(), *inner] if inner else []
    if isinstance(node, Choices):
        parts = [_strings(branch) for branch in node.branches]
        return [text for part in parts for text in part] if all(parts) else []
    if isinstance(node, Row):
        parts = [_strings(item) for item in node.items]
        return [sum(way, ()) for way in product(*parts)] if _product_fits(parts) else []
    return []


def _product_fits(parts: Sequence[Sequence[object]]) -> bool:
    size = 1
    for part in parts:
        size *= len(part)
        if not 0 < size <= MAX_STRINGS:
            return False
    return True


def _literals_of_strings(strings: Iterable[tuple[Word, ...]], language: str) -> Literals:
    found: dict[Literal, None] = {}
    for words in strings:
        head, last = " ".join(word.text for word in words[:-1]), words[-1]
        stemmed = last.form == "stem" and has_stems(language)
        for ending in prefix_of_stem(last.written, language) if stemmed else (last.text,):
            found[Literal(f"{head} {ending}" if head else ending, whole=not stemmed)] = None
    return tuple(found)
