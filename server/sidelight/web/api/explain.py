"""Explaining why an entry does or does not match a text."""

from typing import Final

from flask import Response

from sidelight import errors
from sidelight.core.entry import Entry
from sidelight.shapes.replies import checked_reply, step_reply
from sidelight.shapes.requests import ExplainShape, NothingShape, Options, Question
from sidelight.web.api.annotations import PAGE_PROBLEMS, heard
from sidelight.web.api.answers import private_json
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_body, read_query
from sidelight.web.current import wired

_BODY: Final = ExplainShape()
_NOTHING: Final = NothingShape()


def explain() -> Response:
    """Explain why an entry does or does not match.

    The entry is a saved one, by its id, or an unsaved one, written as it would stand in a pack. The answer is a list
    of steps in the order in which they are decided: language, phrase by phrase, quantity, scope, finding, selection.
    """
    read_query(_NOTHING, Options)
    question = read_body(_BODY, Question)
    asked = heard(question.asked)
    annotator = wired().annotator
    steps = annotator.explain(asked, question.entry)
    entry_id = question.entry.id if isinstance(question.entry, Entry) else question.entry
    return private_json(
        {
            "entry": entry_id,
            "shown": any(step.step == "selection" and step.ok for step in steps),
            "steps": [step_reply(step) for step in steps],
            "checked": checked_reply(annotator.checked(asked)),
        }
    )


OPERATIONS = (
    Operation(
        rule="/v1/explain",
        access="everyone",
        method="POST",
        view=explain,
        reply="Explanation",
        body=ExplainShape,
        examples={
            "saved entry": {
                "entry": "harbour-fire-death-toll",
                "text": "The fire at the harbour left 12 injured.",
                "published": "2024-03-26",
            },
            "unsaved entry": {
                "entry": {
                    "id": "harbour-pier",
                    "kind": "background",
                    "title": {"en": "The old pier"},
                    "summary": {"en": "The pier was built in 1911."},
                    "phrases": {"en": ["[the] old pier"]},
                },
                "text": "Boats met at the old pier.",
            },
        },
        problems=(
            errors.EntryNotFoundError,
            errors.EntryInvalidError,
            errors.PhraseError,
            errors.PackError,
            errors.PackNotFoundError,
            *PAGE_PROBLEMS,
        ),
    ),
)
