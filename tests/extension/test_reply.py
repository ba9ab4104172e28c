from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.replies import annotation, reply_to

TEXT = (
    "At least 412 people were killed. The deadliest earthquake in Karvenia since the 1987 Tolmere earthquake. "
    "It was listed as a restricted contractor. The Civil Protection Office."
)
READ = "reply => Sidelight.readReply(reply)"


def note(page: Page, **changes: Any) -> dict[str, Any] | None:
    reply = page.evaluate(READ, reply_to(TEXT, {**annotation(TEXT, "figure"), **changes}))
    notes: list[dict[str, Any]] = reply["notes"]
    return notes[0] if notes else None


def entry(**changes: Any) -> dict[str, Any]:
    return {"entry": {**annotation(TEXT, "figure")["entry"], **changes}}


def test_an_answer_of_the_server_is_read_whole(scripts: Page) -> None:
    reply = scripts.evaluate(READ, reply_to(TEXT))

    assert [read["kind"] for read in reply["notes"]] == ["figure", "comparison", "label", "background"]
    assert reply["article"]["published"] == "2023-05-18"
    assert reply["checked"] == {"edition": 1, "entries": 4, "on": "2026-11-22"}
    assert reply["notes"][0]["alsoAt"] == [
        {"exact": "412", "prefix": "", "suffix": "", "position": {"start": 0, "end": 3}}
    ]


@pytest.mark.parametrize(
    "answer", [None, 5, "AnnotationPage", [], {}, {"type": "AnnotationPage"}, {"type": "Page", "items": []}]
)
def test_what_is_no_annotation_page_is_not_read(scripts: Page, answer: object) -> None:
    assert scripts.evaluate(READ, answer) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"says": ""},
        {"says": 7},
        {"finding": None},
        {"entry": None},
        {"entry": {"kind": "rating"}},
        {"target": {}},
        {"target": {"selector": [{"type": "TextQuoteSelector", "exact": "x" * 5000}]}},
    ],
)
def test_a_note_that_cannot_be_shown_is_left_out(scripts: Page, changes: dict[str, Any]) -> None:
    assert note(scripts, **changes) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "http://example.com/",
        "//example.com/",
        "https://user:secret@example.com/",
        "https://example.com/" + "x" * 3000,
        {"href": "https://example.com/"},
        None,
    ],
)
def test_only_plain_https_addresses_become_links(scripts: Page, url: object) -> None:
    read = note(scripts, **entry(sources=[{"id": "one", "title": "Toll", "publisher": "Courier", "url": url}]))

    assert read is not None
    assert read["entry"]["sources"] == [
        {"id": "one", "title": "Toll", "publisher": "Courier", "url": None, "published": None}
    ]


def test_huge_texts_and_lists_are_cut(scripts: Page) -> None:
    sources = [{"title": "T" * 900, "url": f"https://example.com/{number}"} for number in range(500)]

    read = note(
        scripts, says="x" * 50_000, also_at=[{"exact": "412"}] * 2000, **entry(title="y" * 50_000, sources=sources)
    )

    assert read is not None
    assert len(read["says"]) == 1200
    assert len(read["entry"]["title"]) == 300
    assert len(read["entry"]["sources"]) == 60
    assert len(read["alsoAt"]) == 60


def test_a_flood_of_notes_is_cut(scripts: Page) -> None:
    items = [annotation(TEXT, "figure")] * 500

    assert len(scripts.evaluate(READ, reply_to(TEXT, *items))["notes"]) == 60


def test_marks_that_turn_text_round_are_taken_out(scripts: Page) -> None:
    read = note(scripts, says="Toll \u202e934\u202c\u0007 people")

    assert read is not None
    assert read["says"] == "Toll 934 people"


@pytest.mark.parametrize("value", ["139", None, 1e300, [139], {"valueOf": 3}])
def test_a_record_without_a_number_is_left_out(scripts: Page, value: object) -> None:
    read = note(
        scripts, records={"then": None, "latest": None, "series": [{"value": value, "as_of": "2024-13-40"}], "other": 4}
    )

    assert read is not None
    assert read["records"] == {"then": None, "latest": None, "series": [], "other": []}


def test_a_problem_is_read_into_words(scripts: Page) -> None:
    problem = {
        "title": "Too long",
        "detail": "the text has 9 characters.",
        "remedy": ["Shorten it."],
        "code": "too-long",
    }

    read = scripts.evaluate("problem => Sidelight.readProblem(problem)", problem)

    assert read == {"detail": "The text has 9 characters.", "remedy": None, "requestId": None}


@pytest.mark.parametrize(("sent", "read"), [("a1-f.9", "a1-f.9"), ("<b>", None), ("x" * 65, None), (None, None)])
def test_a_request_id_is_read_only_when_it_looks_like_one(scripts: Page, sent: object, read: str | None) -> None:
    problem = {"detail": "Something went wrong inside.", "request_id": sent}

    assert scripts.evaluate("problem => Sidelight.readProblem(problem).requestId", problem) == read


def test_entries_without_room_are_counted_and_those_left_out_are_not_told(scripts: Page) -> None:
    codes = ["paywalled", *[f"left-out:entry-{number}" for number in range(30)], "no-room:one", "no-room:two"]

    reply = scripts.evaluate(READ, {**reply_to(TEXT), "partial": codes})

    assert reply["partial"] == ["paywalled"]
    assert reply["noRoom"] == 2


@pytest.mark.parametrize(
    ("no_room", "said"),
    [
        (0, []),
        (1, ["1 more note was found; a page of this length shows at most 9."]),
        (3, ["3 more notes were found; a page of this length shows at most 9."]),
    ],
)
def test_what_found_no_room_is_said_with_the_most_a_page_shows(scripts: Page, no_room: int, said: list[str]) -> None:
    words = scripts.evaluate("noRoom => Sidelight.shortfalls({ partial: ['paywalled'], noRoom, shown: 9 })", no_room)

    assert words == ["Part of this page is behind a paywall and was not read.", *said]


@pytest.mark.parametrize(
    ("title", "language", "shown"),
    [
        ('"Foreign agent" in Russian law', "en", "“Foreign agent” in Russian law"),
        ("BelTA, Belarus's agency", "en-GB", "BelTA, Belarus’s agency"),
        ('A 12" shell', "en", 'A 12" shell'),
        ('Закон об "агентах"', "ru", 'Закон об "агентах"'),
        ('The "list"', None, 'The "list"'),
    ],
)
def test_straight_quotes_of_an_english_title_are_set_as_print_does(
    scripts: Page, title: str, language: str | None, shown: str
) -> None:
    assert scripts.evaluate("([text, language]) => Sidelight.typographic(text, language)", [title, language]) == shown
