"""Does the clause itself say that what it tells happened somewhere else?

An event may be named in a sentence only as a time ("Hours after the quake, gunmen killed 40 in Nigeria"). No list of
other events is ever whole, so the words around a mention are read for a place: "killed 40 in Nigeria", "In Nigeria, 40
were killed", "Nigeria, where 40 were killed". Places of the event itself are at home, and a name in another script than
theirs says nothing. What leads to a place and what is no place is data (`guard_words.json`).
"""

from collections.abc import Iterator

from sidelight.core.matching.guards.words import guard_at, holds_guard, preceded_by, sentence_start
from sidelight.core.matching.places import Place
from sidelight.core.matching.scan import Block
from sidelight.core.text.words import Join

#: Words behind a mention in which "in NAME" tells where it was, and words of one name before it.
BEHIND_REACH = 3
NAME_REACH = 4
#: Words between "in NAME" or "NAME, where" and a mention that belongs to it.
_LEAD_REACH = 3
#: Words before an event's name in which "after" makes it a mere time.
_TIME_REACH = 5
#: Words of a sentence that are read between the name of an event and a mention.
_CLAUSE_REACH = 24
#: "After storming the hall" tells what the doers did, and no time.
_GERUND = "ing"
#: Behind another verb ("families of the 40 gathered in Washington") a place is that verb's.
_PAST = "ed"
#: Letters that "Russia" and "Russian" must have in common.
_SHARED_LETTERS = 4


def told_elsewhere(
    block: Block, mention: Place, home: frozenset[str], cue: Place | None, *, of_doers: bool
) -> Place | None:
    """Find the name of the place, not one at home, where the words around the mention say that it was.

    Args:
        block: The passage.
        mention: What is told.
        home: The folded words of the event's places.
        cue: What names the event for this mention; a name in it is at home.
        of_doers: The mention may tell what somebody did ("killed 40"), and so bring a subject of its own.
    """
    here = cue if cue is not None and cue.block == mention.block else None
    for first, end in (*_behind(block, mention), *_before(block, mention), *_after_a_time(block, mention, here)):
        name = Place(mention.block, first, end)
        apart = here is None or here.end <= first or end <= here.first
        if apart and not _at_home(block, name, home):
            return name
    if not of_doers or block.quantities.get(mention.first):
        return None
    at = _new_subject(block, mention, here)
    at = _time_behind(block, mention, here) if at is None else at
    return None if at is None else Place(mention.block, at, at + 1)


def _behind(block: Block, mention: Place) -> Iterator[tuple[int, int]]:
    """Find "in NAME" behind the mention, before any comma; "in NAME's attack on …" names no place."""
    for at in range(mention.end, min(len(block.words) - 1, mention.end + BEHIND_REACH)):
        if not _goes_on(block, at) or guard_at(block, at, at + 1, "another verb"):
            return
        if block.words.texts[at].endswith(_PAST) and not guard_at(block, at, at + 1, "where at"):
            return
        end = _name_behind(block, at)
        if end:
            if not _is_possessive(block, end):
                yield at + 1, end
            return


def _before(block: Block, mention: Place) -> Iterator[tuple[int, int]]:
    """Find "in NAME" or "NAME's" right before the mention, "In NAME, …" that opens its sentence, and "NAME, where"."""
    low = sentence_start(block, mention.first, _CLAUSE_REACH)
    for end in range(mention.first, max(low, mention.first - _LEAD_REACH - 1), -1):
        first = _name_before(block, low, end)
        if first == end:
            continue
        if end == mention.first and _is_possessive(block, end):
            yield first, end
            return
        led = first > low and _leads(block, first - 1)
        where = end < mention.first and bool(guard_at(block, end, end + 1, "where"))
        apart = any(block.words.joins[at] is Join.BREAK for at in range(end, mention.first + 1))
        opens = led and first - 1 == low
        plain = all(guard_at(block, at, at + 1, "carries on") for at in range(end, mention.first))
        if where or (led and plain and (opens or not apart)):
            yield first, end
        return


