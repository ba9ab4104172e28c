"""A form of an entry and the entry as it is written: the same thing twice, and each made from the other.

The shapes say what there is: a form has a field for each of their keys, so a key that joins the contract joins the
form. What is blank is left out, a row in which nothing was written counts as none, and nothing is guessed: a number
that is none stays the text that was typed, for the shape to refuse in words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from marshmallow import fields as plain_fields

from sidelight.services.imports import days
from sidelight.shapes.entries import KINDS_WITH_PART, EntryShape
from sidelight.shapes.fields import Choice, Day, Flag, Id, Number, Part, PartialDay, Several, Text
from sidelight.shapes.parts.languages import LanguageText, PhraseLists, PluralText, TextWith
from sidelight.shapes.parts.scope import CueItem
from sidelight.shapes.strict import Strict
from sidelight.web.console.drafts.fields import Form

AnyField = plain_fields.Field[Any]
SHAPE: Final = EntryShape()
#: Ids that the editor gives to new rows by itself; with nothing else in it, such a row was never used.
GIVEN_ID: Final = re.compile(r"(?:source|event|subject)-[0-9]+")
#: What stands in a new row before anybody wrote in it: choices, languages, ticks, and ids that were given.
_QUIET_KEYS: Final = frozenset(("language",))
#: Left out of a form when they say the same as the key behind them, which is what their absence means.
_SAME_AS: Final = {"published": "as_of", "ended": "began"}
_WHOLE: Final = re.compile(r"-?[0-9]{1,30}")
_DECIMAL: Final = re.compile(r"-?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]{1,3})?")
#: How a cue set is written among phrases: `@name`, with how near it must stand behind it.
_SET_MARK: Final = "@"
_ESCAPED: Final = re.compile(r"\\+@")


@dataclass(frozen=True, slots=True)
class Where:
    """A field, and a line in it, counted from 1, if the field holds several values."""

    name: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says: an entry as it is written, and which place of it came from which field."""

    data: dict[str, Any]
    places: dict[str, Where] = field(default_factory=dict)

    def where(self, place: str) -> Where:
        """Find the field for a place of the entry."""
        known = [start for start in self.places if place == start or place.startswith((f"{start}.", f"{start}["))]
        if not known:
            return Where(place)
        start = max(known, key=len)
        found = self.places[start]
        return found if found.line is not None else Where(found.name + place[len(start) :])


def form_values(data: Mapping[str, Any]) -> Form:
    """Fill a form with an entry as `entry_to` writes it."""
    values = dict(_values(SHAPE, data, ""))
    found = Form(values=values)
    return Form(values=values, languages=tuple(dict.fromkeys((*found.languages, *_languages(SHAPE, found, "")))))


def written(form: Form) -> Written:
    """Read a form as `entry_from` takes it."""
    reading = _Reading(form)
    data = reading.mapping(SHAPE, "", "")
    kind = data.get("kind")
    if kind in KINDS_WITH_PART:
        data.setdefault(str(kind), {})
    return Written(data=data, places=reading.places)


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _keys(shape: Strict) -> Iterator[tuple[str, AnyField]]:
    """Give a shape's keys; those that are only another way to write the same have no field."""
    return ((of.data_key or name, of) for name, of in shape.fields.items() if not of.load_only)


# --- from an entry to its form -----------------------------------------------------------------------------------


