"""Measure matching: CPU from text to annotations, compile time and memory, as a pack grows.

    python tests/bench/matching.py --entries 1000 10000 100000 1000000
    python tests/bench/matching.py --entries 10000 --no-rivals --profile

Each size runs in a process of its own. Needs the extra `bench` (spaCy, google-re2, wordfreq), which nothing else uses.
"""

import argparse
import cProfile
import gc
import json
import os
import pstats
import subprocess
import sys
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# What is imported below stands beside this file, which may be run from anywhere.
from tests.bench.literals import literal_edition, literals_found, literals_of
from tests.bench.measure import cpu_seconds, cpu_times, peak, resident
from tests.bench.packs import first_entries, pack_of
from tests.bench.table import rows
from tests.bench.texts import draft, plant, runs
from tests.bench.words import Vocabulary

from sidelight.core.annotate import annotate
from sidelight.core.article import Article, article_of_text
from sidelight.core.dates import When
from sidelight.core.edition import Edition, make_edition
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.core.matching.mention import find_mentions
from sidelight.core.matching.scan import Scan

SIZES = (5, 20, 100)
ARTICLES = {5: 16, 20: 10, 100: 4}
TODAY = date(2026, 11, 22)


def main() -> int:
    """Measure each number of entries in a child, then print the table."""
    asked = _asked()
    if asked.child:
        sys.stdout.write(json.dumps(measured(asked)))
        return 0
    found: list[dict[str, Any]] = []
    for number in asked.entries:
        command = [sys.executable, __file__, "--child", "--entries", str(number), "--seconds", str(asked.seconds)]
        command += ["--seed", str(asked.seed), *(["--no-rivals"] if asked.no_rivals else [])]
        command += ["--profile"] if asked.profile else []
        child = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        found.append(json.loads(child.stdout))
        sys.stderr.write(f"{number} entries measured\n")
    for line in rows(found, SIZES):
        sys.stdout.write(f"{line}\n")
    return 0


def measured(asked: argparse.Namespace) -> dict[str, Any]:
    """Build a pack, compile it and measure everything for one number of entries."""
    articles, edition, made = _world(asked.entries[0], asked.seed)
    _pin()
    gc.collect()
    before = resident()
    compiled, matcher = cpu_seconds(lambda: compile_matcher(edition))
    gc.collect()
    result: dict[str, Any] = {
        "entries": len(edition.entries),
        "edition_s": made,
        "compile_s": compiled,
        "edition_mb": before,
        "matcher_mb": resident() - before,
        "peak_mb": peak(),
        "annotate": {},
        "find": {},
    }
    for size in SIZES:
        for name, work in (("annotate", _annotated), ("find", _found)):
            times = cpu_times(partial(work, matcher), articles[size], seconds=asked.seconds)
            result[name][size] = times.as_json()
    if asked.profile:
        _profile(matcher, articles[20])
    if not asked.no_rivals:
        del matcher
        result["phrases"], result["rivals"] = _rivals(edition, articles, asked.seconds)
    return result


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[1000, 10_000, 100_000], metavar="N")
    parser.add_argument("--seconds", type=float, default=4.0, help="of CPU for each measured cell")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-rivals", action="store_true", help="Sidelight alone")
    parser.add_argument("--profile", action="store_true", help="print where the time of 20 kB articles goes")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _world(entries: int, seed: int) -> tuple[dict[int, list[Article]], Edition, float]:
    """Make the articles and the edition; articles are the same whatever the number of entries."""
    drafts = {
        size: [draft(Vocabulary(seed + number), size * 1000) for number in range(ARTICLES[size])] for size in SIZES
    }
    taken = {run for some in drafts.values() for one in some for run in runs(one.text)}
    maker, first = first_entries(Vocabulary(seed), taken)
    pack = pack_of(Vocabulary(seed + 1), first)
    planting = Vocabulary(seed + 2)
    articles = {size: [plant(planting, one, first, pack) for one in drafts[size]] for size in SIZES}
    taken.update(run for some in articles.values() for one in some for run in runs(one.text))
    more = tuple(islice(maker.entries(), max(0, entries - len(first))))
    pack = pack_of(Vocabulary(seed + 1), (*first[:entries], *more))
    made, edition = cpu_seconds(lambda: make_edition([pack]))
    return articles, edition, made


def _annotated(matcher: Matcher, article: Article) -> int:
    """Go from the text to annotations, and count them."""
    read = _read(article)
    when = When(today=TODAY, published=article.published.date if article.published else None)
    return len(annotate(matcher, read, when=when, language="en").items)


def _found(matcher: Matcher, article: Article) -> int:
    """Go from the text to the places of all phrases, as the others do, and count them."""
    return sum(1 for _ in find_mentions(Scan(matcher, _read(article))))


def _read(article: Article) -> Article:
    return article_of_text(article.text, language="en", published=article.published)


def _rivals(edition: Edition, articles: dict[int, list[Article]], seconds: float) -> tuple[int, dict[str, Any]]:
    """Measure Sidelight and the others, in turn, on the phrases that are nothing but words."""
    from tests.bench.rivals import re2_set, spacy_matcher  # heavy, and not needed with --no-rivals

    texts = {size: [article.text for article in articles[size]] for size in SIZES}
    phrases = literals_of(edition)
    literals = literal_edition(edition)
    before = resident()
    compiled, matcher = cpu_seconds(lambda: compile_matcher(literals))
    ours = {size: cpu_times(partial(literals_found, matcher), articles[size], seconds=seconds) for size in SIZES}
    result: dict[str, Any] = {
        "ours": {"compile_s": compiled, "mb": resident() - before, "times": {n: t.as_json() for n, t in ours.items()}}
    }
    for name, make in (("spaCy", spacy_matcher), ("RE2", re2_set)):
        before = resident()
        compiled, search = cpu_seconds(lambda make=make: make(phrases))  # type: ignore[misc]
        if search is None:
            continue
        times = {size: cpu_times(search, texts[size], seconds=seconds).as_json() for size in SIZES}
        result[name] = {"compile_s": compiled, "mb": resident() - before, "times": times}
    return len(phrases), result


def _profile(matcher: Matcher, articles: list[Article]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for article in articles * 5:
        _annotated(matcher, article)
    profile.disable()
    pstats.Stats(profile, stream=sys.stderr).strip_dirs().sort_stats("tottime").print_stats(30)


def _pin() -> None:
    """Stay on one processor where the system lets a process choose, so that caches stay its own."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


if __name__ == "__main__":
    sys.exit(main())