def _after_a_time(block: Block, mention: Place, cue: Place | None) -> Iterator[tuple[int, int]]:
    """Find "in NAME" before the mention in a sentence that names the event before it as a mere time."""
    if not _is_time(block, mention, cue) or cue is None:
        return
    for at in range(sentence_start(block, mention.first, _CLAUSE_REACH), mention.first - 1):
        end = _name_behind(block, at)
        if end and end <= mention.first and not _is_possessive(block, end):
            yield at + 1, end


def _new_subject(block: Block, mention: Place, cue: Place | None) -> int | None:
    """Find a new subject behind a mere time: "hours after the quake, a drone killed 40"."""
    if not _is_time(block, mention, cue) or cue is None:
        return None
    if holds_guard(block, cue.end, mention.first, "told"):
        return None
    return next((at for at in range(cue.end, mention.first) if guard_at(block, at, at + 1, "new")), None)


def _time_behind(block: Block, mention: Place, cue: Place | None) -> int | None:
    """Find "since the quake" behind what somebody else did: "missiles have killed 40 since the quake"."""
    if cue is None or cue.first < mention.end or holds_guard(block, mention.end, cue.first, "told"):
        return None
    at = preceded_by(block, cue.first, "time", _TIME_REACH)
    if at is None or at < mention.end or not block.together(at, mention.first):
        return None
    return None if block.words.texts[at + 1].endswith(_GERUND) else at


def _is_time(block: Block, mention: Place, cue: Place | None) -> bool:
    if cue is None or not cue.end <= mention.first <= cue.end + _CLAUSE_REACH:
        return False
    if not block.together(cue.first, mention.first):
        return False
    if holds_guard(block, cue.end, mention.first, "relative"):  # "after the quake, which killed 40"
        return False
    between = range(cue.end, mention.first)
    if between and all(guard_at(block, at, at + 1, "carries on") for at in between):
        return bool(block.quantities.get(mention.first))  # not "after the quake, the deadliest in years"
    return preceded_by(block, cue.first, "time", _TIME_REACH) is not None


def _name_behind(block: Block, at: int) -> int:
    """Give the end of the name that a word such as "in" leads to; 0 if it leads to none."""
    if not _leads(block, at):
        return 0
    first = at + 1
    while first < len(block.words) and guard_at(block, first, first + 1, "article"):
        first += 1
    end = first
    while end < min(len(block.words), first + NAME_REACH) and _goes_on(block, end) and _is_name(block, end):
        end += 1
    return end if end > first else 0


def _name_before(block: Block, low: int, end: int) -> int:
    """Give where the name that ends before a word begins; the word itself if none does."""
    first = end
    while (
        first > max(low, end - NAME_REACH) and _is_name(block, first - 1) and (first == end or _goes_on(block, first))
    ):
        first -= 1
    return first


def _leads(block: Block, at: int) -> bool:
    """Tell whether a word leads to a place; in a headline that capitalises every word nothing can be told."""
    small = block.words.raw(at)[:1].islower() or at == 0 or not block.together(at - 1, at)
    return small and bool(guard_at(block, at, at + 1, "where at"))


def _is_name(block: Block, at: int) -> bool:
    raw = block.words.raw(at)
    return raw[:1].isupper() and raw[1:2].islower() and not guard_at(block, at, at + 1, "no place")


def _is_possessive(block: Block, end: int) -> bool:
    return end < len(block.words) and block.words.gap(end).lstrip('")]').startswith("'s")


def _goes_on(block: Block, at: int) -> bool:
    same = at == 0 or block.together(at, at - 1)
    return same and block.words.joins[at] is not Join.BREAK


def _at_home(block: Block, name: Place, home: frozenset[str]) -> bool:
    """Tell whether one of the name's words is a word of the event's places, or said of it ("Russian")."""
    own = [word for word in home if word[:1].isascii() == block.words.texts[name.first][:1].isascii()]
    if not own:
        return True
    return any(_is_alike(block.words.texts[at], word) for at in range(name.first, name.end) for word in own)


def _is_alike(text: str, word: str) -> bool:
    shared = max(_SHARED_LETTERS, len(word) - 3)
    return text == word or (len(word) >= _SHARED_LETTERS and text[:shared] == word[:shared])
