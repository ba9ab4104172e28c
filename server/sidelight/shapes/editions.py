"""Editions, packs and entries as the JSON that is answered: the whole database, in the form curators write it."""

from collections import Counter
from typing import Any

from sidelight.core.edition import Edition
from sidelight.core.entry import Entry, Pack
from sidelight.shapes.entries import entry_to
from sidelight.shapes.packs import pack_to
from sidelight.shapes.plain import Json


def entry_reply(entry: Entry) -> Json:
    """Write an entry as it stands in its pack, with the pack's id."""
    return {**entry_to(entry), "pack": entry.pack}


def pack_reply(pack: Pack, *, drafts: bool = False) -> Json:
    """Write a whole pack: what names it, its cue sets and its entries, drafts among them only if they are wanted."""
    return {
        **pack_to(pack),
        "cues": {name: _lists(phrases) for name, phrases in pack.cues.items()},
        "entries": [entry_to(entry) for entry in pack.entries if drafts or entry.status != "draft"],
    }


def edition_reply(edition: Edition) -> Json:
    """Write what an edition holds, in numbers."""
    kinds = Counter(entry.kind for entry in edition.entries.values())
    return {
        "number": edition.number,
        "sha256": edition.sha256,
        "entries": len(edition.entries),
        "kinds": dict(sorted(kinds.items())),
        "packs": [{**pack_to(pack), "entries": _live(edition, pack)} for pack in edition.packs],
    }


def edition_changes_reply(edition: Edition) -> Json:
    """Write what changed with an edition; the first one added all it holds."""
    return {**edition_reply(edition), "changes": {"added": sorted(edition.entries), "changed": [], "removed": []}}


def _live(edition: Edition, pack: Pack) -> int:
    return sum(entry.pack == pack.id for entry in edition.entries.values())


def _lists(phrases: Any) -> dict[str, list[str]]:
    return {language: list(each) for language, each in phrases.items()}
