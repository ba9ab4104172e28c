"""What can be tried of an entry that is not finished: the parts that hold, with what is still missing filled in.

Whoever has just written a phrase wants to see whether it matches, before there is a source or a second record.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Final

from marshmallow import ValidationError

from sidelight.core.entry import Entry, Example
from sidelight.errors import EntryInvalidError
from sidelight.shapes.entries import ExampleShape, entry_from, entry_to
from sidelight.shapes.strict import Problems
from sidelight.web.console.drafts.fields import Form, Key, keys_of, name_of, within

#: How often what is wrong is left out: a key, then its row, then its list.
_ROUNDS: Final = 6
#: What stands for parts without which no entry can be read at all; none of it is ever kept.
_FILLED_IN: Final[dict[str, Any]] = {
    "id": "new-entry",
    "figure.measure": "count",
    "figure.unit": {"other": {"en": "…"}},
    "figure.unit.other": {"en": "…"},
    "figure.event.began": "0001",
    "figure.records": [{"value": 0, "as_of": "0001"}],
    "comparison.measure": "count",
    "comparison.direction": "most",
    "comparison.of": {"en": "events"},
    "comparison.coverage": {"places": ["…"], "from": "0001"},
    "comparison.coverage.places": ["…"],
    "comparison.coverage.from": "0001",
    "comparison.events": [{"id": "e", "name": {"en": "…"}, "phrases": {"en": ["no such event"]}, "figure": "none"}],
    "label.term": {"en": "…"},
    "label.applied_by": {"en": "…"},
    "label.means": {"en": "…"},
}
_EXAMPLE: Final = ExampleShape()


@dataclass(slots=True)
class Mending:
    """What was done to an entry so that it can be tried.

    Attributes:
        gone: Places that were left out, as they are called in what was written.
        filled: Places that were filled in.
    """

    gone: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    _rows: list[tuple[Key, ...]] = field(default_factory=list)

    def drop(self, data: Any, keys: tuple[Key, ...]) -> None:
        """Leave out what stands at a place."""
        if not keys:
            return
        inner, last = _at(data, keys[:-1]), keys[-1]
        if isinstance(inner, dict):
            self.gone.append(self.place(name_of(keys)))
            inner.pop(last, None)
        elif isinstance(inner, list) and isinstance(last, int) and last < len(inner):
            self.gone.append(self.place(name_of(keys)))
            self._rows.append(keys)
            del inner[last]

    def fill(self, data: Any, place: str) -> None:
        """Fill in what no entry can be without."""
        *way, last = keys_of(place)
        inner = _at(data, tuple(way))
        if isinstance(inner, dict):
            inner[str(last)] = deepcopy(_FILLED_IN[place])
            self.filled.append(place)

    def place(self, place: str) -> str:
        """Tell what a place of the entry as it is now is called in what was written: rows before it may be gone."""
        if not self._rows:
            return place
        keys = list(keys_of(place))
        for *way, gone in reversed(self._rows):
            at = len(way)
            number = keys[at] if keys[:at] == way and len(keys) > at else None
            if isinstance(number, int) and isinstance(gone, int) and number >= gone:
                keys[at] = number + 1
        return name_of(keys)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An entry as far as it can be tried, with all that is wrong with what was written.

    Attributes:
        entry: Without its examples; `None` if nothing can be made of it.
        examples: Number of each example that can be tried → the example.
        problems: What the shapes say of the whole.
        begun: Ids of sources of which nothing else is written yet.
        unread: Ids of sources that were left out, since something is wrong with them.
        mending: What was left out and filled in to make the entry.
    """

    entry: Entry | None
    examples: dict[int, Example]
    problems: Problems
    begun: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    mending: Mending = field(default_factory=Mending)

    def is_open(self, place: str) -> bool:
        """Tell whether a place, called as in what was written, cannot be judged before what is wrong is put right."""
        wrong = [place for place, _ in self.problems] + self.mending.gone + self.mending.filled
        return bool(wrong) and (not place or any(within(place, one) or within(one, place) for one in wrong))


def begun_sources(form: Form, data: Mapping[str, Any]) -> frozenset[str]:
    """Name the sources that have a row in the form and nothing written in it, so that the entry lacks them.

    Example:
        >>> sorted(begun_sources(Form({"sources[0].id": ("source-1",)}), {}))
        ['source-1']
    """
    rows = {form.value(f"{row}.id").strip() for row in form.rows("sources")}
    return frozenset(rows - {""} - {str(source.get("id")) for source in data.get("sources", ())})


def unfinished(data: dict[str, Any], *, pack: str) -> Unfinished:
    """Read an entry as it is written so far."""
    problems: Problems = ()
    examples = data.get("examples", [])
    try:
        entry = entry_from(data, pack=pack)
        return Unfinished(replace(entry, examples=()), dict(enumerate(entry.examples)), ())
    except EntryInvalidError as error:
        problems = error.problems
    rest = deepcopy({key: value for key, value in data.items() if key != "examples"})
    read = {number: _example(example) for number, example in enumerate(examples)}
    found = {number: example for number, example in read.items() if example is not None}
    mending, cited = Mending(), {str(source.get("id")) for source in data.get("sources", ())}
    rested = _entry(rest, pack, mending)
    read_sources = set() if rested is None else {source.id for source in rested.sources}
    return Unfinished(rested, found, problems, unread=frozenset(cited - read_sources), mending=mending)


def without(entry: Entry, places: Iterable[str]) -> Entry | None:
    """Leave out what stands at these places, such as phrases that are not in the language yet."""
    data, mending = entry_to(entry), Mending()
    for keys in sorted({keys_of(place) for place in places}, key=_from_behind, reverse=True):
        mending.drop(data, keys)
    return _entry(data, entry.pack, mending)


def _example(data: Any) -> Example | None:
    """Read an example; one that does not say yet what it must match is tried all the same."""
    expects = data.get("quote") or data.get("none")
    try:
        made = _EXAMPLE.load(data if expects else {**data, "quote": "…"})
    except ValidationError:
        return None
    return replace(made, quote=data.get("quote")) if isinstance(made, Example) else None


def _entry(data: dict[str, Any], pack: str, mending: Mending) -> Entry | None:
    for _ in range(_ROUNDS):
        try:
            return entry_from(data, pack=pack)
        except EntryInvalidError as error:
            _mend(data, [place for place, _ in error.problems], mending)
    return None


def _mend(data: dict[str, Any], places: list[str], mending: Mending) -> None:
    """Leave out what is wrong, or its row if a key of it is missing; fill in what every entry needs."""
    gone = {_wrong_part(data, keys_of(place)) for place in places if place not in _FILLED_IN or _holds(data, place)}
    for keys in sorted(gone, key=_from_behind, reverse=True):
        mending.drop(data, keys)
    for place in places:
        if place in _FILLED_IN and not _holds(data, place):
            mending.fill(data, place)


def _from_behind(keys: tuple[Key, ...]) -> tuple[str, ...]:
    return tuple(str(key).zfill(6) for key in keys)


def _holds(data: Any, place: str) -> bool:
    return _at(data, keys_of(place)) is not None


def _at(data: Any, keys: tuple[Key, ...]) -> Any:
    for key in keys:
        if isinstance(data, dict) and isinstance(key, str):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def _wrong_part(data: Any, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Find what to leave out: what stands at the place, else the row that it belongs to, else the part around it."""
    if keys and _at(data, keys) is not None:
        return keys
    for at in range(len(keys) - 1, 0, -1):
        if isinstance(keys[at - 1], int):
            return keys[:at]
    return keys[:1]
