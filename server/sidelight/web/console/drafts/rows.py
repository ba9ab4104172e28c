"""What the buttons of a form do to it: add, remove and move rows, put records in order, add a language.

A button's value says it: `add figure.records`, `remove sources[2]`, `up label.subjects[1]`, `language de`. The same
buttons work with and without JavaScript, since the whole form is sent and comes back with everything that was typed.
Rows that were removed one after another travel along in the form until another button: each `restore` puts back the
newest.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypedDict

from sidelight.core.dates import PartialDate
from sidelight.services.imports import days
from sidelight.web.console.drafts.fields import NAME, Form, Key, form_of, keys_of, name_of, within
from sidelight.web.console.drafts.wording import label_of

#: What a new row of each list begins with; rows of lists inside rows are found by the end of the list's name.
BEGINNINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "records": {"value": "", "as_of": "", "standing": "main"},
    "sources": {"id": "source-#", "title": ""},
    "examples": {"text": "", "none": "", "language": "en"},
    "events": {"id": "event-#", "name.en": ""},
    "subjects": {"id": "subject-#", "name": ""},
    "history": {"event": "listed", "on": ""},
}
#: Rows that a new row brings with it.
_WITH: Final[Mapping[str, str]] = {"events": "records", "subjects": "history"}
#: Lists that are dated, with the key of the date by which they are put in order.
DATED: Final[Mapping[str, str]] = {"records": "as_of", "history": "on"}
#: Fields that hold cues, one a line.
CUE_FIELDS: Final = ("scope.about.any", "scope.about.all", "scope.not_about.any")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: More rows of one list than any entry has; whoever sends more has no form in front of them.
MOST_ROWS: Final = 500
#: The field in which the rows that were removed last travel, newest first.
REMOVED: Final = "removed"
#: Most rows that can be put back, one after another; older ones are forgotten.
MOST_REMOVED: Final = 20


@dataclass(frozen=True, slots=True)
class Done:
    """The form after a button.

    Attributes:
        focus: The field or row to go on with.
        said: What is wrong with what was asked for.
        told: What was done, for whoever does not see it.
        removed: The rows that were taken out, to put them back with.
        undoes: What the row is called that would be put back next.
    """

    form: Form
    focus: str | None = None
    said: str | None = None
    told: str = ""
    removed: str = ""
    undoes: str = ""


class _Gone(TypedDict):
    """A row that was taken out: its name, and its fields by the rest of theirs."""

    row: str
    fields: dict[str, list[str]]


def new_form(kind: str, *, pack: str) -> Form:
    """Make the form of an entry that is not there yet, with one row of each list that it will need."""
    form = form_of([("kind", [kind]), ("pack", [pack]), ("id", [""])])
    needed = {"figure": ["figure.records"], "comparison": ["comparison.events"] * 2, "label": ["label.subjects"]}
    for name in ("sources", *needed.get(kind, ()), "examples"):
        form = _added(form, name).form
    return form


def press(form: Form, button: str) -> Done:
    """Do what a button of the form says; a button that does not belong changes nothing.

    Example:
        >>> form = form_of([("sources[0].id", ["a"]), ("sources[1].id", ["b"])])
        >>> press(form, "up sources[1]").form.value("sources[0].id")
        'b'
    """
    what, _, name = button.partition(" ")
    if what == "restore":
        return _restored(form)
    if what == "language":
        return _with_language(form, name.strip())
    if what not in _ACTS or not NAME.fullmatch(name):
        return Done(form)
    return _ACTS[what](form, name)


def in_order(form: Form) -> Form:
    """Put every dated list in the order of its dates, if it contradicts them; rows without a date come last."""
    for name in {name_of(keys[:at]) for keys in map(keys_of, form.values) for at, _ in _lists(keys)}:
        key = DATED.get(str(keys_of(name)[-1]))
        if key is not None:
            form = _sorted(form, name, key)
    return form


def _lists(keys: tuple[Key, ...]) -> list[tuple[int, Key]]:
    return [(at, key) for at, key in enumerate(keys) if isinstance(key, int)]


def _sorted(form: Form, name: str, key: str) -> Form:
    days = [_day(form.value(f"{row}.{key}")) for row in form.rows(name)]
    known = [day for day in days if day is not None]
    if not any(after.last < before.first for before, after in pairwise(known)):
        return form
    order = sorted(range(len(days)), key=lambda at: (days[at] is None, days[at] and days[at].last))  # type: ignore[union-attr]  # `and` narrows it
    return _reordered(form, name, order)


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(days.iso(text.strip()))
    except ValueError:
        return None


def _reordered(form: Form, name: str, order: list[int]) -> Form:
    """Give a list's rows new numbers: `order` lists the old ones."""
    depth = len(keys_of(name))
    new = {old: at for at, old in enumerate(order)}

    def renamed(field: str) -> str | None:
        keys = keys_of(field)
        if not (within(field, name) and len(keys) > depth and isinstance(keys[depth], int)):
            return field
        number = new.get(int(keys[depth]))
        return None if number is None else name_of((*keys[:depth], number, *keys[depth + 1 :]))

    renumbered = ((renamed(field), values) for field, values in form.values.items())
    return replace(form, values={field: values for field, values in renumbered if field is not None})


def _list_of(form: Form, row: str) -> tuple[str, int, int] | None:
    """Take a row's name apart: its list, its number, and how many rows there are; nothing if it is not there."""
    keys = keys_of(row)
    if not keys or not isinstance(keys[-1], int):
        return None
    name = name_of(keys[:-1])
    many = len(form.rows(name))
    return (name, keys[-1], many) if keys[-1] < many else None


