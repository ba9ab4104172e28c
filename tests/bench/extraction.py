"""Measure extraction: text, titles and dates against labelled pages, and CPU time, beside other libraries.

    python tests/bench/extraction.py FOLDER

FOLDER holds `article-zyte`, `article-segments-trafilatura`, `article-mozilla-readability` and
`publication-date-htmldate`. The pages belong to their publishers, so none is part of the project. Needs the extra
`bench` for the others; those that are not installed are left out.
"""

import argparse
import gc
import logging
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# What is imported below stands beside this file, which may be run from anywhere.
from tests.bench import extraction_pages, extraction_scores
from tests.bench.extraction_pages import Labelled
from tests.bench.extraction_readers import Reader, decoded, readers

_HEAD = (
    "library",
    "P",
    "R",
    "F1",
    "half 1",
    "half 2",
    "ms",
    "seg. P",
    "R",
    "F1",
    "titles",
    "dates: right",
    "wrong",
    "none",
)


def main() -> int:
    """Measure each library in turn and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is read; the quickest counts")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="measure these alone, named as in the table")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    folder: Path = asked.folder
    wholes, parts = extraction_pages.whole_texts(folder), extraction_pages.segments(folder)
    titled, dated = extraction_pages.titles(folder), extraction_pages.dates(folder)
    _say(_HEAD)
    _say(["---"] * len(_HEAD))
    for reader in readers():
        if asked.only and reader.name not in asked.only:
            continue
        _say([reader.name, *_texts(reader, wholes, parts, asked.rounds), *_known(reader, titled, dated)])
    return 0


def _texts(reader: Reader, wholes: Sequence[Labelled], parts: Sequence[Labelled], rounds: int) -> list[str]:
    if reader.text is None:
        return ["-"] * 9
    texts = [reader.text(page) for page in wholes]
    halves = [extraction_scores.of_whole_texts(wholes[half::2], texts[half::2])[2] for half in (1, 0)]
    scores = [*extraction_scores.of_whole_texts(wholes, texts), *halves]
    milliseconds = _milliseconds(reader, reader.text, wholes, rounds)
    segments = extraction_scores.of_segments(parts, [reader.text(page) for page in parts])
    return [*(f"{score:.3f}" for score in scores), f"{milliseconds:.1f}", *(f"{score:.3f}" for score in segments)]


def _known(reader: Reader, titled: Sequence[Labelled], dated: Sequence[Labelled]) -> list[str]:
    titles, days = "-", ["-"] * 3
    if reader.title is not None:
        equal = extraction_scores.equal_titles(titled, [reader.title(page) for page in titled])
        titles = f"{equal} of {len(titled)}"
    if reader.day is not None:
        days = [str(many) for many in extraction_scores.days(dated, map(reader.day, dated))]
    return [titles, *days]


def _milliseconds(reader: Reader, text: Callable[[Labelled], str], pages: Sequence[Labelled], rounds: int) -> float:
    """Give the CPU time of a page on average; for the others without decoding, which they are given done."""
    quickest = [float("inf")] * len(pages)
    for _ in range(rounds):
        gc.collect()
        for place, page in enumerate(pages):
            spared = 0.0 if reader.name == "Sidelight" else _seconds(decoded, page)
            quickest[place] = min(quickest[place], _seconds(text, page) - spared)
    return 1000 * sum(quickest) / len(pages)


def _seconds(work: Callable[[Labelled], object], page: Labelled) -> float:
    started = time.process_time()
    work(page)
    return time.process_time() - started


def _say(cells: Sequence[str]) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
