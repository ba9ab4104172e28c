"""The bench's table: one line for each number of entries, with ratios to the smallest and to the others."""

from collections.abc import Iterator, Sequence
from typing import Any

_HEAD = (
    "entries", "kB", "found", "p50 ms", "p95 ms", "to first",
    "spaCy ms", "ratio", "RE2 ms", "ratio",
)  # fmt: skip
_WIDTH = 9


def rows(found: Sequence[dict[str, Any]], sizes: Sequence[int]) -> Iterator[str]:
    """Give the lines of the report."""
    yield "CPU from text to annotations, all kinds of entries; the others search the mere words only"
    yield _line(_HEAD)
    for result in found:
        for size in sizes:
            yield _line(_cells(result, found[0], str(size)))
    yield ""
    yield "Compiling and keeping"
    yield _line(("entries", "edition s", "MB", "matcher s", "MB", "peak MB", "spaCy s", "MB", "RE2 s", "MB"))
    for result in found:
        ours = (f"{result['edition_s']:.1f}", f"{result['edition_mb']:.0f}", f"{result['compile_s']:.2f}")
        kept = (f"{result['matcher_mb']:.0f}", f"{result['peak_mb']:.0f}")
        yield _line((str(result["entries"]), *ours, *kept, *_kept(result, "spaCy"), *_kept(result, "RE2")))


def _cells(result: dict[str, Any], first: dict[str, Any], size: str) -> tuple[str, ...]:
    ours = result["sidelight"][size]
    growth = ours["p50"] / first["sidelight"][size]["p50"]
    cells = (str(result["entries"]), size, f"{ours['found']:.1f}", f"{ours['p50']:.2f}", f"{ours['p95']:.2f}")
    others = (_beside(result, name, size, ours["p50"]) for name in ("spaCy", "RE2"))
    return (*cells, f"x {growth:.2f}", *(cell for pair in others for cell in pair))


def _beside(result: dict[str, Any], name: str, size: str, ours: float) -> tuple[str, str]:
    rival = result.get("rivals", {}).get(name)
    if rival is None:
        return "-", "-"
    theirs = rival["times"][size]["p50"]
    return f"{theirs:.2f}", f"x {theirs / ours:.1f}"


def _kept(result: dict[str, Any], name: str) -> tuple[str, str]:
    rival = result.get("rivals", {}).get(name)
    return ("-", "-") if rival is None else (f"{rival['compile_s']:.2f}", f"{rival['mb']:.0f}")


def _line(cells: Sequence[str]) -> str:
    return "  ".join(cell.rjust(_WIDTH) for cell in cells)
