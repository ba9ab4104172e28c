"""`sidelight entries`: list, show and check what curators wrote; the commands that change it are in `curating/`."""

import json
from pathlib import Path

import click
from rich.console import Console

from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.cli.curating.packs import export_pack, import_pack
from sidelight.cli.curating.publish import publish, retire
from sidelight.cli.inputs import PackFolder, kinds_option, known_entry, opened, pack_option, today
from sidelight.cli.telling.complaints import Complaint, complaints
from sidelight.cli.telling.terminal import examples, hint, line, output, readable
from sidelight.core.entry import in_language
from sidelight.core.index.pack_limits import refuse_explosion
from sidelight.shapes.editions import entry_reply


@click.group(
    short_help="List, check, import, export and publish entries.",
    epilog=examples(
        "sidelight entries list --kind figure",
        "sidelight entries export starter my-pack/",
        "sidelight entries check my-pack/",
        "sidelight entries import my-pack/",
        "sidelight entries publish --pack starter",
    ),
)
def entries() -> None:
    """Look at the entries in use, check those of a pack, and take packs in and out of the database."""


for command in (import_pack, export_pack, publish, retire):
    entries.add_command(command)


@entries.command(
    "list",
    short_help="List the entries in use.",
    epilog=examples("sidelight entries list --kind figure", "sidelight entries list --pack my-pack/ --format json"),
)
@kinds_option
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@pack_option
def list_entries(kinds: list[str] | None, form: str, packs: tuple[Path, ...]) -> None:
    """List the entries in use by id, with kind and title; with json and jsonl, each entry whole."""
    with opened(packs) as services:
        in_use = services.editions.current.edition.entries.values()
    found = sorted((e for e in in_use if kinds is None or e.kind in kinds), key=lambda entry: entry.id)
    if form == "json":
        click.echo(json.dumps([entry_reply(entry) for entry in found], ensure_ascii=False, indent=2).encode())
    elif form == "jsonl":
        for entry in found:
            click.echo(json.dumps(entry_reply(entry), ensure_ascii=False).encode())
    else:
        console = output()
        width = max((len(entry.id) for entry in found), default=0)
        for entry in found:
            title = readable(in_language(entry.title, "en") or "")
            line(console, (entry.id.ljust(width), "bold"), f"  {entry.kind:<10}  ", title)
        if not found:
            hint("There is no such entry.")


@entries.command(short_help="Print one entry whole.", epilog=examples("sidelight entries show foreign-agent-russia"))
@click.argument("entry_id", metavar="ENTRY")
@pack_option
def show(entry_id: str, packs: tuple[Path, ...]) -> None:
    """Print one entry whole, as JSON: phrases, scope, records, all its sources and examples."""
    with opened(packs) as services:
        entry = known_entry(services.editions.current.edition, entry_id)
    click.echo(json.dumps(entry_reply(entry), ensure_ascii=False, indent=2).encode())


@entries.command(
    short_help="Run every example of every entry of a pack.",
    epilog=examples("sidelight entries check", "sidelight entries check my-pack/"),
)
@click.argument("path", required=False, type=PackFolder())
@click.pass_context
def check(ctx: click.Context, path: Path | None) -> None:
    """Run every example of every entry of the pack in PATH (of the starter pack if none is given).

    Each entry is tried alone and with the whole pack loaded. A failure names file and line, the entry, the sentence and
    the cue that is missing or too much; one bad entry never stops the others, but those that refer to it wait until it
    is right. Exit code 1 when anything failed.
    """
    folder = path or starter_folder()
    reading = read_pack(folder)
    refuse_explosion(reading.pack)
    found = complaints(reading, today=today())
    console = output()
    for complaint in found:
        _print(console, folder, complaint)
    sound = reading.pack.entries
    counted = f"{_many(len(sound), 'entry', 'entries')}, {_many(sum(len(e.examples) for e in sound), 'example')}"
    if found:
        line(console, (f"{_many(len(found), 'problem')} in {counted}.", "bold red"))
        ctx.exit(1)
    line(console, (f"All is well: {counted}.", "bold green"))


def _print(console: Console, folder: Path, complaint: Complaint) -> None:
    problem = complaint.problem
    at = f"{folder / problem.file}:{problem.line}" if problem.line else str(folder / problem.file)
    what = ": ".join(part for part in (problem.entry, problem.place, problem.message) if part)
    line(console, (f"{readable(at)}: ", "red"), readable(what))
    if complaint.sentence is not None:
        line(console, "    in: ", (readable(complaint.sentence), "italic"))
    if complaint.waiting:
        line(console, f"    not checked until this is right: {readable(', '.join(complaint.waiting))}")


def _many(count: int, one: str, more: str | None = None) -> str:
    return f"{count} {one if count == 1 else more or f'{one}s'}"
