"""`sidelight inbox`: what readers chose to send."""

import dataclasses
import json

import click
from rich.console import Console

from sidelight.cli.inputs import opened
from sidelight.cli.telling.terminal import examples, hint, in_one_line, line, output
from sidelight.services.sent import ContextRequest, Kept, Report

_KINDS = {"report": Report, "request": ContextRequest}


@click.group(
    short_help="Read what readers sent.",
    epilog=examples("sidelight inbox list", "sidelight inbox list --format json", "sidelight inbox remove report 3"),
)
def inbox() -> None:
    """Read and remove readers' reports on annotations and their requests for context."""


@inbox.command(
    "list",
    short_help="List reports and requests.",
    epilog=examples("sidelight inbox list", "sidelight inbox list --format json"),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_sent(form: str) -> None:
    """List all reports, then all requests for context, oldest first."""
    with opened() as services:
        kept = {"report": services.readers.reports(), "request": services.readers.requests()}
    if form == "json":
        rows = [
            {"kind": kind, "id": one.id, "received": one.received.isoformat(), **dataclasses.asdict(one.sent)}
            for kind, found in kept.items()
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2).encode())
        return
    console = output()
    for kind, found in kept.items():
        for one in found:
            _print(console, kind, one)
    if not any(kept.values()):
        hint("Nothing has been sent.")


@inbox.command(
    short_help="Remove some of them.",
    epilog=examples("sidelight inbox remove report 3", "sidelight inbox remove request 4 5 6"),
)
@click.argument("kind", type=click.Choice(list(_KINDS)))
@click.argument("numbers", metavar="NUMBER...", type=click.IntRange(min=1), nargs=-1, required=True)
@click.pass_context
def remove(ctx: click.Context, kind: str, numbers: tuple[int, ...]) -> None:
    """Remove reports or requests for good. Exit code 1 when there is none of one of the numbers."""
    with opened() as services:
        gone = {number: services.readers.remove(_KINDS[kind], number) for number in numbers}
    for number, was_there in gone.items():
        if was_there:
            hint(f"The {kind} {number} is removed.")
        else:
            hint(f"There is no {kind} {number}; `sidelight inbox list` shows what there is.")
    if not all(gone.values()):
        ctx.exit(1)


def _print(console: Console, kind: str, one: Kept) -> None:
    what = f"{one.sent.entry}: {one.sent.reason}" if isinstance(one.sent, Report) else "context wanted"
    line(console, (f"{kind} {one.id}", "bold"), f"  {one.received}  ", in_one_line(what))
    for name in ("quote", "note", "title", "url"):
        value = getattr(one.sent, name, None)
        if value:
            line(console, f"    {name}: ", in_one_line(value))
