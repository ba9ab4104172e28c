"""The list of entries with its filters, what is to be reviewed, and packs."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.web.console.browsing import page_of, person, rows, words
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom

from sidelight.core.entry import Entry
from sidelight.services.curation.values import FoundEntries
from sidelight.shapes.curating.packs import whole_pack_from
from sidelight.shapes.curating.requests import REASON_CHARACTERS
from sidelight.shapes.entries import entry_from
from sidelight.web.console import pages

PUBLISH = f"/console/packs/{PACK}/publish"


def edit(room: Newsroom, entry_id: str = TOLL, **changes: Any) -> Entry:
    entries = room.wired.curating.entries
    head = entries.entry(entry_id).head
    changed = replace(head.entry, **changes)
    return entries.edit(changed, based_on=head.number, by="curator", reason="checked").head.entry


def publish(room: Newsroom, entry_id: str = TOLL, **changes: Any) -> None:
    edit(room, entry_id, **changes)
    number = room.wired.curating.entries.entry(entry_id).head.number
    room.wired.curating.publishing.publish(entry_id, revision=number, by="reviewer", reason="checked")


def ids(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]).rsplit("/", 1)[1] for link in page.select("main tbody th a:not(.tag)")]


def test_the_list_shows_all_entries_with_what_counts(shared_room: Newsroom) -> None:
    page = person(shared_room, "curator").read("/console/entries")

    assert set(ids(page)) == set(shared_room.wired.editions.current.edition.entries)
    row = next(row for row in rows(page) if TOLL in row)
    assert row.startswith(f"Melvaro earthquake: death toll {TOLL} · melvaro · earthquake · karvenia figure published")
    assert "by sidelight · revision 1" in row


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"q={TOLL}", {TOLL}),
        ("q=MELVARO+toll&kind=figure", {TOLL}),
        ("q=melvaro&kind=label", set()),
        ("status=draft", set()),
        ("pack=none", set()),
        ("waits=yes", set()),
        ("reported=yes", set()),
        ("stale=yes", set()),
    ],
)
def test_filters_narrow_the_list(shared_room: Newsroom, query: str, found: set[str]) -> None:
    page = person(shared_room, "curator").read(f"/console/entries?{query}")

    assert set(ids(page)) == found
    assert page.select_one('main a[href="/console/entries"]'), "a way to clear the filters"


def test_what_waits_and_what_is_due_can_be_filtered(room: Newsroom) -> None:
    publish(room, review_by=date(2024, 1, 31))
    edit(room, title={"en": "Melvaro: people killed"}, review_by=date(2099, 1, 31))
    curator = person(room, "curator")

    for query, badge in (("waits=yes", "change waits"), ("stale=yes", "review is due")):
        page = curator.read(f"/console/entries?{query}")
        assert ids(page) == [TOLL]
        assert badge in rows(page)[0]


def test_the_form_shows_the_filters_that_hold(shared_room: Newsroom) -> None:
    page = person(shared_room, "curator").read("/console/entries?q=melvaro&kind=figure&waits=yes&tag=karvenia")

    assert page.select_one("[name=q]")["value"] == "melvaro"  # type: ignore[index]
    assert page.select_one("[name=tag]")["value"] == "karvenia"  # type: ignore[index]
    assert [option["value"] for option in page.select("form[role=search] option[selected]")] == ["figure", "", ""]
    assert page.select_one("[name=waits]").has_attr("checked")  # type: ignore[union-attr]
    assert not page.select_one("[name=stale]").has_attr("checked")  # type: ignore[union-attr]


@pytest.mark.parametrize("query", ["kind=verse&status=lost&offset=-1", "offset=x", "offset=99999999999999"])
def test_an_address_that_makes_no_sense_still_gives_a_page(shared_room: Newsroom, query: str) -> None:
    assert person(shared_room, "curator").read(f"/console/entries?{query}").select("h1")


def test_an_empty_list_says_what_to_do_first(shared_room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = shared_room.wired.curating.entries
    monkeypatch.setattr(entries, "search", lambda _: FoundEntries(entries=(), total=0))

    empty = person(shared_room, "curator").read("/console/entries")
    monkeypatch.setattr(entries, "packs", lambda: ())
    new = person(shared_room, "curator").read("/console/entries")
    nothing = person(shared_room, "curator").read("/console/entries?q=zzz")

    assert "There are no entries yet" in words(empty)
    assert empty.select_one('.empty a[href="/console/entries/new?kind=figure"]')
    assert [link["href"] for link in new.select(".empty a")] == ["/console/packs", "/console/import"]
    assert "No entry is like that" in words(nothing)
    assert nothing.select_one('.empty a[href="/console/entries"]')


def test_a_long_list_comes_in_pages(room: Newsroom) -> None:
    # given more entries than fit on a page
    entry = room.wired.curating.entries.entry(UNION).head.entry
    for number in range(pages.PAGE_LINES):
        room.wired.curating.entries.create(replace(entry, id=f"pier-{number}"), by="curator")
    curator = person(room, "curator")

    first = curator.read("/console/entries?q=union&status=draft")
    assert len(ids(first)) == pages.PAGE_LINES
    assert first.select("nav.pager") == []

    # when its next page is opened
    first = curator.read("/console/entries?q=union")
    second = curator.read(str(first.select("nav.pager [rel=next]")[0]["href"]))

    # then it holds the rest, of the same search
    assert len(ids(first)) == pages.PAGE_LINES
    assert UNION in ids(second)
    assert not set(ids(first)) & set(ids(second))
    assert second.select("nav.pager [rel=prev]")[0]["href"] == "/console/entries?q=union"


def test_entries_to_review_come_in_the_order_of_their_days(room: Newsroom) -> None:
    publish(room, TOLL, review_by=date(2024, 3, 1))
    edit(room, TOLL, review_by=date(2099, 3, 1))
    publish(room, UNION, review_by=date(2024, 2, 1))

    page = person(room, "curator").read("/console/stale")

    titles = [str(link["href"]).rsplit("/", 1)[1] for link in page.select(".due h2 a")]
    assert titles == [UNION, TOLL]
    assert "2 are past their day" in words(page)
    assert "1 February 2024" in words(page, ".due li")
    # who may not publish may not say that it is still right either
    assert page.select(".due form") == []


def test_where_nothing_is_due_the_page_says_so(shared_room: Newsroom) -> None:
    assert "Nothing is due" in words(person(shared_room, "curator").read("/console/stale"))


def test_an_entry_that_is_still_right_is_reviewed_and_published_at_once(room: Newsroom) -> None:
    publish(room, TOLL, review_by=date(2024, 3, 1))
    reviewer = person(room, "reviewer")
    assert reviewer.read("/console/stale").select(".due form")

    page = reviewer.sent(f"/console/stale/{TOLL}", review_by="2099-03-01", reason="checked against the inquiry")

    assert f"{TOLL} is to be looked at again by 1 March 2099 (edition 3)" in words(page, ".flash.done")
    assert "Nothing is due" in words(page)
    assert room.wired.editions.current.edition.entry(TOLL).review_by == date(2099, 3, 1)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"review_by": "", "reason": "looked"}, "f-review_by"),
        ({"review_by": "2001-01-01", "reason": "looked"}, "f-review_by"),
        ({"review_by": "soon", "reason": "looked"}, "f-review_by"),
        ({"review_by": "2099-01-01", "reason": ""}, "f-reason"),
    ],
)
def test_a_review_without_a_day_to_come_or_a_reason_is_told(room: Newsroom, fields: dict[str, str], wrong: str) -> None:
    publish(room, TOLL, review_by=date(2024, 3, 1))

    page = page_of(person(room, "reviewer").post(f"/console/stale/{TOLL}", **fields), status=422)

    assert [link["href"] for link in page.select("[role=alert] a")] == [f"#{wrong}"]
    assert page.select_one(f"details[open] #{wrong}[aria-invalid=true]")


def test_a_curator_may_not_say_that_it_is_still_right(shared_room: Newsroom) -> None:
    fields = {"review_by": "2099-01-01", "reason": "looked"}

    assert person(shared_room, "curator").post(f"/console/stale/{TOLL}", **fields).status_code == 403


def test_packs_are_counted_and_exported(room: Newsroom) -> None:
    edit(room, TOLL, title={"en": "Melvaro: people killed"})
    curator = person(room, "curator")

    (row,) = rows(curator.read("/console/packs"))
    live, drafts = (json.loads(curator.get(f"/console/packs/{PACK}.json{query}").data) for query in ("", "?drafts=yes"))

    assert "1 entries of" in row
    assert row.count("Publish") == 0, "curators do not publish"
    titles = [
        next(entry_from(entry).title["en"] for entry in pack["entries"] if entry["id"] == TOLL)
        for pack in (live, drafts)
    ]
    assert titles == ["Melvaro earthquake: death toll", "Melvaro: people killed"]
    for pack in (live, drafts):
        assert whole_pack_from(pack).cues["sundmark"] == {"en": ("Sundmark",)}
    assert room.wired.curating.entries.difference_of(whole_pack_from(drafts)).empty


def test_a_new_pack_is_made(room: Newsroom) -> None:
    curator = person(room, "curator")

    page = curator.sent("/console/packs", id="city-desk", title="City <desk>", licence="CC0-1.0", contact="")

    assert "“City <desk>” is there" in words(page, ".flash.done")
    assert any(row.startswith("City <desk> city-desk CC0-1.0 0 0 0") for row in rows(page))


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"id": PACK, "title": "Again", "licence": "CC0-1.0"}, 409, PACK),
        ({"id": "City Desk", "title": "City", "licence": "CC0-1.0"}, 422, "City Desk"),
        ({"id": "city"}, 422, "Title"),
    ],
)
def test_a_pack_that_will_not_do_is_told(shared_room: Newsroom, fields: dict[str, str], status: int, said: str) -> None:
    page = page_of(person(shared_room, "curator").post("/console/packs", **fields), status=status)

    assert said in words(page, "[role=alert]")
    assert "entries check" not in words(page)
    assert page.select_one("main [name=id]")["value"] == fields["id"]  # type: ignore[index]


def test_all_that_waits_in_a_pack_is_published_as_one_edition(room: Newsroom) -> None:
    edit(room, TOLL, title={"en": "Melvaro: people killed"})
    edit(room, UNION, tags=("union",))
    reviewer = person(room, "reviewer")
    page = reviewer.read(PUBLISH)
    seen = [str(field["value"]) for field in page.select("[name=seen]")]
    assert set(seen) == {f"{TOLL}@2", f"{UNION}@2"}

    done = reviewer.sent(PUBLISH, reason="clearer words", seen=seen)

    assert "Published as edition 2: 2 entries." in words(done, ".flash.done")
    assert words(done, "h1").startswith("Edition 2")
    assert "Nothing waits" in words(reviewer.read(PUBLISH))


def test_what_somebody_changed_meanwhile_is_not_published_unseen(room: Newsroom) -> None:
    edit(room, TOLL, title={"en": "Melvaro: people killed"})
    reviewer = person(room, "reviewer")
    seen = [str(field["value"]) for field in reviewer.read(PUBLISH).select("[name=seen]")]
    edit(room, TOLL, title={"en": "A slip of the pen"})

    page = page_of(reviewer.post(PUBLISH, reason="clearer words", seen=seen), status=409)

    assert "look at it as it is now" in words(page, "[role=alert]")
    assert [str(field["value"]) for field in page.select("[name=seen]")] == [f"{TOLL}@3"]
    assert room.wired.editions.current.edition.number == 1


def test_what_the_guard_refuses_can_be_left_out(room: Newsroom) -> None:
    # given one entry whose example fails, and one that is sound
    head = room.wired.curating.entries.entry(TOLL).head.entry
    edit(room, TOLL, examples=(replace(head.examples[0], quote="412 people"), *head.examples[1:]))
    edit(room, UNION, tags=("union",))
    reviewer = person(room, "reviewer")

    # when a reviewer wants to publish all
    page = reviewer.read(PUBLISH)

    # then the page names the sentence and offers no button
    assert head.examples[0].text in words(page, "#objections blockquote")
    assert page.select("[name=seen]") == []
    refused = page_of(reviewer.post(PUBLISH, reason="now", seen=[f"{TOLL}@2", f"{UNION}@2"]), status=422)
    assert refused.select_one("#objections")

    # and the other can be published without it
    link = next(str(a["href"]) for a in page.select(".acts a") if TOLL in str(a["href"]))
    alone = reviewer.read(link)
    assert [str(field["value"]) for field in alone.select("[name=seen]")] == [f"{UNION}@2"]
    action = str(alone.select("main form[method=post]")[0]["action"])
    assert "edition 2: 1 entry" in words(reviewer.sent(action, reason="now", seen=f"{UNION}@2"), ".flash.done")


def test_publishing_asks_why(room: Newsroom) -> None:
    edit(room, UNION, tags=("union",))

    page = page_of(person(room, "reviewer").post(PUBLISH, reason="", seen=f"{UNION}@2"), status=422)

    assert [link["href"] for link in page.select("[role=alert] a")] == ["#f-reason"]


def test_a_reason_for_the_public_log_is_one_line_of_limited_length(room: Newsroom) -> None:
    reason = "read\0 again,\r\n and  " + "again " * 1000

    person(room, "reviewer").sent(f"/console/stale/{TOLL}", review_by="2030-01-31", reason=reason)

    told = room.client().get("/v1/editions?limit=1").get_json()["editions"][0]["reason"]
    assert told.startswith("read again, and again again")
    assert len(told) == REASON_CHARACTERS
