import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.adapters.extract.nesting import MAX_NESTING
from sidelight.adapters.extract.page import MAX_CHARACTERS, extract
from sidelight.core.article import Article, article_of_passages
from sidelight.errors import NoArticleError
from sidelight.services.ports import Page

HERE = Path(__file__).parent
CASES = json.loads((HERE / "passages.json").read_text(encoding="utf-8"))
FERRY = json.loads((HERE / "pages" / "ferry.json").read_text(encoding="utf-8"))
TAGS = st.sampled_from(
    ["p", "div", "b", "h1", "h2", "ul", "li", "a", "blockquote", "table", "tr", "td", "br", "article"]
)


def roles_and_texts(article: Article) -> list[list[str]]:
    return [[passage.role, passage.text] for passage in article.passages]


@pytest.fixture
def ferry() -> Article:
    body = (HERE / "pages" / "ferry.html").read_bytes()
    return extract(Page(body=body, url="https://lantern.example/world/ferry"))


def test_a_news_page_is_cut_into_passages_with_roles(ferry: Article) -> None:
    assert roles_and_texts(ferry) == FERRY["passages"]


def test_a_news_page_says_when_and_where_it_came_out(ferry: Article) -> None:
    known = {name: getattr(ferry, name) for name in ("title", "language", "canonical_url", "site_name")}

    assert known == {name: FERRY[name] for name in known}
    assert ferry.url == "https://lantern.example/world/ferry"
    assert ferry.published is not None
    assert [str(ferry.published.date), ferry.published.evidence] == FERRY["published"]
    assert ferry.modified is not None
    assert [str(ferry.modified.date), ferry.modified.evidence] == FERRY["modified"]
    assert ferry.partial == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_fragments_become_the_passages_readers_see(case: dict[str, object]) -> None:
    assert roles_and_texts(extract(Page(body=str(case["html"])))) == case["passages"]


def test_positions_count_in_the_articles_text(ferry: Article) -> None:
    assert [passage.span.of(ferry.text) for passage in ferry.passages] == [passage.text for passage in ferry.passages]


@st.composite
def pages(draw: st.DrawFn) -> str:
    parts = draw(
        st.lists(st.one_of(st.text(max_size=12), TAGS.map("<{}>".format), TAGS.map("</{}>".format)), max_size=40)
    )
    return "".join(parts)


@given(pages())
def test_any_page_gives_normal_passages_or_none(html: str) -> None:
    try:
        article = extract(Page(body=html))
    except NoArticleError:
        return

    texts = [passage.text for passage in article.passages]
    assert all(text and text == " ".join(text.split()) for text in texts)
    assert article_of_passages(tuple((p.role, p.text) for p in article.passages)).text == article.text
    assert sum(passage.role == "headline" for passage in article.passages) <= 1


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_hold_no_article(body: bytes) -> None:
    try:
        article = extract(Page(body=body))
    except NoArticleError:
        return

    article.text.encode("utf-8")


def test_reading_a_page_again_gives_the_same(ferry: Article) -> None:
    again = extract(Page(body=(HERE / "pages" / "ferry.html").read_text(encoding="utf-8"), url=ferry.url))

    assert again == ferry


@pytest.mark.parametrize("html", ["", "   ", "<p></p>", "<script>var a = 1</script>", "<nav>Home</nav>", "<!-- no -->"])
def test_a_page_without_text_holds_no_article(html: str) -> None:
    with pytest.raises(NoArticleError, match="no readable text"):
        extract(Page(body=html))


