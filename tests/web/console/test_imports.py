"""Imports in the console: the difference is shown first, and nothing is kept until it is confirmed."""

import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.web.console.browsing import Person, page_of, person, rows, words
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom
from werkzeug.test import TestResponse

from sidelight.core.kinds.payloads import Figure
from sidelight.services.curation.values import Search

REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": "The mayor called the bridge “safer than ever before”",
    "author": {"@type": "Organization", "name": "The Courier"},
    "url": "https://courier.example/check/1",
    "datePublished": "2026-03-22",
    "reviewRating": {"alternateName": "Mostly false"},
}
DRAFT = "claim-the-mayor-called-the-bridge-safer-than-ever-before"
TABLE = "value;as_of;by;source_url\n415;2026-03-30;Ostrelin Gazette;https://gazette.example/415\n"


def hidden(page: BeautifulSoup, action: str) -> dict[str, Any]:
    """The fields of the form that confirms, as a browser sends them."""
    form = page.select(f'form[action="{action}"]')[0]
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input[name]") if i["name"] != "take"}
    # A browser leaves out the line end with which a text area begins.
    fields |= {str(area["name"]): area.get_text().removeprefix("\n") for area in form.select("textarea")}
    return fields | {"take": [str(box["value"]) for box in form.select("input[name=take]")]}


def reviews(person: Person, *nodes: dict[str, Any], **more: Any) -> TestResponse:
    return person.post("/console/import/reviews", pack=PACK, review_text=json.dumps(nodes), **more)


def drafts(room: Newsroom) -> list[str]:
    return [stored.id for stored in room.wired.curating.entries.search(Search(status="draft", limit=500)).entries]


def exported(person: Person) -> dict[str, Any]:
    pack: dict[str, Any] = json.loads(person.get(f"/console/packs/{PACK}.json").text)
    return pack


def send_pack(person: Person, pack: Any) -> TestResponse:
    content = pack if isinstance(pack, bytes) else json.dumps(pack).encode()
    return person.post("/console/import/pack", pack_file=(io.BytesIO(content), "pack.json"))


def head(room: Newsroom, entry_id: str = TOLL) -> int:
    return room.wired.curating.entries.entry(entry_id).head.number


def test_reviews_are_shown_as_drafts_first_and_kept_when_confirmed(room: Newsroom) -> None:
    curator = person(room, "curator")

    shown = page_of(reviews(curator, REVIEW, {"@type": "ClaimReview", "claimReviewed": "Dust"}))
    before = drafts(room)
    after = curator.sent("/console/import/reviews/save", **hidden(shown, "/console/import/reviews/save"))

    assert "Look at the phrases of each draft" in words(shown)
    assert "“Mostly false” on 22 March 2026" in words(shown, ".draft")
    assert "Number 2, “Dust”" in words(shown, ".box.warn")
    assert before == []
    assert drafts(room) == [DRAFT]
    assert "1 draft is there" in words(after, ".flash")
    assert DRAFT not in room.wired.editions.current.edition.entries


def test_only_the_chosen_drafts_are_kept(room: Newsroom) -> None:
    curator = person(room, "curator")
    other = {**REVIEW, "claimReviewed": "Harbour dust melts steel beams", "url": "https://courier.example/check/2"}
    fields = hidden(page_of(reviews(curator, REVIEW, other)), "/console/import/reviews/save")

    curator.sent("/console/import/reviews/save", **{**fields, "take": [DRAFT]})
    none = curator.sent("/console/import/reviews/save", **{**fields, "take": []})

    assert drafts(room) == [DRAFT]
    assert "No review was chosen" in words(none, ".flash")


def test_a_review_that_is_here_already_is_said_so(room: Newsroom) -> None:
    curator = person(room, "curator")
    curator.sent(
        "/console/import/reviews/save", **hidden(page_of(reviews(curator, REVIEW)), "/console/import/reviews/save")
    )

    again = page_of(reviews(curator, REVIEW))

    assert "1 review is the source of an entry already" in words(again, ".box.note")
    assert not again.select(".draft")


