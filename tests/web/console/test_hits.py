"""What an entry hits on the corpus, in batches, and a sentence that becomes an example with one click."""

from dataclasses import replace

from bs4 import BeautifulSoup
from tests.web.conftest import EXPECTED, TEXT
from tests.web.console.browsing import Person, page_of, person, words
from tests.web.curating.newsroom import TOLL, UNION, Newsroom

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, Example
from sidelight.services.asked import Asked
from sidelight.web.console.corpus.hits import BATCH, GROUPS, Tally

HITS = f"/console/entries/{TOLL}/hits"
EXAMPLES = f"/console/entries/{TOLL}/examples"
ELSEWHERE = "The Melvaro earthquake was felt in the hills."
BUS = "On the coast road 338 people were killed."
SENTENCE = "At least 412 people were killed in the earthquake that struck Melvaro."


def save(room: Newsroom, text: str = TEXT, *, title: str = EXPECTED["title"]) -> None:
    published = PartialDate.parse(EXPECTED["published"])
    room.wired.curating.corpus.add(Asked(text=text, title=title, published=published), by="curator")


def head(room: Newsroom) -> tuple[int, Entry]:
    found = room.wired.curating.entries.entry(TOLL).head
    return found.number, found.entry


def rewrite(room: Newsroom, *phrases: str) -> None:
    number, entry = head(room)
    changed = replace(entry, phrases={"en": phrases})
    room.wired.curating.entries.edit(changed, based_on=number, by="curator", reason="other phrases")


def counts(page: BeautifulSoup) -> dict[str, int]:
    return {name: int(words(page, f"#count-{name}")) for name in GROUPS}


def first_form(page: BeautifulSoup, group: str) -> dict[str, str]:
    return {str(i["name"]): str(i["value"]) for i in page.select(f"#hits-{group} form")[0].select("input[name]")}


def read(person: Person, query: str = "") -> BeautifulSoup:
    return person.read(HITS + query)


def test_an_empty_corpus_says_what_to_do_first(shared_room: Newsroom) -> None:
    assert "The corpus is empty" in words(read(person(shared_room, "curator")), ".empty")


def test_what_readers_see_already_is_told_as_before_with_the_hit_marked_in_its_sentence(room: Newsroom) -> None:
    save(room)

    page = read(person(room, "curator"))

    assert counts(page)["same"] >= 1
    assert counts(page)["new"] == counts(page)["lost"] == counts(page)["changed"] == 0
    assert "412 people" in words(page, "#hits-same mark")
    assert words(page, "#hits-same .hit:first-child .sentence").startswith("At least 412 people were killed")


def test_a_density_on_a_small_corpus_says_how_small_it_is(room: Newsroom) -> None:
    save(room)

    page = read(person(room, "curator"))

    assert "Only 1 article is in the corpus, too few to tell" in words(page, "#density")


def test_a_draft_that_lost_its_phrases_shows_what_it_loses(room: Newsroom) -> None:
    save(room)
    rewrite(room, "no such words anywhere {count}")

    page = read(person(room, "curator"))

    assert counts(page)["lost"] >= 1
    assert counts(page)["same"] == 0
    assert "0 annotations in 1 article" in words(page, "#density")


def test_a_draft_with_another_phrase_shows_what_is_new(room: Newsroom) -> None:
    save(room, "The earthquake that struck Melvaro took the lives of 412 villagers.")
    _, entry = head(room)
    rewrite(room, *entry.phrases["en"], "took the lives of {count} villagers")

    assert counts(read(person(room, "curator")))["new"] == 1


def test_a_batch_without_javascript_is_a_page_with_a_link_to_the_next(room: Newsroom) -> None:
    for number in range(BATCH + 5):
        save(room, f"{SENTENCE} This is update number {number}.")
    curator = person(room, "curator")

    first = read(curator)
    last = curator.read(str(first.select("a[rel=next]")[0]["href"]))

    assert counts(first)["same"] == BATCH
    assert f"{BATCH} of {BATCH + 5} articles" in words(first, "#going-on label")
    assert counts(last)["same"] == BATCH + 5
    assert len(last.select("#hits-same > li")) == 5
    assert not last.select("a[rel=next]")
    assert words(last, "#density").endswith("1.00 times per article.")


def test_with_htmx_a_batch_is_the_pieces_that_it_adds(room: Newsroom) -> None:
    for number in range(BATCH + 5):
        save(room, f"{SENTENCE} This is update number {number}.")
    curator = person(room, "curator")
    following = str(read(curator).select("#going-on")[0]["hx-get"])

    piece = page_of(curator.client.get(following, headers={"HX-Request": "true"}))

    assert not piece.select("h1, nav")
    assert [part["hx-swap-oob"] for part in piece.select("ul")][:2] == ["beforeend:#hits-new", "beforeend:#hits-lost"]
    assert len(piece.select("li.hit.same")) == 5
    assert words(piece, "#count-same") == str(BATCH + 5)


def test_one_group_can_be_shown_alone(room: Newsroom) -> None:
    save(room)

    page = read(person(room, "curator"), "?show=new")

    assert page.select("#hits-new")
    assert not page.select("#hits-same")
    assert counts(page)["same"] >= 1


def test_a_tally_that_was_tampered_with_counts_as_none() -> None:
    assert Tally.read("1.2.3.4.5.6.7")["near"] == 5
    for text in ("", "1.2", "1.2.3.4.5.6.x", "1.2.3.4.5.6.9999999999", None):
        assert Tally.read(text) == Tally()


