"""When a page came out and when it was changed, each with its evidence.

The order is by how far the sources can be trusted: JSON-LD, `<meta>`, `<time>`, the address, and last the guess of
htmldate. A moment counts as the local day that is written in it: "2024-03-26T00:30:00+03:00" is 26 March.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import htmldate
import lxml.html

from sidelight.adapters.extract.declared.head import Head
from sidelight.adapters.extract.declared.jsonld import text_of
from sidelight.adapters.extract.declared.names import MODIFIED_METAS, PUBLISHED_METAS
from sidelight.core.article import Dated
from sidelight.core.dates import PartialDate

#: Years outside are slips of a content system ("0001-01-01", "1970-01-01T00:00:00Z" is refused as well).
YEARS = range(1850, 2200)
#: A page longer than this gets no guess.
MAX_GUESSED_CHARACTERS = 2_000_000
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_SLASHED = re.compile(r"\s*(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?!\d{1,5}(?!\d))")
_DOTTED = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-](\d{1,2}|[a-z]{3})[/_-](\d{1,2})(?!\d)", re.IGNORECASE)
_URL_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})([01]\d)([0-3]\d)(?!\d)")


def published_date(head: Head, html: str, url: str | None) -> Dated | None:
    """Find the publication date.

    Example:
        >>> from sidelight.adapters.extract.declared.head import read_head
        >>> published_date(read_head("", None), "", "https://news.example/2024/03/26/attack").evidence
        'url'
    """
    node = head.node
    sources = (
        ("json-ld", (text_of(node.get(key)) for key in ("datePublished", "dateCreated"))),
        ("meta", (head.metas.get(name) for name in PUBLISHED_METAS)),
        ("time", _times(head, "datePublished")),
        ("url", _url_days(url or head.canonical_url)),
        ("htmldate", _guesses(html, url)),
    )
    return _first(sources)


def modified_date(head: Head, published: Dated | None) -> Dated | None:
    """Find the date of the last change; one before publication is no date of a change.

    Example:
        >>> from sidelight.adapters.extract.declared.head import Head
        >>> str(modified_date(Head(metas={"article:modified_time": "2024-03-27T08:00:00Z"}), None).date)
        '2024-03-27'
    """
    sources = (
        ("json-ld", iter([text_of(head.node.get("dateModified"))])),
        ("meta", (head.metas.get(name) for name in MODIFIED_METAS)),
        ("time", (when for when, itemprop in head.times if itemprop == "dateModified")),
    )
    modified = _first(sources)
    if modified is None or (published is not None and modified.date.last < published.date.first):
        return None
    return modified


def read_day(text: str | None) -> PartialDate | None:
    """Read the day out of a date as sites write them; the time of day and its zone are not looked at.

    Example:
        >>> str(read_day("2024-03-26T00:30:00+03:00")), str(read_day("Tue, 26 Mar 2024 09:00:00 GMT"))
        ('2024-03-26', '2024-03-26')
    """
    if not text or text.startswith("1970-01-01"):
        return None
    numbers = _ISO.match(text) or _SLASHED.match(text) or _COMPACT.match(text)
    if numbers is not None:
        return _day(*numbers.groups())
    dotted = _DOTTED.match(text)
    if dotted is not None:
        return _day(dotted[3], dotted[2], dotted[1])
    named = _DAY_MONTH.search(text)
    if named is not None:
        return _day(named[3], _month(named[2]), named[1])
    named = _MONTH_DAY.search(text)
    return _day(named[3], _month(named[1]), named[2]) if named is not None else None


def _first(sources: Iterable[tuple[str, Iterator[str | None]]]) -> Dated | None:
    for evidence, texts in sources:
        for text in texts:
            day = read_day(text)
            if day is not None:
                return Dated(day, evidence)
    return None


def _day(year: str, month: str | None, day: str | None) -> PartialDate | None:
    if month is None or int(year) not in YEARS:
        return None
    try:
        if day is None:
            return PartialDate.parse(f"{year}-{int(month):02}")
        return PartialDate.on(date(int(year), int(month), int(day)))
    except ValueError:  # no such day
        return None


def _month(name: str) -> str | None:
    start = name[:3].lower()
    return str(_MONTHS.index(start) + 1) if start in _MONTHS else None


def _times(head: Head, itemprop: str) -> Iterator[str]:
    yield from (when for when, named in head.times if itemprop in named.split())
    yield from (when for when, named in head.times if not named)


def _url_days(url: str | None) -> Iterator[str]:
    for year, month, day in _URL_DAY.findall(url or ""):
        number = month if month.isdigit() else _month(month)
        if number is not None:
            yield f"{year}-{int(number):02}-{int(day):02}"
    yield from (f"{year}-{month}-{day}" for year, month, day in _URL_COMPACT.findall(url or ""))


def _guesses(html: str, url: str | None) -> Iterator[str | None]:
    """Ask htmldate; a guess of the first of a month is a bare month or year more often than a day.

    It is given a tree, never the text: a text that begins like an address it would download.
    """
    if len(html) > MAX_GUESSED_CHARACTERS or "<" not in html:
        return
    parser = lxml.html.HTMLParser(encoding="utf-8", collect_ids=False)
    page = lxml.html.document_fromstring(html.encode("utf-8"), parser=parser, ensure_head_body=True)
    guess = htmldate.find_date(page, original_date=True, url=url, extensive_search=True)
    if guess is not None and not guess.endswith("-01"):
        yield guess
