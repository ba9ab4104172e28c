"""An entry's history, two revisions side by side, the way back, and the log of editions."""

from dataclasses import replace

import pytest
from tests.web.console.browsing import page_of, person, rows, words
from tests.web.curating.newsroom import TOLL, UNION, Newsroom

from sidelight.core.entry import Entry
from sidelight.services.curation.differences import Difference, differences
from sidelight.shapes.entries import entry_to
from sidelight.web.console import pages
from sidelight.web.console.history import editions
from sidelight.web.console.history.layout import MOST_WORDS, lay_out, mark_words

HISTORY = f"/console/entries/{TOLL}/history"
COMPARE = f"/console/entries/{TOLL}/compare"
REVERT = f"/console/entries/{TOLL}/revert"


def retitled(room: Newsroom, title: str, *, reason: str = "clearer") -> Entry:
    head = room.wired.curating.entries.entry(TOLL).head
    changed = replace(head.entry, title={"en": title})
    return room.wired.curating.entries.edit(changed, based_on=head.number, by="curator", reason=reason).head.entry


def title_of(room: Newsroom) -> str:
    return room.wired.curating.entries.entry(TOLL).head.entry.title["en"]


def test_the_history_says_who_when_and_why_and_what_is_live(room: Newsroom) -> None:
    retitled(room, "Earthquake at Melvaro: people killed", reason="as the inquiry words it")

    page = person(room, "curator").read(HISTORY)

    newest, first = rows(page)
    assert newest.startswith("2 newest")
    assert "by curator" in newest
    assert "as the inquiry words it" in newest
    assert first.startswith("1 live: published")
    assert "by sidelight" in first
    times = page.select("main tbody time")
    assert all(str(time["datetime"]).endswith("+00:00") and "UTC" in time.get_text() for time in times)


def test_an_entry_of_one_revision_offers_nothing_to_compare(room: Newsroom) -> None:
    curator = person(room, "curator")

    assert curator.read(HISTORY).select("[type=radio]") == []
    assert "There is only one revision" in words(curator.read(COMPARE))


def test_two_revisions_are_compared_field_by_field_and_word_by_word(room: Newsroom) -> None:
    before = title_of(room)
    retitled(room, before.replace("death toll", "people killed"))

    page = person(room, "curator").read(f"{COMPARE}?before=1&after=2")

    assert words(page, ".difference h3") == "Title (en) changed title.en"
    assert words(page, ".before .value") == before
    assert [mark.get_text() for mark in page.select(".before del")] == ["death toll"]
    assert [mark.get_text() for mark in page.select(".after ins")] == ["people killed"]


def test_without_numbers_what_is_live_is_compared_with_the_newest(room: Newsroom) -> None:
    retitled(room, "Melvaro: people killed")
    retitled(room, "Melvaro: people killed in the earthquake")

    page = person(room, "curator").read(COMPARE)

    chosen = [option["value"] for option in page.select("main select option[selected]")]
    assert chosen == ["1", "3"]


def test_two_revisions_that_say_the_same_are_told_so(room: Newsroom) -> None:
    retitled(room, "Melvaro: people killed")

    assert "Both say the same" in words(person(room, "curator").read(f"{COMPARE}?before=2&after=2"))


def test_going_back_adds_a_revision_and_changes_nothing_for_readers(room: Newsroom) -> None:
    before = title_of(room)
    retitled(room, "A slip of the pen")
    edition = room.wired.editions.current.edition.number

    page = person(room, "curator").sent(REVERT, to="1", based_on="2", reason="that was a slip")

    assert title_of(room) == before
    assert rows(page)[0].startswith("3 newest")
    assert "that was a slip" in rows(page)[0]
    assert "Readers see it once it is published" in words(page, ".flash.done")
    assert room.wired.editions.current.edition.number == edition


def test_going_back_asks_why(room: Newsroom) -> None:
    retitled(room, "A slip of the pen")

    page = page_of(person(room, "curator").post(REVERT, to="1", based_on="2", reason=" "), status=422)

    assert page.select_one("details[open] [name=reason][aria-invalid=true]")
    assert page.select("[role=alert] a")[0]["href"] == "#f-reason-1"
    assert page.find(id="f-reason-1")
    assert title_of(room) == "A slip of the pen"


def test_going_back_from_a_revision_that_is_not_the_newest_any_more_is_refused(room: Newsroom) -> None:
    retitled(room, "A slip of the pen")
    retitled(room, "Mended by somebody else")

    page = page_of(person(room, "curator").post(REVERT, to="1", based_on="2", reason="a slip"), status=412)

    assert "newer revision" in words(page, "[role=alert]") or "revision 3" in words(page, "[role=alert]")
    assert title_of(room) == "Mended by somebody else"


@pytest.mark.parametrize("fields", [{"to": "x", "based_on": "1"}, {"to": "1"}, {"to": "9" * 30, "based_on": "1"}])
def test_a_revision_that_is_no_number_is_refused(shared_room: Newsroom, fields: dict[str, str]) -> None:
    answer = person(shared_room, "curator").post(REVERT, reason="a slip", **fields)

    assert page_of(answer, status=400).select("h1")


