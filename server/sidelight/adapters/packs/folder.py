"""Reads a folder of YAML files as a pack."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path

from sidelight.adapters.packs.document import DocumentError, parse_document
from sidelight.adapters.packs.files import DEFAULT_LIMITS, FileRefusedError, PackFiles, PackLimits, shown_name
from sidelight.adapters.packs.problems import Origin, PackProblem, PackReading
from sidelight.adapters.packs.topic import Written, read_topic
from sidelight.core.entry import Entry, Pack, Phrases
from sidelight.errors import EntryInvalidError, PackError
from sidelight.shapes.entries import entry_from
from sidelight.shapes.packs import cues_from, pack_from
from sidelight.shapes.strict import PROBLEMS_NAMED, SHOWN_CHARACTERS, inner_place, shown

PACK_FILE = "pack.yaml"
CUES_FILE = "cues.yaml"


def starter_folder() -> Path:
    """Find the starter pack that travels with the package."""
    return Path(str(resources.files("sidelight").joinpath("packs", "starter")))


def read_pack(folder: Path, limits: PackLimits = DEFAULT_LIMITS) -> PackReading:
    """Read every entry of a folder that is sound, and list every problem with the others.

    Raises:
        PackError: The folder is no pack (no readable pack.yaml), or is over the limits on bytes, files and entries.
    """
    files = PackFiles(folder, limits)
    reader = _Reader(files, _read_head(files))
    if CUES_FILE in files.names:
        reader.read_cues()
    for name in files.names:
        if name not in (PACK_FILE, CUES_FILE):
            reader.read_topic(name)
    return reader.reading()


def _read_head(files: PackFiles) -> Pack:
    if PACK_FILE not in files.names:
        msg = f"the folder {str(files.root)!r} holds no {PACK_FILE}"
        raise PackError(msg, remedy=f"Give a folder with a {PACK_FILE} that says id, title and licence.")
    try:
        document = parse_document(files.read(PACK_FILE))
        if document.faults:
            raise DocumentError(document.faults[0].message, document.faults[0].line)
        return pack_from(document.value)
    except FileRefusedError as error:
        msg = f"{PACK_FILE}: {error}"
        raise PackError(msg) from None
    except DocumentError as error:
        msg = f"{PACK_FILE}:{error.line}: {error.message}"
        raise PackError(msg) from None
    except PackError as error:
        msg = f"{PACK_FILE}: {error.detail}"
        raise PackError(msg) from None


class _Reader:
    """Gathers entries, cue sets and problems while the files of one pack are read."""

    def __init__(self, files: PackFiles, head: Pack) -> None:
        self.files = files
        self.head = head
        self.entries: dict[str, Entry] = {}
        self.cues: Mapping[str, Phrases] = {}
        self.problems: list[PackProblem] = []
        self.origins: dict[str, Origin] = {}
        self.cue_lines: Origin | None = None
        self.seen = 0

    def reading(self) -> PackReading:
        pack = replace(self.head, entries=tuple(self.entries.values()), cues=self.cues)
        problems = sorted(self.problems, key=lambda problem: (problem.file, problem.line or 0))
        return PackReading(pack, tuple(problems), self.origins, self.cue_lines)

    def read_cues(self) -> None:
        text = self._text(CUES_FILE)
        try:
            document = parse_document(text or "")
        except DocumentError as error:
            self._report(CUES_FILE, error.message, line=error.line)
            return
        value, lines = document.value, Origin(CUES_FILE, document.marks)
        self.cue_lines = lines
        for fault in document.faults[:PROBLEMS_NAMED]:
            self._report(CUES_FILE, fault.message, place=_place(fault.path), line=fault.line)
        if isinstance(value, dict):
            refused = {fault.path[0] for fault in document.faults if fault.path}
            value = {name: phrases for name, phrases in value.items() if name not in refused}
        if value is None:
            return
        self.cues, problems = cues_from(value)
        for place, message in problems:
            self._report(CUES_FILE, message, place=place, line=lines.line_of(place))

    def read_topic(self, name: str) -> None:
        text = self._text(name)
        topic = read_topic(text or "", most=self.files.limits.entries)
        if topic.error is not None:
            self._report(name, topic.error.message, line=topic.error.line)
        for item in topic.items:
            self.seen += 1
            if self.seen > self.files.limits.entries:
                msg = f"the pack holds more than {self.files.limits.entries:,} entries (at {shown_name(name)})"
                raise PackError(msg, remedy="Split it into several packs, each in a folder of its own.")
            self._add(name, item)

    def _text(self, name: str) -> str | None:
        try:
            return self.files.read(name)
        except FileRefusedError as error:
            self._report(name, str(error))
            return None

    def _add(self, file: str, item: Written) -> None:
        origin = Origin(shown_name(file), item.marks)
        for fault in item.faults[:PROBLEMS_NAMED]:
            self._report(file, fault.message, item=item, place=_place(fault.path), line=fault.line)
        if item.faults:
            return
        try:
            entry = entry_from(item.value, pack=self.head.id)
        except EntryInvalidError as error:
            for place, message in error.problems:
                self._report(file, message, item=item, place=place, line=origin.line_of(place))
            return
        if entry.id in self.entries:
            first = self.origins[entry.id]
            message = (
                f"{entry.id!r} is already used in {first.file}:{first.line_of('id')}: give one of the two another id"
            )
            self._report(file, message, item=item, place="id", line=origin.line_of("id"))
            return
        self.entries[entry.id] = entry
        self.origins[entry.id] = origin

    def _report(
        self, file: str, message: str, *, item: Written | None = None, place: str = "", line: int | None = None
    ) -> None:
        name = item.name if item else None
        if item and name is None:
            place = f"[{item.number}].{place}" if place else f"[{item.number}]"
        entry = name if name is None or (name.isprintable() and len(name) <= SHOWN_CHARACTERS) else shown(name)
        self.problems.append(PackProblem(file=shown_name(file), message=message, entry=entry, place=place, line=line))


def _place(path: tuple[str | int, ...]) -> str:
    place = ""
    for key in path:
        place = inner_place(place, key)
    return place
