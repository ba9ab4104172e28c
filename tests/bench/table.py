"""The bench's table: one line for each number of entries, with ratios to the smallest and to the others."""

from collections.abc import Iterator, Sequence
from typing import Any

_HEAD = ("entries", "kB", "shown", "p50 ms", "p95 ms", "to first", "find ms")
_WIDTH = 9


def rows(found: Sequence[dict[str, Any]], sizes: Sequence[int]) -> Iterator[str]:
    """Give the lines of the report."""
    yield "CPU from text to annotations (p50, p95) and to the places of phrases alone (find), all kinds of entries"
    yield _line(_HEAD)
    for result in found:
        for size in sizes:
            yield _line(_cells(result, found[0], str(size)))
    yield ""
    yield "The phrases of mere words alone, from the text to entry, start and end; x = the others' time by Sidelight's"
    yield _line(("entries", "kB", "ours ms", "spaCy ms", "x", "RE2 ms", "x", "ours found", "spaCy"))
    for result in found:
        for size in sizes:
            if "rivals" in result:
                yield _line(_literal_cells(result, str(size)))
    yield ""
    yield "Compiling and keeping"
    yield _line(("entries", "edition s", "MB", "matcher s", "MB", "peak MB", "spaCy s", "MB", "RE2 s", "MB"))
    for result in found:
        ours = (f"{result['edition_s']:.1f}", f"{result['edition_mb']:.0f}", f"{result['compile_s']:.2f}")
        kept = (f"{result['matcher_mb']:.0f}", f"{result['peak_mb']:.0f}")
        yield _line((str(result["entries"]), *ours, *kept, *_kept(result, "spaCy"), *_kept(result, "RE2")))


def _cells(result: dict[str, Any], first: dict[str, Any], size: str) -> tuple[str, ...]:
    ours, find = result["annotate"][size], result["find"][size]["p50"]
    growth = ours["p50"] / first["annotate"][size]["p50"]
    cells = (str(result["entries"]), size, f"{ours['found']:.1f}", f"{ours['p50']:.2f}", f"{ours['p95']:.2f}")
    return (*cells, f"x {growth:.2f}", f"{find:.2f}")


def _literal_cells(result: dict[str, Any], size: str) -> tuple[str, ...]:
    ours = _time(result, "ours", size) or 0.0
    cells = [str(result["entries"]), size, f"{ours:.2f}"]
    for name in ("spaCy", "RE2"):
        time = _time(result, name, size)
        cells += [_shown(time), "-" if time is None else f"x {time / ours:.1f}"]
    counts = (result["rivals"][name]["times"][size]["found"] for name in ("ours", "spaCy"))
    return (*cells, *(f"{count:.1f}" for count in counts))


def _time(result: dict[str, Any], name: str, size: str) -> float | None:
    rival = result.get("rivals", {}).get(name)
    return None if rival is None else rival["times"][size]["p50"]


def _shown(time: float | None) -> str:
    return "-" if time is None else f"{time:.2f}"


def _kept(result: dict[str, Any], name: str) -> tuple[str, str]:
    rival = result.get("rivals", {}).get(name)
    return ("-", "-") if rival is None else (f"{rival['compile_s']:.2f}", f"{rival['mb']:.0f}")


def _line(cells: Sequence[str]) -> str:
    return "  ".join(cell.rjust(_WIDTH) for cell in cells)
