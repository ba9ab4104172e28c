"""The corpus in the console: articles added in every way, found, read with their annotations, and removed."""

import io

from bs4 import BeautifulSoup
from tests.web.conftest import EXPECTED, TEXT
from tests.web.console.browsing import Person, page_of, person, rows, words
from tests.web.curating.newsroom import Newsroom
from werkzeug.test import TestResponse

from sidelight.core.dates import PartialDate
from sidelight.services.asked import Asked

TITLE = EXPECTED["title"]
ASKED = Asked(text=TEXT, title=TITLE, published=PartialDate.parse(EXPECTED["published"]))
PAGE = "<title>Pier closed</title><article><h1>Pier closed</h1><p>The old pier was closed on Monday.</p></article>"


def paste(
    person: Person, text: str = TEXT, *, title: str = TITLE, published: str = EXPECTED["published"]
) -> TestResponse:
    return person.post("/console/corpus/text", text=text, title=title, published=published)


def upload(person: Person, *files: tuple[bytes, str]) -> TestResponse:
    return person.post("/console/corpus/files", files=[(io.BytesIO(content), name) for content, name in files])


def field(page: BeautifulSoup, name: str) -> str:
    """What stands in a text field of a page."""
    return words(page, f"textarea[name={name}]")


def kept(room: Newsroom) -> list[str]:
    return [saved.title for saved in room.wired.curating.corpus.listed(limit=100)]


def test_an_empty_corpus_says_what_to_do_first(shared_room: Newsroom) -> None:
    page = person(shared_room, "curator").read("/console/corpus")

    assert "Nothing is saved yet" in words(page, ".empty")
    assert not page.select("table")


def test_a_pasted_text_is_saved_with_its_title_and_date(room: Newsroom) -> None:
    curator = person(room, "curator")

    answer = paste(curator)

    assert answer.status_code == 303
    (line,) = rows(curator.read("/console/corpus"))
    assert TITLE in line
    assert EXPECTED["published"] in line


def test_the_same_text_is_kept_once_and_said_so(room: Newsroom) -> None:
    curator = person(room, "curator")
    paste(curator)

    page = curator.sent("/console/corpus/text", text=TEXT, title="Another title")

    assert "was there already" in words(page, ".flash")
    assert len(kept(room)) == 1


def test_what_is_wrong_with_a_paste_is_said_and_nothing_is_lost(room: Newsroom) -> None:
    page = page_of(paste(person(room, "curator"), published="yesterday"), status=422)

    assert "'yesterday' is not a date" in words(page, "[id=f-published-wrong]")
    assert field(page, "text") == " ".join(TEXT.split())
    assert kept(room) == []


def test_files_are_read_as_pages_or_as_text_by_their_names(room: Newsroom) -> None:
    curator = person(room, "curator")

    answer = upload(curator, (PAGE.encode(), "pier.html"), ("Мост закрыт с понедельника.".encode("cp1251"), "most.txt"))

    assert answer.status_code == 303
    assert len(kept(room)) == 2
    assert "Pier closed" in kept(room)
    texts = {room.wired.curating.corpus.article(number)[1].text for number in (1, 2)}
    assert any("Мост закрыт" in text for text in texts)


def test_a_file_without_a_text_is_named_and_the_others_are_saved(room: Newsroom) -> None:
    page = page_of(upload(person(room, "curator"), (b"<p></p>", "empty.html"), (PAGE.encode(), "p.html")), status=422)

    assert "empty.html" in words(page, ".box.bad")
    assert kept(room) == ["Pier closed"]


def test_an_address_that_cannot_be_had_is_told_with_the_remedy_and_stays_in_its_field(room: Newsroom) -> None:
    answer = person(room, "curator").post("/console/corpus/addresses", addresses="https://news.example/a")

    page = page_of(answer, status=422)

    assert "turned off" in words(page, ".box.bad")
    assert "Send the page's text" in words(page, ".box.bad")
    assert field(page, "addresses") == "https://news.example/a"


def test_several_addresses_go_on_by_themselves_one_after_the_other(room: Newsroom) -> None:
    curator, given = person(room, "curator"), "https://a.example/1\nhttps://a.example/2\nhttps://a.example/1"
    page = page_of(curator.post("/console/corpus/addresses", addresses=given))
    fields = {str(field["name"]): field.get("value") or field.get_text() for field in page.select("#going-on [name]")}

    piece = curator.client.post("/console/corpus/addresses/next", data=fields, headers={"HX-Request": "true"})

    assert "0 of 2" in words(page, "#going-on")
    found = page_of(piece)
    assert not found.select("main")
    assert "1 of 2" in words(found, "#going-on label")
    assert len(found.select("li.bad")) == 1


def test_several_addresses_without_javascript_go_on_with_a_button(room: Newsroom) -> None:
    curator = person(room, "curator")
    given = "\n".join(f"https://a.example/{number}" for number in range(7))

    page = page_of(curator.post("/console/corpus/addresses/next", left=given, failed="", total="7"))
    last = page_of(curator.post("/console/corpus/addresses/next", left="https://a.example/6", failed="x", total="7"))

    assert "5 of 7" in words(page, "#going-on label")
    assert "Fetch the next 2" in words(page, "#going-on button")
    assert "All 7 were tried; 2 could not be saved" in words(last)
    assert field(last, "addresses") == "x https://a.example/6"


def test_too_many_addresses_are_refused(room: Newsroom) -> None:
    given = "\n".join(f"https://a.example/{number}" for number in range(101))

    page = page_of(person(room, "curator").post("/console/corpus/addresses", addresses=given), status=422)

    assert "1 to 100 addresses" in words(page, ".box.bad")


def test_the_list_is_searched_by_title(room: Newsroom) -> None:
    curator = person(room, "curator")
    for number in range(3):
        paste(curator, f"Storm number {number} passed.", title=f"Storm {number}")

    assert len(rows(curator.read("/console/corpus?q=STORM"))) == 3
    assert len(rows(curator.read("/console/corpus?q=storm+2"))) == 1
    assert "No article has these words" in words(curator.read("/console/corpus?q=quake"))


def test_the_list_has_pages(room: Newsroom) -> None:
    curator = person(room, "curator")
    for number in range(53):
        paste(curator, f"Storm number {number} passed.", title=f"Storm {number}")

    first, second = curator.read("/console/corpus"), curator.read("/console/corpus?offset=50")

    assert (len(rows(first)), len(rows(second))) == (50, 3)
    assert "51–53 of 53" in words(second, ".pager")


def test_an_article_is_shown_with_what_the_current_edition_annotates_in_it(room: Newsroom) -> None:
    curator = person(room, "curator")
    paste(curator)

    page = curator.read("/console/corpus/1")

    shown = room.wired.annotator.annotate(ASKED).items
    places = sum(1 + len(item.also_at) for item in shown)
    assert shown
    assert len(page.select("article mark")) == places
    assert len(page.select(".cards-beside > li")) == len(shown)
    assert {mark.get_text() for mark in page.select("article mark")} >= {item.selectors.exact for item in shown}
    marked = "".join(part.get_text() for part in page.select("article p"))
    assert "".join(marked.split()) == "".join(TEXT.split())


def test_an_article_is_removed_once(room: Newsroom) -> None:
    curator = person(room, "curator")
    paste(curator)

    page = curator.sent("/console/corpus/1/remove")
    again = curator.sent("/console/corpus/1/remove")

    assert "Article 1 is removed" in words(page, ".flash")
    assert kept(room) == []
    assert again.select(".flash.problem")
    assert curator.get("/console/corpus/1").status_code == 404