def test_editions_say_what_they_changed(room: Newsroom) -> None:
    # given two editions after the first
    retitled(room, "Melvaro: people killed")
    publishing = room.wired.curating.publishing
    publishing.publish(TOLL, revision=2, by="reviewer", reason="the inquiry's words")
    publishing.retire(UNION, by="reviewer", reason="dissolved", replaced_by=None)

    # when a curator opens the log
    curator = person(room, "curator")
    listed = rows(curator.read("/console/editions"))

    # then each tells what it did
    assert [row.split(" ")[1] for row in listed] == ["3", "2", "1"]
    assert "in use" in listed[0]
    assert "the inquiry's words" in listed[1]
    published, retired = (curator.read(f"/console/editions/{number}") for number in (2, 3))
    assert rows(published) == [f"{TOLL} changed published 1 → 2 Compare {TOLL}"]
    assert published.select_one(f'main a[href="{COMPARE}?before=1&after=2"]')
    assert rows(retired)[0].startswith(f"{UNION} retired 1 taken out")


def test_where_nothing_was_published_the_log_says_what_to_do(
    shared_room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_room.wired.editions, "history", lambda *_: ())

    assert "Nothing was published yet" in words(person(shared_room, "curator").read("/console/editions"))


def test_a_retired_entry_says_what_stands_in_its_place(room: Newsroom) -> None:
    room.wired.curating.publishing.retire(UNION, by="reviewer", reason="said better there", replaced_by=TOLL)

    page = person(room, "curator").read(f"/console/entries/{UNION}/history")

    assert "This entry is retired" in words(page)
    assert page.select_one(f'.box a[href="/console/entries/{TOLL}"]')


def test_records_are_named_by_their_days_wherever_they_stand(shared_room: Newsroom) -> None:
    after = entry_to(shared_room.wired.curating.entries.entry(TOLL).head.entry)
    records = after["figure"]["records"]
    changed = [*records[1:-1], {**records[-1], "value": 453}]
    before = {**after, "figure": {**after["figure"], "records": changed}}

    told = [(row.label, row.change) for row in lay_out(differences(before, after), before, after)]

    assert told == [("Figure, record 2023-05-14", "added"), ("Figure, record 2023-12-05, value", "changed")]


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ("summary.ru", "Summary (ru)"),
        ("tags[0]", "Tag 1"),
        ("phrases.en[2]", "Phrase 3 (en)"),
        ("scope.about.any[1]", "Scope, about, cue 2"),
        ("sources[0].url", "Source wire, url"),
        ("examples[0].quote", f"Example {'x' * 60}…, quote"),
        ("review_by", "Review by"),
        ("kind", "Kind"),
    ],
)
def test_a_place_is_named_in_words(place: str, label: str) -> None:
    state = {"sources": [{"id": "wire"}], "examples": [{"text": "x" * 99}]}

    row = lay_out([Difference(place=place, before="a", after="b")], state, state)[0]

    assert row.label == label
    assert row.place == place


def test_marks_leave_both_texts_as_they_are() -> None:
    before, after = "At least 137 people, he said.", "At least 139 people were killed, she said."

    marked = mark_words(before, after)

    assert ["".join(text for _, text in pieces) for pieces in marked] == [before, after]


@pytest.mark.parametrize(
    ("before", "after"), [("one", "quite another thing"), ("a " * MOST_WORDS, "b a " * MOST_WORDS)]
)
def test_texts_that_share_little_or_are_very_long_are_shown_whole(before: str, after: str) -> None:
    assert mark_words(before, after) == ((("removed", before),), (("added", after),))


def test_values_of_every_sort_are_written_for_people() -> None:
    value = {"value": 412.0, "none": True, "unit": {"one": {"en": "person"}}, "sources": ["a", "b"]}

    row = lay_out([Difference(place="figure.records[0]", before=None, after=value)], {}, {})[0]

    assert row.after == (("added", "value: 412\nnone: yes\nunit: one: en: person\nsources:\n    • a\n    • b"),)
    assert row.before == ()


def test_a_long_history_comes_in_pages(room: Newsroom) -> None:
    for number in range(pages.PAGE_LINES + 1):
        retitled(room, f"Melvaro: people killed, {number}")
    curator = person(room, "curator")

    first = curator.read(HISTORY)
    second = curator.read(str(first.select("nav.pager [rel=next]")[0]["href"]))

    assert len(rows(first)) == pages.PAGE_LINES
    assert [row.split(" ")[0] for row in rows(second)] == ["2", "1"]
    assert rows(second)[-1].startswith("1 live")


def test_a_large_edition_comes_in_pages(shared_room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "_CHANGES", 2)
    curator = person(shared_room, "curator")

    first = curator.read("/console/editions/1")
    second = curator.read(str(first.select("nav.pager [rel=next]")[0]["href"]))

    assert len(rows(first)) == 2
    assert rows(second)
    assert not set(rows(first)) & set(rows(second))
