"""The labelled pages that extraction is measured on, read from a folder that is no part of the project."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page as it came and what people wrote down about it; what nobody wrote down is `None` or empty.

    Attributes:
        text: The article's text.
        inside: Words that belong to the article's text.
        outside: Words that do not.
    """

    body: bytes
    url: str
    text: str | None = None
    title: str | None = None
    date: str | None = None
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def whole_texts(folder: Path) -> list[Labelled]:
    """Read the 90 pages with their whole text, sorted by name."""
    entries: dict[str, dict[str, str]] = _entries(folder / "article-zyte" / "ground-truth.json")
    pages = folder / "article-zyte" / "html"
    return [
        Labelled(_page(pages / f"{name}.html.gz"), entry["url"], text=entry["articleBody"])
        for name, entry in sorted(entries.items())
    ]


def segments(folder: Path) -> list[Labelled]:
    """Read the pages of which a few words inside and outside the article are known."""
    return list(_listed(folder / "article-segments-trafilatura"))


def dates(folder: Path) -> list[Labelled]:
    """Read the pages with the day of their publication."""
    return list(_listed(folder / "publication-date-htmldate"))


def titles(folder: Path) -> list[Labelled]:
    """Read Readability's pages, all as if they came from one address, as in its own tests."""
    found = []
    for path in sorted((folder / "article-mozilla-readability").glob("*/expected-metadata.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        body = _page(path.with_name("source.html.gz"))
        found.append(Labelled(body, "http://fakehost/test/page.html", title=known.get("title")))
    return [page for page in found if page.title]


def _listed(folder: Path) -> Iterator[Labelled]:
    for url, entry in sorted(_entries(folder / "entries.json").items()):
        yield Labelled(
            _page(folder / "html" / entry["html"]),
            url,
            title=entry.get("title") or None,
            date=entry.get("date") or None,
            inside=tuple(entry.get("with", ())),
            outside=tuple(entry.get("without", ())),
        )


def _entries(path: Path) -> dict[str, Any]:
    entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def _page(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())
