"""The steps of an explanation as a person wants them: the verdict first, then the reasons, without what only fills.

`core/explain.py` tells everything in the order in which it is decided; here it is only chosen from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sidelight.core.entry import Entry
from sidelight.core.explain import Step

#: Phrases that are not in the text, of which the nearest are told.
NEAREST = 5
#: Characters beside a phrase that was missed within which a quantity may be the one that it wanted.
BESIDE = 150
#: What is told whether or not it decides anything: steps by name, and the cues by how their steps begin.
_TOLD_ANYHOW = ("language", "phrase", "quantity")
_CUE_STEPS = ("about: ", "not about: ")
_HEADLINE = "is in the headline"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an entry is shown, and what decided it; `told` has each finding with its sentence, or the refusals."""

    shown: bool
    told: tuple[str, ...]


def verdict_of(steps: tuple[Step, ...]) -> Verdict:
    """Find what decided.

    Example:
        >>> verdict_of((Step("phrase", "'old pier' is not in the text", ok=False),)).told
        ('no phrase of the entry is in the text',)
    """
    if any(step.step == "selection" and step.ok for step in steps):
        return Verdict(shown=True, told=_once(step.detail for step in steps if step.step == "finding" and step.ok))
    refused = _once(
        step.detail
        for step in steps
        if not step.ok and step.step not in _TOLD_ANYHOW and not step.detail.startswith(_CUE_STEPS)
    )
    if refused:
        return Verdict(shown=False, told=refused)
    in_headline = next((step.detail for step in steps if step.step == "phrase" and _HEADLINE in step.detail), None)
    return Verdict(shown=False, told=(in_headline or "no phrase of the entry is in the text",))


def reasons_of(steps: tuple[Step, ...], entry: Entry, *, language: str | None, text: str) -> tuple[Step, ...]:
    """Leave out phrases of other languages, phrases that are far from the text, and quantities that no phrase wanted.

    Args:
        steps: All steps, as core tells them.
        entry: The entry explained.
        language: The article's.
        text: The article's, in which the steps' places stand.
    """
    missed = [step for step in steps if step.step == "phrase" and not step.ok]
    near = sorted(_in_language(missed, entry, language), key=lambda step: -_words(step, text))[:NEAREST]
    found = [step for step in steps if step.step == "phrase" and step.ok]
    return tuple(
        step
        for step in steps
        if not (step in missed and step not in near) and not (_is_stray(step, found, near) and step.span is not None)
    )


def _in_language(missed: list[Step], entry: Entry, language: str | None) -> list[Step]:
    own = entry.phrases.get(language or "")
    if not own:
        return missed
    return [step for step in missed if any(step.detail.startswith(f"{source!r} ") for source in own)]


def _words(step: Step, text: str) -> int:
    """Count the words that did fit."""
    return 0 if step.span is None else len(step.span.of(text).split())


def _is_stray(step: Step, found: list[Step], near: list[Step]) -> bool:
    """Tell a quantity that stands neither in a phrase nor, when there is none, beside the beginning of one."""
    if step.step != "quantity" or step.span is None:
        return False
    room = 0 if found else BESIDE
    places = [phrase.span for phrase in (found or near) if phrase.span is not None]
    return not any(p.start - room < step.span.end and step.span.start < p.end + room for p in places)


def _once(details: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(details))
