"""Plain values as YAML that a person likes to edit and that `document.py` reads back the same.

Block style throughout, except for short lists and mappings, which stay on one line; long texts are folded; quotes
stand only where they are needed. A text is left without quotes only if it would be read as that text again.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml

from sidelight.adapters.packs.document import plain_value

#: Texts longer than this are folded, in lines of about as many characters.
FOLDED_CHARACTERS = 100
#: Lists and mappings that are no longer than this are written on one line.
ONE_LINE_CHARACTERS = 80
#: Keys whose values are dates, where a year alone needs no quotes, with a key beside which they are no language's code.
DATE_KEYS: Final = {
    **dict.fromkeys(("as_of", "published", "began", "ended", "from")),
    "on": "event",
    "to": "from",
}
#: Keys whose items have lines of their own, however short: what curators add to and compare.
ROOMY_KEYS: Final = frozenset({"records", "events", "subjects", "history", "sources", "examples"})

#: Keys below which all texts are phrases.
PHRASE_KEYS: Final = frozenset({"phrases", "any", "all"})

_YEAR = re.compile(r"[1-9][0-9]{3}")
# Words with single spaces between them: nothing that folding could lose.
_FOLDABLE = re.compile(
    r"[!-~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e]+(?: [!-~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e]+)*"
)


def to_yaml(value: Mapping[str, Any] | Sequence[Any], *, phrases: bool = False) -> str:
    """Write a list or a mapping of plain values; items of an outermost list have a blank line between them.

    Args:
        value: What to write.
        phrases: All texts in it are phrases, each of which has a line of its own.

    Example:
        >>> print(to_yaml([{"id": "pier", "title": {"en": "Pier: old"}, "tags": ["no", "null"]}]), end="")
        - id: pier
          title: {en: "Pier: old"}
          tags: [no, "null"]
    """
    if isinstance(value, Mapping):
        return _emitted(_events(value, key="phrases" if phrases else "", roomy=True))
    return "\n".join(_emitted(_item(item)) for item in value) if value else "[]\n"


def _item(value: Any) -> Iterator[yaml.Event]:
    """Write a list of one item that has as many lines as it has keys."""
    yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
    yield from _events(value, roomy=True)
    yield yaml.SequenceEndEvent()


def _emitted(events: Iterator[yaml.Event]) -> str:
    stream = io.StringIO()
    emitter = _Emitter(stream)
    for event in (yaml.StreamStartEvent(), yaml.DocumentStartEvent(), *events):
        emitter.emit(event)
    emitter.emit(yaml.DocumentEndEvent())
    emitter.emit(yaml.StreamEndEvent())
    return stream.getvalue()


class _Emitter(yaml.emitter.Emitter):
    """PyYAML's emitter, which breaks lines in folded texts only; in quotes a break is hard to edit."""

    def __init__(self, stream: io.StringIO) -> None:
        super().__init__(stream, allow_unicode=True, width=FOLDED_CHARACTERS, indent=2)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Set lists in from the key that they belong to."""
        super().increase_indent(flow, indentless=False)

    def write_plain(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Keep a text without quotes on its line."""
        super().write_plain(text, split=False)

    def write_single_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Keep a text in quotes on its line."""
        super().write_single_quoted(text, split=False)

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Keep a text in quotes on its line."""
        super().write_double_quoted(text, split=False)


def _events(value: Any, *, key: str = "", roomy: bool = False, flow: bool = False) -> Iterator[yaml.Event]:
    """Write a value that stands under `key`; inside `phrases`, that stays the key."""
    if isinstance(value, Mapping):
        flow = flow or (not roomy and _fits(value))
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=flow)
        for name, inner in value.items():
            yield _text(name, flow=flow)
            below = key if key == "phrases" else name
            if isinstance(inner, str) and _is_year(name, inner, value):
                yield _plain(inner)
            else:
                yield from _events(inner, key=below, roomy=_roomy(below, inner), flow=flow)
        yield yaml.MappingEndEvent()
    elif isinstance(value, list | tuple):
        flow = flow or (not roomy and _fits(value))
        yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=flow)
        for item in value:
            yield from _events(item, key=key if key in PHRASE_KEYS else "", flow=flow)
        yield yaml.SequenceEndEvent()
    else:
        yield _scalar(value, key=key, flow=flow)


def _roomy(key: str, value: Any) -> bool:
    """Tell whether each item needs a line of its own: phrases do, and what has keys; names and ids do not."""
    return key in PHRASE_KEYS or (key in ROOMY_KEYS and any(isinstance(item, Mapping) for item in value))


def _is_year(key: str, text: str, around: Mapping[str, Any]) -> bool:
    beside = DATE_KEYS.get(key)
    return key in DATE_KEYS and (beside is None or beside in around) and _YEAR.fullmatch(text) is not None


def _scalar(value: Any, *, key: str, flow: bool) -> yaml.ScalarEvent:
    if isinstance(value, str):
        return _text(value, flow=flow, phrase=key in PHRASE_KEYS, fold=not flow)
    if value is None or isinstance(value, bool):
        return _plain({None: "null", True: "true", False: "false"}[value])
    if isinstance(value, float) and not isinstance(plain_value(repr(value)), float):
        return _plain(f"{value:.16e}")
    return _plain(repr(value))


def _plain(text: str) -> yaml.ScalarEvent:
    return yaml.ScalarEvent(None, None, (True, True), text)


def _text(text: str, *, flow: bool, phrase: bool = False, fold: bool = False) -> yaml.ScalarEvent:
    """Choose how a text is written: phrases always in quotes, since most need them and all may once be edited."""
    if fold and not phrase and len(text) > FOLDED_CHARACTERS and _FOLDABLE.fullmatch(text):
        return yaml.ScalarEvent(None, None, (False, True), text, style=">")
    if not phrase and _reads_back(text, flow=flow):
        return _plain(text)
    # Single quotes keep backslashes and double quotes as they are; double quotes keep all else.
    style = "'" if ("\\" in text or '"' in text) and "'" not in text and text.isprintable() else '"'
    return yaml.ScalarEvent(None, None, (False, True), text, style=style)


def _reads_back(text: str, *, flow: bool) -> bool:
    """Tell whether a text may stand without quotes: it is no mark of YAML's, and no number or word such as null."""
    analysis = _Emitter(io.StringIO()).analyze_scalar(text)
    allowed = analysis.allow_flow_plain if flow else analysis.allow_block_plain
    return bool(allowed) and "\n" not in text and plain_value(text) is text


def _fits(value: Any) -> bool:
    """Tell whether a list or mapping is short enough for one line."""
    return _length(value, ONE_LINE_CHARACTERS) <= ONE_LINE_CHARACTERS


def _length(value: Any, most: int) -> int:
    """Count roughly what a value takes on one line, and no further than `most`."""
    length = 0
    pairs = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    if not pairs:
        return len(str(value)) + 2
    for name, inner in pairs:
        length += (len(name) + 2 if isinstance(name, str) else 0) + 2 + _length(inner, most)
        if length > most:
            break
    return length
