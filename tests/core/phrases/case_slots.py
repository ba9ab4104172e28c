"""The slots that the case table uses, built from its JSON."""

from collections.abc import Mapping
from typing import Any

from sidelight.core.phrases.slots import OPEN_NAMES, Choice, ClosedSlot, OpenSlot, Slot


def slots_of_cases(table: Mapping[str, Any]) -> dict[str, Slot]:
    slots: dict[str, Slot] = {name: OpenSlot(name) for name in OPEN_NAMES if name in table["open"]}
    for name, choices in table.items():
        if name != "open":
            slots[name] = closed(name, choices)
    return slots


def closed(name: str, choices: Mapping[str, list[str]], language: str = "en") -> ClosedSlot:
    return ClosedSlot(
        name,
        tuple(Choice(value, tuple((language, source) for source in sources)) for value, sources in choices.items()),
    )
