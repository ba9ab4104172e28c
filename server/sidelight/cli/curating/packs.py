"""`sidelight entries import` and `export`: packs between the database and files that one edits."""

import dataclasses
from pathlib import Path

import click

from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.adapters.packs.write import SHARINGS, Sharing, write_pack
from sidelight.cli.curating.database import acting, agreed, curating, reason_option, signing, working, yes_option
from sidelight.cli.curating.differences import print_difference
from sidelight.cli.curating.publish import named, tell_edition, tell_left_out
from sidelight.cli.inputs import PackFolder
from sidelight.cli.telling.terminal import errors, examples, hint, line, readable
from sidelight.core.entry import Entry, Pack
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.services.curation.packs import Waiting
from sidelight.services.wired import Curating


@click.command(
    "import",
    short_help="Take a pack's entries in as drafts.",
    epilog=examples(
        "sidelight entries import my-pack/",
        'sidelight entries import my-pack/ --publish --reason "the count of 12 March"',
        "sidelight entries import",
    ),
)
@click.argument("path", required=False, type=PackFolder())
@click.option(
    "--publish", is_flag=True, help="Publish what was taken in, as one edition, if nothing speaks against it."
)
@reason_option("imported")
@acting
@yes_option
def import_pack(path: Path | None, reason: str, by: str, *, publish: bool, yes: bool) -> None:
    """Take the entries of the pack in PATH in as drafts (of the starter pack if none is given).

    What is new and what differs is shown first; entries that the pack does not hold are left as they are. Readers meet
    nothing of it before it is published.
    """
    pack = _read(path or starter_folder())
    with curating() as use:
        by = signing(use, by, "reviewer" if publish else "curator")
        with working("Comparing"):
            difference = use.entries.difference_of(pack)
        print_difference(difference)
        waiting = _to_publish(use, pack) if publish and difference.empty else None
        if difference.empty and not (waiting and waiting.seen):
            hint("There is nothing to take in.")
            return
        agreed("Publish this?" if publish else "Take this in as drafts?", yes=yes)
        if not difference.empty:
            with working("Writing"):
                staged = use.entries.stage(pack, by=by, reason=reason)
            hint(
                f"Drafts: {len(staged.drafts):,}. Read them at /console/, or publish with `sidelight entries publish`."
            )
        if publish:
            waiting = waiting or _to_publish(use, pack)
            packs = {} if waiting.own is None else {pack.id: waiting.own}
            with working("Judging and publishing"):
                edition = use.publishing.publish_all(
                    waiting.entries, packs=packs, seen=waiting.seen, by=by, reason=reason
                )
            tell_edition(edition)


@click.command(
    "export",
    short_help="Write a pack as files.",
    epilog=examples(
        "sidelight entries export starter my-pack/",
        "sidelight entries export starter my-pack/ --drafts --force",
        "sidelight entries export starter my-pack/ --files tag",
    ),
)
@click.argument("pack_id", metavar="PACK")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--drafts", is_flag=True, help="Write the newest revisions, published or not; retired entries are left out."
)
@click.option(
    "--files", "sharing", type=click.Choice(SHARINGS), default=SHARINGS[0], show_default=True,
    help="A file for each entry, for each kind, for each first tag, or one for all entries.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the files of this pack in the folder.")
def export_pack(pack_id: str, folder: Path, *, drafts: bool, sharing: Sharing, force: bool) -> None:
    """Write the pack PACK into FOLDER as YAML files, to be edited, checked and taken in again.

    What did not change is written alike each time, so that a code host shows only what did: pack.yaml with title and
    licence, cues.yaml with the cue sets, and a file for each entry, called by its id.
    """
    with curating() as use:
        pack = use.entries.export(pack_id, live=not drafts)
    paths = write_pack(pack, folder, sharing=sharing, force=force)
    hint(f"The pack {pack.id} is in {folder}. Entries: {len(pack.entries):,}; files: {len(paths):,}.")
    hint(f"Edit them, run `sidelight entries check {folder}`, then `sidelight entries import {folder}`.")


def _read(folder: Path) -> Pack:
    """Read a pack that must be sound as a whole, since what is left out of it would seem to be left out on purpose."""
    reading = read_pack(folder)
    for problem in reading.problems:
        line(
            errors(), (f"{readable(str(folder / problem.file))}:{problem.line or 1}: ", "red"), readable(_told(problem))
        )
    if reading.problems:
        count = len(reading.problems)
        msg = f"the pack in {str(folder)!r} has {count} {'problem' if count == 1 else 'problems'}"
        raise ImportRefusedError(
            msg, remedy="Correct what is named here, run `sidelight entries check`, and try again."
        )
    retired = [entry.id for entry in reading.pack.entries if entry.status == "retired"]
    if retired:
        hint(f"Entries that are marked as retired are left out: {named(retired)}.")
    kept = tuple(entry for entry in reading.pack.entries if entry.status != "retired")
    return dataclasses.replace(reading.pack, entries=kept)


def _told(problem: object) -> str:
    entry, place, message = (getattr(problem, name) for name in ("entry", "place", "message"))
    return ": ".join(part for part in (entry, place, message) if part)


def _to_publish(use: Curating, pack: Pack) -> Waiting:
    """Tell what of the pack waits, but for those that its files call drafts or trials and those retired once."""
    held = {entry.id for entry in pack.entries if not _held_back(entry)}
    back = [entry.id for entry in pack.entries if _held_back(entry)]
    if back:
        hint(f"Entries that their files call draft or trial stay drafts: {named(back)}.")
    waiting = use.entries.waiting_in(pack.id)
    tell_left_out([entry_id for entry_id in waiting.left_out if entry_id in held])
    seen = {entry_id: number for entry_id, number in waiting.seen.items() if entry_id in held}
    return dataclasses.replace(waiting, seen=seen)


def _held_back(entry: Entry) -> bool:
    return entry.status != "published"
