import pytest
from playwright.sync_api import Page
from tests.extension.conftest import CONTENT, Open

READ = "Sidelight.readMetadata()"


def read(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(READ)
    return found


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (json_ld('{"@type": "NewsArticle", "datePublished": "2024-03-26T23:30:00-05:00"}'), "2024-03-26"),
        (json_ld('{"@graph": [{"@type": ["Report"], "datePublished": "2024-03-26"}]}'), "2024-03-26"),
        (json_ld('{"@type": "ItemList", "itemListElement": [{"datePublished": "2020-01-01"}]}'), None),
        (json_ld("{broken") + '<meta name="date" content="2024-03-26">', "2024-03-26"),
        ('<meta property="article:published_time" content="2024-03-26T01:00:00Z"><time datetime="2019">', "2024-03-26"),
        ('<time datetime="2024-03-26T10:00">today</time>', "2024-03-26"),
        ('<meta name="date" content="2024-02-30">', None),
        ('<meta name="date" content="yesterday">', None),
    ],
)
def test_the_publication_date_is_what_the_page_states(open_page: Open, head: str, published: str | None) -> None:
    page = open_page(f"<html><head>{head}</head><body><p>Nine people died.</p></body></html>")

    assert read(page).get("published") == published


def test_a_change_before_publication_is_no_change(open_page: Open) -> None:
    page = open_page(
        '<meta property="article:published_time" content="2024-03-26">'
        '<meta property="article:modified_time" content="2024-03-20">'
    )

    assert "modified" not in read(page)


def test_title_and_language_are_told(open_page: Open) -> None:
    page = open_page('<html lang="en-GB"><title> Ferry sinks | The Lantern </title><body><p>One.</p></body></html>')

    assert read(page) == {"title": "Ferry sinks | The Lantern", "language": "en"}


def test_no_query_and_no_fragment_is_sent(open_page: Open) -> None:
    page = open_page("<p>One.</p>")
    page.route("**/*", lambda route: route.fulfill(body="<title>Ferry</title>", content_type="text/html"))
    page.goto("https://lantern.example/2024/03/26/ferry?reader=7#top")

    for name in ("text/dates.js", "read/metadata.js"):
        page.add_script_tag(path=CONTENT / name)

    assert read(page)["url"] == "https://lantern.example/2024/03/26/ferry"
    assert read(page)["published"] == "2024-03-26"
