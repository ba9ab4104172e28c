"""What the annotations of each kind carry beside what is common to all."""

from sidelight.core.annotation import Annotation
from sidelight.core.kinds.comparison import Claim, ComparisonAssessment, RankedLine
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.core.kinds.label import LabelAssessment, SubjectStanding
from sidelight.core.kinds.payloads import Figure, HistoryEvent, Label, Record, Statement
from sidelight.core.says.comparison import say_reason
from sidelight.core.says.plurals import plural_category
from sidelight.core.text.quantities import Reading
from sidelight.shapes.plain import Json, day, number, text_in


def kind_part(annotation: Annotation) -> Json:
    """Write what only the annotation's kind has."""
    found = annotation.assessment
    if isinstance(found, FigureAssessment):
        return _figure(annotation, found)
    if isinstance(found, ComparisonAssessment):
        return _comparison(annotation, found)
    if isinstance(found, LabelAssessment):
        return _label(annotation, found)
    return {}


def _figure(annotation: Annotation, found: FigureAssessment) -> Json:
    language = annotation.language
    return {
        "reading": _reading(annotation, found.reading),
        "records": {
            "then": None if found.then is None else record(found.then, language),
            "latest": None if found.latest is None else record(found.latest, language),
            "series": [record(one, language) for one in found.series],
            "other": [record(one, language) for one in found.other],
        },
    }


def _reading(annotation: Annotation, reading: Reading) -> Json:
    return {
        "value": number(reading.value),
        "low": number(reading.low),
        "high": number(reading.high),
        "form": reading.form,
        "unit": _unit(annotation, reading) or reading.unit,
        "text": reading.text,
    }


def _unit(annotation: Annotation, reading: Reading) -> str | None:
    payload = annotation.entry.payload
    if not isinstance(payload, Figure):
        return None
    category = "other" if reading.value is None else plural_category(reading.value, annotation.language)
    for texts in (payload.unit.get(category), payload.unit.get("other")):
        if texts and annotation.language in texts:
            return texts[annotation.language]
    return text_in(payload.unit.get("other", {}), annotation.language)


def record(stated: Record, language: str) -> Json:
    """Write a dated statement; its sources are ids of the entry's sources."""
    return {
        "value": number(stated.value),
        "low": number(stated.low),
        "high": number(stated.high),
        "as_of": day(stated.as_of),
        "published": day(stated.published),
        "by": stated.by,
        "note": text_in(stated.note, language),
        "standing": stated.standing,
        "qualifier": stated.qualifier,
        "sources": list(stated.sources),
    }


def _comparison(annotation: Annotation, found: ComparisonAssessment) -> Json:
    return {
        "claim": _claim(found.claim, found.subject),
        "ranking": [_ranked(line, annotation.language) for line in found.ranking],
        "then": None if found.then is None else {"finding": found.then},
        "now": {"finding": found.now},
        "against": list(found.against),
        "edge": found.edge,
        "on_record": found.on_record,
    }


def _claim(claim: Claim, subject: str) -> Json:
    since = claim.since_event or (None if claim.since_year is None else str(claim.since_year))
    duration = None
    if claim.duration is not None:
        duration = {"years": number(claim.duration.years), "text": claim.duration.text}
    optional = {"since": since, "place": claim.place, "duration": duration}
    return {
        "subject": subject,
        "superlative": claim.superlative,
        **{key: value for key, value in optional.items() if value is not None},
    }


def _ranked(line: RankedLine, language: str) -> Json:
    return {
        "event": line.event,
        "name": text_in(line.name, language),
        "value": number(line.value),
        "low": number(line.low),
        "high": number(line.high),
        "began": day(line.began),
        "place": line.place,
        "counts": line.counts,
        **({} if line.reason is None else {"reason": say_reason(line.reason, language=language)}),
    }


def _label(annotation: Annotation, found: LabelAssessment) -> Json:
    language = annotation.language
    payload = annotation.entry.payload
    label = payload if isinstance(payload, Label) else Label(term={}, applied_by={}, means={})
    return {
        "label": {
            "term": text_in(label.term, language),
            "applied_by": text_in(label.applied_by, language),
            "basis": _statement(label.basis, language),
            "means": text_in(label.means, language),
            "disputed_by": _statement(label.disputed_by, language),
        },
        "subjects": [_subject(standing, language) for standing in found.subjects],
    }


def _statement(statement: Statement | None, language: str) -> Json | None:
    if statement is None or not statement.text:
        return None
    return {"text": text_in(statement.text, language), "sources": list(statement.sources)}


def _subject(standing: SubjectStanding, language: str) -> Json:
    return {
        "id": standing.subject.id,
        "name": standing.subject.name,
        "finding": standing.finding,
        "history": [_history(event, language) for event in standing.subject.history],
    }


def _history(event: HistoryEvent, language: str) -> Json:
    return {
        "event": event.event,
        "on": day(event.on),
        "by": event.by,
        "designation": text_in(event.designation, language),
        "entry": event.entry,
        "note": text_in(event.note, language),
        "sources": list(event.sources),
    }
