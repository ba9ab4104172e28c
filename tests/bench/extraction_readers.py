"""The libraries that extraction is measured beside, each as it is meant to be used, and Sidelight itself.

The others are given text already decoded, and are asked for the article's text alone where times are taken; Sidelight
is given bytes and reads title, language, address and dates as well.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import htmldate
import lxml.html
from tests.bench.extraction_pages import Labelled

from sidelight.adapters.extract.charset import decode
from sidelight.adapters.extract.page import extract
from sidelight.adapters.extract.scoring import ARTICLE_ROLES
from sidelight.core.article import Article
from sidelight.errors import NoArticleError
from sidelight.services.ports import Page

#: Elements that end a line where a library gives markup and not text.
_LINES = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre", "blockquote", "figcaption")


@dataclass(frozen=True, slots=True)
class Reader:
    """What a library can do; `None` where it cannot.

    Attributes:
        text: From a page to the article's text.
        title: From a page to its title.
        day: From a page to the day it came out, as YYYY-MM-DD.
    """

    name: str
    text: Callable[[Labelled], str] | None = None
    title: Callable[[Labelled], str | None] | None = None
    day: Callable[[Labelled], str | None] | None = None


def readers() -> Iterator[Reader]:
    """Give Sidelight, then each library that is installed."""
    yield Reader("Sidelight", _our_text, _our_title, _our_day)
    for make in (_trafilatura, _readability, _newspaper, _resiliparse):
        with suppress(ImportError):
            yield from make()
    yield Reader("htmldate", day=lambda page: _htmldate(page, extensive=True))
    yield Reader("htmldate, fast", day=lambda page: _htmldate(page, extensive=False))


def decoded(page: Labelled) -> str:
    """Read the page's bytes as text, as Sidelight does."""
    return decode(Page(body=page.body))


def _article(page: Labelled) -> Article | None:
    try:
        return extract(Page(body=page.body, url=page.url))
    except NoArticleError:
        return None


def _our_text(page: Labelled) -> str:
    article = _article(page)
    return "\n".join(one.text for one in article.passages if one.role in ARTICLE_ROLES) if article else ""


def _our_title(page: Labelled) -> str | None:
    article = _article(page)
    return article.title if article else None


def _our_day(page: Labelled) -> str | None:
    article = _article(page)
    return str(article.published.date) if article and article.published else None


def _htmldate(page: Labelled, *, extensive: bool) -> str | None:
    return htmldate.find_date(decoded(page), original_date=True, extensive_search=extensive, url=page.url)


def _trafilatura() -> Iterator[Reader]:
    import trafilatura  # this and the others below are heavy, and each is optional

    def text(page: Labelled, *, fast: bool) -> str:
        return trafilatura.extract(decoded(page), include_comments=False, fast=fast) or ""

    def title(page: Labelled) -> str | None:
        found = trafilatura.extract_metadata(decoded(page), default_url=page.url)
        return found.title if found else None

    yield Reader("trafilatura", lambda page: text(page, fast=False), title)
    yield Reader("trafilatura, fast", lambda page: text(page, fast=True))


def _readability() -> Iterator[Reader]:
    from readability import Document

    def text(page: Labelled) -> str:
        with _empty_if_unreadable():
            return _lines(Document(decoded(page)).summary())
        return ""

    def title(page: Labelled) -> str | None:
        with _empty_if_unreadable():
            return str(Document(decoded(page)).short_title())
        return None

    yield Reader("readability-lxml", text, title)


def _newspaper() -> Iterator[Reader]:
    import newspaper

    def article(page: Labelled) -> "newspaper.Article":
        made = newspaper.Article(page.url, fetch_images=False)
        made.download(input_html=decoded(page))
        made.parse()
        return made

    def text(page: Labelled) -> str:
        with _empty_if_unreadable():
            return str(article(page).text)
        return ""

    def title(page: Labelled) -> str | None:
        with _empty_if_unreadable():
            return str(article(page).title)
        return None

    def day(page: Labelled) -> str | None:
        with _empty_if_unreadable():
            when = article(page).publish_date
            return str(when)[:10] if when else None
        return None

    yield Reader("newspaper4k", text, title, day)


def _resiliparse() -> Iterator[Reader]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    yield Reader(
        "resiliparse",
        lambda page: extract_plain_text(decoded(page), main_content=True),
        lambda page: HTMLTree.parse(decoded(page)).title,
    )


@contextmanager
def _empty_if_unreadable() -> Iterator[None]:
    """Count a page on which a library fails as one on which it finds nothing."""
    with suppress(Exception):
        yield


def _lines(markup: str) -> str:
    tree = lxml.html.fromstring(markup)
    for element in tree.iter(*_LINES):
        element.tail = "\n" + (element.tail or "")
    return str(tree.text_content())
