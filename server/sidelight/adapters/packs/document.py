"""A YAML document as plain values that remember their lines.

Only the harmless part of YAML is read: mappings with text keys, lists, texts, numbers, true, false and null. Dates stay
texts, and so do `yes`, `no`, `on` and `off`. Anchors, aliases, tags, repeated keys and deep nesting are refused.
The events come from PyYAML's pure-Python parser: the C one dies on deep nesting, and its own composer recurses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

#: Collections inside one another, the file's own list included.
MAX_DEPTH = 12

Path = tuple[str | int, ...]

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FRACTION = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}(?:[eE][-+]?[0-9]{1,3})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_REMEDIES = {
    "mapping values are not allowed here": "put texts that hold a colon in quotes",
    "found character '\\t' that cannot start any token": "indent with spaces, not tabs",
    "could not find expected ':'": "check that quotes are closed and keys end in a colon",
}
_REMEDY = "check indentation and brackets near there, and put phrases in quotes"
#: Bytes that are not UTF-8 arrive as these code points (the `surrogateescape` of Python's decoders).
_ESCAPED_BYTES = range(0xDC80, 0xDD00)


class DocumentError(Exception):
    """A document cannot be read at all; `line` counts from 1, or is `None` if unknown."""

    def __init__(self, message: str, line: int | None) -> None:
        """Say what is wrong and what to do, and on which line."""
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Fault:
    """Something refused inside a document that can still be read on."""

    path: Path
    line: int
    message: str


@dataclass(slots=True)
class Marks:
    """The line of a collection and of what it holds; a single value is marked by its line alone."""

    line: int
    inner: "dict[str | int, Marks | int]" = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """Find the line of a path, or of the nearest value around it."""
        marks: Marks | int = self
        for key in path:
            if isinstance(marks, int) or key not in marks.inner:
                break
            marks = marks.inner[key]
        return marks if isinstance(marks, int) else marks.line


@dataclass(frozen=True, slots=True)
class Document:
    """What a document holds, where, and what was refused in it."""

    value: Any
    marks: Marks | int
    faults: tuple[Fault, ...]


def parse_document(text: str, *, first_line: int = 1) -> Document:
    """Read one YAML document and refuse in it what is not plain; lines count from `first_line`.

    Raises:
        DocumentError: It is no YAML, too deep, or more than one document.
    """
    builder = _Builder(first_line)
    try:
        return builder.build(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise DocumentError(_unreadable_character(error.character), line) from None
    except yaml.MarkedYAMLError as error:
        problem = error.problem or "unknown error"
        remedy = _REMEDIES.get(problem, _REMEDY)
        marked = None if error.problem_mark is None else first_line + error.problem_mark.line
        raise DocumentError(f"is no YAML: {problem}: {remedy}", marked) from None
    except (ValueError, OverflowError):
        # PyYAML lets Python's own errors through for escapes and directives with impossible numbers.
        msg = "is no YAML: an escape or directive holds an impossible number: write the character itself"
        raise DocumentError(msg, builder.line) from None


def _unreadable_character(code: Any) -> str:
    if isinstance(code, int) and code in _ESCAPED_BYTES:
        return f"byte 0x{code - 0xDC00:02X} is not UTF-8: save the file as UTF-8"
    number = f"U+{code:04X}" if isinstance(code, int) else str(code)
    return f"holds the control character {number}: remove it"


def _short(name: str | None) -> str:
    return (name or "")[:40]


def plain_value(text: str) -> Any:
    """Read a value that stands without quotes: a number, true, false, null, or else the text itself.

    Example:
        >>> plain_value("7"), plain_value("no"), plain_value("2024-03-22")
        (7, 'no', '2024-03-22')
    """
    if text.lower() in _WORDS and text in (text.lower(), text.upper(), text.capitalize()):
        return _WORDS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _FRACTION.fullmatch(text) else text


class _Builder:
    """Turns parser events into values; recursion is safe because the depth is bounded first."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.line = first_line
        self.faults: list[Fault] = []

    def build(self, events: Iterator[yaml.Event]) -> Document:
        value: Any = None
        marks: Marks | int = self.first_line
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    msg = "a second document begins: remove the line '---', one file holds one document"
                    raise DocumentError(msg, self._at(event))
            elif isinstance(event, yaml.NodeEvent):
                value, marks = self._node(event, events, ())
        return Document(value, marks, tuple(self.faults))

    def _at(self, event: yaml.Event) -> int:
        if event.start_mark is not None:
            self.line = self.first_line + event.start_mark.line
        return self.line

    def _refuse(self, path: Path, message: str) -> None:
        self.faults.append(Fault(path, self.line, message))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> tuple[Any, Marks | int]:
        line = self._at(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(path, f"the alias *{_short(event.anchor)} is not allowed: repeat the value")
            return None, line
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            msg = f"{type(event).__name__} where a value was due"
            raise TypeError(msg)
        if event.anchor is not None:
            self._refuse(path, f"the anchor &{_short(event.anchor)} is not allowed: remove it and repeat the value")
        if event.tag is not None:
            self._refuse(path, f"the tag {_short(event.tag)!r} is not allowed: remove it (put a text with ! in quotes)")
        if isinstance(event, yaml.ScalarEvent):
            return plain_value(event.value) if event.style is None else event.value, line
        if len(path) >= MAX_DEPTH:
            msg = f"is nested more than {MAX_DEPTH} deep: remove brackets or indentation"
            raise DocumentError(msg, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path, Marks(line))
        return self._mapping(events, path, Marks(line))

    def _list(self, events: Iterator[yaml.Event], path: Path, marks: Marks) -> tuple[list[Any], Marks]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            number = len(items)
            value, marks.inner[number] = self._node(event, events, (*path, number))
            items.append(value)
        return items, marks

    def _mapping(self, events: Iterator[yaml.Event], path: Path, marks: Marks) -> tuple[dict[str, Any], Marks]:
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = self._at(event)
            if isinstance(event, yaml.CollectionStartEvent):
                self._refuse(path, "a list or mapping cannot be a key: put phrases that begin with a bracket in quotes")
            self._node(event, events, (*path, "?"))
            name = event.value if isinstance(event, yaml.ScalarEvent) else None
            inner_path = path if name is None else (*path, name)
            value, inner = self._node(next(events), events, inner_path)
            if name is None:
                continue
            if name in values:
                first = marks.line_of((name,))
                self.line = line
                self._refuse(inner_path, f"the key stands twice (first on line {first}): remove one of the two")
                continue
            values[name] = value
            # The key's line is what a curator looks for; a collection keeps the lines of what it holds.
            marks.inner[name] = line if isinstance(inner, int) else Marks(line, inner.inner)
        return values, marks
