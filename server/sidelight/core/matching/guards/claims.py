"""Does the sentence state what the mention says, or does it deny, demand, threaten, imagine or ask it?

A label that "could be given", a toll that somebody "planned", a superlative that "nobody should claim" is no statement.
The rules are the same for every entry; the words are data (`guard_words.json`), per language.
"""

import re
from collections.abc import Callable, Mapping

from sidelight.core.entry import KindName
from sidelight.core.kinds.payloads import Comparison, Figure
from sidelight.core.matching.guards.labels import REACH, Finding, asked, label_taken_back
from sidelight.core.matching.guards.words import (
    followed_by,
    guard_at,
    holds_guard,
    preceded_by,
    sentence_start,
)
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.places import Place
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import Block, Scan
from sidelight.core.text.fold import fold_text
from sidelight.core.text.quantity_lookup import names_increment
from sidelight.core.text.words import Join

#: Words before a superlative in which "one of the" takes its claim away.
WEAKENING_REACH = 4
#: Words before a superlative in which "nobody would call it" takes its claim away.
UNCLAIMED_REACH = 8
#: Words before a superlative in which "too early to call EVENT" takes its claim away: the event's name stands between.
UNCALLED_REACH = 14
#: Words before a figure in which "planned to" or "rumours that" takes it back, and after it in which "was a lie" does.
IMAGINED_REACH = 6
UNTOLD_REACH = 8
UNSAID_REACH = 14
#: Words before a figure in which "including" makes it a part of another, and in which "of the dead, …" does.
_PORTION_REACH = 3
_PORTION_OF = 12
#: What of a cue names a kind of event; shorter words ("of", "mass") belong to one.
_KIND_WORD = re.compile(r"\w{5,}")


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
    return label_taken_back(block, mention.place)


def _of_comparison(block: Block, mention: Mention) -> Finding:
    first = mention.place.first
    question = asked(block, sentence_start(block, first, REACH), first)
    if question is not None:
        return question, "the sentence asks whether it was so"
    at = preceded_by(block, first, "weakening", WEAKENING_REACH)
    if at is None:
        at = preceded_by(block, first, "unclaimed", UNCLAIMED_REACH)
        at = None if at is None or holds_guard(block, at, first, "boundary") else at
    if at is None:
        at = preceded_by(block, first, "uncalled", UNCALLED_REACH)
    return None if at is None else (at, "the words before it make no superlative claim")


def leaves_open_what(scan: Scan, mention: Mention) -> bool:
    """Tell whether a superlative that could be said of anything ("the worst in two decades") names no kind of event."""
    if mention.captured("of") is not None or mention.captured("event") is not None:
        return False
    place, block = mention.place, scan.blocks[mention.place.block]
    return holds_guard(block, place.first, place.end, "broad superlative") and not _kind_before(block, mention)


def _kind_before(block: Block, mention: Mention) -> bool:
    """Tell whether the ranking's kind of event stands right before: "the attack, the worst in two decades"."""
    payload = mention.compiled.entry.payload
    cues = payload.of_cues.get(block.language, ()) if isinstance(payload, Comparison) else ()
    at = mention.place.first - 1
    while at > 0 and guard_at(block, at, at + 1, "the"):
        at -= 1
    same = at >= 0 and block.together(at, mention.place.first)
    kinds = (word for cue in cues for word in _KIND_WORD.findall(fold_text(cue)))
    return same and any(block.words.texts[at].startswith(kind) for kind in kinds)


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
        (_on_top(block, mention), "the figure comes on top of another"),
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
    apart = behind < len(words) and (block.quantities.get(behind) or guard_at(block, behind, len(words), "others"))
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
    parted = end == len(block.words) or "." in block.words.gap(end) or block.words.joins[end] is Join.BREAK
    if parted:  # "Killed: 139. Injured: 182.", "killed 139, injured 182"
        return None
    return end if guard_at(block, end, len(block.words), f"not {payload.measure}") else None


def _on_top(block: Block, mention: Mention) -> int | None:
    """Find a count on top of others ("another 60") whose word for it the phrase does not have: it may be no total."""
    count = next((slot for slot in mention.match.captured if slot.name == "count"), None)
    if count is None or block.quantities.get(count.first) or not block.quantities.on_top(count.first):
        return None
    place, texts = mention.place, block.words.texts
    before = place.first < count.first and names_increment(texts[count.first - 1 : count.first], block.language)
    behind = count.end < place.end and names_increment(texts[count.end : count.end + 1], block.language)
    return None if before or behind else count.first


def _nothing(_block: Block, _mention: Mention) -> Finding:
    return None


_BY_KIND: Mapping[KindName, Callable[[Block, Mention], Finding]] = {
    "figure": _of_figure,
    "comparison": _of_comparison,
    "label": _of_label,
    "background": _nothing,
}
