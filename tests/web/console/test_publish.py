"""Publishing, trial and retirement from the console."""

from pathlib import Path

import pytest
from tests.web.console.browsing import Person, page_of, person, words
from tests.web.console.filling import opened
from tests.web.console.test_editor import EDIT, FIGURE, HOSTILE
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom, newsroom

from sidelight.shapes.curating.requests import REASON_CHARACTERS

BRIDGE = f"/console/entries/{FIGURE['first']['id']}"


@pytest.fixture
def reviewer(room: Newsroom) -> Person:
    return person(room, "reviewer")


def written(room: Newsroom, **changes: str) -> Person:
    curator = person(room, "curator")
    form = opened(curator, "/console/entries/new?kind=figure").write(FIGURE["first"])
    form = form.pressed(curator, "add figure.records").write(FIGURE["second record"] | changes)
    assert form.press(curator, "save").status_code == 303
    return curator


def test_an_entry_is_published_and_the_api_carries_it(room: Newsroom, reviewer: Person) -> None:
    written(room)
    page = reviewer.read(f"{BRIDGE}/publish")
    assert "Nothing stands against publishing" in words(page)

    after = reviewer.sent(f"{BRIDGE}/publish", revision="1", reason="two sources")

    assert "edition 2 carries it" in words(after)
    assert "/v1/editions/2" in [link["href"] for link in after.select("main a")]
    assert room.client().get(f"/v1/entries/{FIGURE['first']['id']}").status_code == 200


def test_what_stands_against_it_is_named_with_its_field_and_cannot_be_passed(room: Newsroom, reviewer: Person) -> None:
    written(room, **{"phrases.en": "{count} people drowned"})

    page = reviewer.read(f"{BRIDGE}/publish")
    refused = page_of(reviewer.post(f"{BRIDGE}/publish", revision="1", reason="because"), status=422)

    assert FIGURE["first"]["examples[0].text"] in words(page, "#objections blockquote")
    assert f"{BRIDGE}#f-examples-0" in [link["href"] for link in page.select("#objections a")]
    assert not page.select("button[type=submit]:-soup-contains('Publish revision')")
    assert "That was not done" in words(refused)
    assert room.client().get(f"/v1/entries/{FIGURE['first']['id']}").status_code == 404


def test_a_reason_is_asked_for(room: Newsroom, reviewer: Person) -> None:
    written(room)

    page = page_of(reviewer.post(f"{BRIDGE}/publish", revision="1", reason=" "), status=422)

    assert "write why" in words(page, "#f-reason-wrong")


def test_a_revision_that_nobody_saw_is_not_published(room: Newsroom, reviewer: Person) -> None:
    curator = written(room)
    opened(curator, BRIDGE).write({"tags": "newer"}).press(curator, "save")

    page = page_of(reviewer.post(f"{BRIDGE}/publish", revision="1", reason="seen"), status=422)

    assert "there is a newer one, revision 2" in words(page)


def test_a_trial_is_ended_by_publishing_the_same_revision(room: Newsroom, reviewer: Person) -> None:
    written(room)

    page = reviewer.sent(f"{BRIDGE}/trial", revision="1", reason="to see")
    assert "On trial since edition 2" in words(page)
    assert "End the trial" in words(page)
    page = reviewer.sent(f"{BRIDGE}/publish", revision="1", reason="it went well")

    assert "edition 3 carries it" in words(page)


def test_an_entry_is_retired_and_becomes_a_draft_by_an_edit(room: Newsroom, reviewer: Person) -> None:
    page = reviewer.sent(f"/console/entries/{UNION}/retire", reason="merged")
    assert "Retired: edition 2 is without it" in words(page)
    gone = room.client().get(f"/v1/entries/{UNION}")
    assert (gone.status_code, gone.get_json()["detail"]) == (410, f"the entry {UNION!r} was retired in edition 2")

    form = opened(reviewer, f"/console/entries/{UNION}")
    page = reviewer.read(form.press(reviewer, "save").headers["Location"])

    assert "Saved as revision 2" in words(page)

    own, pack = reviewer.read(f"/console/entries/{UNION}/publish"), reviewer.read(f"/console/packs/{PACK}/publish")
    assert "it was retired, and is a draft again since" in words(own)
    assert f"Left out, since it was retired: {UNION} . Publish it on its own page." in words(pack)
    assert not pack.select("input[name=seen]")


def test_what_was_written_is_kept_when_a_retirement_is_refused(room: Newsroom, reviewer: Person) -> None:
    page = page_of(
        reviewer.post(f"/console/entries/{UNION}/retire", reason="told twice", replaced_by="no-such"), status=422
    )

    assert [field["value"] for field in page.select("#f-retire-reason")] == ["told twice"]


