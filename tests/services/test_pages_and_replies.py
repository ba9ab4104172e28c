"""What is kept of pages and replies, and what never is."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import TODAY, background, day, pack

from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.extract.page import extract
from sidelight.adapters.fetch.urls import clean_url
from sidelight.core.annotation import AnnotationPage
from sidelight.core.article import Article, Dated, article_of_passages
from sidelight.core.edition import make_edition
from sidelight.services.annotator import Annotator
from sidelight.services.article_codec import dump_article, load_article
from sidelight.services.asked import Asked
from sidelight.services.editions import Editions
from sidelight.services.pages import MOST_SECONDS, Keep, Pages
from sidelight.services.ports import Page
from sidelight.services.replies import Replies

HTML = (
    "<html lang=en><link rel=canonical href='https://news.example/secret-canonical'><title>T</title>"
    "<body><article><h1>T</h1><p>The Ministry of Ports spoke at length today.</p></article></body></html>"
)


@dataclass
class MemoryCache:
    kept: dict[str, bytes] = field(default_factory=dict)
    seconds: list[int] = field(default_factory=list)

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def set(self, key: str, value: bytes, *, seconds: int) -> None:
        self.kept[key] = value
        self.seconds.append(seconds)


@dataclass
class StaticFetcher:
    fetched: int = 0

    def fetch(self, url: str) -> Page:
        self.fetched += 1
        return Page(body=HTML, url=url)


@dataclass
class House:
    cache: MemoryCache
    fetcher: StaticFetcher
    replies: Replies
    rendered: list[AnnotationPage]


@pytest.fixture
def house() -> House:
    cache, fetcher, rendered = MemoryCache(), StaticFetcher(), []
    keep = Keep(cache=cache, turns=ThreadTurns(), secret=b"key", seconds=9999)
    pages = Pages(fetcher=fetcher, extract=extract, clean=clean_url, keep=keep)
    editions = Editions(make_edition([pack(background())]))
    annotator = Annotator(editions=editions, pages=pages, extract=extract, today=lambda: TODAY)

    def render(page: AnnotationPage, _include_text: bool) -> bytes:
        rendered.append(page)
        return f"{len(page.items)} found on {page.article.url}".encode()

    return House(cache, fetcher, Replies(annotator=annotator, cache=cache, render=render, seconds=60), rendered)


URL = "https://news.example/secret-path?q=1"


def test_a_page_is_fetched_once_and_kept_for_an_hour_at_most(house: House) -> None:
    for _ in range(3):
        house.replies.answer(Asked(url=URL))

    assert house.fetcher.fetched == 1
    assert max(house.cache.seconds) == MOST_SECONDS


def test_what_is_kept_of_a_page_names_no_address(house: House) -> None:
    house.replies.answer(Asked(url=URL))

    kept = b"".join(key.encode() + value for key, value in house.cache.kept.items())
    assert b"Ministry of Ports" in kept
    assert b"news.example" not in kept
    assert b"secret" not in kept


def test_a_fragment_is_the_same_page(house: House) -> None:
    house.replies.answer(Asked(url=URL))
    house.replies.answer(Asked(url=f"{URL}#part"))

    assert house.fetcher.fetched == 1


def test_nothing_that_a_caller_sends_is_kept(house: House) -> None:
    house.replies.answer(Asked(text="The Ministry of Ports spoke."), keep=True)
    house.replies.answer(Asked(html=HTML, url=URL), keep=True)

    assert house.cache.kept == {}


def test_a_known_tag_is_answered_before_any_matching(house: House) -> None:
    first = house.replies.answer(Asked(url=URL))
    again = house.replies.answer(Asked(url=URL), known_tags=frozenset({first.etag}))

    assert again.body is None
    assert len(house.rendered) == 1


def test_a_kept_reply_is_given_again_byte_for_byte(house: House) -> None:
    first = house.replies.answer(Asked(url=URL), keep=True)
    again = house.replies.answer(Asked(url=URL), keep=True)

    assert (again.etag, again.body) == (first.etag, first.body)
    assert len(house.rendered) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"lang": "ru"},
        {"published": day("2020")},
        {"kinds": frozenset({"figure"})},
        {"as_of": TODAY},
        {"title": "Other"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_tag_changes_with_whatever_the_reply_depends_on(house: House, other: dict[str, object]) -> None:
    plain = house.replies.answer(Asked(url=URL))
    changed = house.replies.answer(Asked(url=URL, **other))  # type: ignore[arg-type]

    assert plain.etag != changed.etag


BLOCKS = st.lists(
    st.tuples(st.sampled_from(["headline", "body", "notice"]), st.text(min_size=1)), min_size=1, max_size=4
)


@given(BLOCKS, st.none() | st.text())
def test_an_article_survives_the_cache(blocks: list[tuple[str, str]], title: str | None) -> None:
    article = article_of_passages(
        tuple(blocks),  # type: ignore[arg-type]
        title=title,
        published=Dated(day("2024-03"), "meta"),
        partial=("paywalled",),
    )

    assert load_article(dump_article(article)) == article


@given(st.binary(max_size=200))
def test_foreign_bytes_are_a_miss(kept: bytes) -> None:
    assert load_article(kept) is None or isinstance(load_article(kept), Article)
