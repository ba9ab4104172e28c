"""`sidelight entries`: list, show and check what curators wrote."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.adapters.packs.problems import PackProblem, PackReading
from sidelight.cli.inputs import known_entry, opened, pack_option, today
from sidelight.cli.terminal import examples, hint, line, output, readable, watched
from sidelight.core.check import Failure, check_entry, whole_matcher
from sidelight.core.edition import make_edition
from sidelight.core.entry import in_language
from sidelight.shapes.editions import entry_reply
from sidelight.shapes.entries import KINDS


@click.group(
    short_help="List, show and check entries.",
    epilog=examples(
        "sidelight entries list --kind figure",
        "sidelight entries show foreign-agent-russia",
        "sidelight entries check my-pack/",
    ),
)
def entries() -> None:
    """Look at the entries in use, and check those of a pack."""


@entries.command(
    "list",
    short_help="List the entries in use.",
    epilog=examples("sidelight entries list --kind figure", "sidelight entries list --pack my-pack/ --format json"),
)
@click.option("--kind", type=click.Choice(KINDS), help="Only entries of this kind.")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@pack_option
def list_entries(kind: str | None, form: str, packs: tuple[Path, ...]) -> None:
    """List the entries in use: id, kind and title; with json and jsonl, each entry whole."""
    with opened(packs) as services:
        in_use = services.editions.current.edition.entries.values()
    found = [entry for entry in in_use if kind in (None, entry.kind)]
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Complaint:
    """One thing to correct, with the example's sentence if an example failed."""

    problem: PackProblem
    sentence: str | None = None


@entries.command(
    short_help="Run every example of every entry of a pack.",
    epilog=examples("sidelight entries check", "sidelight entries check my-pack/"),
)
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def check(ctx: click.Context, path: Path | None) -> None:
    """Run every example of every entry of the pack in PATH (the installed one if none is given).

    Each entry is tried alone and with the whole pack loaded. A failure names file and line, the entry, the sentence and
    the cue that is missing or too much; one bad entry never stops the others. Exit code 1 when anything failed.
    """
    folder = path or starter_folder()
    reading = read_pack(folder)
    found = [*(_Complaint(problem) for problem in reading.problems), *_failures(reading)]
    console = output()
    for complaint in sorted(found, key=lambda one: (one.problem.file, one.problem.line or 0)):
        _print(console, folder, complaint)
    sound = reading.pack.entries
    counted = f"{_many(len(sound), 'entry', 'entries')}, {_many(sum(len(e.examples) for e in sound), 'example')}"
    if found:
        line(console, (f"{_many(len(found), 'problem')} in {counted}.", "bold red"))
        ctx.exit(1)
    line(console, (f"All is well: {counted}.", "bold green"))


def _failures(reading: PackReading) -> Iterator[_Complaint]:
    """Check what could be read; drafts too, since whoever checks is about to publish them."""
    live = [dataclasses.replace(e, status="published") for e in reading.pack.entries if e.status != "retired"]
    edition = make_edition([dataclasses.replace(reading.pack, entries=tuple(live))])
    whole = whole_matcher(edition)
    for entry in watched(tuple(edition.entries.values()), "Checking"):
        for failure in check_entry(edition, whole, entry, today=today()):
            problem = reading.problem(failure.entry, failure.place, _message(failure))
            yield _Complaint(problem, failure.sentence)


def _message(failure: Failure) -> str:
    if failure.sentence is None or failure.alone:
        return failure.message
    return f"{failure.message} (with the whole pack loaded; alone it holds)"


def _print(console: Console, folder: Path, complaint: _Complaint) -> None:
    problem = complaint.problem
    at = f"{folder / problem.file}:{problem.line}" if problem.line else str(folder / problem.file)
    what = ": ".join(part for part in (problem.entry, problem.place, problem.message) if part)
    line(console, (f"{readable(at)}: ", "red"), readable(what))
    if complaint.sentence is not None:
        line(console, "    in: ", (readable(complaint.sentence), "italic"))


def _many(count: int, one: str, more: str | None = None) -> str:
    return f"{count} {one if count == 1 else more or f'{one}s'}"