def _added(form: Form, name: str) -> Done:
    sort = str(keys_of(name)[-1])
    rows = form.rows(name)
    if sort not in BEGINNINGS or len(rows) >= MOST_ROWS:
        return Done(form)
    row = f"{name}[{len(rows)}]"
    number = _free_number(form, rows, BEGINNINGS[sort].get("id", ""))
    fields = {f"{row}.{key}": (text.replace("#", str(number)),) for key, text in BEGINNINGS[sort].items()}
    only = [form.value(f"{source}.id") for source in form.rows("sources")]
    if sort in DATED and len(only) == 1 and only[0]:
        fields[f"{row}.sources"] = (only[0],)
    added = replace(form, values={**form.values, **fields})
    if sort in _WITH:
        added = _added(added, f"{row}.{_WITH[sort]}").form
    keys = [key for key in BEGINNINGS[sort] if key not in ("id", "standing", "event")]
    return Done(added, focus=f"{row}.{'as_of' if sort == 'records' else keys[0]}", told=f"{label_of(row)} was added.")


def _free_number(form: Form, rows: list[str], pattern: str) -> int:
    """Find a number for a row whose id is given by it; rows without one have no use for it."""
    if "#" not in pattern:
        return 0
    taken = {form.value(f"{row}.id") for row in rows}
    return next(number for number in range(1, MOST_ROWS + 2) if pattern.replace("#", str(number)) not in taken)


def _removed(form: Form, row: str) -> Done:
    found = _list_of(form, row)
    if found is None:
        return Done(form)
    name, number, many = found
    left = _reordered(form, name, [at for at in range(many) if at != number])
    if many == 1:
        left = replace(left, values={field: values for field, values in left.values.items() if not within(field, row)})
    held = {field[len(row) :]: list(values) for field, values in form.under(row).items()}
    focus = f"{name}[{min(number, many - 2)}]" if many > 1 else name
    done = Done(left, focus=focus, told=f"{label_of(row)} was removed.")
    return _with_gone(done, [_Gone(row=row, fields=held), *_gone(form)])


def _gone(form: Form) -> list[_Gone]:
    """Read the rows that were removed before; whatever a browser sends as such, only names and texts are kept."""
    try:
        sent = [(str(one["row"]), one["fields"]) for one in json.loads(form.value(REMOVED))[:MOST_REMOVED]]
        read = [_Gone(row=row, fields={key: list(map(str, held[key])) for key in held}) for row, held in sent]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return [one for one in read if NAME.fullmatch(one["row"])]


def _with_gone(done: Done, gone: list[_Gone]) -> Done:
    if not gone:
        return done
    return replace(done, removed=json.dumps(gone[:MOST_REMOVED]), undoes=label_of(gone[0]["row"]))


def _restored(form: Form) -> Done:
    """Put the row that was removed last back where it was taken out."""
    gone = _gone(form)
    if not gone:
        return Done(form)
    row, fields = gone[0]["row"], [(f"row{key}", values) for key, values in gone[0]["fields"].items()]
    *way, number = keys_of(row)
    name = name_of(way)
    many = len(form.rows(name))
    if not (isinstance(number, int) and str(way[-1]) in BEGINNINGS and number <= many < MOST_ROWS):
        return Done(form)
    held = {field.replace("row", f"{name}[{many}]", 1): told for field, told in form_of(fields).values.items()}
    if not held:
        return Done(form)
    back = replace(form, values={**form.values, **held})
    order = [*range(number), many, *range(number, many)]
    before = f" Removed before: {label_of(gone[1]['row'])}." if gone[1:] else ""
    told = f"{label_of(row)} is back.{before}"
    return _with_gone(Done(_reordered(back, name, order), focus=row, told=told), gone[1:])


def _moved(form: Form, row: str, by: int) -> Done:
    found = _list_of(form, row)
    if found is None or not 0 <= found[1] + by < found[2]:
        return Done(form, focus=row)
    name, number, many = found
    order = list(range(many))
    order[number], order[number + by] = order[number + by], order[number]
    row = f"{name}[{number + by}]"
    return Done(_reordered(form, name, order), focus=row, told=f"Moved: it is {label_of(row).lower()} now.")


def _with_cues(form: Form, name: str) -> Done:
    """Add the chosen cue set as a line of its own."""
    chosen = form.value(f"choose.{name}").strip()
    if name not in CUE_FIELDS or not chosen:
        return Done(form, focus=name)
    lines = [line for line in form.value(name).split("\n") if line.strip()]
    lines += [] if f"@{chosen}" in lines else [f"@{chosen}"]
    return Done(replace(form, values={**form.values, name: ("\n".join(lines),)}), focus=name)


def _with_language(form: Form, language: str) -> Done:
    if not _LANGUAGE.fullmatch(language):
        shown = f"“{language[:20]}” is no language code" if language else "No language was given"
        return Done(form, focus="new_language", said=f"{shown}: write a short code such as de, fr or zh-Hant.")
    languages = tuple(dict.fromkeys((*form.languages, language)))
    return Done(replace(form, languages=languages), focus=f"title.{language}")


_ACTS: Final[Mapping[str, Callable[[Form, str], Done]]] = {
    "add": _added,
    "remove": _removed,
    "up": lambda form, row: _moved(form, row, -1),
    "down": lambda form, row: _moved(form, row, 1),
    "cue": _with_cues,
}
