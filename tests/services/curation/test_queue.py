"""What readers sent, dealt with by curators: deleted afterwards, and logged without a reader's word."""

from dataclasses import replace
from typing import cast

import pytest
from tests.services.curation.desk import Desk, Meanwhile
from tests.stores import NOON

from sidelight.core.entry import Entry, Example
from sidelight.errors import EntryNotFoundError
from sidelight.services.curation.errors import CannotError, ExistsError, NotKeptError
from sidelight.services.curation.queue import Queue, SentKind
from sidelight.services.ports import Inbox
from sidelight.services.sent import ContextRequest, Report, Sent

QUOTE = "The flood in Tarn killed 61 people in the night."
WORDS = "a reader's own words"
REPORT = Report(entry="tarn-toll", reason="does-not-fit", quote=QUOTE, note=WORDS, revision=1, edition=1)
REQUEST = ContextRequest(quote="the harbour fire", prefix="It recalled ", suffix=" of 2019.", note=WORDS, title="Fire")


def queue(desk: Desk) -> Queue:
    return Queue(inbox=desk.store.inbox, store=desk.store.queue, entries=desk.entries, now=desk.clock.now)


def send(desk: Desk, sent: Sent) -> int:
    number = desk.store.inbox.add(sent, received=NOON.date(), most=100)
    assert number is not None
    return number


def begin(waiting: Queue, number: int, entry: Entry) -> None:
    waiting.entry_from_request(number, entry, by="anna")


def logged(desk: Desk) -> list[tuple[str, str, str, str]]:
    return [(line.what, line.on, line.act.by, line.act.reason) for line in desk.store.accounts.audit(limit=5)]


@pytest.mark.parametrize(("kind", "sent"), [("report", REPORT), ("request", REQUEST)])
@pytest.mark.parametrize("act", ["dismiss", "fixed"])
def test_what_was_dealt_with_is_deleted_and_logged_without_the_readers_words(
    desk: Desk, kind: SentKind, sent: Sent, act: str
) -> None:
    number, waiting = send(desk, sent), queue(desk)

    getattr(waiting, act)(kind, number, by="anna", reason="looked at it")

    assert waiting.reports() == waiting.requests() == ()
    assert waiting.open() == {"report": 0, "request": 0}
    assert logged(desk)[0][2:] == ("anna", "looked at it")
    told = repr(desk.store.accounts.audit(limit=100))
    assert WORDS not in told
    assert "killed 61" not in told


@pytest.mark.parametrize("kind", ["report", "request"])
def test_nothing_is_dealt_with_twice(desk: Desk, kind: SentKind) -> None:
    number = send(desk, REPORT if kind == "report" else REQUEST)
    queue(desk).dismiss(kind, number, by="anna", reason="seen")

    with pytest.raises(NotKeptError):
        queue(desk).dismiss(kind, number, by="ruth", reason="seen")


def test_a_reason_is_needed(desk: Desk) -> None:
    number = send(desk, REPORT)

    with pytest.raises(CannotError, match="without a reason"):
        queue(desk).dismiss("report", number, by="anna", reason="  ")

    assert len(queue(desk).reports()) == 1


def test_a_report_becomes_an_example_that_must_not_match_on_a_draft(desk: Desk) -> None:
    number = send(desk, REPORT)

    stored = queue(desk).example_from_report(number, by="anna")

    assert stored.head.entry.examples[-1] == Example(text=QUOTE, none=True, language="en")
    assert (stored.head.number, stored.waits) == (2, True)
    assert queue(desk).reports() == ()
    assert WORDS not in stored.head.act.reason


def test_a_curator_may_change_the_example_first(desk: Desk) -> None:
    number = send(desk, REPORT)
    example = Example(text="The flood killed 61 people.", none=True, title="Floods")

    stored = queue(desk).example_from_report(number, by="anna", example=example)

    assert stored.head.entry.examples[-1] == example


def test_an_example_that_is_there_already_adds_no_revision_but_ends_the_report(desk: Desk) -> None:
    first, second = send(desk, REPORT), send(desk, REPORT)
    queue(desk).example_from_report(first, by="anna")

    stored = queue(desk).example_from_report(second, by="anna")

    assert stored.head.number == 2
    assert queue(desk).reports() == ()


