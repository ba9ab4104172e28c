"""Whether a draft passes an example that was just made, and whether that says anything."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from sidelight.core.check import example_failure
from sidelight.core.entry import Entry, Example
from sidelight.errors import SidelightError
from sidelight.services.curation.hits.guarding import guarding
from sidelight.services.curation.hits.hit import Hit
from sidelight.services.curation.values import StoredEntry
from sidelight.web.console import pages
from sidelight.web.console.editing.world import around, trials
from sidelight.web.current import wired

State = Literal["passes", "fails", "idle", "broken"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What trying an example gave.

    Attributes:
        state: `idle` if it holds and guards against nothing, `broken` if the draft cannot be tried.
        told: It in sentences.
        example: The example.
    """

    state: State
    told: str
    example: Example

    @property
    def tone(self) -> str:
        """The colour of the box that tells it."""
        return "ok" if self.state == "passes" else "warn"


def guarded(stored: StoredEntry, example: Example, article: int) -> Example:
    """Let an example that must not match carry what brought the sentence into scope in its article, if it needs it."""
    draft = _draft(stored)
    try:
        hit = _hit(draft, example, article)
        if hit is None:
            return example
        return guarding(example, hit.because, _failing(draft) if hit.after is not None else _failing_now(draft))
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return example  # the draft cannot be tried yet, which its verdict says


def verdict_of(stored: StoredEntry, example: Example, article: int = 0) -> Verdict:
    """Try an example against the newest revision; `article` is where its sentence comes from, if that is known."""
    draft, number = _draft(stored), stored.head.number
    try:
        world = around(draft.pack)
        wrong = trials().of(draft, world).result(example, world.today).wrong
        if wrong is not None:
            told = f"Revision {number} does not pass it yet, change the phrases or the scope: {wrong.message}."
            return Verdict("fails", f"{told} {wrong.remedy}", example)
        idle = _idle(draft, example, article) if example.none else ""
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return Verdict("broken", f"Revision {number} cannot be tried yet. {pages.told(error)}", example)
    return Verdict("idle", idle, example) if idle else Verdict("passes", f"Revision {number} passes it.", example)


def _idle(draft: Entry, example: Example, article: int) -> str:
    """Say why an example that holds guards against nothing; empty if it does guard."""
    hit = _hit(draft, example, article)
    if hit is not None and hit.after is not None:
        cues = ", ".join(f"“{cue.cue}”" for cue in hit.after.why.cues) or "what else the article says"
        return (
            f"Alone, this sentence is left alone already: it counts in the article because of {cues}. Mend the scope; "
            "the example does not guard against it."
        )
    if draft.id in wired().editions.current.edition.entries and not _failing_now(draft)(example):
        return (
            "Alone, this sentence is left alone already, also by what readers see now: the example does not guard "
            "against what happened. Put the words before it that bring it into scope, or mend the scope."
        )
    return ""


def _hit(draft: Entry, example: Example, article: int) -> Hit | None:
    if not example.none or not article:
        return None
    return wired().curating.corpus.hit(draft, article, example.text)


def _failing(draft: Entry) -> Callable[[Example], bool]:
    world = around(draft.pack)
    trial = trials().of(draft, world)
    return lambda example: trial.result(example, world.today).wrong is not None


def _failing_now(draft: Entry) -> Callable[[Example], bool]:
    """Tell by what is published."""
    world = around(draft.pack)
    return lambda example: example_failure(world.live, draft, example, today=world.today) is not None


def _draft(stored: StoredEntry) -> Entry:
    return replace(stored.head.entry, pack=stored.pack)
