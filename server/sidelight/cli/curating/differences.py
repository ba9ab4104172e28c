"""How a pack differs from what is kept, for people."""

import json

from rich.console import Console

from sidelight.cli.telling.terminal import in_one_line, line, output
from sidelight.services.curation.differences import Difference
from sidelight.services.curation.packs import PackDifference

#: Entries named of each sort, and differences of one entry; the rest is counted.
NAMED, SHOWN = 200, 20
#: Longest piece of a value that is shown, in characters.
_CHARACTERS = 100


def print_difference(difference: PackDifference) -> None:
    """Print what an import would change: what is new, what differs where, and what is only in the database."""
    console = output()
    if difference.new:
        line(console, ("new pack: ", "bold green"), difference.pack)
    elif difference.own:
        line(console, ("changed: ", "bold yellow"), "the pack itself")
        _print_places(console, difference.own)
    _print_ids(console, "new", "green", difference.added)
    for entry_id, places in difference.changed[:NAMED]:
        line(console, ("changed: ", "bold yellow"), entry_id)
        _print_places(console, places)
    if len(difference.changed) > NAMED:
        line(console, f"  and {len(difference.changed) - NAMED:,} more that changed")
    _print_ids(console, "retired here, a draft again if taken in", "yellow", difference.retired)
    _print_ids(console, "only here", "dim", difference.only_here)
    counts = {
        "new": len(difference.added),
        "changed": len(difference.changed),
        "unchanged": len(difference.unchanged),
        "only here": len(difference.only_here),
    }
    line(console, ", ".join(f"{count:,} {name}" for name, count in counts.items()))


def _print_ids(console: Console, name: str, style: str, ids: tuple[str, ...]) -> None:
    for entry_id in ids[:NAMED]:
        line(console, (f"{name}: ", f"bold {style}"), entry_id)
    if len(ids) > NAMED:
        line(console, f"  and {len(ids) - NAMED:,} more: {name}")


def _print_places(console: Console, places: tuple[Difference, ...]) -> None:
    for one in places[:SHOWN]:
        if one.before is not None:
            line(console, (f"  - {one.place}: {_shown(one.before)}", "red"))
        if one.after is not None:
            line(console, (f"  + {one.place}: {_shown(one.after)}", "green"))
    if len(places) > SHOWN:
        line(console, f"  and {len(places) - SHOWN:,} more differences")


def _shown(value: object) -> str:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = in_one_line(written)
    return text if len(text) <= _CHARACTERS else f"{text[:_CHARACTERS]}…"