def test_a_report_without_a_quote_needs_a_sentence(desk: Desk) -> None:
    number = send(desk, replace(REPORT, quote=None))

    with pytest.raises(CannotError, match="without the passage"):
        queue(desk).example_from_report(number, by="anna")

    assert len(queue(desk).reports()) == 1


def test_a_report_on_an_entry_that_is_gone_stays(desk: Desk) -> None:
    number = send(desk, replace(REPORT, entry="gone"))

    with pytest.raises(EntryNotFoundError):
        queue(desk).example_from_report(number, by="anna")

    ((group,), _) = queue(desk).by_entry()
    assert (group.entry_id, group.entry) == ("gone", None)
    queue(desk).dismiss("report", number, by="anna", reason="the entry is gone")


def test_reports_are_grouped_by_entry_those_with_most_first(desk: Desk) -> None:
    for sent in (replace(REPORT, entry="ports-ministry"), REPORT, replace(REPORT, reason="wrong")):
        send(desk, sent)

    groups, total = queue(desk).by_entry()

    assert [(group.entry_id, len(group.reports)) for group in groups] == [("tarn-toll", 2), ("ports-ministry", 1)]
    assert total == 2
    assert [len(group.reports) for group in queue(desk).by_entry(reason="wrong")[0]] == [1]
    assert [group.entry_id for group in queue(desk).by_entry(limit=1, offset=1)[0]] == ["ports-ministry"]
    assert queue(desk).by_entry(entry="nowhere") == ((), 0)


def test_a_report_tells_whether_the_entry_changed_since(desk: Desk) -> None:
    send(desk, REPORT)
    ((before,), _) = queue(desk).by_entry()
    entry = desk.entries.entry("tarn-toll").head.entry
    desk.publish(replace(entry, tags=("quakes",)))

    ((after,), _) = queue(desk).by_entry()

    assert not before.changed_since(REPORT)
    assert after.changed_since(REPORT)
    assert not after.changed_since(replace(REPORT, revision=None))


def test_a_request_becomes_a_draft_whose_example_is_the_passage(desk: Desk) -> None:
    number, waiting = send(desk, REQUEST), queue(desk)
    proposed = waiting.proposed_entry(number, pack="test")

    stored = waiting.entry_from_request(number, proposed, by="anna")

    assert stored.id == "the-harbour-fire"
    assert stored.status == "draft"
    (example,) = stored.head.entry.examples
    assert (example.text, example.quote, example.title) == (
        "It recalled the harbour fire of 2019.",
        "the harbour fire",
        "Fire",
    )
    assert waiting.requests() == ()
    assert logged(desk)[:2] == [
        ("create", "the-harbour-fire", "anna", f"began with request {number}"),
        ("entry", f"request {number}", "anna", "entry the-harbour-fire"),
    ]
    assert WORDS not in repr(desk.store.accounts.audit(limit=100))


def test_an_id_that_is_taken_is_not_proposed(desk: Desk) -> None:
    number = send(desk, replace(REQUEST, quote="Tarn toll"))

    assert queue(desk).proposed_entry(number, pack="test").id == "tarn-toll-2"


def test_of_two_who_begin_with_one_request_the_slower_is_refused_and_leaves_no_draft(desk: Desk) -> None:
    number, waiting = send(desk, REQUEST), queue(desk)
    proposed = waiting.proposed_entry(number, pack="test")
    slower = Queue(
        inbox=cast("Inbox", Meanwhile(desk.store.inbox, lambda: begin(waiting, number, proposed), after="kept")),
        store=desk.store.queue,
        entries=desk.entries,
        now=desk.clock.now,
    )

    with pytest.raises(NotKeptError):
        slower.entry_from_request(number, replace(proposed, id="slower", summary={"en": "Long work."}), by="ruth")

    assert desk.store.entries.entry(proposed.id).head.act.by == "anna"
    with pytest.raises(EntryNotFoundError):
        desk.store.entries.entry("slower")


def test_a_request_stays_if_the_entry_cannot_be_kept(desk: Desk) -> None:
    number, waiting = send(desk, REQUEST), queue(desk)
    proposed = replace(waiting.proposed_entry(number, pack="test"), id="tarn-toll")

    with pytest.raises(ExistsError):
        waiting.entry_from_request(number, proposed, by="anna")

    assert len(waiting.requests()) == 1
