"""`sidelight migrate`: the tables of the database as this version needs them."""

import click

from sidelight.adapters.store.schema.migrate import store_revision
from sidelight.adapters.store.sql import open_store
from sidelight.cli.curating.database import configured, say_database, working
from sidelight.cli.telling.terminal import examples, hint


@click.command(
    short_help="Bring the database's tables up to date.",
    epilog=examples("sidelight migrate --check", "sidelight migrate"),
)
@click.option("--check", is_flag=True, help="Only say whether it is needed; exit code 1 if it is.")
@click.pass_context
def migrate(ctx: click.Context, *, check: bool) -> None:
    """Bring the tables of the database to what this version of Sidelight needs.

    `sidelight serve` does so by itself; this is for those who want to choose the moment. An SQLite file is copied
    first, beside it; take a backup of a PostgreSQL database yourself.
    """
    say_database()
    url = configured()
    before = store_revision(url)
    if before.ready:
        hint(f"The tables are of revision {before.found}, as they should be.")
        return
    held = f"are of revision {before.found}" if before.found else "are not there yet"
    hint(f"The tables {held}; this version needs {before.needed}.")
    if check:
        ctx.exit(1)
    with working("Migrating"):
        open_store(url).close()
    hint(f"The tables are of revision {before.needed} now.")