def test_drafts_whose_ids_were_taken_meanwhile_overwrite_nothing(room: Newsroom) -> None:
    curator = person(room, "curator")
    fields = hidden(page_of(reviews(curator, REVIEW)), "/console/import/reviews/save")
    curator.sent("/console/import/reviews/save", **fields)

    answer = curator.post("/console/import/reviews/save", **fields)

    assert answer.status_code == 409
    assert head(room, DRAFT) == 1


@pytest.mark.parametrize("carried", ["{}", "[1]", "[{}]", "no json", '[{"id": "x", "kind": "figure"}]'])
def test_drafts_that_were_tampered_with_are_refused(room: Newsroom, carried: str) -> None:
    answer = person(room, "curator").post("/console/import/reviews/save", pack=PACK, carried=carried, take=["x"])

    assert answer.status_code == 422
    assert drafts(room) == []


def test_a_page_file_is_read_and_an_address_goes_through_the_guard(room: Newsroom) -> None:
    curator = person(room, "curator")
    html = f'<p>Read on.</p><script type="application/ld+json">{json.dumps(REVIEW)}</script>'.encode()

    from_file = page_of(
        curator.post("/console/import/reviews", pack=PACK, review_file=(io.BytesIO(html), "check.html"))
    )
    refused = page_of(curator.post("/console/import/reviews", pack=PACK, url="http://169.254.169.254/"), status=422)

    assert len(from_file.select(".draft")) == 1
    assert "turned off" in words(refused, ".box.bad")
    assert refused.select("input[name=url]")[0]["value"] == "http://169.254.169.254/"


def test_nothing_given_and_nothing_found_are_told(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")

    empty = page_of(curator.post("/console/import/reviews", pack=PACK), status=422)
    broken = page_of(curator.post("/console/import/reviews", pack=PACK, review_text="{"), status=422)
    other = page_of(reviews(curator, {"@type": "Recipe"}))

    assert "give an address" in words(empty, ".box.bad")
    assert "is no JSON" in words(broken, ".box.bad")
    assert "No claim review is there" in words(other)


def test_a_table_is_shown_as_a_difference_first_and_saved_when_confirmed(room: Newsroom) -> None:
    curator = person(room, "curator")

    shown = page_of(curator.post("/console/import/records", entry=TOLL, csv=TABLE))
    before = head(room)
    after = curator.sent("/console/import/records/save", **hidden(shown, "/console/import/records/save"))

    assert "1 record is new" in words(shown)
    assert "value: 415" in words(shown, ".after .value")
    assert before == 1
    payload = room.wired.curating.entries.entry(TOLL).head.entry.payload
    assert isinstance(payload, Figure)
    assert (head(room), payload.records[-1].value) == (2, 415)
    assert "Revision 2 holds them" in words(after, ".flash")


def test_a_source_that_a_table_names_by_its_address_alone_is_named_before_it_is_saved(room: Newsroom) -> None:
    curator = person(room, "curator")
    table = "as_of,value,source_url\n2026-03-30,415,https://www.wire.example/toll\n"
    shown = page_of(curator.post("/console/import/records", entry=TOLL, csv=table))
    (title,) = shown.select("input[name^='title.']")
    (publisher,) = shown.select("input[name^='publisher.']")
    fields = hidden(shown, "/console/import/records/save")
    named = {str(title["name"]): "Toll rises to 415", str(publisher["name"]): "Karvenian Wire"}

    curator.sent("/console/import/records/save", **{**fields, **named})

    source = room.wired.curating.entries.entry(TOLL).head.entry.sources[-1]
    assert (title["value"], publisher["value"]) == ("wire.example", "wire.example")
    assert (source.title, source.publisher) == ("Toll rises to 415", "Karvenian Wire")


def test_a_table_with_faults_names_line_and_column_and_keeps_what_was_written(room: Newsroom) -> None:
    table = "value;as_of\nmany;2026-03-30\n7;soon\n"

    page = page_of(person(room, "curator").post("/console/import/records", entry=TOLL, csv=table), status=422)

    assert [row.split(" '")[0] for row in rows(page)] == ["2 value", "3 as_of"]
    assert words(page, "textarea[name=csv]").startswith("value;as_of many;2026-03-30")
    assert head(room) == 1


def test_a_figure_that_moved_on_is_compared_again(room: Newsroom) -> None:
    curator = person(room, "curator")
    fields = hidden(
        page_of(curator.post("/console/import/records", entry=TOLL, csv=TABLE)), "/console/import/records/save"
    )
    assert room.edit(TOLL, tags=["other"]).status_code == 200

    again = page_of(curator.post("/console/import/records/save", **fields), status=412)

    assert "has a newer revision by now" in words(again)
    assert head(room) == 2
    curator.sent("/console/import/records/save", **hidden(again, "/console/import/records/save"))
    assert head(room) == 3


def test_a_table_that_breaks_the_contract_is_refused_in_both_steps(room: Newsroom) -> None:
    curator = person(room, "curator")
    table = "value,as_of,note\n12,2026-03-30,a\x07b\n"

    shown = page_of(curator.post("/console/import/records", entry=TOLL, csv=table), status=422)
    saved = page_of(curator.post("/console/import/records/save", entry=TOLL, csv=table, based_on="1"), status=422)

    assert rows(shown) == rows(saved) != []
    assert head(room) == 1


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"entry": "nowhere", "csv": TABLE}, 404, "nowhere"),
        ({"entry": UNION, "csv": TABLE}, 422, "only a figure"),
        ({"entry": TOLL, "csv": " "}, 422, "the table is empty"),
        (
            {"entry": TOLL, "csv_file": (io.BytesIO("value;as_of;by\n1;2024;Мэр".encode("cp1251")), "a.csv")},
            422,
            "UTF-8",
        ),
    ],
    ids=["no entry", "no figure", "empty", "another encoding"],
)
def test_what_no_table_can_be_put_into_is_told(
    shared_room: Newsroom, fields: dict[str, Any], status: int, told: str
) -> None:
    page = page_of(person(shared_room, "curator").post("/console/import/records", **fields), status=status)

    assert told.casefold() in words(page, ".box.bad").casefold()


