"""`sidelight entries publish` and `retire`: what readers meet."""

from collections.abc import Sequence

import click

from sidelight.cli.curating.database import acting, curating, reason_option, working
from sidelight.cli.telling.terminal import errors, examples, hint, line, tell_objection
from sidelight.errors import RequestInvalidError
from sidelight.services.curation.values import EditionRecord
from sidelight.services.wired import Curating

#: Entries named where several are told.
_NAMED = 5


@click.command(
    short_help="Publish the newest revisions of entries.",
    epilog=examples(
        'sidelight entries publish harbour-fire --reason "the inquiry\'s count"',
        "sidelight entries publish --pack starter",
    ),
)
@click.argument("ids", metavar="[ENTRY]...", nargs=-1)
@click.option("--pack", metavar="PACK", help="Publish all that waits in this pack, with its cue sets.")
@reason_option("published")
@acting
def publish(ids: tuple[str, ...], pack: str | None, reason: str, by: str) -> None:
    """Publish the newest revisions of these entries as one edition, or say all that speaks against it.

    Of a pack, entries that were retired are left out unless they are named.

    Nothing is published while an example fails, a source is missing, a record has no date, or an entry of somebody
    else would break. A running server takes the new edition up by itself.
    """
    if not ids and pack is None:
        msg = "nothing is named to be published"
        raise RequestInvalidError(msg, remedy="Name entries, or a pack with --pack.")
    with curating() as use:
        wanted = (*ids, *(_waiting_in(use, pack, but=ids) if pack is not None else ()))
        packs = () if pack is None else (pack,)
        if ids:
            _warn(use, ids)
        with working("Judging and publishing"):
            edition = use.publishing.publish_all(wanted, packs=packs, by=by, reason=reason)
    tell_edition(edition)


@click.command(
    short_help="Take an entry out for good.",
    epilog=examples(
        'sidelight entries retire harbour-fire --reason "told twice" --replaced-by harbour-fire-2019',
    ),
)
@click.argument("entry_id", metavar="ENTRY")
@click.option("--replaced-by", metavar="ENTRY", help="The published entry that says it now.")
@reason_option()
@acting
def retire(entry_id: str, replaced_by: str | None, reason: str, by: str) -> None:
    """Take a published entry out of what readers meet; its history stays. Refused while another entry needs it."""
    with curating() as use:
        edition = use.publishing.retire(entry_id, by=by, reason=reason, replaced_by=replaced_by)
    tell_edition(edition)


def tell_edition(edition: EditionRecord) -> None:
    """Say which edition was made."""
    changed = len(edition.changes)
    entries = f"{changed:,} {'entry' if changed == 1 else 'entries'} changed"
    hint(f"Edition {edition.number}: {entries}, {edition.entries:,} in all.")


def tell_left_out(ids: Sequence[str]) -> None:
    """Say which entries a publication of all that waits leaves out, if any."""
    if ids:
        it = "it was" if len(ids) == 1 else "they were"
        name = "it to publish it" if len(ids) == 1 else "them to publish them"
        hint(f"Left out, since {it} retired: {named(ids)}; name {name}.")


def named(ids: Sequence[str]) -> str:
    """Name some of these entries, and count the rest."""
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more


def _waiting_in(use: Curating, pack: str, *, but: Sequence[str]) -> tuple[str, ...]:
    waiting = use.entries.waiting_in(pack)
    tell_left_out([entry_id for entry_id in waiting.left_out if entry_id not in but])
    return waiting.entries


def _warn(use: Curating, ids: tuple[str, ...]) -> None:
    for warning in use.publishing.judge(ids).warnings:
        line(errors(), ("warning:", "yellow"))
        tell_objection(errors(), warning)
