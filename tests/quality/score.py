"""Score the starter pack's matching on labelled sentences.

    python tests/quality/score.py tuning            precision, recall, values; every miss and false alarm
    python tests/quality/score.py frozen --figures  the figures alone: this half is never tuned on

A row's passage goes the whole way, with its title and date, and what is found is compared with its labels.
A label is found when an annotation of its entry has a quote that holds the labelled words.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.core.annotate import annotate
from sidelight.core.annotation import Annotation
from sidelight.core.article import Dated, Role, article_of_passages
from sidelight.core.dates import PartialDate, When
from sidelight.core.edition import make_edition
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.core.matching.select import WORDS_PER_ANNOTATION

SENTENCES = Path(__file__).parent / "sentences.jsonl"
ENTRIES = ("crocus-death-toll", "deadliest-attacks-russia", "foreign-agent-russia")
#: Superlatives about other attacks in Russia: the ranking may rightly speak of them, the labels do not ask for it.
WIDER_CLAIMS = frozenset({"other-russian-attack", "beslan-subject", "dubrovka-subject"})
#: The day "now" stands for; fixed, so that a score can be made again.
TODAY = date(2026, 11, 22)

Row = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts for one entry."""

    found: int = 0
    missed: list[Row] = field(default_factory=list)
    surplus: list[tuple[Row, str]] = field(default_factory=list)
    misread: list[tuple[Row, str]] = field(default_factory=list)
    readings: int = 0

    @property
    def precision(self) -> float:
        """The share of annotations that were wanted."""
        return self.found / max(1, self.found + len(self.surplus))

    @property
    def recall(self) -> float:
        """The share of labels that were found."""
        return self.found / max(1, self.found + len(self.missed))

    @property
    def read_right(self) -> float:
        """The share of readings with the right value and form."""
        return 1 - len(self.misread) / max(1, self.readings)


def rows(half: str | None = None) -> list[Row]:
    """Read the rows of one half, or all."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if half in (None, row["half"])]


def starter_matcher() -> Matcher:
    """Compile the starter pack."""
    return compile_matcher(make_edition([read_pack(starter_folder()).pack]))


def score(matcher: Matcher, labelled: Iterable[Row]) -> dict[str, Score]:
    """Compare what is found in each row with its labels, by entry."""
    scores = {entry: Score() for entry in ENTRIES}
    for row in labelled:
        found = [item for item in annotations(matcher, row) if item.entry.id in ENTRIES]
        for entry in ENTRIES:
            _compare(scores[entry], row, entry, [item for item in found if item.entry.id == entry])
    return scores


def annotations(matcher: Matcher, row: Row) -> tuple[Annotation, ...]:
    """Annotate one row's passage with its title and date.

    An article holds one annotation per forty words; words without meaning, set where nothing is evidence, make the
    row as long as an article, so that each of its figures counts.
    """
    published = PartialDate.parse(row["published"]) if row["published"] else None
    dated = Dated(published, "given") if published else None
    passages: tuple[tuple[Role, str], ...] = (("body", row["text"]), ("other", "lorem ipsum " * WORDS_PER_ANNOTATION))
    language = row.get("language", "en")
    article = article_of_passages(passages, title=row["title"], language=language, published=dated)
    found: list[Annotation] = []
    for entry in ENTRIES:
        when = When(today=TODAY, published=published)
        found += annotate(matcher, article, when=when, language=language, entries=frozenset({entry})).items
    return tuple(found)


def _compare(total: Score, row: Row, entry: str, found: list[Annotation]) -> None:
    labels = [label for label in row["labels"] if label["entry"] == entry]
    if not labels and entry == "deadliest-attacks-russia" and WIDER_CLAIMS & set(row["tags"]):
        return
    for label in labels:
        match = next((item for item in found if label["quote_contains"] in item.selectors.exact), None)
        if match is None:
            total.missed.append(row)
            continue
        total.found += 1
        total.misread.extend((row, wrong) for wrong in _misread(match, label))
        total.readings += isinstance(match.assessment, FigureAssessment)
    if not labels:
        total.surplus.extend((row, item.selectors.exact) for item in found[:1])


def _misread(item: Annotation, label: Row) -> Iterator[str]:
    if not isinstance(item.assessment, FigureAssessment):
        return
    reading = item.assessment.reading
    value = reading.value if reading.form not in ("range", "vague") else None
    if (value, reading.form) != (label["value"], label["form"]):
        yield f"read {reading.form} {value}, labelled {label['form']} {label['value']}"


def _report(scores: dict[str, Score], *, details: bool) -> Iterator[str]:
    for entry, total in scores.items():
        figures = f"precision {total.precision:.3f}  recall {total.recall:.3f}  read right {total.read_right:.3f}"
        yield f"{entry:26} {figures}  ({total.found} found, {len(total.missed)} missed, {len(total.surplus)} surplus)"
        if details:
            yield from (f"    missed  {row['id']} {row['tags']}: {row['text']}" for row in total.missed)
            yield from (f"    surplus {row['id']} {row['tags']}: {at!r} in: {row['text']}" for row, at in total.surplus)
            yield from (f"    misread {row['id']}: {wrong}: {row['text']}" for row, wrong in total.misread)


if __name__ == "__main__":
    half = sys.argv[1] if len(sys.argv) > 1 else None
    for line in _report(score(starter_matcher(), rows(half)), details="--figures" not in sys.argv):
        sys.stdout.write(f"{line}\n")
