"""Entries and packs as the texts that the store keeps, and back.

What is kept can be read back: it is read once before it is written, by the same contract that all entries pass.
"""

import json
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from typing import Final

from sidelight.adapters.store.reading.process_lock import ProcessLock
from sidelight.core.entry import Entry, Pack, Status
from sidelight.core.text.fold import fold_text
from sidelight.errors import PackError
from sidelight.services.curation.values import SYSTEM, Act
from sidelight.shapes.entries import entry_from, entry_to
from sidelight.shapes.packs import cues_from, pack_from, pack_to
from sidelight.shapes.strict import in_one_line

#: Revisions whose parsed entry is kept in memory beside those of the current edition.
PARSED_KEPT: Final = 2_000
#: What the row of a revision says, so that its content does not.
_SAID_ELSEWHERE: Final = ("revision", "status", "replaced_by")


class Contents:
    """Reads revisions; those asked for lately come back as the same objects, as long as they say the same.

    Revisions never change, but a backup that is restored beneath a running server may give their numbers to others.
    """

    def __init__(self) -> None:
        self._parsed: OrderedDict[tuple[str, int, str], Entry] = OrderedDict()
        self._lock = ProcessLock()

    def entry(self, entry_id: str, number: int, text: str, *, pack: str) -> Entry:
        """Read the content of a revision.

        Raises:
            EntryInvalidError: It was written by another version's contract.
        """
        key = (entry_id, number, text)
        with self._lock.own():
            if key in self._parsed:
                self._parsed.move_to_end(key)
                return self._parsed[key]
        parsed = replace(entry_from(json.loads(text), pack=pack), revision=number)
        with self._lock.own():
            self._parsed[key] = parsed
            while len(self._parsed) > PARSED_KEPT:
                self._parsed.popitem(last=False)
        return parsed


def write_entry(entry: Entry) -> tuple[Entry, str]:
    """Write an entry's content down; gives the entry as it will be read back, too.

    Raises:
        EntryInvalidError: It breaks the data contract, so it could not be read back.
    """
    data = {key: value for key, value in entry_to(entry).items() if key not in _SAID_ELSEWHERE}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return entry_from(json.loads(text), pack=entry.pack), text


def write_pack(pack: Pack) -> str:
    """Write a pack's own part down.

    Raises:
        PackError: It breaks the data contract, so it could not be read back.
    """
    cues = {name: {language: list(phrases) for language, phrases in sets.items()} for name, sets in pack.cues.items()}
    pack_from(pack_to(pack))
    if problems := cues_from(cues)[1]:
        msg = f"pack {pack.id!r}: {in_one_line(problems)}"
        raise PackError(msg)
    return json.dumps({"pack": pack_to(pack), "cues": cues}, ensure_ascii=False, separators=(",", ":"))


def read_pack(text: str) -> Pack:
    """Read a pack's own part."""
    data = json.loads(text)
    return replace(pack_from(data["pack"]), cues=cues_from(data["cues"])[0])


def as_kept(entry: Entry, *, status: Status, act: Act | None = None, replaced_by: str | None = None) -> Entry:
    """Fill in what the store knows of a revision; `act` is what made it live.

    An entry counts as reviewed on the day on which a person made it live; of Sidelight's own acts, it says so itself.
    """
    return replace(entry, status=status, reviewed=reviewed_on(entry, act), replaced_by=replaced_by)


def reviewed_on(entry: Entry, act: Act | None) -> date | None:
    """Tell the day on which an entry counts as reviewed."""
    return entry.reviewed if act is None or act.by == SYSTEM else act.at.date()


def words_of(entry: Entry) -> str:
    """Write the folded words that an entry is found by."""
    texts = (entry.id, *entry.title.values(), *entry.summary.values(), *entry.tags)
    return fold_text(" ".join(texts))
