"""What a form would do if it were published now: its phrases, its examples, and what speaks against it.

The draft is put into the edition in use and compiled with it once; as long as only examples are written, what was
compiled serves again. So a preview answers while somebody is typing.
"""

import threading
from collections import ChainMap, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from sidelight.core.annotate import describe_selected, run
from sidelight.core.annotation import Annotation
from sidelight.core.article import Article
from sidelight.core.check import FINDINGS, Failure, example_article, missing_parts
from sidelight.core.check_phrases import missing_sets, wrong_phrases
from sidelight.core.dates import When
from sidelight.core.entry import Entry, Example, Pack
from sidelight.core.index.pack_limits import refuse_work
from sidelight.core.kinds.checks import Problem, check_payload
from sidelight.core.kinds.payloads import Figure
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.examples import Diagnosis, diagnose
from sidelight.services.curation.judging.guard import says_without_source
from sidelight.services.curation.judging.proposal import Wanted, propose
from sidelight.services.curation.judging.remedies import Kept, nothing_cited, objection_of, source_to_fill_in
from sidelight.services.curation.judging.warn import of_content
from sidelight.web.console.drafts.unfinished import Unfinished, without

#: In an edition of more entries than this, a draft is tried alone: compiling it beside all others would take seconds.
BESIDE_AT_MOST: Final = 1_000
#: Drafts whose compiled editions are kept; each curator types in one form at a time.
KEPT_DRAFTS: Final = 6
#: Results of examples that are kept for one draft.
KEPT_RESULTS: Final = 2_000
State = Literal["ok", "fails", "open", "waits"]
_WAITS: Final = "a phrase is found; what it gives is tried once the records can be read"


@dataclass(frozen=True, slots=True)
class Around:
    """The world that a draft would come into.

    Attributes:
        live: The edition in use, compiled.
        pack: The pack that the entry belongs to, as it is now.
        today: The day "now" stands for.
        kept: Finds entries that are kept, live or not.
    """

    live: Matcher
    pack: Pack
    today: date
    kept: Kept

    @property
    def own(self) -> Pack:
        """The pack's own part that the entry would be published with: the live one, once there is one."""
        return next((pack for pack in self.live.edition.packs if pack.id == self.pack.id), self.pack)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A draft compiled alone and with all others, and what its examples gave."""

    entry: Entry
    alone: Matcher
    whole: Matcher
    results: "OrderedDict[tuple[Example, date], _Result]" = field(default_factory=OrderedDict)

    def result(self, example: Example, today: date) -> "_Result":
        """Give what is wrong with an example, alone or among all others, and the words at which it is shown."""
        key = (example, today)
        known = self.results.get(key)
        if known is not None:
            return known
        wrong = diagnose(self.alone, self.entry, example, today=today)
        if self.whole is not self.alone:
            wrong = wrong or diagnose(self.whole, self.entry, example, today=today)
        found = self.results[key] = _Result(wrong, self._words(example, today, holds=wrong is None))
        if len(self.results) > KEPT_RESULTS:
            self.results.popitem(last=False)
        return found

    def _words(self, example: Example, today: date, *, holds: bool) -> str | None:
        """Find the words at which the entry is shown; an example that holds says them itself."""
        if example.none or (holds and example.quote is not None):
            return example.quote
        shown = self.annotate(example, today)
        return None if shown is None else shown[0].selectors.exact

    def annotate(self, example: Example, today: date) -> tuple[Annotation, Article] | None:
        """Annotate the article of an example among all entries; `None` if this one is not shown there."""
        when = When(today=today, published=example.published)
        article = example_article(example)
        outcome = run(self.whole, article, when=when, as_example=True, always=(self.entry.id,))
        language = "ru" if example.language == "ru" else "en"
        for chosen in outcome.selected:
            if chosen.candidate.entry.id == self.entry.id:
                return describe_selected(outcome, chosen, when=when, language=language), article
        return None


@dataclass(frozen=True, slots=True)
class _Result:
    wrong: Diagnosis | None
    words: str | None


class Trials:
    """Keeps the last drafts compiled; safe to share between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[Matcher, Entry, Trial]] = OrderedDict()
        self._lock = threading.Lock()
        self._next = 0

    def of(self, entry: Entry, around: Around) -> Trial:
        """Compile a draft, or take it from before if nothing that is compiled has changed."""
        draft = replace(entry, status="published", pack=around.pack.id, examples=(), tags=(), review_by=None)
        with self._lock:
            for number, (live, known, trial) in reversed(self._kept.items()):
                if live is around.live and known == draft:
                    self._kept.move_to_end(number)
                    return trial
        trial = _trial(draft, around)
        with self._lock:
            self._next += 1
            self._kept[self._next] = (around.live, draft, trial)
            while len(self._kept) > KEPT_DRAFTS:
                self._kept.popitem(last=False)
        return trial