def test_one_click_makes_a_hit_an_example_that_must_not_match_on_a_draft_revision(room: Newsroom) -> None:
    save(room)
    curator = person(room, "curator")
    sent = first_form(read(curator), "same")

    page = curator.sent(EXAMPLES, **sent, expects="none")

    number, entry = head(room)
    assert number == 2
    assert (entry.examples[-1].text, entry.examples[-1].none) == (sent["sentence"], True)
    assert str(entry.examples[-1].published) == EXPECTED["published"]
    assert "in revision 2" in words(page, ".box.warn")
    assert room.wired.editions.current.edition.entry(TOLL).revision == 1


def test_it_is_undone_by_a_revert(room: Newsroom) -> None:
    save(room)
    curator = person(room, "curator")
    before = head(room)[1].examples
    page = curator.sent(EXAMPLES, **first_form(read(curator), "same"), expects="none")
    undo = page.select(".box.warn form")[0]

    curator.sent(str(undo["action"]), **{str(i["name"]): str(i["value"]) for i in undo.select("input[name]")[1:]})

    assert head(room)[1].examples == before
    assert head(room)[0] == 3


def test_an_example_that_the_draft_does_not_pass_says_so_and_leads_to_the_editor(room: Newsroom) -> None:
    save(room)
    curator = person(room, "curator")

    page = curator.sent(EXAMPLES, **first_form(read(curator), "same"), expects="none")

    assert "Revision 2 does not pass it yet, change the phrases or the scope" in words(page, ".box.warn .verdict")
    assert page.select(f".box.warn a[href='/console/entries/{TOLL}']")


def test_an_example_that_the_draft_passes_says_so(room: Newsroom) -> None:
    save(room)
    rewrite(room, "no such words anywhere {count}")
    curator = person(room, "curator")

    page = curator.sent(EXAMPLES, **first_form(read(curator), "lost"), expects="none")

    assert words(page, ".box.ok .verdict") == "Revision 3 passes it."


def test_a_sentence_that_another_one_brought_into_scope_carries_it_as_an_example(room: Newsroom) -> None:
    save(room, f"{ELSEWHERE}\n\n{BUS}", title="Roads")
    curator = person(room, "curator")

    page = curator.sent(EXAMPLES, **first_form(read(curator), "same"), expects="none")

    assert head(room)[1].examples[-1].text == f"{ELSEWHERE} {BUS}"
    assert "does not pass it yet" in words(page, ".box.warn .verdict")


def test_a_sentence_that_nothing_carries_says_that_the_example_does_not_guard(room: Newsroom) -> None:
    save(room, f"{ELSEWHERE}\n\n{BUS}", title="Roads")
    curator = person(room, "curator")
    sent = first_form(read(curator), "same")
    room.wired.curating.entries.edit(
        replace(head(room)[1], examples=(*head(room)[1].examples, Example(text=BUS, none=True))),
        based_on=1, by="curator", reason="by hand",
    )  # fmt: skip

    page = read(curator, f"?example=2&article={sent['article']}")

    assert "Alone, this sentence is left alone already: it counts in the article" in words(page, ".box.warn .verdict")
    assert "does not guard against it" in words(page, ".box.warn .verdict")


def test_an_example_for_a_draft_that_cannot_be_tried_says_so(room: Newsroom) -> None:
    rewrite(room, "(killed {count}")

    curator = person(room, "curator")
    fields = {"csrf_token": curator.token(), "sentence": SENTENCE, "expects": "none", "article": "1"}

    piece = page_of(curator.client.post(EXAMPLES, data=fields, headers={"HX-Request": "true"}))
    page = page_of(curator.get(f"{HITS}?example=3&article=1"), status=422)

    assert head(room)[0] == 3
    assert "Revision 3 cannot be tried yet" in words(piece, ".box.warn .verdict")
    assert "is added, in revision 3" in words(page, ".box.note")


def test_a_hit_can_become_an_example_that_must_match(room: Newsroom) -> None:
    save(room)
    curator = person(room, "curator")

    curator.sent(EXAMPLES, **first_form(read(curator), "same"), expects="match")

    example = head(room)[1].examples[-1]
    assert (example.none, example.quote in example.text) == (False, True)  # type: ignore[operator]


def test_with_htmx_the_button_becomes_what_was_done_and_twice_is_once(room: Newsroom) -> None:
    curator = person(room, "curator")
    fields = {"csrf_token": curator.token(), "sentence": SENTENCE, "expects": "none"}

    first, second = (
        page_of(curator.client.post(EXAMPLES, data=fields, headers={"HX-Request": "true"})) for _ in range(2)
    )

    assert "draft revision 2" in words(first, ".box.warn")
    assert "nothing was changed" in words(second, ".box.note")
    assert head(room)[0] == 2


def test_an_example_without_a_sentence_is_refused_and_nothing_is_kept(room: Newsroom) -> None:
    page = person(room, "curator").sent(EXAMPLES, sentence=" ", expects="none")

    assert "is blank" in words(page, ".flash.problem")
    assert head(room)[0] == 1


def test_a_draft_that_cannot_be_tried_says_what_to_mend(room: Newsroom) -> None:
    save(room)
    rewrite(room, "(killed {count}")

    page = page_of(person(room, "curator").get(HITS), status=422)

    assert "cannot be tried yet" in words(page, ".box.bad")
    assert "column" in words(page, ".box.bad")


def test_an_entry_that_is_not_there_is_a_page_that_says_so(shared_room: Newsroom) -> None:
    assert person(shared_room, "curator").get("/console/entries/nowhere/hits").status_code == 404
    assert person(shared_room, "curator").get(f"/console/entries/{UNION}/hits").status_code == 200
