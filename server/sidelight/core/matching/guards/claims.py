"""Does the sentence state what the mention says, or does it deny, demand, threaten, imagine or ask it?

A label that "could be given", a toll that somebody "planned", a superlative that "nobody should claim" is no statement.
The rules are the same for every entry; the words are data (`guard_words.json`), per language.
"""

from collections.abc import Callable, Mapping

from sidelight.core.entry import KindName
from sidelight.core.kinds.payloads import Figure
from sidelight.core.matching.guards.words import (
    followed_by,
    guard_at,
    guards_in,
    holds_guard,
    preceded_by,
    sentence_start,
)
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.places import Place
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import Block, Scan
from sidelight.core.text.words import Join

#: Words before a mention that are read for what governs it; longer sentences are read no further.
REACH = 24
#: Words before a superlative in which "one of the" takes its claim away.
WEAKENING_REACH = 4
#: Words before a superlative in which "nobody would call it" takes its claim away.
UNCLAIMED_REACH = 8
#: Words before a figure in which "planned to" or "rumours that" takes it back, and after it in which "was a lie" does.
IMAGINED_REACH = 6
UNTOLD_REACH = 8
UNSAID_REACH = 14
#: Words between a negation and what it negates; beyond a comma it reaches no further than this either.
_NEGATED = 3
_NEGATED_BEYOND_COMMA = 4
#: Words before a figure in which "including" makes it a part of another, and in which "of the dead, …" does.
_PORTION_REACH = 3
_PORTION_OF = 12

Finding = tuple[int, str] | None


def taken_back(scan: Scan, mention: Mention) -> Refusal | None:
    """Give the refusal if the words around the mention take back what it says."""
    block = scan.blocks[mention.place.block]
    found = _BY_KIND[mention.compiled.entry.kind](block, mention)
    if found is None:
        return None
    at, detail = found
    place = mention.place
    return Refusal("claim", detail, Place(place.block, min(at, place.first), max(at + 1, place.first)))


def _of_label(block: Block, mention: Mention) -> Finding:
    first = mention.place.first
    low = sentence_start(block, first, REACH)
    untruth = followed_by(block, mention.place.end, "untruth", 1)
    if untruth is not None:
        return untruth, "the label is denied or only alleged"
    for find, detail in _LABEL_RULES:
        at = find(block, low, first)
        if at is not None:
            return at, detail
    return None


def _negated(block: Block, low: int, first: int) -> int | None:
    """Find "not" and the like before an assignment or right before the label."""
    for start, end in guards_in(block, low, first, "negation"):
        if guard_at(block, start, first, "no negation") or holds_guard(block, end, first, "boundary"):
            continue
        gap = first - end
        if gap > _NEGATED_BEYOND_COMMA and _has_break(block, end, first):
            continue
        near = min(first, end + _NEGATED)
        if gap < _NEGATED or _assigns(block, end, near, start=end) or holds_guard(block, end, near, "assigned"):
            return start
    for start, end in guards_in(block, low, first, "nobody"):
        if not holds_guard(block, end, first, "boundary") and not _has_break(block, end, first):
            return start
    return preceded_by(block, first, "none of it", 1)


def _possible(block: Block, low: int, first: int) -> int | None:
    """Find "could be named", "might soon become"."""
    for start, end in guards_in(block, low, first, "modal"):
        if _is_month(block, start, end) or holds_guard(block, end, first, "boundary"):
            continue
        near = min(first, end + _NEGATED + 1)
        becomes = first - end <= near - end and holds_guard(block, max(end, first - 2), first, "to be")
        if becomes or _assigns(block, end, near, start=end):
            return start
    return next((start for start, end in guards_in(block, low, first, "spared")), None)


def _is_month(block: Block, start: int, end: int) -> bool:
    """Tell "in May 2021" from "may"."""
    digits = any(0 <= at < len(block.words) and block.words.texts[at].isdigit() for at in (start - 1, end))
    return digits or (start > 0 and bool(guard_at(block, start - 1, end, "month")))


