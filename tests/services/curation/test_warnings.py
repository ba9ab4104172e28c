"""What a reviewer is warned of before publishing, and may decide otherwise."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories import TODAY, cues, day, record
from tests.services.curation.desk import (
    SOURCE,
    Desk,
    must,
    opened_desk,
    payload_of,
    sound_background,
    sound_ranking,
    sound_toll,
)

from sidelight.core.entry import Clause, Entry, Scope, Source
from sidelight.core.kinds.payloads import Record
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.warn import DENSITY_DRAFTS, LINKS_TRIED

DEAD = "https://gone.example/report"


class Links:
    """The web, of which one address is dead."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def check(self, url: str) -> str | None:
        self.tried.append(url)
        return "the site says that there is no such page (404)" if url == DEAD else None


@pytest.fixture
def links() -> Links:
    return Links()


@pytest.fixture
def linked_desk(tmp_path: Path, links: Links) -> Iterator[Desk]:
    with opened_desk(tmp_path, check_link=links.check) as opened:
        yield opened


def warnings(desk: Desk, entry: Entry, *, links: bool = False) -> tuple[Objection, ...]:
    desk.draft(entry)
    judged = desk.publishing.judge([entry.id], links=links)
    assert judged.objections == ()
    return judged.warnings


def cited(*urls: str) -> Entry:
    sources = tuple(replace(SOURCE, id=f"s{number}", url=url) for number, url in enumerate(urls, start=1))
    return sound_background("harbour", "old harbour", sources=sources)


def about(phrase: str) -> Scope:
    return Scope(about=Clause(any=cues(phrase)))


def test_a_sound_entry_that_nobody_else_speaks_of_is_not_warned_of(desk: Desk) -> None:
    assert warnings(desk, sound_background("harbour", "old harbour")) == ()


def test_two_entries_that_find_the_same_words_are_told_with_the_sentence(desk: Desk) -> None:
    text = "The Ministry of Ports and Harbours said so."
    wider = sound_background("wider", "Ministry of Ports and Harbours")

    (found,) = warnings(desk, wider)

    assert (found.code, found.entry, found.place, found.sentence) == ("overlap", "ports-ministry", "examples[0]", text)
    assert "'wider' and 'ports-ministry' find the same words" in found.message
    assert "improve that entry instead" in found.remedy


@pytest.mark.parametrize(
    ("others", "own", "warned"),
    [
        pytest.param(Scope(), Scope(), True, id="neither asks for a cue"),
        pytest.param(Scope(), about("strike"), True, id="one of them asks for a cue"),
        pytest.param(about("strike"), about("strike"), True, id="both ask for the same cue"),
        pytest.param(about("storm"), about("strike"), False, id="they ask for different cues"),
    ],
)
def test_a_shared_phrase_is_told_unless_the_two_ask_for_different_cues(
    desk: Desk, others: Scope, own: Scope, warned: bool
) -> None:
    first = must("The storm and the strike hit the harbour gate and the old mole.", "harbour gate")
    second = must("The strike closed the old mole.", "old mole")
    phrases = {"en": ("old mole", "harbour gate")}
    desk.publish(sound_background("gate", "harbour gate", phrases=phrases, scope=others, examples=(first,)))

    desk.draft(sound_background("mole", phrases={"en": ("old mole",)}, scope=own, examples=(second,)))
    found = desk.publishing.judge(["mole"]).warnings

    shared = [one for one in found if one.code == "overlap"]
    assert [one.entry for one in shared] == (["gate"] if warned else [])


def test_a_source_by_plain_http_is_told(desk: Desk) -> None:
    (found,) = warnings(desk, cited("https://gazette.example/1", "http://gazette.example/2"))

    assert (found.code, found.place) == ("source-plain-http", "sources[1].url")
    assert "'s2' is reached by plain http: http://gazette.example/2" in found.message