def _values(shape: Strict, data: Mapping[str, Any], at: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, of in _keys(shape):
        value = data.get(key)
        if value is not None and not (key in _SAME_AS and value == data.get(_SAME_AS[key])):
            yield from _field_values(of, value, _join(at, key))


def _field_values(of: AnyField, value: Any, at: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(of, Part):
        yield from _values(_shape_of(of), value, at)
    elif isinstance(of, Several):
        yield from _list_values(of, value, at)
    elif isinstance(of, TextWith):
        yield from ((_join(at, key), (text,)) for key, text in value.items() if key != of.key)
        if of.key in value:
            yield from _field_values(of.inner, value[of.key], _join(at, of.key))
    elif isinstance(of, LanguageText | PluralText | PhraseLists):
        for key, inner in value.items():
            yield from _keyed_values(inner, _join(at, key))
    else:
        yield at, (_as_text(value),)


def _list_values(of: Several, value: Any, at: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(of.inner, Part):
        for number, row in enumerate(value):
            yield from _values(_shape_of(of.inner), row, f"{at}[{number}]")
    else:
        yield at, tuple(value) if isinstance(of.inner, Id) else (_as_lines(value),)


def _keyed_values(inner: Any, at: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(inner, Mapping):
        yield from ((_join(at, language), (text,)) for language, text in inner.items())
    else:
        yield at, (inner if isinstance(inner, str) else _as_lines(inner),)


def _as_lines(items: Any) -> str:
    return "\n".join(_as_line(item) for item in items)


def _as_line(item: Any) -> str:
    if isinstance(item, Mapping):
        near = item.get("near")
        return f"{_SET_MARK}{item['cues']}" + (f" {near}" if near else "")
    text = str(item).replace("\n", " ")
    return f"\\{text}" if text.startswith(_SET_MARK) or _ESCAPED.match(text) else text


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return repr(value) if isinstance(value, float) else str(value)


def _shape_of(part: Part) -> Strict:
    shape = part.schema
    if not isinstance(shape, Strict):
        msg = f"{shape!r} is none of our shapes"
        raise TypeError(msg)
    return shape


def _languages(shape: Strict, form: Form, at: str) -> Iterator[str]:
    """Find the languages in which an entry has texts."""
    for key, of in _keys(shape):
        name = _join(at, key)
        if isinstance(of, Part):
            yield from _languages(_shape_of(of), form, name)
        elif isinstance(of, Several) and isinstance(of.inner, Part):
            for row in form.rows(name):
                yield from _languages(_shape_of(of.inner), form, row)
        elif isinstance(of, PluralText):
            for category in form.children(name):
                yield from form.children(_join(name, category))
        elif isinstance(of, LanguageText | PhraseLists | TextWith):
            yield from (key for key in form.children(name) if not (isinstance(of, TextWith) and key == of.key))


# --- from a form to its entry ------------------------------------------------------------------------------------


class _Reading:
    """Goes over the shapes and takes from the form what it says."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.places: dict[str, Where] = {}

    def mapping(self, shape: Strict, at: str, place: str) -> dict[str, Any]:
        found = ((key, self.read(of, _join(at, key), _join(place, key))) for key, of in _keys(shape))
        return {key: value for key, value in found if value not in (None, [], {})}

    def read(self, of: AnyField, at: str, place: str) -> Any:
        if isinstance(of, Part):
            return self.mapping(_shape_of(of), at, place) if self.used(_shape_of(of), at) else None
        if isinstance(of, Several):
            return self.several(of, at, place)
        if isinstance(of, TextWith):
            texts = self.keyed(at, place, self.text, but=of.key)
            extra = self.read(of.inner, _join(at, of.key), _join(place, of.key))
            return texts | ({of.key: extra} if extra else {})
        if isinstance(of, PluralText):
            return self.keyed(at, place, lambda inner, there: self.keyed(inner, there, self.text))
        if isinstance(of, LanguageText):
            return self.keyed(at, place, self.text)
        if isinstance(of, PhraseLists):
            return self.keyed(at, place, lambda inner, there: self.lines(inner, there, cues=False))
        return _single(of, self.form.value(at))

    def several(self, of: Several, at: str, place: str) -> list[Any]:
        if isinstance(of.inner, Part):
            return self.rows(_shape_of(of.inner), at, place)
        if isinstance(of.inner, Id):
            found = list(self.form.ticked(at))
            self.places |= {f"{place}[{number}]": Where(at) for number in range(len(found))}
            return found
        return self.lines(at, place, cues=isinstance(of.inner, CueItem))

    def rows(self, shape: Strict, at: str, place: str) -> list[Any]:
        rows: list[Any] = []
        for name in self.form.rows(at):
            if self.used(shape, name):
                there = f"{place}[{len(rows)}]"
                if there != name:
                    self.places[there] = Where(name)
                rows.append(self.mapping(shape, name, there))
        return rows

    def lines(self, at: str, place: str, *, cues: bool) -> list[Any]:
        found: list[Any] = []
        for number, line in enumerate(self.form.value(at).split("\n"), start=1):
            if line.strip():
                self.places[f"{place}[{len(found)}]"] = Where(at, number)
                found.append(_cue(line) if cues else _unescaped(line))
        return found

    def keyed(self, at: str, place: str, read: Callable[[str, str], Any], *, but: str = "") -> dict[str, Any]:
        found = ((key, read(_join(at, key), _join(place, key))) for key in self.form.children(at) if key != but)
        return {key: value for key, value in found if value}

    def text(self, at: str, _place: str) -> str | None:
        text = self.form.value(at)
        return text if text.strip() else None

    def used(self, shape: Strict, at: str) -> bool:
        """Tell whether something was written in a part or row, other than what stands there from the start."""
        return any(self._speaks(key, of, _join(at, key)) for key, of in _keys(shape))

    def _speaks(self, key: str, of: AnyField, at: str) -> bool:
        if (
            isinstance(of, Choice | Flag)
            or key in _QUIET_KEYS
            or (isinstance(of, Several) and isinstance(of.inner, Id))
        ):
            return False
        if isinstance(of, Part):
            return self.used(_shape_of(of), at)
        if isinstance(of, Several) and isinstance(of.inner, Part):
            return any(self.used(_shape_of(of.inner), row) for row in self.form.rows(at))
        if key == "id" and GIVEN_ID.fullmatch(self.form.value(at)):
            return False
        return self.form.filled(at)


def _single(of: AnyField, text: str) -> Any:
    bare = text.strip()
    if not bare:
        return None
    if isinstance(of, Number):
        return _number(bare)
    if isinstance(of, Flag):
        return bare == "true"
    if isinstance(of, Day | PartialDay):
        return days.iso(bare)
    return text if type(of) is Text else bare


def _number(text: str) -> int | float | str:
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _unescaped(line: str) -> str:
    return line[1:] if _ESCAPED.match(line) else line


def _cue(line: str) -> Any:
    if not line.startswith(_SET_MARK):
        return _unescaped(line)
    name, _, near = line[1:].strip().partition(" ")
    return {"cues": name} | ({"near": near.strip()} if near.strip() else {})
