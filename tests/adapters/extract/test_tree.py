import pytest

from sidelight.adapters.extract.declared.head import read_head
from sidelight.adapters.extract.nesting import MAX_NESTING, is_too_deep
from sidelight.adapters.extract.tree import MAX_DECLARED_CHARACTERS, MAX_DECLARING, parse

DEEP = "<u>" * (MAX_NESTING + 1)
PAGE = (
    '<html lang="en-GB"><head><noscript><img src="a"></noscript><title>Ferry &amp; harbour</title>'
    '<meta property="og:site_name" content="The &quot;Lantern&quot;"><meta name="viewport" content="x">'
    '<link rel="stylesheet" href="/a.css"><link rel="alternate Canonical" href="/ferry">'
    '<script>var a = "<title>No</title>"</script>'
    '<script type="Application/LD+JSON">{"@type": "NewsArticle", "headline": "Ferry </b> sinks"}</script></head>'
    '<body><!-- <meta name="date" content="2020-01-01"> -->'
    '<time datetime="2024-03-26" itemprop="datePublished">x</time>'
)


@pytest.mark.parametrize("deep", ["", DEEP], ids=["read by lexbor", "read by libxml2"])
def test_what_a_page_declares_is_cut_out_whole(deep: str) -> None:
    cut = read_head(parse(PAGE + deep).declared, "https://lantern.example/x")

    assert (cut.title, cut.language, cut.site_name) == ("Ferry </b> sinks", "en", 'The "Lantern"')
    assert cut.canonical_url == "https://lantern.example/ferry"
    assert cut.times == [("2024-03-26", "datePublished")]
    assert "date" not in cut.metas


def test_no_more_is_cut_out_than_any_page_declares() -> None:
    many = parse("<meta name='date' content='2024'>" * (MAX_DECLARING + 5)).declared
    long = parse(f"<title>{'a' * MAX_DECLARED_CHARACTERS}</title><title>One</title>").declared

    assert many.count("<meta") == MAX_DECLARING
    assert long == "<html>"


def test_a_language_that_is_none_is_not_written_down() -> None:
    assert parse('<html lang="&quot;><script>"><p>One').declared == "<html>"


@pytest.mark.parametrize("html", ["<div>" * 5000, "</b><div>" * 5000, "<x-y></z>" * 5000, "<DIV><Div><div>" * 2000])
def test_depth_is_told_whatever_is_closed_in_between(html: str) -> None:
    assert is_too_deep(html)


@pytest.mark.parametrize("html", ["<div></div>" * 5000, "<p>One<br>" * 5000, "a < b " * 5000, "<div>" * MAX_NESTING])
def test_a_page_of_many_tags_is_not_deep(html: str) -> None:
    assert not is_too_deep(html)


def test_what_nobody_sees_weighs_nothing() -> None:
    body = parse("<h1>One</h1><div><p>Two <a>three</a></p><p hidden>four</p><script>five</script></div>").body

    heading, box = body.children
    assert not isinstance(heading, str)
    assert not isinstance(box, str)
    assert (heading.unlinked, heading.holds_headline) == (3, True)
    assert (box.unlinked, box.holds_headline) == (3, False)
    assert (body.unlinked, body.holds_headline) == (6, True)
