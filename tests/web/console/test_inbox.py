"""Reports and requests in the console: read beside the entry, dealt with once, deleted afterwards."""

from dataclasses import replace

from tests.web.console.browsing import page_of, person, words
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom

from sidelight.services.sent import ContextRequest, Report, Sent
from sidelight.web.console.inbox import REPORTS_SHOWN

QUOTE = "The flood killed 412 people."
REPORT = Report(entry=TOLL, reason="does-not-fit", quote=QUOTE, note="Another event.", revision=1, edition=1)
REQUEST = ContextRequest(quote="the harbour fire", prefix="It recalled ", suffix=" of 2019.", note="What was that?")


def send(room: Newsroom, *sent: Sent) -> int:
    return [room.wired.readers.send(one).id for one in sent][-1]


def test_an_empty_queue_says_what_will_be_here(shared_room: Newsroom) -> None:
    reader = person(shared_room, "curator")

    assert "No report waits" in words(reader.read("/console/inbox"), ".empty")
    assert "No request waits" in words(reader.read("/console/inbox?show=request"), ".empty")
    assert not reader.read("/console/inbox").select(".waiting")


def test_reports_stand_under_their_entry_with_what_they_are_about(room: Newsroom) -> None:
    send(room, REPORT, replace(REPORT, reason="wrong"), replace(REPORT, entry=UNION))

    page = person(room, "curator").read("/console/inbox")

    assert len(page.select(".group")) == 2
    first = words(page, ".group:nth-of-type(1)")
    assert "2 reports" in first
    assert "on revision 1 of edition 1" in first
    assert QUOTE in first
    assert "Another event." in first
    assert "changed since" not in first
    assert words(page, "nav .waiting") == "3 waiting"


def test_of_many_reports_on_one_entry_the_first_are_shown_and_the_others_counted(room: Newsroom) -> None:
    send(room, *[REPORT] * (REPORTS_SHOWN + 2))

    page = person(room, "curator").read("/console/inbox")

    assert len(page.select(".sent-list > li")) == REPORTS_SHOWN == 50
    assert "And 2 more" in words(page, ".group")


def test_a_report_on_what_readers_no_longer_see_says_so(room: Newsroom) -> None:
    send(room, replace(REPORT, revision=7))

    assert "changed since" in words(person(room, "curator").read("/console/inbox"), ".group")


def test_reports_are_filtered_by_reason_and_entry(room: Newsroom) -> None:
    send(room, REPORT, replace(REPORT, entry=UNION, reason="wrong"))
    curator = person(room, "curator")

    assert len(curator.read("/console/inbox?reason=wrong").select(".group")) == 1
    assert len(curator.read(f"/console/inbox?entry={TOLL}").select(".group")) == 1
    assert "No report is like that" in words(curator.read("/console/inbox?entry=nowhere"))


def test_a_report_is_dismissed_with_a_reason_once(room: Newsroom) -> None:
    number = send(room, REPORT)
    curator = person(room, "curator")
    path = f"/console/inbox/report/{number}/dismiss"

    without = curator.sent(path, reason="")
    done = curator.sent(path, reason="it does fit")
    again = curator.sent(path, reason="it does fit")

    assert "without a reason" in words(without, ".flash.problem")
    assert f"The report {number} is dealt with" in words(done, ".flash.done")
    assert "There is no report" in words(again, ".flash.problem")
    assert room.wired.curating.queue.reports() == ()


def test_a_request_is_marked_as_mended(room: Newsroom) -> None:
    number = send(room, REQUEST)

    page = person(room, "curator").sent(f"/console/inbox/request/{number}/fixed", reason="there is an entry now")

    assert "dealt with" in words(page, ".flash.done")
    assert room.wired.curating.queue.requests() == ()


def test_other_acts_and_kinds_are_no_addresses(room: Newsroom) -> None:
    curator = person(room, "curator")

    assert curator.post("/console/inbox/report/1/eat", reason="x").status_code == 404
    assert curator.post("/console/inbox/letter/1/dismiss", reason="x").status_code == 404