def _trial(draft: Entry, around: Around) -> Trial:
    live = around.live.edition
    own = replace(around.own, entries=())
    refuse_work(replace(own, entries=(draft,)))
    if len(live.entries) > BESIDE_AT_MOST:
        packs = tuple(pack for pack in live.packs if pack.id != own.id)
        figures = {draft.id: draft.payload} if isinstance(draft.payload, Figure) else {}
        world = replace(
            live,
            packs=(*packs, own),
            entries=ChainMap({draft.id: draft}, dict(live.entries)),
            figures=ChainMap(figures, dict(live.figures)),
        )
        alone = compile_matcher(world, only=(draft.id,))
        return Trial(entry=draft, alone=alone, whole=alone)
    is_live = any(pack.id == draft.pack for pack in live.packs)
    proposal = propose(around.live, Wanted(drafts={draft.id: draft}, packs=() if is_live else (own,)))
    return Trial(entry=draft, alone=compile_matcher(proposal.edition, only=(draft.id,)), whole=proposal.whole)


@dataclass(frozen=True, slots=True)
class Tried:
    """What an example gave; `words` are those that the entry is shown at."""

    number: int
    state: State
    message: str = ""
    remedy: str = ""
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader would see: an annotation in the article of an example."""

    annotation: Annotation
    article: Article
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that trying a draft told.

    Attributes:
        faults: Phrases and cues that are not in the language.
        beside: Whether it was tried among all other entries, not alone.
    """

    entry: Entry | None = None
    faults: tuple[Problem, ...] = ()
    examples: tuple[Tried, ...] = ()
    objections: tuple[Objection, ...] = ()
    warnings: tuple[Objection, ...] = ()
    shown: Shown | None = None
    beside: bool = True


def try_out(draft: Unfinished, around: Around, trials: Trials) -> Outcome:
    """Try a draft: what is wrong in it is left out, and the rest is tried. Places are those of what was written."""
    if draft.entry is None:
        return Outcome()
    entry = replace(draft.entry, pack=around.pack.id)
    wrong = (*wrong_phrases(entry), *missing_sets(entry, around.own))
    faults = tuple(replace(fault, place=draft.mending.place(fault.place)) for fault in wrong)
    sound = without(entry, (fault.place for fault in wrong)) if wrong else entry
    if sound is None:
        return Outcome(entry=entry, faults=faults)
    trial = trials.of(sound, around)
    # What was filled in for the trial, or waits to be put right, would be told of twice, or wrongly.
    unsure = draft.is_open(entry.kind)
    examples = tuple(
        _tried(trial, number, example, around.today, unsure=unsure) for number, example in draft.examples.items()
    )
    return Outcome(
        entry=entry,
        faults=faults,
        examples=examples,
        objections=tuple(one for one in _objections(entry, draft, around) if not draft.is_open(one.place)),
        warnings=tuple(_warnings(entry, draft, around.today)),
        shown=_shown(trial, draft.examples, examples, around.today),
        beside=trial.whole is not trial.alone,
    )


def _tried(trial: Trial, number: int, example: Example, today: date, *, unsure: bool) -> Tried:
    if example.finding is not None and example.finding not in FINDINGS[trial.entry.kind]:
        possible = ", ".join(FINDINGS[trial.entry.kind])
        return Tried(
            number, "fails", f"{example.finding!r} is no finding of a {trial.entry.kind}", f"Choose {possible}."
        )
    result = trial.result(replace(example, finding=None) if unsure else example, today)
    if unsure and (example.finding is not None if result.wrong is None else result.wrong.step == "finding"):
        return Tried(number, "waits", _WAITS, words=result.words)
    if result.wrong is not None:
        return Tried(number, "fails", result.wrong.message, result.wrong.remedy, result.words)
    found = f"matches “{result.words}”"
    if not example.none and example.quote is None:
        return Tried(number, "open", found, "Write these words as what must be found.", result.words)
    return Tried(number, "ok", "is left alone" if example.none else found, words=result.words)


def _shown(trial: Trial, examples: dict[int, Example], tried: tuple[Tried, ...], today: date) -> Shown | None:
    """Choose what to show as the card: the first example that holds, else the first in which anything is found."""
    found = [one for one in tried if one.words is not None]
    for one in sorted(found, key=lambda one: one.state == "fails"):
        shown = trial.annotate(examples[one.number], today)
        if shown is not None:
            return Shown(*shown, one.number)
    return None


def _objections(entry: Entry, draft: Unfinished, around: Around) -> Iterator[Objection]:
    edition = around.live.edition
    with_examples = replace(entry, examples=tuple(draft.examples.values()))
    problems = [
        *missing_parts(with_examples, edition.entries),
        *check_payload(entry, edition.figures, {*edition.entries, entry.id}),
    ]
    for problem in problems:
        failure = Failure(entry=entry.id, place=draft.mending.place(problem.place), message=problem.message)
        if source_to_fill_in(failure, entry, draft.unread) is None:
            begun = source_to_fill_in(failure, entry, draft.begun)
            yield begun or objection_of(failure, entry, around.pack, around.kept)
    if says_without_source(entry) and not any(problem.place == "sources" for problem in problems):
        yield nothing_cited(entry)


def _warnings(entry: Entry, draft: Unfinished, today: date) -> Iterator[Objection]:
    """Warn of what can be judged; rows behind one that was left out would be called by a wrong number."""
    for warning in of_content(entry, today):
        if draft.mending.place(warning.place) == warning.place and not draft.is_open(warning.place):
            yield warning
