"""Places in an entry, told in words: a curator sees the second record, not `figure.records[1]`."""

import re
from collections.abc import Mapping
from typing import Final

_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
#: What one item of a list is called.
_ITEMS: Final[Mapping[str, str]] = {
    "records": "record",
    "events": "event",
    "subjects": "subject",
    "history": "history line",
    "sources": "source",
    "examples": "example",
    "as_of": "the day it speaks of",
    "by": "who stated it",
    "began": "the day it began",
    "ended": "the day it ended",
    "on": "the day",
    "entry": "the entry named",
    "figure": "the figure named",
    "of": "what is ranked",
    "unit": "the unit",
    "coverage": "the coverage",
    "replaced_by": "the entry that replaces it",
    "summary": "the summary",
    "kind": "the kind",
    "phrases": "phrase",
    "cues": "cue",
}
#: What a cue is called by the clause that it stands in.
_CLAUSES: Final[Mapping[str, str]] = {
    "scope.about.any": "cue {} of what the article must be about",
    "scope.about.all": "required cue {} of what the article must be about",
    "scope.not_about.any": "cue {} of what the article must not be about",
}
#: Parts of a place that tell a curator nothing.
_SILENT: Final = frozenset(("figure", "comparison", "label"))


def in_words(place: str) -> str:
    """Name a place the way it is counted on a page, from one; "" stays so.

    Example:
        >>> in_words("figure.records[1].sources"), in_words("phrases.en[0]"), in_words("examples[2]")
        ('record 2, sources', 'phrase 1 (en)', 'example 3')
        >>> in_words("scope.about.any[0]"), in_words("label.subjects[0].history[2].entry")
        ('cue 1 of what the article must be about', 'subject 1, history line 3, the entry named')
    """
    clause, _, number = place.partition("[")
    if clause in _CLAUSES:
        return _CLAUSES[clause].format(int(number.rstrip("]")) + 1)
    steps = [(found[1], found[2]) for found in _STEP.finditer(place)]
    told: list[str] = []
    for at, (name, counted) in enumerate(steps):
        if name in _SILENT and at == 0 and len(steps) > 1:
            continue
        before = steps[at - 1][0] if at else ""
        if before in ("phrases", "cues"):  # the list of one language
            told[-1] += f" {int(counted) + 1} ({name})" if counted else f" ({name})"
        else:
            told.append(_step(name, counted))
    return ", ".join(told)


def _step(name: str, counted: str | None) -> str:
    plain = name.replace("_", " ")
    if counted is not None:
        return f"{_ITEMS.get(name, plain)} {int(counted) + 1}"
    return (
        plain
        if name in ("records", "events", "subjects", "history", "sources", "examples")
        else _ITEMS.get(name, plain)
    )
