"""PostgreSQL's own programs: where they are, whether they fit the server, and how they are run."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from sidelight.services.curation.errors import BackupError

#: Where Debian keeps the programs of each version.
DEBIAN_FOLDER: Final = Path("/usr/lib/postgresql")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_REMEDY: Final = "Install PostgreSQL's client programs (on Debian, the package postgresql-client)."
#: Lines of what a program says that a message repeats.
_LINES_TOLD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """The programs of one version."""

    version: int
    pg_dump: Path
    pg_restore: Path
    psql: Path


def find_programs(server: int, *, debian: Path = DEBIAN_FOLDER) -> Programs:
    """Find the programs of the server's own version, or else the nearest newer ones; older ones cannot read it.

    Raises:
        BackupError: There are none that fit.
    """
    found = {programs.version: programs for folder in _folders(debian) for programs in _in(folder)}
    fitting = [version for version in found if version >= server]
    if not fitting:
        there = f"only those of {max(found)} are here" if found else "none are here"
        msg = f"the server is PostgreSQL {server}, and pg_dump, pg_restore and psql of that version are needed: {there}"
        raise BackupError(msg, remedy=_REMEDY)
    return found[min(fitting)]


def run(
    command: Sequence[object], *, password: str | None = None, output: IO[bytes] | int = subprocess.DEVNULL
) -> None:
    """Run a program to its end; `command` holds texts and paths.

    Raises:
        BackupError: It failed; the message has what it said.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C", "PGCONNECT_TIMEOUT": "10"}
    if password is not None:
        environment["PGPASSWORD"] = password
    done = subprocess.run(  # noqa: S603 - the program was found by us, and there is no shell
        [str(word) for word in command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        said = [line.strip() for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
        msg = f"{Path(str(command[0])).name} failed: {'; '.join(said[:_LINES_TOLD]) or 'it said nothing'}"
        raise BackupError(msg)


def _folders(debian: Path) -> Iterator[Path]:
    yield from sorted(debian.glob("*/bin"))
    on_path = shutil.which("pg_dump")
    if on_path is not None:
        yield Path(on_path).resolve().parent
        yield Path(on_path).parent


def _in(folder: Path) -> Iterator[Programs]:
    """Find the programs in a folder; one that cannot be run is none."""
    paths = {name: folder / name for name in ("pg_dump", "pg_restore", "psql")}
    if not all(os.access(path, os.X_OK) for path in paths.values()):
        return
    told = subprocess.run([paths["pg_dump"], "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - as above
    version = _VERSION.search(told.stdout)
    if version is not None:
        yield Programs(version=int(version[1]), **paths)