@pytest.mark.parametrize(("days", "warned"), [(-1, True), (0, False), (1, False)])
def test_a_day_of_review_that_is_past_is_told(desk: Desk, days: int, warned: bool) -> None:
    review = TODAY + timedelta(days=days)

    found = warnings(desk, sound_background("harbour", "old harbour", review_by=review))

    assert [(one.code, one.place) for one in found] == ([("review-past", "review_by")] if warned else [])


def test_a_dead_source_is_told_with_its_reason_when_links_are_to_be_tried(linked_desk: Desk, links: Links) -> None:
    (found,) = warnings(linked_desk, cited("https://gazette.example/1", DEAD), links=True)

    assert (found.code, found.entry, found.place) == ("source-dead", "harbour", "sources[1].url")
    assert found.message == f"The source 's2' cannot be read at {DEAD}: the site says that there is no such page (404)"
    assert "archived copy" in found.remedy
    assert sorted(links.tried) == ["https://gazette.example/1", DEAD]


def test_no_link_is_tried_unless_somebody_asks(linked_desk: Desk, links: Links) -> None:
    found = warnings(linked_desk, cited(DEAD))

    assert (found, links.tried) == ((), [])


def test_only_so_many_links_are_tried_at_a_time(linked_desk: Desk, links: Links) -> None:
    many: tuple[Source, ...] = tuple(
        replace(SOURCE, id=f"s{number}", url=f"https://gazette.example/{number}") for number in range(LINKS_TRIED + 5)
    )

    warnings(linked_desk, sound_background("harbour", "old harbour", sources=many), links=True)

    assert (len(links.tried), LINKS_TRIED) == (LINKS_TRIED, 20)


def test_links_are_tried_side_by_side_and_one_that_hangs_holds_nobody_up(tmp_path: Path) -> None:
    hangs, together = threading.Event(), threading.Barrier(2)

    def check(url: str) -> str | None:
        if url == DEAD:
            hangs.wait(600)
        else:
            together.wait(60)
        return None

    slow = cited(DEAD, "https://gazette.example/1", "https://gazette.example/2", DEAD)
    with opened_desk(tmp_path, check_link=check, link_seconds=15) as desk:
        try:
            found = warnings(desk, slow, links=True)
        finally:
            hangs.set()

    assert [(one.code, one.place) for one in found] == [
        ("source-dead", "sources[0].url"),
        ("source-dead", "sources[3].url"),
    ]
    assert "no answer came within 15 seconds" in found[0].message


def test_a_link_that_hangs_does_not_hold_up_a_process_that_stops(tmp_path: Path) -> None:
    daemons: list[bool] = []

    def check(_: str) -> str | None:
        daemons.append(threading.current_thread().daemon)
        return None

    with opened_desk(tmp_path, check_link=check) as desk:
        warnings(desk, cited(DEAD), links=True)

    assert daemons == [True]


def dated(*records: Record, published: str | None = None) -> Entry:
    """A toll whose only source was published on that day."""
    entry = sound_toll(sources=(replace(SOURCE, published=day(published) if published else None),))
    return replace(entry, payload=payload_of(entry, records=(record(61, "2021-05-03"), *records)))


