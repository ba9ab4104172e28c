"""The preview beside the form: what is wrong, what the examples give, and the card as a reader would see it."""

from dataclasses import dataclass, field, replace

from flask import Blueprint, Response, request

from sidelight.errors import PackError
from sidelight.services.curation.errors import Objection
from sidelight.web.access import allow
from sidelight.web.console import pages
from sidelight.web.console.drafts.fields import LANGUAGES_FIELD, Form, form_of
from sidelight.web.console.drafts.forms import Written, written
from sidelight.web.console.drafts.unfinished import Unfinished, begun_sources, unfinished
from sidelight.web.console.drafts.wording import at_fields, label_of, plain
from sidelight.web.console.editing.showing import Ranked, card_json, chart_json, ranking_of
from sidelight.web.console.editing.trying import Around, Outcome, State, Tried, try_out
from sidelight.web.console.editing.world import around, kept, trials

#: What is still wrong with what was written, by field: the summary links to each.
Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A phrase that is not in the language: `text` up to the mistake, the sign at which it is, and the rest."""

    name: str
    line: int | None
    before: str
    at: str
    after: str
    message: str

    @property
    def told(self) -> str:
        """The mistake as it is told at the field."""
        return self.message if self.line is None else f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """An example in the preview, with the row that it stands in."""

    name: str
    state: State
    text: str
    none: bool
    message: str = ""
    remedy: str = ""
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Something that speaks against publishing, or a warning, at its field."""

    name: str
    label: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """All that the preview tells."""

    problems: Problems = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    examples: tuple[ExampleLine, ...] = ()
    objections: tuple[Point, ...] = ()
    warnings: tuple[Point, ...] = ()
    outcome: Outcome = field(default_factory=Outcome)
    card: str | None = None
    chart: str | None = None
    ranking: tuple[Ranked, ...] = ()

    @property
    def marks(self) -> Problems:
        """What is to be told at fields: what keeps the form from being saved, and phrases and examples to mend."""
        found = {name: list(messages) for name, messages in self.problems.items()}
        for name, told in self.later:
            found.setdefault(name, []).append(told)
        return found

    @property
    def later(self) -> list[tuple[str, str]]:
        """What does not keep the form from being saved: phrases that are not in the language, examples that fail."""
        failing = (example for example in self.examples if example.state == "fails")
        return [
            *((fault.name, fault.told) for fault in self.faults),
            *((example.name, f"{example.message}. {example.remedy}") for example in failing),
        ]

    @property
    def holding(self) -> list[ExampleLine]:
        """The examples that hold."""
        return [example for example in self.examples if example.state == "ok"]

    @property
    def failing(self) -> list[ExampleLine]:
        """The examples that do not, or not yet."""
        return [example for example in self.examples if example.state != "ok"]


def register(console: Blueprint) -> None:
    """Add the page."""
    console.add_url_rule("/preview", "preview", preview, methods=["POST"])


@allow("curator")
def preview() -> Response:
    """Answer with the preview of the form that was sent, a piece of a page."""
    form = sent_form()
    shown = preview_of(form)
    return pages.show("editor/preview.html", form=form, preview=shown, label_of=label_of)


def sent_form() -> Form:
    """Read the form that was sent."""
    return form_of(request.form.lists(), languages=request.form.getlist(LANGUAGES_FIELD))


def preview_of(form: Form) -> Preview:
    """Try what stands in a form.

    Raises:
        PackNotFoundError: The form names a pack that is not there.
    """
    said = written(form)
    world = around(form.value("pack"))
    draft = replace(unfinished(said.data, pack=world.pack.id), begun=begun_sources(form, said.data))
    problems = at_fields(draft.problems, said)
    if not form.value("based_on") and kept(form.value("id").strip()) is not None:
        problems.setdefault("id", []).append("there is an entry of that name already: choose another")
    outcome = _tried(draft, world)
    return Preview(
        problems=problems,
        faults=tuple(_fault(said, form, fault.place, fault.column, fault.message) for fault in outcome.faults),
        examples=tuple(_examples(form, said, outcome.examples, problems)),
        objections=_points(outcome.objections, said, problems),
        warnings=_points(outcome.warnings, said, problems),
        outcome=outcome,
        card=None if outcome.shown is None else card_json(outcome.shown, world),
        chart=None if outcome.entry is None else chart_json(outcome.entry, world),
        ranking=() if draft.is_open("comparison.events") else ranking_of(outcome.entry, world),
    )


def _tried(draft: Unfinished, world: Around) -> Outcome:
    """Try a draft; one that cannot be compiled with its pack costs the card, not the page that it is to stand on."""
    try:
        return try_out(draft, world, trials())
    except PackError as error:
        entry_id = "" if draft.entry is None else draft.entry.id
        told = Objection(
            code="payload", entry=entry_id, place="phrases", message=error.detail, remedy=error.remedy or ""
        )
        return Outcome(objections=(told,))


def _fault(said: Written, form: Form, place: str, column: int | None, message: str) -> Fault:
    where = said.where(place)
    lines = form.value(where.name).split("\n")
    line = lines[where.line - 1] if where.line is not None and where.line <= len(lines) else form.value(where.name)
    at = len(line) if column is None else min(column - 1, len(line))
    return Fault(where.name, where.line, line[:at], line[at : at + 1], line[at + 1 :], plain(message))


def _examples(form: Form, said: Written, tried: tuple[Tried, ...], problems: Problems) -> list[ExampleLine]:
    by_row = {said.where(f"examples[{one.number}]").name: one for one in tried}
    lines = []
    for row in form.rows("examples"):
        text, none = form.value(f"{row}.text"), form.value(f"{row}.none") == "true"
        one = by_row.get(row)
        if one is not None:
            lines.append(ExampleLine(row, one.state, text, none, one.message, one.remedy, one.words))
        elif text.strip():
            wrong = [message for name, messages in problems.items() if name.startswith(row) for message in messages]
            lines.append(ExampleLine(row, "waits", text, none, "; ".join(wrong) or "waits until the rest can be read"))
    return lines


def _points(objections: tuple[Objection, ...], said: Written, problems: Problems) -> tuple[Point, ...]:
    """Place what speaks against publishing; what is wrong with the form itself is told once, at its field."""
    points = ((said.where(one.place).name, one) for one in objections if one.place not in problems)
    return tuple(Point(name, label_of(name), plain(one.message), one.remedy) for name, one in points)