def test_an_entry_that_others_refer_to_is_not_retired(room: Newsroom, reviewer: Person) -> None:
    page = page_of(reviewer.post(f"{EDIT}/retire", reason="enough"), status=422)

    assert "cannot be retired" in words(page)
    assert room.wired.curating.entries.entry(TOLL).live is not None


def test_a_curator_sees_the_judgement_and_may_not_publish(room: Newsroom) -> None:
    curator = written(room)

    page = curator.read(f"{BRIDGE}/publish")

    assert "A reviewer publishes" in words(page)
    assert not page.select("main form")
    for act in ("publish", "trial", "retire"):
        assert curator.post(f"{BRIDGE}/{act}", revision="1", reason="me").status_code == 403


def test_a_second_person_publishes_where_that_is_asked_for(tmp_path: Path) -> None:
    with newsroom(tmp_path, SIDELIGHT_SECOND_PERSON="on") as room:
        author, other = person(room, "reviewer"), person(room, "admin")
        opened(author, EDIT).write({"tags": "mine"}).press(author, "save")

        page = author.read(f"{EDIT}/publish")
        refused = page_of(author.post(f"{EDIT}/publish", revision="2", reason="mine"), status=422)
        done = other.sent(f"{EDIT}/publish", revision="2", reason="read it")

    assert "Revision 2 is yours" in words(page)
    assert not page.select("#waits ~ .panel form")
    assert "another person must publish it" in words(refused)
    assert "edition 2 carries it" in words(done)


def test_links_are_tried_when_asked_to(room: Newsroom, reviewer: Person) -> None:
    opened(reviewer, EDIT).write({"tags": "mine"}).press(reviewer, "save")
    page = reviewer.read(f"{EDIT}/publish")
    (link,) = page.select("a[href*=links]")

    assert not reviewer.read(str(link["href"])).select("a[href*=links]")


def test_saving_can_lead_straight_to_publishing(room: Newsroom, reviewer: Person) -> None:
    answer = opened(reviewer, EDIT).write({"tags": "mine"}).press(reviewer, "save and publish")

    assert answer.headers["Location"] == f"{EDIT}/publish"


def test_the_reason_of_the_edit_is_suggested(room: Newsroom, reviewer: Person) -> None:
    opened(reviewer, EDIT).write({"tags": "mine"}).press(reviewer, "save", reason=HOSTILE)

    page = reviewer.read(f"{EDIT}/publish")

    assert page.select_one("#f-reason")["value"] == HOSTILE  # type: ignore[index]
    assert not page.select("main script, main img")


def test_the_page_shows_the_card_and_what_changes_for_readers(room: Newsroom, reviewer: Person) -> None:
    opened(reviewer, EDIT).write({"title.en": "Another title", "tags": "mine"}).press(reviewer, "save")

    page = reviewer.read(f"{EDIT}/publish")

    (card,) = page.select("[data-card]")
    assert "Another title" in str(card["data-card"])
    assert "412 people killed" in words(page, ".shown .card-text")
    assert {place.get_text() for place in page.select("#change .place")} >= {"title.en", "tags[0]"}
    assert any(str(script["src"]).endswith("editor-card.js") for script in page.select("script[src]"))


def test_a_first_publication_has_a_card_and_nothing_to_compare_with(room: Newsroom, reviewer: Person) -> None:
    written(room)

    page = reviewer.read(f"{BRIDGE}/publish")

    assert "11 people killed" in words(page, ".shown .card-text")
    assert not page.select("#change")


def test_where_nothing_waits_there_is_nothing_to_look_at(room: Newsroom, reviewer: Person) -> None:
    assert not reviewer.read(f"{EDIT}/publish").select("[data-card], #change, script[src$='editor-card.js']")


def test_reasons_are_as_long_here_as_elsewhere(room: Newsroom, reviewer: Person) -> None:
    opened(reviewer, EDIT).write({"tags": "mine"}).press(reviewer, "save", reason="why \n" * 500)

    page = reviewer.read(f"{EDIT}/publish")
    reviewer.sent(f"{EDIT}/publish", revision="2", reason="why " * 500)

    told = room.client().get("/v1/editions?limit=1").get_json()["editions"][0]["reason"]
    assert len(room.wired.curating.entries.entry(TOLL).head.act.reason) == len(told) == REASON_CHARACTERS
    assert {str(field["maxlength"]) for field in page.select("[name=reason]")} == {str(REASON_CHARACTERS)}


def test_no_heading_of_the_page_skips_a_level_or_stands_under_another_part(room: Newsroom, reviewer: Person) -> None:
    written(room)

    page = reviewer.read(f"{BRIDGE}/publish")

    levels = {heading.get_text(strip=True): heading.name for heading in page.select("main :is(h1, h2, h3)")}
    assert levels["What readers will see"] == "h3"
    assert levels["Publish"] == "h2"