def _conditional(block: Block, low: int, first: int) -> int | None:
    """Find "if it were declared", "whether to declare"."""
    for start, end in guards_in(block, low, first, "condition"):
        if holds_guard(block, end, first, "boundary") or _has_break(block, end, first):
            continue
        if holds_guard(block, end, first, "being") or _assigns(block, end, first):
            return start
    return None


def _demanded(block: Block, low: int, first: int) -> int | None:
    """Find "threatened to have it declared", "called for it to be listed", "proposed that it be named"."""
    for start, end in guards_in(block, low, first, "demand"):
        if holds_guard(block, end, first, "boundary"):
            continue
        given = bool(guard_at(block, start, end, "demand for")) and _given_later(block, end, first)
        if given or _assigns(block, end, first) or holds_guard(block, end, min(first, end + _NEGATED), "assigning"):
            return start
    for start, end in guards_in(block, low + 1, first, "subjunctive"):
        bare = not guard_at(block, start - 1, start, "auxiliary")
        if bare and holds_guard(block, end, min(first, end + 2), "assigned"):
            return start
    return None


def _denied(block: Block, low: int, first: int) -> int | None:
    """Find "denied being", "rejected the claim that it was", "the rumour that it had been"."""
    for start, end in guards_in(block, low, first, "denial"):
        if holds_guard(block, end, first, "boundary"):
            continue
        told = holds_guard(block, start, min(first, end + _NEGATED + 2), "denied")
        if told and holds_guard(block, end, first, "being"):
            return start
    return None


def _asked(block: Block, low: int, first: int) -> int | None:
    """Find that the sentence asks: "Is it …?"."""
    end = next(
        (at for at in range(first, min(len(block.words), first + REACH)) if _ends_sentence(block, at)),
        len(block.words) - 1,
    )
    opens = low == 0 or block.sentence(low - 1) != block.sentence(low)
    asks = opens and bool(guard_at(block, low, low + 1, "question"))
    return low if asks and "?" in block.words.gap_after(end) else None


def _ends_sentence(block: Block, at: int) -> bool:
    return at + 1 == len(block.words) or block.sentence(at + 1) != block.sentence(at)


def _assigns(block: Block, low: int, end: int, *, start: int | None = None) -> bool:
    """Tell whether the words speak of a label to be given: "to declare", "be declared", "have … declared".

    Args:
        block: The passage.
        low: The first word.
        end: The word after the last.
        start: A word that may be a verb without "to" before it, since a modal verb stands there.
    """
    for at in range(low, end):
        infinitive = at == start or _is_infinitive(block, at)
        if infinitive and guard_at(block, at, end, "assign"):
            return True
        if guard_at(block, at, end, "to be") and holds_guard(block, at + 1, min(end, at + 3), "assigned"):
            return True
        if infinitive and guard_at(block, at, end, "to have") and _given_later(block, at + 1, end):
            return True
    return False


def _is_infinitive(block: Block, at: int) -> bool:
    """Tell whether "to" or the like stands before the verb, and no "decided" or "decision" before that."""
    if at == 0 or not guard_at(block, at - 1, at, "auxiliary"):
        return False
    return at == 1 or not guard_at(block, at - 2, at - 1, "factual")


def _given_later(block: Block, low: int, end: int) -> bool:
    """Tell whether a participle that assigns stands in the words, articles left out."""
    return any(not guard_at(block, first, last, "article") for first, last in guards_in(block, low, end, "assigned"))


def _has_break(block: Block, low: int, end: int) -> bool:
    return any(block.words.joins[at] is Join.BREAK for at in range(low, end + 1) if at < len(block.words))


_LABEL_RULES: tuple[tuple[Callable[[Block, int, int], int | None], str], ...] = (
    (_negated, "the label is negated"),
    (_possible, "the label is only possible"),
    (_conditional, "the label is conditional"),
    (_demanded, "the label is demanded, threatened or planned, not given"),
    (_denied, "the label is denied or only alleged"),
    (_asked, "the sentence asks whether the label applies"),
)


