"""How extraction is scored: runs of four words against whole texts, known words inside and outside, titles, days."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from tests.bench.extraction_pages import Labelled

_WORD = re.compile(r"\w+")
#: Texts are compared by runs of so many words.
RUN = 4


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of words in a text; one of fewer words is a single run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))) if words else Counter()


def of_whole_texts(pages: Sequence[Labelled], texts: Sequence[str]) -> tuple[float, float, float]:
    """Precision and recall, each averaged over the pages where it is defined, and F1 of the two averages."""
    precisions, recalls = [], []
    for page, text in zip(pages, texts, strict=True):
        wanted, found = runs(page.text or ""), runs(text)
        shared = sum((wanted & found).values())
        if found or not wanted:
            precisions.append(shared / found.total() if found else 1.0)
        if wanted or not found:
            recalls.append(shared / wanted.total() if wanted else 1.0)
    return _with_f1(sum(precisions) / len(precisions), sum(recalls) / len(recalls))


def of_segments(pages: Sequence[Labelled], texts: Sequence[str]) -> tuple[float, float, float]:
    """Precision and recall over all known words of all pages, and F1."""
    right = wrong = missed = 0
    for page, text in zip(pages, texts, strict=True):
        right += sum(words in text for words in page.inside)
        missed += sum(words not in text for words in page.inside)
        wrong += sum(words in text for words in page.outside)
    return _with_f1(right / max(1, right + wrong), right / max(1, right + missed))


def equal_titles(pages: Sequence[Labelled], titles: Sequence[str | None]) -> int:
    """Count the titles that are the wanted ones but for case, white space and compatible characters."""
    return sum(_plain(page.title) == _plain(title) for page, title in zip(pages, titles, strict=True))


def days(pages: Sequence[Labelled], found: Iterable[str | None]) -> tuple[int, int, int]:
    """Count the days that are right, wrong and none."""
    verdicts = Counter(
        "none" if day is None else "right" if day == page.date else "wrong"
        for page, day in zip(pages, found, strict=True)
    )
    return verdicts["right"], verdicts["wrong"], verdicts["none"]


def _with_f1(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _plain(title: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", title or "").lower().split())