@pytest.mark.parametrize(
    ("records", "published", "told"),
    [
        pytest.param([record(62, "2026-11-22")], None, None, id="of today"),
        pytest.param([record(62, "2026")], None, None, id="of this year"),
        pytest.param(
            [record(62, "2062-05-05")],
            None,
            ("record-in-future", "as_of", "Record 2 is dated 2062-05-05, and that day is still to come"),
            id="of a day to come",
        ),
        pytest.param(
            [record(62, "2021-05-05", published="2026-11-23")],
            None,
            ("record-in-future", "published", "Record 2 is dated 2026-11-23"),
            id="to become known tomorrow",
        ),
        pytest.param(
            [record(62, "2021-05-05"), record(63, "2021-05-05"), record(65, "2021-05-05")],
            None,
            ("records-of-one-day", "as_of", "the main records of that day say 62, 63 and 65"),
            id="several counts of one day",
        ),
        pytest.param(
            [record(62, "2021-05-05"), record(65, "2021-05-05", standing="other")], None, None, id="also reported"
        ),
        pytest.param(
            [record(62, "2021-05-05"), record(65, "2021-05-05", published="2022-01-10")], None, None, id="corrected"
        ),
        pytest.param([record(62, "2021"), record(65, "2021")], None, None, id="of one year"),
        pytest.param(
            [record(62, "2022-01-10")],
            "2021-05-05",
            ("source-before-record", "sources", "its newest source was published on 2021-05-05, before that day"),
            id="later than its source",
        ),
        pytest.param([record(62, "2021-05-05")], "2021-05-05", None, id="of the day of its source"),
        pytest.param([record(62, "2021-05-05")], "2021-05", None, id="in the month of its source"),
    ],
)
def test_dates_of_records_that_are_probably_mistyped_are_told(
    desk: Desk, records: list[Record], published: str | None, told: tuple[str, str, str] | None
) -> None:
    found = warnings(desk, dated(*records, published=published))

    number = len(records)
    expected = [(told[0], f"figure.records[{number}].{told[1]}")] if told else []
    assert [(one.code, one.place) for one in found] == expected
    assert all(told and told[2] in one.message and one.remedy.endswith(".") for one in found)


def test_records_of_a_ranking_are_looked_at_as_well_and_one_later_source_is_enough(desk: Desk) -> None:
    entry = sound_ranking(sources=(SOURCE, replace(SOURCE, id="t", published=day("2030"))))
    events = payload_of(entry).events
    future = replace(events[2], records=(replace(record(12, "2042-07-07"), sources=("s",)),))
    later = replace(events[1], records=(replace(record(400, "2025-03-01"), sources=("s", "t")),))

    found = warnings(desk, replace(entry, payload=payload_of(entry, events=(events[0], later, future))))

    assert [(one.code, one.place) for one in found] == [
        ("record-in-future", "comparison.events[2].records[0].as_of"),
        ("source-before-record", "comparison.events[2].records[0].sources"),
    ]
    assert found[0].message.startswith("Event 3, record 1 is dated 2042-07-07")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([62, 6300], [(2, "Record 3 says 6,300, more than 10 times what is on record next to it in time: 62")]),
        ([6200, 63], [(1, "Record 2 says 6,200, more than 10 times what is on record next to it in time: 61 and 63")]),
        ([6, 62], [(1, "Record 2 says 6, less than 1/10 of what is on record next to it in time: 61 and 62")]),
        ([6200], [(1, "Record 2 says 6,200, more than 10 times what is on record next to it in time: 61")]),
        ([610, 610], []),
        ([5], []),
        ([0, 62], []),
    ],
)
def test_a_value_that_its_neighbours_in_time_contradict_is_told(
    desk: Desk, values: list[int], told: list[tuple[int, str]]
) -> None:
    records = [record(value, f"2021-05-{number:02}") for number, value in enumerate(values, start=4)]

    found = warnings(desk, dated(*records))

    assert [(one.code, one.place, one.message) for one in found] == [
        ("record-jumps", f"figure.records[{number}].value", message) for number, message in told
    ]
    assert all(one.remedy == "Check the digits; if it is right, nothing is to be done." for one in found)


def test_what_was_reported_beside_the_count_is_compared_with_its_own_kind(desk: Desk) -> None:
    beside = [record(value, f"2021-05-{day}", standing="other") for value, day in ((700, "04"), (710, "05"))]

    assert not warnings(desk, dated(*beside, record(62, "2021-05-06")))


def test_with_many_drafts_at_once_it_is_told_that_the_corpus_was_not_read(desk: Desk) -> None:
    names = [f"harbour-{number}" for number in range(DENSITY_DRAFTS + 1)]
    for name in names:
        desk.draft(sound_background(name, f"old {name}"))

    some, many = (desk.publishing.judge(asked).warnings for asked in (names[1:], names))

    assert not [one for one in some if "was not read" in one.message]
    assert [one.code for one in many if "was not read" in one.message] == ["dense"]
