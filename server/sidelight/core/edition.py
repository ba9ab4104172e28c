"""Editions: everything published at one moment, immutable, numbered and hashed.

The matcher sees nothing else, so a reply can always name what it was made from and be made again. The hash covers the
entries and cue sets in a canonical form; it changes exactly when a reply could.
"""

import dataclasses
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, Pack, Phrases
from sidelight.core.kinds.payloads import Event, Figure, RankedEvent
from sidelight.errors import EntryNotFoundError, PackError

#: The statuses that are part of an edition.
LIVE = ("published", "trial")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """All live entries at one moment. Make it with `make_edition`.

    Attributes:
        unread: Entries that are live but that this version refuses to read, each with the reason; no part holds them.
    """

    number: int
    packs: tuple[Pack, ...]
    entries: Mapping[str, Entry]
    figures: Mapping[str, Figure]
    sha256: str
    unread: Mapping[str, str] = field(default_factory=dict)

    def entry(self, entry_id: str) -> Entry:
        """Look an entry up.

        Raises:
            EntryNotFoundError: The edition has no entry of that id.
        """
        try:
            return self.entries[entry_id]
        except KeyError:
            msg = f"there is no entry {entry_id!r} in edition {self.number}"
            raise EntryNotFoundError(msg) from None

    def cue_phrases(self, pack_id: str, cue_set: str) -> Phrases:
        """Give the phrases of a pack's cue set, per language.

        Raises:
            PackError: The pack has no such set.
        """
        for pack in self.packs:
            if pack.id == pack_id and cue_set in pack.cues:
                return pack.cues[cue_set]
        msg = f"pack {pack_id!r} has no cue set {cue_set!r}"
        raise PackError(msg, remedy="Add the set to cues.yaml, or correct the name.")


def make_edition(packs: Iterable[Pack], *, number: int = 1) -> Edition:
    """Gather the published and trial entries of these packs.

    Raises:
        PackError: Two packs share an id, or two entries do.
    """
    held = tuple(packs)
    entries: dict[str, Entry] = {}
    for pack in held:
        for entry in pack.entries:
            if entry.id in entries:
                msg = f"the entry id {entry.id!r} stands in pack {entries[entry.id].pack!r} and again in {pack.id!r}"
                raise PackError(msg, remedy="Give one of the two entries another id.")
            if entry.status in LIVE:
                entries[entry.id] = entry
    if len({pack.id for pack in held}) != len(held):
        msg = f"two packs share an id: {', '.join(sorted(pack.id for pack in held))}"
        raise PackError(msg, remedy="Give each pack an id of its own.")
    figures = {entry.id: entry.payload for entry in entries.values() if isinstance(entry.payload, Figure)}
    return Edition(
        number=number,
        packs=held,
        entries=MappingProxyType(entries),
        figures=MappingProxyType(figures),
        sha256=hash_packs(held),
    )


def edition_without(edition: Edition, ids: Collection[str]) -> Edition:
    """Make the edition that does not hold these entries."""
    packs = (
        dataclasses.replace(pack, entries=tuple(entry for entry in pack.entries if entry.id not in ids))
        for pack in edition.packs
    )
    return dataclasses.replace(make_edition(packs, number=edition.number), unread=edition.unread)


def hash_packs(packs: Iterable[Pack]) -> str:
    """Hash what the packs hold that a reply could come from, independent of the order of keys and entries.

    Example:
        >>> hash_packs([]) == hash_packs(())
        True
    """
    digest = hashlib.sha256()
    for pack in sorted(packs, key=lambda pack: pack.id):
        live = sorted((entry for entry in pack.entries if entry.status in LIVE), key=lambda entry: entry.id)
        # Part by part: a text of everything would be several times what the packs themselves hold.
        for part in (dataclasses.replace(pack, entries=()), *live):
            canonical = json.dumps(part, sort_keys=True, ensure_ascii=False, default=_plain, separators=(",", ":"))
            digest.update(f"{canonical}\n".encode())
    return digest.hexdigest()


def event_key(event: Event) -> str:
    """Name an event by when it began and where, so that two entries on one event share the name.

    Example:
        >>> event_key(Event(began=PartialDate.parse("2011"), ended=PartialDate.parse("2011"), places=("Ruritania",)))
        '2011 Ruritania'
    """
    return f"{event.began} {', '.join(event.places)}"


def ranked_event_key(ranked: RankedEvent, figures: Mapping[str, Figure]) -> str:
    """Name a ranking's event as `event_key` does, through the figure it refers to if it has no event of its own."""
    event = ranked.event
    figure = figures.get(ranked.figure or "")
    if event is None and figure is not None:
        event = figure.event
    return event_key(event) if event is not None else ranked.id


def _plain(value: object) -> object:
    if isinstance(value, date | PartialDate):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    msg = f"cannot hash a {type(value).__name__}"
    raise TypeError(msg)