def test_a_pack_that_was_changed_is_shown_as_a_difference_first(room: Newsroom) -> None:
    curator = person(room, "curator")
    pack = exported(curator)
    next(e for e in pack["entries"] if e["id"] == TOLL)["title"]["en"] = "Another title"
    pack["entries"].append({**REVIEW_ENTRY})

    shown = page_of(send_pack(curator, pack))
    before = (head(room), drafts(room))
    curator.sent("/console/import/pack/save", **hidden(shown, "/console/import/pack/save"))

    assert "1 entry is new, 1 changed" in words(shown)
    assert "Another" in words(shown, ".difference ins")
    assert before == (1, [])
    assert (head(room), drafts(room)) == (2, ["pier"])


def test_a_pack_that_says_nothing_new_offers_nothing(room: Newsroom) -> None:
    curator = person(room, "curator")

    page = page_of(send_pack(curator, exported(curator)))

    assert "The file holds nothing new" in words(page)
    assert not page.select('form[action="/console/import/pack/save"]')


def test_a_pack_is_compared_again_if_what_is_kept_has_changed_meanwhile(room: Newsroom) -> None:
    curator = person(room, "curator")
    pack = exported(curator)
    pack["entries"].append({**REVIEW_ENTRY})
    fields = hidden(page_of(send_pack(curator, pack)), "/console/import/pack/save")
    assert room.edit(TOLL, tags=["other"]).status_code == 200

    again = page_of(curator.post("/console/import/pack/save", **fields), status=409)

    assert "What is kept has changed since" in words(again)
    assert drafts(room) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe{}",
        b"[" * 200_000,
        b'{"id": "x"}',
        b'{"id":"X Y","title":"t","licence":"l","entries":[{}]}',
    ],
    ids=["empty", "cut off", "list", "no UTF-8", "deep", "no entries", "faults"],
)
def test_what_is_no_pack_is_refused_with_a_reason(shared_room: Newsroom, content: bytes) -> None:
    page = page_of(send_pack(person(shared_room, "curator"), content), status=422)

    assert words(page, ".box.bad li")


REVIEW_ENTRY = {"id": "pier", "kind": "background", "title": {"en": "The pier"}}
