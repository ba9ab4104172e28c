"""One topic file as the entries written in it, each on its own: what is wrong with one leaves the others alone."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from sidelight.adapters.packs.document import Document, DocumentError, Fault, Marks, parse_document

_ENTRY_BEGINS = re.compile(r"^-(?=[ \t\r\n]|\Z)", re.MULTILINE)
_ID_LINE = re.compile(r"^(?:-| ) *id: *[\"']?([a-z0-9-]{1,100})\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """One item of a topic file as it is written, with what the YAML itself got wrong.

    `name` is the id as far as it can be made out; `number` counts from 0.
    """

    number: int
    name: str | None
    value: Any
    marks: Marks | int
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """The items of a file; `error` is what is wrong outside of all items."""

    items: tuple[Written, ...]
    error: DocumentError | None = None


def read_topic(text: str, *, most: int) -> Topic:
    """Take a file apart into its entries, whatever state it is in.

    A file that is no sound YAML as a whole is read once more, entry by entry, so that only the broken ones are lost;
    then it may stop one after `most` entries, from which the caller sees that there are too many.
    """
    try:
        document = parse_document(text)
    except DocumentError as error:
        items = _piece_by_piece(text, most)
        told = any(item.faults for item in items)
        return Topic(items, None if told else error)
    return _topic_of(document)


def _topic_of(document: Document) -> Topic:
    around = [fault for fault in document.faults if not fault.path]
    error = DocumentError(around[0].message, around[0].line) if around else None
    if document.value is None and not document.faults:
        return Topic(())
    if not isinstance(document.value, list) or isinstance(document.marks, int):
        line = document.marks if isinstance(document.marks, int) else document.marks.line
        msg = "holds no list of entries: begin each entry with '- id:' at the start of a line"
        return Topic((), error or DocumentError(msg, line))
    faults: dict[str | int, list[Fault]] = {}
    for fault in document.faults:
        if fault.path:
            faults.setdefault(fault.path[0], []).append(Fault(fault.path[1:], fault.line, fault.message))
    items = (
        Written(number, _name(value), value, document.marks.inner[number], tuple(faults.get(number, ())))
        for number, value in enumerate(document.value)
    )
    return Topic(tuple(items), error)


def _piece_by_piece(text: str, most: int) -> tuple[Written, ...]:
    begins = [match.start() for match in islice(_ENTRY_BEGINS.finditer(text), most + 1)]
    line = 1 + text.count("\n", 0, begins[0]) if begins else 1
    items = []
    for number, (start, end) in enumerate(pairwise([*begins, len(text)])):
        piece = text[start:end]
        items.append(_piece(number, piece, line))
        line += piece.count("\n")
    return tuple(items)


def _piece(number: int, piece: str, line: int) -> Written:
    try:
        topic = _topic_of(parse_document(piece, first_line=line))
    except DocumentError as error:
        topic = Topic((), error)
    if topic.error is None and len(topic.items) == 1:
        only = topic.items[0]
        return Written(number, only.name, only.value, only.marks, only.faults)
    found = _ID_LINE.search(piece)
    refused = topic.error or DocumentError("is no single entry: begin it with '- id:'", line)
    fault = Fault((), refused.line or line, refused.message)
    return Written(number, found[1] if found else None, None, line, (fault,))


def _name(value: Any) -> str | None:
    name = value.get("id") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name else None
