"""`sidelight entries publish` and `retire`: what readers meet."""

import re
from collections.abc import Sequence
from typing import Any

import click

from sidelight.cli.curating.database import acting, curating, reason_option, signing, working
from sidelight.cli.telling.terminal import errors, examples, hint, line, tell_objection
from sidelight.errors import RequestInvalidError
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.packs import Waiting, nothing_but_retired
from sidelight.services.curation.values import EditionRecord
from sidelight.services.wired import Curating

#: Entries named where several are told.
_NAMED = 5
_SEEN = re.compile(r"(.+)@([1-9][0-9]{0,8})")


class Seen(click.ParamType):  # type: ignore[type-arg]
    """An entry, with the revision that was seen behind an @ if there is one."""

    name = "entry"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Take the two apart."""
        if not isinstance(value, str):
            return value
        found = _SEEN.fullmatch(value)
        if found is None and "@" in value:
            self.fail(f"{value!r} names no revision: write the number behind the @, such as harbour-fire@3", param, ctx)
        return (found[1], int(found[2])) if found else (value, None)


@click.command(
    short_help="Publish the newest revisions of entries.",
    epilog=examples(
        'sidelight entries publish harbour-fire --reason "the inquiry\'s count"',
        "sidelight entries publish harbour-fire@3 tram-crash@7",
        "sidelight entries publish --pack starter",
    ),
)
@click.argument("names", metavar="[ENTRY[@REVISION]]...", nargs=-1, type=Seen())
@click.option("--pack", metavar="PACK", help="Publish all that waits in this pack, with its cue sets.")
@reason_option("published")
@acting
def publish(names: tuple[tuple[str, int | None], ...], pack: str | None, reason: str, by: str) -> None:
    """Publish the newest revisions of these entries as one edition, or say all that speaks against it.

    With @ and the number of the revision that you have read, nothing is published if there is a newer one. Of a pack,
    entries that were retired are left out unless they are named.

    Nothing is published while an example fails, a source is missing, a record has no date, or an entry of somebody
    else would break. A running server takes the new edition up by itself.
    """
    ids = tuple(dict.fromkeys(entry_id for entry_id, _ in names))
    seen = {entry_id: revision for entry_id, revision in names if revision is not None}
    if not ids and pack is None:
        msg = "nothing is named to be published"
        raise RequestInvalidError(msg, remedy="Name entries, or a pack with --pack.")
    with curating() as use:
        by = signing(use, by, "reviewer")
        waiting = Waiting(seen={}, left_out=()) if pack is None else _waiting_in(use, pack, but=ids)
        packs = {pack: waiting.own} if pack is not None and waiting.own is not None else {}
        seen = {**waiting.seen, **seen}
        warnings = use.publishing.judge(ids).warnings if ids else ()
        with working("Judging and publishing"):
            edition = use.publishing.publish_all(
                (*ids, *waiting.entries), packs=packs, seen=seen or None, by=by, reason=reason
            )
    _warn(warnings)
    tell_edition(edition)


@click.command(
    short_help="Take an entry out; its history stays.",
    epilog=examples(
        'sidelight entries retire harbour-fire --reason "told twice" --replaced-by harbour-fire-2019',
    ),
)
@click.argument("entry_id", metavar="ENTRY")
@click.option("--replaced-by", metavar="ENTRY", help="The published entry that says it now.")
@reason_option()
@acting
def retire(entry_id: str, replaced_by: str | None, reason: str, by: str) -> None:
    """Take a published entry out of what readers meet; its history stays. Refused while another entry needs it.

    To bring it back, take it in again as a draft and publish it by its name.
    """
    with curating() as use:
        by = signing(use, by, "reviewer")
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


def _waiting_in(use: Curating, pack: str, *, but: Sequence[str]) -> Waiting:
    waiting = use.entries.waiting_in(pack)
    left_out = [entry_id for entry_id in waiting.left_out if entry_id not in but]
    tell_left_out(left_out)
    if waiting.unread:
        hint(f"Left out, since this version of Sidelight cannot read what waits: {named(waiting.unread)}.")
    if left_out and not (but or waiting.entries or waiting.own):
        raise nothing_but_retired(pack, left_out)
    return waiting


def _warn(warnings: Sequence[Objection]) -> None:
    for warning in warnings:
        line(errors(), ("warning:", "yellow"))
        tell_objection(errors(), warning)
