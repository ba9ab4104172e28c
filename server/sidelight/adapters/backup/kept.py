"""A backup as a file, and how a file comes to its name: whole, private and on the disk, or not at all."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sidelight.services.curation.errors import BackupError

#: The table in which migrations note how far they came.
REVISION_TABLE: Final = "alembic_version"
#: Tables without which a file is no backup of Sidelight.
NEEDED_TABLES: Final = frozenset({REVISION_TABLE, "entries", "revisions", "editions", "audit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A verified backup: its size, the revision of its tables, and how many rows each table holds."""

    path: Path
    bytes: int
    revision: str
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored, and where the database is that it replaced, if there was one."""

    backup: Backup
    replaced: Path | None


def dated(path: Path, now: datetime) -> Path:
    """Name the copy of what is replaced.

    Example:
        >>> dated(Path("a/b.sqlite3"), datetime(2026, 11, 22, 23, 5)).name
        'b.sqlite3.replaced-20261122-230500'
    """
    return path.with_name(f"{path.name}.replaced-{now:%Y%m%d-%H%M%S}")


def refuse_other_file(path: Path, begins: bytes, kind: str) -> None:
    """Refuse what cannot be read, or does not begin as files of that kind do. Raises BackupError."""
    remedy = "Give a file that `sidelight backup` made from a database of this kind."
    try:
        with path.open("rb") as file:
            start = file.read(len(begins))
    except OSError as error:
        msg = f"{str(path)!r} cannot be read: {error.strerror}"
        raise BackupError(msg, remedy=remedy) from error
    if start != begins:
        msg = f"{str(path)!r} is no {kind}"
        raise BackupError(msg, remedy=remedy)


def refuse_foreign(path: Path, rows: Mapping[str, int], revision: str) -> None:
    """Refuse what is a sound database, but not of Sidelight. Raises BackupError."""
    missing = NEEDED_TABLES - rows.keys()
    if missing or not revision:
        named = ", ".join(sorted(missing)) or "the revision of its tables"
        msg = f"{str(path)!r} is no backup of Sidelight: it holds no {named}"
        raise BackupError(msg, remedy="Give a file that `sidelight backup` made.")


@contextmanager
def drafted(target: Path, *, force: bool) -> Iterator[Path]:
    """Give an empty private file beside the target, for `put_in_place`; what is left of it is removed afterwards.

    Raises:
        BackupError: The target is there already and not to be replaced, is no file, or cannot be written.
    """
    if target.exists() and not target.is_file():
        msg = f"{str(target)!r} is no ordinary file"
        raise BackupError(msg, remedy="Give the name of a file; a folder, a device or a pipe is never replaced.")
    if target.exists() and not force:
        msg = f"{str(target)!r} is there already"
        raise BackupError(msg, remedy="Give another name, or --force to replace the file.")
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield draft
    except OSError as error:
        msg = f"{str(target)!r} cannot be written: {error.strerror or error}"
        raise BackupError(msg) from error
    finally:
        draft.unlink(missing_ok=True)


def put_in_place(draft: Path, target: Path) -> None:
    """Give a file its name once all of it is on the disk."""
    _sync(draft)
    draft.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