def _of_comparison(block: Block, mention: Mention) -> Finding:
    first = mention.place.first
    at = preceded_by(block, first, "weakening", WEAKENING_REACH)
    if at is None:
        at = preceded_by(block, first, "unclaimed", UNCLAIMED_REACH)
        at = None if at is None or holds_guard(block, at, first, "boundary") else at
    return None if at is None else (at, "the words before it make no superlative claim")


def leaves_open_what(scan: Scan, mention: Mention) -> bool:
    """Tell whether a superlative that could be said of anything ("the worst in two decades") names no kind of event."""
    if mention.captured("of") is not None or mention.captured("event") is not None:
        return False
    place = mention.place
    return holds_guard(scan.blocks[place.block], place.first, place.end, "broad superlative")


def _of_figure(block: Block, mention: Mention) -> Finding:
    place = mention.place
    told = (
        (_imagined(block, place), "the figure is planned or imagined"),
        (preceded_by(block, place.first, "untold", UNTOLD_REACH), "the figure is denied"),
        (preceded_by(block, place.first, "uncounted", 1), "the figure is denied"),
        (followed_by(block, place.end, "unsaid", UNSAID_REACH), "the figure is denied"),
        (_combined(block, place), "the figure counts several things together"),
        (_portion(block, place), "the figure is a part of another"),
        (_counted_otherwise(block, mention), "the figure counts something else"),
    )
    return next(((at, detail) for at, detail in told if at is not None), None)


def _imagined(block: Block, place: Place) -> int | None:
    """Find "planned to" or "could" before the figure; "how they could" and "planned to flee after" imagine nothing."""
    at = preceded_by(block, place.first, "imagined", IMAGINED_REACH)
    if at is None or holds_guard(block, at, place.first, "boundary"):
        return None
    return None if preceded_by(block, at, "how", IMAGINED_REACH) is not None else at


def _combined(block: Block, place: Place) -> int | None:
    """Find "or wounded" right behind the figure, or "and wounded" without a number of its own."""
    at, words = place.end, block.words
    what = at + 1 + guard_at(block, at + 1, len(words), "were")
    if what >= len(words) or not guard_at(block, at, at + 1, "joined") or words.joins[at] is Join.BREAK:
        return None
    if not guard_at(block, what, what + 1, "afflicted") or words.joins[what] is Join.BREAK:
        return None
    behind = what + 1
    apart = behind < len(words) and (
        any(quantity.first == behind for quantity in block.quantities) or guard_at(block, behind, behind + 1, "others")
    )
    return None if apart and not guard_at(block, at, at + 1, "either") else at


def _portion(block: Block, place: Place) -> int | None:
    """Find "including", or "of the dead, …" at the head of the sentence."""
    if not holds_guard(block, place.first, place.end, "perished"):
        return None
    at = preceded_by(block, place.first, "portion", _PORTION_REACH, across_breaks=True)
    if at is not None:
        return at
    low = sentence_start(block, place.first, _PORTION_OF)
    opens = place.first > low and bool(guard_at(block, low, low + 1, "portion of"))
    return low if opens and holds_guard(block, low, place.first, "perished") else None


def _counted_otherwise(block: Block, mention: Mention) -> int | None:
    """Find, behind a count that ends the mention, that it counted the injured and not the dead."""
    payload = mention.compiled.entry.payload
    count = next((slot for slot in mention.match.captured if slot.name == "count"), None)
    if not isinstance(payload, Figure) or count is None or count.end != mention.place.end:
        return None
    end = mention.place.end
    return end if guard_at(block, end, len(block.words), f"not {payload.measure}") else None


def _nothing(_block: Block, _mention: Mention) -> Finding:
    return None


_BY_KIND: Mapping[KindName, Callable[[Block, Mention], Finding]] = {
    "figure": _of_figure,
    "comparison": _of_comparison,
    "label": _of_label,
    "background": _nothing,
}
