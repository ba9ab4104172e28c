"""What a reviewer should know before publishing, and may decide otherwise."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, Protocol
from urllib.parse import urlsplit

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry
from sidelight.core.kinds.payloads import Comparison, Figure, Payload, Record
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.overlap import overlaps
from sidelight.services.curation.judging.places import in_words
from sidelight.services.curation.judging.proposal import Proposal

#: Annotations of one entry per saved article above which a warning is given, unless the settings say otherwise.
DENSITY: Final = 0.5
#: Sources of one publication whose addresses are tried.
LINKS_TRIED: Final = 20
#: Articles without which a density says little.
FEW_ARTICLES: Final = 10
#: Addresses that are tried at the same time.
LINKS_AT_ONCE: Final = 8
#: Longest wait for all of them together, in seconds; of those that were not tried by then nothing is told.
LINKS_SECONDS: Final = 30.0
#: Gives, for an address, why it cannot be read, or `None` if it can.
CheckLink = Callable[[str], str | None]


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
    """

    corpus: Density
    density: float
    check_link: CheckLink | None
    link_seconds: float = LINKS_SECONDS
    left_out: Mapping[str, str] = field(default_factory=dict)


def warnings_of(proposal: Proposal, advice: Advice, *, today: date) -> tuple[Objection, ...]:
    """List the warnings about all drafts; links are tried if it is told how."""
    drafts = tuple(proposal.wanted.drafts.values())
    sound = (entry for entry in drafts if entry.id not in proposal.uncompiled)
    found = [warning for entry in sound for warning in _of_matches(proposal, entry, advice, today)]
    found += [warning for entry in drafts for warning in of_content(entry, today)]
    if advice.check_link is not None:
        found += _dead(drafts, advice.check_link, advice.link_seconds)
    found += _left_out(proposal, advice.left_out)
    return tuple(found)


def of_content(entry: Entry, today: date) -> Iterator[Objection]:
    """Warn of what stands in an entry; neither other entries nor the corpus are looked at."""
    yield from _stale(entry, today)
    yield from _plain(entry)
    yield from of_records(entry, today)


def _of_matches(proposal: Proposal, entry: Entry, advice: Advice, today: date) -> Iterator[Objection]:
    yield from overlaps(proposal.whole, entry, today=today)
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


def of_records(entry: Entry, today: date) -> Iterator[Objection]:
    """Warn of dates of an entry's records that are probably mistyped."""
    for place, records in _series(entry.payload):
        for number, record in enumerate(records):
            at = f"{place}[{number}]"
            yield from _in_future(entry, at, record, today)
            yield from _sources_before(entry, at, record)
        yield from _of_one_day(entry, place, records)


def _series(payload: Payload) -> Iterator[tuple[str, tuple[Record, ...]]]:
    if isinstance(payload, Figure):
        yield "figure.records", payload.records
    elif isinstance(payload, Comparison):
        for number, event in enumerate(payload.events):
            yield f"comparison.events[{number}].records", event.records


def _in_future(entry: Entry, at: str, record: Record, today: date) -> Iterator[Objection]:
    dates = {"as_of": record.as_of, "published": record.published}
    key = next((key for key, day in dates.items() if day.first > today), None)
    if key is not None:
        yield Objection(
            code="record-in-future",
            entry=entry.id,
            place=f"{at}.{key}",
            message=f"{_named(at)} is dated {dates[key]}, and that day is still to come",
            remedy="Check the year; a record says what was known on a day, so it is dated today at the latest.",
        )


def _of_one_day(entry: Entry, place: str, records: tuple[Record, ...]) -> Iterator[Objection]:
    """Warn of days with several main counts, unless they became known on different days, as a correction does."""
    days: dict[tuple[PartialDate, PartialDate], list[int]] = {}
    for number, record in enumerate(records):
        if record.standing == "main" and record.as_of.first == record.as_of.last:
            days.setdefault((record.as_of, record.published), []).append(number)
    for (day, _), numbers in days.items():
        values = list(dict.fromkeys(f"{records[number].value:g}" for number in numbers))
        if len(values) > 1:
            at = f"{place}[{numbers[-1]}]"
            yield Objection(
                code="records-of-one-day",
                entry=entry.id,
                place=f"{at}.as_of",
                message=f"{_named(at)} is not the only main record of {day}: the main records of that day say "
                f"{', '.join(values[:-1])} and {values[-1]}",
                remedy="If the count changed within that day, leave them in that order; else correct the date or the "
                "value, or mark as also reported what is not the count itself.",
            )


def _sources_before(entry: Entry, at: str, record: Record) -> Iterator[Objection]:
    published = [source.published for source in entry.sources if source.id in record.sources]
    days = [day for day in published if day is not None and day.last < record.as_of.first]
    if days and len(days) == len(published):
        yield Objection(
            code="source-before-record",
            entry=entry.id,
            place=f"{at}.sources",
            message=f"{_named(at)} speaks of {record.as_of}, and its newest source was published on {max(days)}, "
            "before that day: it cannot hold this value",
            remedy="Correct the record's date or the source's, or name the source that says so.",
        )


def _named(at: str) -> str:
    words = in_words(at)
    return words[:1].upper() + words[1:]


def _left_out(proposal: Proposal, left_out: Mapping[str, str]) -> Iterator[Objection]:
    """Tell everybody who publishes of entries that readers do not meet although they are published."""
    for entry_id, reason in left_out.items():
        if entry_id not in proposal.wanted.changed:
            yield Objection(
                code="left-out",
                entry=entry_id,
                message=f"{entry_id!r} is left out of edition {proposal.live.edition.number}, which is in use, since "
                f"this version of Sidelight cannot use it: {reason}",
                remedy="Mend it and publish that, or retire it; until then readers do not meet it.",
            )


def _dead(drafts: Iterable[Entry], check_link: CheckLink, seconds: float) -> Iterator[Objection]:
    asked = ((entry, number) for entry in drafts for number in range(len(entry.sources)))
    places = tuple(islice(asked, LINKS_TRIED))
    reasons = _reasons(dict.fromkeys(entry.sources[number].url for entry, number in places), check_link, seconds)
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


def _reasons(urls: Iterable[str], check_link: CheckLink, seconds: float) -> dict[str, str]:
    """Try addresses side by side, and tell why some cannot be read; one that still hangs in the end is one of them."""
    pool = ThreadPoolExecutor(LINKS_AT_ONCE, thread_name_prefix="links")
    try:
        tried: dict[Future[str | None], str] = {pool.submit(check_link, url): url for url in urls}
        done, late = wait(tried, timeout=seconds)
        found = {tried[one]: one.result() for one in done}
        found |= {tried[one]: f"no answer came within {seconds:g} seconds" for one in late if one.running()}
        return {url: reason for url, reason in found.items() if reason is not None}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # each ends by a deadline of its own
