"""`sidelight backup` and `sidelight restore`: the whole database as one file."""

from datetime import datetime
from pathlib import Path

import click

from sidelight.adapters.backup.either import back_up, check
from sidelight.adapters.backup.either import restore as put_back
from sidelight.adapters.backup.kept import Backup
from sidelight.cli.curating.database import agreed, configured, say_database, working, yes_option
from sidelight.cli.telling.terminal import examples, hint, line, output, readable

#: Tables that are told, by what they hold.
_TOLD = {
    "entries": "entries",
    "revisions": "revisions",
    "editions": "editions",
    "curators": "curators",
    "articles": "articles",
    "reports": "reports",
    "requests": "requests",
}


@click.command(
    short_help="Write the whole database into a file.",
    epilog=examples("sidelight backup sidelight-2026-11-22.backup", "sidelight backup --force nightly.backup"),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def backup(file: Path, *, force: bool) -> None:
    """Write the database as it is at this moment into FILE, while the server runs and curators write.

    The copy is verified before it gets its name: that it is sound, and that each table holds as many rows as the
    database did. It holds what curators and readers wrote: keep it as safe as the database itself.
    """
    say_database()
    with working("Copying and verifying"):
        made = back_up(configured(), file, force=force)
    _print(made)


@click.command(
    short_help="Put a backup in the database's place.",
    epilog=examples("sidelight restore sidelight-2026-11-22.backup"),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@yes_option
def restore(file: Path, *, yes: bool) -> None:
    """Put the backup in FILE in the place of the database, which is kept under a dated name.

    Stop the server first. Either all of it is restored or nothing is changed.
    """
    say_database()
    with working("Verifying"):
        found = check(file, configured())
    _print(found)
    agreed("Replace the database with this?", yes=yes)
    with working("Restoring"):
        done = put_back(file, configured(), now=datetime.now().astimezone())
    if done.replaced is not None:
        hint(f"What was there before is kept in {readable(str(done.replaced))}.")
    hint("Restored. Passwords, tokens and editions are those of the backup.")


def _print(found: Backup) -> None:
    rows = ", ".join(f"{found.rows[table]:,} {name}" for table, name in _TOLD.items() if table in found.rows)
    where = (readable(str(found.path)), "bold")
    line(output(), where, f": {rows} ({found.bytes:,} bytes, tables of revision {found.revision})")
