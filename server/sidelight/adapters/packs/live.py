"""Folders into an edition: what is sound is used, and what is not is left out and said in the log."""

import logging
from collections.abc import Iterable
from pathlib import Path

from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.adapters.packs.problems import PackReading
from sidelight.core.check import uncompilable
from sidelight.core.edition import Edition, edition_without, make_edition
from sidelight.core.index.pack_limits import refuse_explosion
from sidelight.core.kinds.checks import check_payload
from sidelight.errors import PackError

#: Problems told of one pack; `sidelight entries check` tells all.
PROBLEMS_TOLD = 20

_log = logging.getLogger(__name__)


def live_edition(folders: Iterable[Path] = ()) -> Edition:
    """Read packs, the starter pack if none is named, and keep the entries that can be used.

    Raises:
        PackError: A folder is no pack, two packs contradict each other, the phrases of one come to too much, or no
            entry is sound.
    """
    readings = [read_pack(folder) for folder in folders] or [read_pack(starter_folder())]
    for reading in readings:
        _tell(reading)
        refuse_explosion(reading.pack)
    edition = make_edition(reading.pack for reading in readings)
    while unsound := _unsound(edition):
        for entry_id, reason in unsound.items():
            _log.warning("entry %s is left out: %s", entry_id, reason)
        edition = edition_without(edition, unsound)
    if not edition.entries:
        names = ", ".join(repr(reading.pack.id) for reading in readings)
        msg = f"no entry of {names} can be used"
        raise PackError(msg, remedy="Run `sidelight entries check` on the folder; it names what is wrong.")
    return edition


def _tell(reading: PackReading) -> None:
    for problem in reading.problems[:PROBLEMS_TOLD]:
        _log.warning("%s", problem)
    if len(reading.problems) > PROBLEMS_TOLD:
        more = len(reading.problems) - PROBLEMS_TOLD
        _log.warning("pack %s has %d more problems; run `sidelight entries check`", reading.pack.id, more)


def _unsound(edition: Edition) -> dict[str, str]:
    """Find the entries that contradict themselves or cannot be compiled, with the reason."""
    found: dict[str, str] = {}
    for entry in edition.entries.values():
        problems = check_payload(entry, edition.figures)
        if problems:
            found[entry.id] = f"{problems[0].place}: {problems[0].message}"
    return found or uncompilable(edition)