def test_the_example_of_a_report_is_seen_and_changed_first(room: Newsroom) -> None:
    number = send(room, REPORT)
    curator = person(room, "curator")
    path = f"/console/inbox/report/{number}/example"

    seen = words(curator.read(path), "textarea[name=text]")
    page = curator.sent(path, text="The flood in the valley killed 412 people.", title="Floods", published="2026-03")

    assert seen == QUOTE
    example = room.wired.curating.entries.entry(TOLL).head.entry.examples[-1]
    assert (example.text, example.none) == ("The flood in the valley killed 412 people.", True)
    assert (example.title, str(example.published)) == ("Floods", "2026-03")
    assert "revision 2" in words(page, ".flash.done")
    assert room.wired.curating.queue.reports() == ()


def test_the_example_of_a_report_says_whether_the_draft_passes_it(room: Newsroom) -> None:
    numbers = [send(room, REPORT) for _ in range(3)]
    curator = person(room, "curator")
    hit = "At least 412 people were killed in the Melvaro earthquake."

    fails, idle, again = (
        curator.sent(f"/console/inbox/report/{number}/example", text=text)
        for number, text in zip(numbers, (hit, "The flood killed 9 sheep.", hit), strict=True)
    )

    assert "Revision 2 does not pass it yet" in words(fails, ".box.warn .verdict")
    assert fails.select(f".box.warn a[href='/console/entries/{TOLL}']")
    assert "the example does not guard" in words(idle, ".box.warn .verdict")
    assert "has that example already" in words(again, ".flash.note")
    assert "Revision 3 does not pass it yet" in words(again, ".flash.note")


def test_an_example_with_a_fault_is_shown_again_and_the_report_stays(room: Newsroom) -> None:
    number = send(room, REPORT)
    answer = person(room, "curator").post(
        f"/console/inbox/report/{number}/example", text="The flood.", published="yesterday"
    )

    page = page_of(answer, status=422)

    assert "is not a date" in words(page, "#f-published-wrong")
    assert words(page, "textarea[name=text]") == "The flood."
    assert len(room.wired.curating.queue.reports()) == 1


def test_an_entry_is_started_from_a_request(room: Newsroom) -> None:
    number = send(room, REQUEST)
    curator = person(room, "curator")
    path = f"/console/inbox/request/{number}/entry"
    page = curator.read(path)

    answer = curator.post(path, id="harbour-fire", title="The harbour fire", pack=PACK)

    assert page.select("input[name=id]")[0]["value"] == "the-harbour-fire"
    assert answer.headers["Location"] == "/console/entries/harbour-fire"
    stored = room.wired.curating.entries.entry("harbour-fire")
    assert (stored.status, stored.pack) == ("draft", PACK)
    assert stored.head.entry.examples[0].quote == "the harbour fire"
    assert room.wired.curating.queue.requests() == ()


def test_a_request_without_words_around_the_passage_shows_the_passage_alone(room: Newsroom) -> None:
    number = send(room, ContextRequest(quote="the harbour fire"))
    curator = person(room, "curator")

    listed = words(curator.read("/console/inbox?show=request"), ".group h2")
    begun = words(curator.read(f"/console/inbox/request/{number}/entry"), "blockquote")

    assert (listed, begun) == ("the harbour fire", "the harbour fire")


def test_an_id_that_is_taken_or_wrong_is_told_beside_its_field_and_the_request_stays(room: Newsroom) -> None:
    number = send(room, REQUEST)
    curator = person(room, "curator")
    path = f"/console/inbox/request/{number}/entry"

    wrong = page_of(curator.post(path, id="Harbour Fire", title="Fire", pack=PACK), status=422)
    taken = page_of(curator.post(path, id=TOLL, title="Fire", pack=PACK), status=422)

    assert "is not an id" in words(wrong, "#f-id-wrong")
    assert words(taken, "#f-id-wrong")
    assert len(room.wired.curating.queue.requests()) == 1


def test_another_kind_is_begun_in_the_editor_with_the_passage_filled_in(room: Newsroom) -> None:
    number = send(room, REQUEST)
    curator = person(room, "curator")
    form = curator.read(f"/console/inbox/request/{number}/entry").select("[aria-labelledby=other-kinds] form")[0]
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input[name]") if i["name"] != "csrf_token"}

    page = page_of(curator.post(str(form["action"]), **fields))

    assert words(page, "[name='examples[0].text']") == "It recalled the harbour fire of 2019."
    assert page.select("[name='figure.records[0].as_of']")
    assert len(room.wired.curating.queue.requests()) == 1


def test_what_is_not_there_is_a_page_that_says_so(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")

    assert curator.get("/console/inbox/report/9/example").status_code == 404
    assert curator.get("/console/inbox/request/9/entry").status_code == 404
