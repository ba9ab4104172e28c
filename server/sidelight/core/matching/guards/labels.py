"""Does the sentence give somebody a label, or does it negate, imagine, demand, deny or ask it?

Each rule looks for words that govern the label from before it ("could be named", "wants it listed"), up to a word that
opens a clause of its own. The words are data (`guard_words.json`), per language.
"""

from collections.abc import Callable

from sidelight.core.matching.guards.words import guard_at, guards_in, holds_guard, preceded_by, sentence_start
from sidelight.core.matching.places import Place
from sidelight.core.matching.scan import Block
from sidelight.core.text.words import Join

#: Words before a mention that are read for what governs it; longer sentences are read no further.
REACH = 24
#: Words between a negation and what it negates; beyond a comma it reaches no further than this either.
_NEGATED = 3
_NEGATED_BEYOND_COMMA = 4

Finding = tuple[int, str] | None


def label_taken_back(block: Block, place: Place) -> Finding:
    """Give where the words around a label take it back, and how; `None` if they state it."""
    first, end = place.first, place.end
    low = sentence_start(block, first, REACH)
    if end < len(block.words) and block.together(first, end) and guard_at(block, end, len(block.words), "untruth"):
        return end, "the label is denied or only alleged"
    for find, detail in _LABEL_RULES:
        at = find(block, low, first)
        if at is not None:
            return at, detail
    return None


def _negated(block: Block, low: int, first: int) -> int | None:
    """Find "not" and the like before an assignment or right before the label."""
    for start, end in guards_in(block, low, first, "negation"):
        if not _spares(block, start, end, first) and _negates(block, end, first):
            return start
    for start, end in guards_in(block, low, first, "nobody"):
        if not holds_guard(block, end, first, "boundary") and not _has_break(block, end, first):
            return start
    at = preceded_by(block, first, "none of it", 1)
    return _none_named(block, low, first) if at is None else at


def _spares(block: Block, start: int, end: int, first: int) -> bool:
    """Tell a negation that leaves the label be: "not only", in a clause of its own, "did not print the label"."""
    if guard_at(block, start, first, "no negation"):
        return True
    return any(holds_guard(block, end, first, guard) for guard in ("boundary", "negated clause", "displaying"))


def _negates(block: Block, end: int, first: int) -> bool:
    gap = first - end
    if any(mark in block.words.gap(at) for at in range(end, first + 1) for mark in ":;"):
        return False  # "cannot stand for election: foreign agents may not"
    if gap > _NEGATED_BEYOND_COMMA and _has_break(block, end, first):
        return False
    near = min(first, end + _NEGATED)
    given = any(holds_guard(block, end, near, guard) for guard in ("assigned", "assigning"))
    return gap < _NEGATED or given or _assigns(block, end, near, start=end)


def _none_named(block: Block, low: int, first: int) -> int | None:
    """Find "No bank has been named": "no" at the head of a clause, and what was not given before the label."""
    for start, end in guards_in(block, low, first, "none"):
        parted = start == low or block.words.joins[start] is Join.BREAK
        opens = parted or guard_at(block, start - 1, start, "clause opener")
        if opens and not _has_break(block, end, first) and not holds_guard(block, end, first, "boundary"):
            given = holds_guard(block, end, first, "being") or holds_guard(block, end, first, "assigned")
            return start if given else None
    return None


def _possible(block: Block, low: int, first: int) -> int | None:
    """Find "could be named", "might soon become"."""
    for start, end in guards_in(block, low, first, "modal"):
        if _is_month(block, start, end) or holds_guard(block, end, first, "boundary"):
            continue
        near = min(first, end + _NEGATED + 1)
        becomes = first - end <= near - end and holds_guard(block, max(end, first - 2), first, "to be")
        if becomes or _assigns(block, end, near, start=end):
            return start
    dreaded = preceded_by(block, first, "dreaded", _NEGATED)
    return dreaded if dreaded is not None else next((at for at, _ in guards_in(block, low, first, "spared")), None)


def _is_month(block: Block, start: int, end: int) -> bool:
    """Tell "in May 2021" from "may"."""
    digits = any(0 <= at < len(block.words) and block.words.texts[at].isdigit() for at in (start - 1, end))
    return digits or (start > 0 and bool(guard_at(block, start - 1, end, "month")))


def _conditional(block: Block, low: int, first: int) -> int | None:
    """Find "if it were declared", "whether to declare"."""
    if holds_guard(block, low, low + 1, "inverted") and holds_guard(block, low, first, "assign"):
        return low
    for start, end in guards_in(block, low, first, "condition"):
        if holds_guard(block, end, first, "boundary") or _has_break(block, end, first):
            continue
        verb = max(low, start - 1)  # Russian asks with its verb before "ли"
        given = any(holds_guard(block, verb, first, guard) for guard in ("being", "assign", "assigns"))
        if given or _assigns(block, end, first):
            return start
    return None


def _demanded(block: Block, low: int, first: int) -> int | None:
    """Find "threatened to have it declared", "called for it to be listed", "proposed that it be named"."""
    for start, end in guards_in(block, low, first, "demand"):
        if holds_guard(block, end, first, "displaying"):
            continue
        if holds_guard(block, end, first, "boundary"):
            if _assigns(block, max(end, first - _NEGATED_BEYOND_COMMA), first):
                return start  # "wants firms that sail at night to be named"
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
        near = guards_in(block, start, min(first, end + _NEGATED + 2), "denied")
        told = max((behind for _, behind in near), default=0)
        if not told or holds_guard(block, told, first, "boundary"):
            continue
        if holds_guard(block, end, first, "being") or _given_later(block, end, first):
            return start
    return None


def asked(block: Block, low: int, first: int) -> int | None:
    """Find that the sentence, which begins with the word `low`, asks: "Is it …?"."""
    end = next(
        (at for at in range(first, min(len(block.words), first + REACH)) if _ends_sentence(block, at)),
        len(block.words) - 1,
    )
    opens = low == 0 or not block.together(low - 1, low)
    asks = opens and bool(guard_at(block, low, first, "question"))
    return low if asks and "?" in block.words.gap_after(end) else None


def _ends_sentence(block: Block, at: int) -> bool:
    return at + 1 == len(block.words) or not block.together(at, at + 1)


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
    if guard_at(block, at, at + 1, "infinitive"):  # in its ending, as Russian has it
        return at == 0 or not guard_at(block, at - 1, at, "factual")
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
    (asked, "the sentence asks whether the label applies"),
)
