"""Few and right: which findings become annotations.

One annotation per entry and reading, at most three an entry; further places with the same reading go along as
`also_at`. Where passages overlap, figures go before comparisons, labels and background, then the phrase with more
words of its own, then the shorter span; a loser moves to its next place. A page holds at most twelve, and one per
forty words; background gives way first, then what stands later.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sidelight.core.article import Role
from sidelight.core.entry import Entry, KindName
from sidelight.core.kinds.assessment import Assessment
from sidelight.core.kinds.comparison import ComparisonAssessment
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.core.kinds.label import LabelAssessment
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.scope import Setting
from sidelight.core.text.span import Span

#: Annotations of one entry, and of a page; and the words of an article for each that it may have.
PER_ENTRY = 3
PER_PAGE = 12
WORDS_PER_ANNOTATION = 40
#: Further places of one reading that an annotation lists; a page that repeats itself more often gains nothing.
ALSO_AT = 50

_KIND_RANK: dict[KindName, int] = {"figure": 0, "comparison": 1, "label": 2, "background": 3}
_ROLE_RANK: dict[Role, int] = {"caption": 1, "notice": 2, "comment": 3, "other": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention that was assessed, and so could become an annotation; `span` counts in the article's text."""

    entry: Entry
    mention: Mention
    setting: Setting
    assessment: Assessment
    span: Span
    role: Role

    @property
    def reading_key(self) -> tuple[object, ...]:
        """What is the same for two places that need only one card."""
        return (self.entry.id, self.assessment.finding, *_stated(self.assessment))

    @property
    def reading_order(self) -> tuple[int, int]:
        """The body before captions, captions before notices, then where it stands."""
        return (_ROLE_RANK.get(self.role, 0), self.span.start)

    @property
    def strength(self) -> tuple[int, int, int, int, str]:
        """Smaller wins where two overlap; of equals the one whose id comes first, however they were loaded."""
        rank = _KIND_RANK[self.entry.kind]
        return (rank, -self.mention.match.literal_words, len(self.span), self.span.start, self.entry.id)


def _stated(found: Assessment) -> tuple[object, ...]:
    """Gather what an article says, of which one card is enough."""
    if isinstance(found, FigureAssessment):
        return (found.reading.value, found.reading.low, found.reading.high, found.reading.form)
    if isinstance(found, ComparisonAssessment):
        claim = found.claim
        years = claim.duration.years if claim.duration else None
        return (found.subject, claim.since_event, claim.since_year, claim.place, years)
    if isinstance(found, LabelAssessment):
        return tuple(standing.subject.id for standing in found.subjects)
    return ()


@dataclass(frozen=True, slots=True)
class Selected:
    """A candidate that is shown, with the other places of the same reading."""

    candidate: Candidate
    also_at: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that is not shown, and why.

    `no_room` when a longer page would show it; `winner` is the candidate whose place it would have shared.
    """

    candidate: Candidate
    reason: str
    no_room: bool = False
    winner: Candidate | None = None


def select(candidates: Iterable[Candidate], *, room: int) -> tuple[tuple[Selected, ...], tuple[Dropped, ...]]:
    """Choose what is shown, in reading order, and say of the rest why not.

    Args:
        candidates: Everything assessed.
        room: How many annotations the page may hold (`room_for`).
    """
    groups: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.reading_key].append(candidate)
    taken, placed, dropped = _Taken(), list[Selected](), list[Dropped]()
    wanted = _limit_per_entry([_one_per_span(group) for group in groups.values()], dropped)
    for group in sorted(wanted, key=lambda group: group[0].strength):
        _place(group, taken, placed, dropped)
    kept = _limit_page(placed, room, dropped)
    return tuple(sorted(kept, key=lambda chosen: chosen.candidate.span.start)), tuple(dropped)


def room_for(words: int) -> int:
    """Tell how many annotations an article of so many words may have.

    Example:
        >>> room_for(10), room_for(200), room_for(5000)
        (1, 5, 12)
    """
    return min(PER_PAGE, max(1, words // WORDS_PER_ANNOTATION))


class _Taken:
    """Candidates that do not overlap one another, in the order of the text."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.candidates: list[Candidate] = []

    def clash(self, span: Span) -> Candidate | None:
        """Find one that shares text with the span."""
        at = bisect_left(self.starts, span.end)
        before = self.candidates[at - 1] if at else None
        return before if before is not None and before.span.overlaps(span) else None

    def add(self, candidate: Candidate) -> None:
        at = bisect_left(self.starts, candidate.span.start)
        self.starts.insert(at, candidate.span.start)
        self.candidates.insert(at, candidate)


def _one_per_span(group: list[Candidate]) -> list[Candidate]:
    """Order the places of one reading for reading; of overlapping phrases keep the strongest."""
    if len(group) == 1:
        return group
    taken = _Taken()
    for candidate in sorted(group, key=lambda c: c.strength):
        if taken.clash(candidate.span) is None:
            taken.add(candidate)
    return sorted(taken.candidates, key=lambda c: c.reading_order)


def _limit_per_entry(groups: list[list[Candidate]], dropped: list[Dropped]) -> list[list[Candidate]]:
    """Keep an entry's first readings, before any takes a place: what is not shown takes none from others."""
    kept: list[list[Candidate]] = []
    wanted: dict[str, int] = defaultdict(int)
    for group in sorted(groups, key=lambda group: group[0].reading_order):
        entry_id = group[0].entry.id
        if wanted[entry_id] < PER_ENTRY:
            wanted[entry_id] += 1
            kept.append(group)
        else:
            dropped.append(Dropped(group[0], f"an entry is shown at most {PER_ENTRY} times"))
    return kept


def _place(group: list[Candidate], taken: _Taken, placed: list[Selected], dropped: list[Dropped]) -> None:
    for number, candidate in enumerate(group):
        winner = taken.clash(candidate.span)
        if winner is None:
            taken.add(candidate)
            placed.append(Selected(candidate, tuple(other.span for other in group[number + 1 :][:ALSO_AT])))
            return
        dropped.append(Dropped(candidate, f"it overlaps {winner.entry.id}, which goes first", winner=winner))


def _limit_page(placed: list[Selected], room: int, dropped: list[Dropped]) -> list[Selected]:
    ranked = sorted(placed, key=lambda s: (s.candidate.entry.kind == "background", s.candidate.reading_order))
    reason = f"a page of this length shows at most {room}"
    dropped.extend(Dropped(chosen.candidate, reason, no_room=True) for chosen in ranked[room:])
    return ranked[:room]
