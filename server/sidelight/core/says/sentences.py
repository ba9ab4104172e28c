"""What a reader sees first: the assessment as one to three sentences."""

from sidelight.core.dates import When
from sidelight.core.entry import Entry, in_language
from sidelight.core.kinds.assessment import Assessment
from sidelight.core.kinds.comparison import ComparisonAssessment
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.core.kinds.label import LabelAssessment
from sidelight.core.kinds.payloads import Comparison, Figure, Label
from sidelight.core.says.comparison import say_comparison
from sidelight.core.says.figure import say_figure
from sidelight.core.says.label import say_label
from sidelight.core.says.wording import Wording


def say(assessment: Assessment, entry: Entry, *, when: When, language: str) -> str:
    """Put an assessment into words, in English or Russian; other languages get English.

    Args:
        assessment: What was found.
        entry: The entry as known on the day, whose payload was assessed.
        when: The article's days.
        language: Of the sentences.

    Example:
        >>> from datetime import date
        >>> from sidelight.core.kinds.background import assess_background
        >>> from sidelight.core.kinds.payloads import Background
        >>> told = {"en": "A farm."}
        >>> farm = Entry(id="x", kind="background", title={}, summary=told, phrases={}, payload=Background())
        >>> say(assess_background(), farm, when=When(date(2026, 1, 1)), language="en")
        'A farm.'
    """
    words = Wording.of(language)
    payload = entry.payload
    if isinstance(assessment, FigureAssessment) and isinstance(payload, Figure):
        return say_figure(assessment, payload, words)
    if isinstance(assessment, ComparisonAssessment) and isinstance(payload, Comparison):
        return say_comparison(assessment, payload, words)
    if isinstance(assessment, LabelAssessment) and isinstance(payload, Label):
        return say_label(assessment, payload, when, words)
    return in_language(entry.summary, language) or in_language(entry.title, language) or ""
