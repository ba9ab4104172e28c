"""What an entry's newest revision hits on the corpus, beside what the live one hits: batch by batch.

A batch is one page without JavaScript; with htmx the page goes on by itself, and each answer brings the next hits, the
totals so far and where to go on. What was counted travels in the address, so nothing is kept between two batches.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from flask import Blueprint, Response, request, url_for

from sidelight.core.entry import Entry
from sidelight.errors import SidelightError
from sidelight.services.curation.hits.hit import ArticleHits, Hit
from sidelight.services.curation.judging.warn import FEW_ARTICLES
from sidelight.services.curation.values import StoredEntry
from sidelight.web.access import allow
from sidelight.web.console import pages
from sidelight.web.console.corpus.verdicts import Verdict, verdict_of
from sidelight.web.current import wired

#: Articles that one answer goes through.
BATCH: Final = 50
#: How hits stand to the live revision, in the order in which a curator wants to look at them.
GROUPS: Final = ("new", "lost", "changed", "same", "near")
_COUNTED: Final = (*GROUPS, "articles", "annotated")
_MOST_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted so far, by name."""

    counts: tuple[int, ...] = (0,) * len(_COUNTED)

    @classmethod
    def read(cls, text: str | None) -> "Tally":
        """Read a tally from an address; anything else counts as none.

        Example:
            >>> Tally.read("1.2.0.0.0.50.3")["lost"], Tally.read("x")["lost"]
            (2, 0)
        """
        parts = (text or "").split(".")
        sound = len(parts) == len(_COUNTED) and all(p.isdecimal() and len(p) <= _MOST_DIGITS for p in parts)
        return cls(tuple(map(int, parts))) if sound else cls()

    def __str__(self) -> str:
        return ".".join(map(str, self.counts))

    def __getitem__(self, name: str) -> int:
        return self.counts[_COUNTED.index(name)]

    @property
    def density(self) -> float:
        """Annotations of the newest revision per article, so far."""
        return self["annotated"] / self["articles"] if self["articles"] else 0.0

    def plus(self, batch: Iterable[ArticleHits]) -> "Tally":
        """Count a batch too."""
        more = dict.fromkeys(_COUNTED, 0)
        for found in batch:
            for hit in found.hits:
                more[hit.change] += 1
            more["annotated"] += found.shown
            more["near"] += len(found.near)
            more["articles"] += 1
        return Tally(tuple(count + more[name] for name, count in zip(_COUNTED, self.counts, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One answer: what was found, the totals so far, and where to go on."""

    found: tuple[ArticleHits, ...]
    tally: Tally
    following: str | None
    done: int
    total: int

    @property
    def few(self) -> bool:
        """Whether the corpus is too small to tell how often an entry will be shown."""
        return self.total < FEW_ARTICLES

    def of(self, group: str) -> list[tuple[ArticleHits, Any]]:
        """Give the hits of a group, each with its article."""
        if group == "near":
            return [(found, near) for found in self.found for near in found.near]
        return [(found, hit) for found in self.found for hit in found.hits if hit.change == group]

    @property
    def articles(self) -> list[tuple[ArticleHits, dict[str, int]]]:
        """Give the articles with anything in them, each with its totals."""
        counted = ((found, Tally().plus([found])) for found in self.found)
        return [(found, {name: tally[name] for name in GROUPS if tally[name]}) for found, tally in counted
                if found.hits or found.near]  # fmt: skip


def register(console: Blueprint) -> None:
    """Add the page, and how hits are shown."""
    console.add_url_rule("/entries/<entry_id>/hits", "hits", shown)
    console.add_app_template_filter(in_sentence)


@allow("curator")
def shown(entry_id: str) -> Response:
    """Show the next batch of hits: a whole page, or for htmx the pieces that it adds to one."""
    stored = wired().curating.entries.entry(entry_id)
    revision = _number("revision") or stored.head.number
    draft = _draft(stored, revision)
    group = pages.asked("show")
    values: dict[str, Any] = {
        "stored": stored,
        "revision": revision,
        "draft": draft,
        "groups": [group] if group in GROUPS else list(GROUPS),
        "show": group,
        "example": _number("example"),
        "verdict": _verdict(stored),
    }
    try:
        batch = _batch(draft, revision)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return pages.show("hits/broken.html", status=pages.WRONG, told=pages.told(error), **values)
    template = "hits/batch.html" if "HX-Request" in request.headers else "hits/page.html"
    return pages.show(template, batch=batch, **values)


def _verdict(stored: StoredEntry) -> Verdict | None:
    """Try the example that was just added, if it still is the last one."""
    if not stored.head.entry.examples or _number("example") != stored.head.number:
        return None
    return verdict_of(stored, stored.head.entry.examples[-1], _number("article"))


def _draft(stored: StoredEntry, revision: int) -> Entry:
    if revision == stored.head.number:
        return replace(stored.head.entry, pack=stored.pack)
    return replace(wired().curating.entries.revision(stored.id, revision).entry, pack=stored.pack)


def _batch(draft: Entry, revision: int) -> Batch:
    found = tuple(wired().curating.corpus.hits(draft, after=_number("after"), limit=BATCH))
    tally = Tally.read(pages.asked("tally")).plus(found)
    total = found[-1].total if found else tally["articles"]
    goes_on = len(found) == BATCH and tally["articles"] < total
    kept = {
        "revision": revision,
        "show": pages.asked("show"),
        "tally": str(tally),
        "after": found[-1].article.id if found else 0,
    }
    following = url_for("console.hits", entry_id=draft.id, **cast("dict[str, Any]", kept)) if goes_on else None
    return Batch(
        found=found, tally=tally, following=following, done=tally["articles"], total=max(total, tally["articles"])
    )


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def in_sentence(hit: Hit) -> tuple[str, str, str]:
    """Cut the sentence of a hit into what stands before, the words that were hit, and what stands behind."""
    whole = f"{hit.prefix[-8:]}{hit.exact}"
    at = hit.sentence.find(whole)
    start = at + len(whole) - len(hit.exact) if at >= 0 else hit.sentence.find(hit.exact)
    if start < 0:
        return hit.prefix, hit.exact, hit.suffix
    return hit.sentence[:start], hit.exact, hit.sentence[start + len(hit.exact) :]