def test_a_page_with_a_headline_alone_says_that_the_article_is_missing() -> None:
    article = extract(Page(body="<h1>Ferry sinks</h1>"))

    assert article.partial == ("no-article",)


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
        '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": false}</script>',
        '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": "https://schema.org/False"}</script>',
        '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": true, "hasPart": {"@type": '
        '"WebPageElement", "isAccessibleForFree": false, "cssSelector": ".paid"}}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "Report", "hasPart": '
        '[{"isAccessibleForFree": "True"}, {"isAccessibleForFree": "False"}]}]}</script>',
        # Said beside the article: of the page, of a part of it, and in a node of its own.
        '<script type="application/ld+json">{"@graph": [{"@type": "Report"}, '
        '{"@type": "WebPage", "isAccessibleForFree": false}]}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script><script type="application/ld+json">'
        '{"@type": "WebPageElement", "cssSelector": ".paid", "isAccessibleForFree": "False"}</script>',
        '<link rel="canonical" href="https://a.example/1"><script type="application/ld+json">[{"@type": "Report", '
        '"url": "https://a.example/1"}, {"@type": "NewsArticle", "url": "https://a.example/1", '
        '"isAccessibleForFree": false}]</script>',
        '<link rel="canonical" href="https://a.example/1"><script type="application/ld+json">[{"@type": "Report"}, '
        '{"@type": "WebPageElement", "@id": "https://a.example/1#paid", "isAccessibleForFree": false}]</script>',
        '<meta itemprop="isAccessibleForFree" content="false">',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_page_behind_a_wall_says_so(head: str) -> None:
    article = extract(Page(body=f"{head}<p>Nine people died."))

    assert article.partial == ("paywalled",)


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<script type="application/ld+json">{"@type": "Report", "isAccessibleForFree": "True", "hasPart": []}</script>',
        '<script type="application/ld+json">{"@type": "Report", "hasPart": ["x", null, {"name": "a"}]}</script>',
        '<meta property="article:content_tier" content="free">',
        # Another article that the page names is none of its own.
        '<script type="application/ld+json">[{"@type": "NewsArticle"}, {"@type": "NewsArticle", '
        '"url": "https://a.example/2", "isAccessibleForFree": false}]</script>',
        # Nor is another page that it names, on its own or as what another article stands on.
        '<link rel="canonical" href="https://a.example/1"><script type="application/ld+json">[{"@type": "Report", '
        '"url": "https://a.example/1"}, {"@type": "WebPage", "@id": "https://a.example/2", '
        '"isAccessibleForFree": false}]</script>',
        '<script type="application/ld+json">[{"@type": "NewsArticle"}, {"@type": "NewsArticle", "mainEntityOfPage": '
        '{"@type": "WebPage", "isAccessibleForFree": false}}]</script>',
    ],
)
def test_a_page_that_is_free_or_says_nothing_is_whole(head: str) -> None:
    article = extract(Page(body=f"{head}<p>Nine people died."))

    assert article.partial == ()


def test_plain_text_is_cut_at_blank_lines_and_kept_as_it_is() -> None:
    article = extract(Page(body=b"One\nline.\r\n\r\n<b>Two</b>", content_type="text/plain", url="https://a.example/"))

    assert roles_and_texts(article) == [["body", "One\nline."], ["body", "<b>Two</b>"]]
    assert article.text == "One\nline.\r\n\r\n<b>Two</b>"


def test_empty_plain_text_holds_no_article() -> None:
    with pytest.raises(NoArticleError):
        extract(Page(body=" \n", content_type="text/plain"))


def test_a_page_that_is_too_long_ends_at_a_passage_and_says_so() -> None:
    paragraph = "<p>" + "Nine people died. " * 1000

    article = extract(Page(body=paragraph * (MAX_CHARACTERS // 17_000 + 2)))

    assert article.partial == ("too-long",)
    assert MAX_CHARACTERS - 20_000 < sum(len(passage.text) for passage in article.passages) <= MAX_CHARACTERS


def test_a_page_without_paragraphs_that_is_too_long_is_cut() -> None:
    article = extract(Page(body="<pre>" + "Nine people died. " * (MAX_CHARACTERS // 17)))

    assert article.partial == ("too-long",)
    assert MAX_CHARACTERS - 1 <= len(article.text) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "<p>Deep.",
        "<div>" * 100_000 + "</div>" * 100_000 + "<p>After.",
        "<div></span>" * 20_000 + "<p>Deep.",
        "<b><p>" * 5_000 + "Nine.",
        "<table><tr><td>" * 5_000 + "Nine.",
        "<" * 300_000,
        "<!--" * 50_000,
        "<![" * 50_000,
        "<a" * 100_000,
        "<p " + "a" * 1_000_000 + ">Nine died.",
        "<noscript>" * 30_000 + "Nine died.",
        "<script>" * 30_000 + "Nine died.",
        '<script type="application/ld+json">' + "[" * 200_000 + "</script><p>Nine died.",
        '<script type="application/ld+json">{"datePublished": ' + "9" * 10_000 + "}</script><p>Nine died.",
        "<meta charset=" * 20_000 + "<p>Nine died.",
        "<article>" * 700 + "<p>Nine died." * 2_000,
        "&#55296;&#0;\ud800\x00<p>Nine died.",
    ],
    ids=lambda html: f"{html[:24]} x {len(html)}",
)
def test_hostile_pages_are_read_or_refused_without_a_crash(html: str) -> None:
    body = html.encode("utf-8", errors="surrogatepass")

    for page in (Page(body=body), Page(body=html)):
        try:
            article = extract(page)
        except NoArticleError:
            continue
        article.text.encode("utf-8")


def test_pages_nested_deeper_than_any_real_one_still_give_their_text() -> None:
    nested = "<div>" * (MAX_NESTING + 50) + "<p>Nine people died.</p>" + "</div>" * (MAX_NESTING + 50) + "<p>Ten hurt."

    article = extract(Page(body=nested))

    assert roles_and_texts(article) == [["body", "Nine people died."], ["body", "Ten hurt."]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_both_parsers_see_the_same_passages(case: dict[str, Any]) -> None:
    deep = case["html"] + "<div hidden>" + "<u>" * (MAX_NESTING + 1) + "</u>" * (MAX_NESTING + 1) + "</div>"

    article = extract(Page(body=deep))

    assert roles_and_texts(article) == case["passages"]
