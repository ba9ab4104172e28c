"""Labels: whether a designation was in force for someone on the day an article came out, and what came after.

A day has many hours: a listing on the day after the article still counts as known to it. A partial date that may lie on
either side of the article is taken as known. `tests/core/cases/findings_label.json` is the table of findings.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sidelight.core.dates import When
from sidelight.core.kinds.payloads import HistoryEvent, Label, Subject

SubjectFinding = Literal["changed-since", "ended", "not-yet", "in-force", "not-recorded"]
LabelFinding = Literal["changed-since", "ended", "not-yet", "in-force", "not-recorded", "explained"]
#: With several subjects the first of these that one of them has is the finding of all.
ORDER: tuple[SubjectFinding, ...] = ("changed-since", "ended", "not-yet", "in-force", "not-recorded")
_GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SubjectStanding:
    """How the label stands to one subject."""

    subject: Subject
    finding: SubjectFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAssessment:
    """A label used in an article, with the subjects that it was used of."""

    finding: LabelFinding
    subjects: tuple[SubjectStanding, ...]


def assess_label(label: Label, *, subjects: tuple[str, ...], unknown_subject: bool, when: When) -> LabelAssessment:
    """Tell how the label stands to the subjects named.

    Args:
        label: With the history known on the day.
        subjects: Ids of the subjects that the sentence names.
        unknown_subject: The sentence names someone who is not on record.
        when: The article's days; an undated article is held against the latest.

    Example:
        >>> label = Label(term={}, applied_by={}, means={})
        >>> assess_label(label, subjects=(), unknown_subject=False, when=When(date(2026, 1, 1))).finding
        'explained'
    """
    wanted = dict.fromkeys(subjects)
    known = {subject.id: subject for subject in label.subjects}
    standings = tuple(SubjectStanding(known[id_], standing_of(known[id_], when)) for id_ in wanted if id_ in known)
    finding: LabelFinding = "not-recorded" if subjects or unknown_subject else "explained"
    found = {standing.finding for standing in standings}
    finding = next((candidate for candidate in ORDER if candidate in found), finding)
    return LabelAssessment(finding=finding, subjects=standings)


def standing_of(subject: Subject, when: When) -> SubjectFinding:
    """Tell how the label stands to one subject at the article's day."""
    moves = [event for event in in_order(subject.history) if event.event != "also"]
    if not any(event.event == "listed" for event in moves):
        return "not-recorded"
    known = [event for event in moves if known_to(event, when)]
    if not known:
        return "not-yet"
    if known[-1].event == "removed":
        return "ended"
    changed = any(event.event != "listed" for event in changes_after(subject, when))
    return "changed-since" if changed else "in-force"


def changes_after(subject: Subject, when: When) -> tuple[HistoryEvent, ...]:
    """Give what came after the article, oldest first.

    Example:
        >>> changes_after(Subject(id="x", name="X", phrases={}, history=()), When(date(2026, 1, 1)))
        ()
    """
    return tuple(event for event in in_order(subject.history) if not known_to(event, when))


def known_to(event: HistoryEvent, when: When) -> bool:
    """Tell whether an article of that day could know of an event; an undated one is held against all of them.

    Listings have a day of grace; a removal or another designation that may have come later counts as later.
    """
    last = last_day(when)
    if last is None:
        return True
    if event.event == "listed":
        return event.on.first - last <= _GRACE
    return event.on.last <= last


def last_day(when: When) -> date | None:
    """Give the last day on which the article was written or changed."""
    if when.published is None:
        return None
    days = [when.published.last, when.modified.last if when.modified else when.published.last]
    return max(days)


def in_order(history: tuple[HistoryEvent, ...]) -> list[HistoryEvent]:
    """Sort a history by its days; where partial dates overlap, the order in which it was written stands.

    Example:
        >>> from sidelight.core.dates import PartialDate
        >>> listed = HistoryEvent(event="listed", on=PartialDate.parse("2024-06-01"))
        >>> removed = HistoryEvent(event="removed", on=PartialDate.parse("2024"))
        >>> [event.event for event in in_order((listed, removed))]
        ['listed', 'removed']
    """
    placed: list[HistoryEvent] = []
    for event in history:
        later = (number for number, other in enumerate(placed) if event.on.last < other.on.first)
        placed.insert(next(later, len(placed)), event)
    return placed
