"""What differs between two states of an entry, each difference at its place.

Both are plain values as an entry is written. Items of lists that have a name of their own are matched by it, wherever
they stand: sources, events and subjects by id, records by their day and who stated them, examples by their text. So a
record that is put in front of others is one difference, not one in every record behind it.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that was added (`before` is `None`), taken away (`after` is `None`) or changed.

    `place` is written as in problems: `figure.records[2].as_of`. Numbers count in the state after; those of items that
    were taken away, in the state before. A list whose items only stand in another order differs as a whole: `before`
    and `after` then hold what the items are matched by.
    """

    place: str
    before: object | None
    after: object | None


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """List what differs, in the order of the state after; nothing is named twice.

    Example:
        >>> differences({"title": {"en": "Pier"}}, {"title": {"en": "Old pier"}})
        (Difference(place='title.en', before='Pier', after='Old pier'),)
    """
    return tuple(_of_mappings("", before, after))


def _named_by(*keys: str) -> Callable[[object], Hashable]:
    def name(item: object) -> Hashable:
        return tuple(str(item.get(key)) for key in keys) if isinstance(item, Mapping) else str(item)

    return name


#: By what the items of a list are matched, by the list's own name; items of all others are matched by position.
_NAMES: Final[Mapping[str, Callable[[object], Hashable]]] = {
    "sources": _named_by("id"),
    "events": _named_by("id"),
    "subjects": _named_by("id"),
    "records": _named_by("as_of", "by"),
    "history": _named_by("on", "event"),
    "examples": _named_by("text"),
}


def _of(place: str, before: object, after: object) -> Iterator[Difference]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_mappings(f"{place}.", before, after)
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        yield from _of_lists(place, before, after)
    elif not _same(before, after):
        yield Difference(place=place, before=before, after=after)


def _of_mappings(prefix: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    for key in dict.fromkeys((*after, *before)):
        yield from _of(f"{prefix}{key}", before.get(key), after.get(key))


def _of_lists(place: str, before: Sequence[object], after: Sequence[object]) -> Iterator[Difference]:
    list_name = place.rsplit(".", 1)[-1]
    name = _NAMES.get(list_name)
    named = name is not None and all(isinstance(item, Mapping) for item in (*before, *after))
    if name is None or not named:
        yield from _by_position(place, before, after)
        return
    old, new = _by_name(before, name), _by_name(after, name)
    shared_old, shared_new = [key for key in old if key in new], [key for key in new if key in old]
    if shared_old != shared_new:
        yield Difference(place=place, before=_told(shared_old), after=_told(shared_new))
    for key, (number, item) in new.items():
        yield from _of(f"{place}[{number}]", old[key][1] if key in old else None, item)
    for key, (number, item) in old.items():
        if key not in new:
            yield Difference(place=f"{place}[{number}]", before=item, after=None)


def _by_position(place: str, before: Sequence[object], after: Sequence[object]) -> Iterator[Difference]:
    for number in range(max(len(before), len(after))):
        old = before[number] if number < len(before) else None
        new = after[number] if number < len(after) else None
        yield from _of(f"{place}[{number}]", old, new)


def _by_name(
    items: Sequence[object], name: Callable[[object], Hashable]
) -> dict[tuple[Hashable, int], tuple[int, object]]:
    """Map name → number and item; of several with one name the first is matched with the first, and so on."""
    seen: Counter[Hashable] = Counter()
    named: dict[tuple[Hashable, int], tuple[int, object]] = {}
    for number, item in enumerate(items):
        key = name(item)
        named[(key, seen[key])] = (number, item)
        seen[key] += 1
    return named


def _told(keys: Sequence[tuple[Hashable, int]]) -> list[str]:
    return [", ".join(key) if isinstance(key, tuple) else str(key) for key, _ in keys]


def _same(before: object, after: object) -> bool:
    """Tell whether two values are the same; unlike in Python, true is not 1."""
    return before == after and isinstance(before, bool) == isinstance(after, bool)
