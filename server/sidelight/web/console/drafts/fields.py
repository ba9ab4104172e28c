"""The fields of a form, by name: a name is a place of the data contract, such as `figure.records[0].as_of`.

So what a check says of a place stands at the field of that name, and forms need no names of their own. Rows are counted
from 0 without gaps, in whatever order and with whatever gaps a browser sends them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

Key = str | int
#: What a field's name consists of: keys, and numbers in brackets.
NAME: Final = re.compile(r"[\w-]{1,60}(?:\.[\w-]{1,60}|\[[0-9]{1,5}\])*")
_KEY: Final = re.compile(r"[\w-]+|\[[0-9]+\]")
#: Names that are no places: what a form carries besides the entry.
LANGUAGES_FIELD: Final = "languages"


def keys_of(name: str) -> tuple[Key, ...]:
    """Take a name apart.

    Example:
        >>> keys_of("figure.records[0].as_of")
        ('figure', 'records', 0, 'as_of')
    """
    return tuple(int(key[1:-1]) if key[0] == "[" else key for key in _KEY.findall(name))


def name_of(keys: Iterable[Key]) -> str:
    """Put a name together; the inverse of `keys_of`.

    Example:
        >>> name_of(("figure", "records", 0, "as_of"))
        'figure.records[0].as_of'
    """
    parts = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys]
    return "".join(parts).removeprefix(".")


def within(name: str, prefix: str) -> bool:
    """Tell whether a name is a place inside another, or that place itself.

    Example:
        >>> within("title.en", "title"), within("titles.en", "title")
        (True, False)
    """
    return name == prefix or name.startswith((f"{prefix}.", f"{prefix}["))


@dataclass(frozen=True)
class Form:
    """All that stands in a form: name → values. Immutable; what changes rows gives another form.

    Attributes:
        values: Several values of one name are those of its ticked boxes.
        languages: The languages for which each text has a field.
    """

    values: Mapping[str, tuple[str, ...]]
    languages: tuple[str, ...] = field(default=("en", "ru"))

    def value(self, name: str) -> str:
        """Give the one value of a field, blank if there is none."""
        return next(iter(self.values.get(name, ())), "")

    def ticked(self, name: str) -> tuple[str, ...]:
        """Give the values of a field's ticked boxes, and what was written beside them, each once."""
        return tuple(dict.fromkeys(value.strip() for value in self.values.get(name, ()) if value.strip()))

    def named_sources(self) -> dict[str, str]:
        """Give the ids of the sources that stand in the form, each with its publisher or title."""
        rows = {self.value(f"{row}.id").strip(): row for row in self.rows("sources")}
        named = {name: self.value(f"{row}.publisher") or self.value(f"{row}.title") for name, row in rows.items()}
        return {name: told for name, told in named.items() if name}

    def rows(self, name: str) -> list[str]:
        """Name the rows of a list, in order."""
        return [f"{name}[{number}]" for number in range(self._rows.get(name, 0))]

    def children(self, name: str) -> tuple[str, ...]:
        """List the keys that stand right inside a place, such as the languages of a text."""
        return tuple(self._children.get(name, ()))

    def under(self, prefix: str) -> dict[str, tuple[str, ...]]:
        """Give the fields inside a place."""
        return {name: values for name, values in self.values.items() if within(name, prefix)}

    def filled(self, prefix: str) -> bool:
        """Tell whether anything is written inside a place."""
        return any(value.strip() for values in self.under(prefix).values() for value in values)

    @cached_property
    def _rows(self) -> dict[str, int]:
        rows: dict[str, int] = {}
        for name in self.values:
            keys = keys_of(name)
            for at, key in enumerate(keys):
                if isinstance(key, int):
                    of = name_of(keys[:at])
                    rows[of] = max(rows.get(of, 0), key + 1)
        return rows

    @cached_property
    def _children(self) -> dict[str, dict[str, None]]:
        children: dict[str, dict[str, None]] = {}
        for name in self.values:
            keys = keys_of(name)
            for at, key in enumerate(keys):
                if isinstance(key, str):
                    children.setdefault(name_of(keys[:at]), {})[key] = None
        return children


def form_of(sent: Iterable[tuple[str, list[str]]], *, languages: Iterable[str] = ()) -> Form:
    """Make a form of what a browser sent: line ends become one sign, rows lose their gaps, other names are left out."""
    kept = {
        keys_of(name): tuple(value.replace("\r\n", "\n") for value in values)
        for name, values in sent
        if NAME.fullmatch(name)
    }
    used = dict.fromkeys((*languages, *(Form({}).languages)))
    return Form(values=dict(_renumbered(kept)), languages=tuple(used))


def _renumbered(values: Mapping[tuple[Key, ...], tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    numbers: dict[tuple[Key, ...], set[int]] = {}
    for keys in values:
        for at, key in enumerate(keys):
            if isinstance(key, int):
                numbers.setdefault(keys[:at], set()).add(key)
    new = {of: {old: at for at, old in enumerate(sorted(found))} for of, found in numbers.items()}
    for keys, held in values.items():
        yield name_of(new[keys[:at]][key] if isinstance(key, int) else key for at, key in enumerate(keys)), held
