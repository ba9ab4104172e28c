"""What a reviewer should know before publishing, and may decide otherwise."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, Protocol
from urllib.parse import urlsplit

from sidelight.core.entry import Entry
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.overlap import Told, overlaps, told_by_all
from sidelight.services.curation.judging.proposal import Proposal
from sidelight.services.curation.judging.remedies import NAMED
from sidelight.services.curation.warnings.links import CheckLink, reasons_of
from sidelight.services.curation.warnings.records import of_records

#: Annotations of one entry per saved article above which a warning is given, unless the settings say otherwise.
DENSITY: Final = 0.5
#: Sources of one publication whose addresses are tried.
LINKS_TRIED: Final = 20
#: Articles without which a density says little.
FEW_ARTICLES: Final = 10
#: With more drafts than this at once, the corpus is not read for each of them.
DENSITY_DRAFTS: Final = 20
#: Longest wait for all of them together, in seconds; of those that were not tried by then nothing is told.
LINKS_SECONDS: Final = 30.0


_MEND: Final = "Mend it and publish that, or retire it; until then readers do not meet it."
_GO_BACK: Final = (
    "It cannot be opened here: retire it, or go back to the version of Sidelight before this one, mend it there, and "
    "upgrade again; until then readers do not meet it."
)


class Density(Protocol):
    """Counts how often an entry would be shown on the corpus: `Corpus.density`."""

    def density(self, draft: Entry) -> tuple[float, int]:
        """Give the annotations per article, and how many articles were read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What warnings are made from.

    Attributes:
        corpus: The saved articles.
        density: The most annotations per article.
        check_link: How links are tried, if they are.
        link_seconds: How long all of them may take together.
        left_out: Entries of the edition in use that this version cannot use, each with the reason.
        unread: Ids of those of them that it cannot even read, so that they can be retired here, and not mended.
    """

    corpus: Density
    density: float
    check_link: CheckLink | None
    link_seconds: float = LINKS_SECONDS
    left_out: Mapping[str, str] = field(default_factory=dict)
    unread: Collection[str] = ()


def warnings_of(proposal: Proposal, advice: Advice, *, today: date) -> tuple[Objection, ...]:
    """List the warnings about all drafts; links are tried if it is told how."""
    drafts = tuple(proposal.wanted.drafts.values())
    found = list(
        _of_matches(proposal, [entry for entry in drafts if entry.id not in proposal.uncompiled], advice, today)
    )
    found += [warning for entry in drafts for warning in of_content(entry, today)]
    if advice.check_link is not None:
        found += _dead(drafts, advice.check_link, advice.link_seconds)
    found += _with_packs(proposal)
    found += _left_out(proposal, advice)
    return tuple(found)


def of_content(entry: Entry, today: date) -> Iterator[Objection]:
    """Warn of what stands in an entry; neither other entries nor the corpus are looked at."""
    yield from _stale(entry, today)
    yield from _plain(entry)
    yield from of_records(entry, today)


def _of_matches(proposal: Proposal, drafts: Sequence[Entry], advice: Advice, today: date) -> Iterator[Objection]:
    all_told: Told = told_by_all(proposal.whole) if drafts else {}
    if len(drafts) > DENSITY_DRAFTS:
        yield Objection(
            code="dense",
            entry=drafts[0].id,
            message=f"The corpus was not read for these {len(drafts):,} entries, so nothing tells how often they would "
            f"be shown; it is read for at most {DENSITY_DRAFTS} at once",
            remedy="Look at the hits of those that may match often, each on its own page.",
        )
    for entry in drafts:
        yield from overlaps(proposal.whole, entry, all_told, today=today)
        if len(drafts) <= DENSITY_DRAFTS:
            yield from _dense(entry, advice)


def _dense(entry: Entry, advice: Advice) -> Iterator[Objection]:
    density, articles = advice.corpus.density(entry)
    if density > advice.density and articles < FEW_ARTICLES:
        there = "1 article is" if articles == 1 else f"{articles} articles are"
        yield Objection(
            code="dense",
            entry=entry.id,
            message=f"{entry.id!r} would be shown {density:.2f} times per article, but only {there} in the corpus, "
            "too few to tell how often it will be shown",
            remedy="Save articles on other matters to the corpus as well, then look at the hits again.",
        )
    elif density > advice.density:
        yield Objection(
            code="dense",
            entry=entry.id,
            message=f"{entry.id!r} would be shown {density:.2f} times per article on {articles} saved articles; "
            f"more than {advice.density:g} is seldom meant",
            remedy="Look at the hits on the corpus; make the phrases narrower, or ask for more cues.",
        )


def _stale(entry: Entry, today: date) -> Iterator[Objection]:
    if entry.review_by is not None and entry.review_by < today:
        yield Objection(
            code="review-past",
            entry=entry.id,
            place="review_by",
            message=f"{entry.id!r} was to be reviewed by {entry.review_by}",
            remedy="Check whether it is still right, then set a later day.",
        )


def _plain(entry: Entry) -> Iterator[Objection]:
    for number, source in enumerate(entry.sources):
        if urlsplit(source.url).scheme == "http":
            yield Objection(
                code="source-plain-http",
                entry=entry.id,
                place=f"sources[{number}].url",
                message=f"The source {source.id!r} is reached by plain http: {source.url}",
                remedy="Write https:// if the site answers there; else keep an archived copy beside it.",
            )


def _with_packs(proposal: Proposal) -> Iterator[Objection]:
    """Tell of packs that readers never met, whose own part goes live with the first of their entries."""
    met = {pack.id for pack in proposal.live.edition.packs}
    for pack in proposal.wanted.packs:
        first = next((entry.id for entry in proposal.wanted.drafts.values() if entry.pack == pack.id), None)
        if first is not None and pack.id not in met:
            sets = f"the cue sets {_listed(pack.cues)}" if pack.cues else "no cue sets"
            kept = f", kept by {_listed(pack.maintainers)}" if pack.maintainers else ""
            contact = f", contact {pack.contact}" if pack.contact else ""
            yield Objection(
                code="pack-goes-live",
                entry=first,
                message=f"The pack {pack.id!r} was never published, and goes live with this: title “{pack.title}”, "
                f"licence {pack.licence}{kept}{contact}, {sets}",
                remedy="Look at them too: they become public, and the licence is that of all entries of the pack.",
            )


def _listed(names: Iterable[str]) -> str:
    """Name the first few."""
    all_names = [repr(name) for name in names]
    more = len(all_names) - NAMED
    return ", ".join(all_names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _left_out(proposal: Proposal, advice: Advice) -> Iterator[Objection]:
    """Tell everybody who publishes of entries that readers do not meet although they are published."""
    for entry_id, reason in advice.left_out.items():
        if entry_id not in proposal.wanted.changed:
            yield Objection(
                code="left-out",
                entry=entry_id,
                message=f"{entry_id!r} is left out of edition {proposal.live.edition.number}, which is in use, since "
                f"this version of Sidelight cannot use it: {reason}",
                remedy=_GO_BACK if entry_id in advice.unread else _MEND,
            )


def _dead(drafts: Iterable[Entry], check_link: CheckLink, seconds: float) -> Iterator[Objection]:
    asked = ((entry, number) for entry in drafts for number in range(len(entry.sources)))
    places = tuple(islice(asked, LINKS_TRIED))
    reasons = reasons_of(dict.fromkeys(entry.sources[number].url for entry, number in places), check_link, seconds)
    for entry, number in places:
        source = entry.sources[number]
        if reason := reasons.get(source.url):
            yield Objection(
                code="source-dead",
                entry=entry.id,
                place=f"sources[{number}].url",
                message=f"The source {source.id!r} cannot be read at {source.url}: {reason}",
                remedy="Open it in a browser; if it is gone, add the address of an archived copy, or another source.",
            )
