import pytest

from sidelight.adapters.extract.declared.head import MAX_TITLE_CHARACTERS, read_head

TITLES = [
    ("<title>Ferry sinks | The Lantern</title>", "Ferry sinks"),
    ("<title>Sinking – The Lantern</title><meta property='og:site_name' content='The Lantern'>", "Sinking"),
    ("<title>Ardel – a town mourns</title>", "Ardel – a town mourns"),
    ("<title>\n Ferry \n sinks</title>", "Ferry sinks"),
    ("<title>News</title><meta property='og:title' content='Ferry sinks'>", "Ferry sinks"),
    ("<title></title>", None),
    ('<script type="application/ld+json">{"@type": "Report", "headline": "Ferry &#8217;s"}</script>', "Ferry ’s"),
    ("<body><svg><title>Chart</title></svg>", "Chart"),
]  # fmt: skip
LANGUAGES = [
    ('<html lang="en-GB">', "en"),
    ("<html class=a lang=RU>", "ru"),
    ('<html xml:lang="de">', "de"),
    ('<html data-lang="xx"><meta property="og:locale" content="ru_RU">', "ru"),
    ('<html lang=""><meta http-equiv="Content-Language" content="fr, en">', "fr"),
    ('<script type="application/ld+json">{"@type": "Article", "inLanguage": "uk-UA"}</script>', "uk"),
    ("<p>No language", None),
    ('<html lang="english">', None),
]
ADDRESSES = [
    ('<link rel="canonical" href="/a">', "https://news.example/a"),
    ('<link rel="alternate canonical" href="https://other.example/b">', "https://other.example/b"),
    ('<link rel="canonical" href="javascript:a"><meta property="og:url" content="https://a.example/">', "https://a.example/"),
    ('<link rel="canonical" href="http://[broken">', None),
    ('<link rel="stylesheet" href="/a.css">', None),
]  # fmt: skip


@pytest.mark.parametrize(("html", "title"), TITLES)
def test_the_title_is_the_articles_without_the_sites_name(html: str, title: str | None) -> None:
    assert read_head(html, None).title == title


@pytest.mark.parametrize(("html", "language"), LANGUAGES)
def test_the_language_is_a_short_code(html: str, language: str | None) -> None:
    assert read_head(html, None).language == language


@pytest.mark.parametrize(("html", "address"), ADDRESSES)
def test_the_canonical_address_is_a_whole_web_address(html: str, address: str | None) -> None:
    assert read_head(html, "https://news.example/x/y").canonical_url == address


def test_xhtml_with_a_prologue_is_read() -> None:
    prologue = '<?xml version="1.0" encoding="utf-8"?>\n'
    html = prologue + '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><title>Quake</title>'

    head = read_head(html, None)

    assert (head.title, head.language) == ("Quake", "en")


def test_an_endless_title_is_cut() -> None:
    head = read_head(f"<title>{'a' * 10_000}</title>", None)

    assert head.title == "a" * MAX_TITLE_CHARACTERS


@pytest.mark.parametrize("text", ["", "https://news.example/", "report.html", "no tag at all"])
def test_what_is_no_html_declares_nothing(text: str) -> None:
    head = read_head(text, None)

    assert (head.title, head.metas, head.node) == (None, {}, {})
