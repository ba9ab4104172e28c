"""Packs made to kill, sent to the API: refused with words one can act on, and the server answers on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.curating.newsroom import PACK, TOLL, Newsroom, newsroom
from tests.web.curating.test_publishing import publish
from werkzeug.test import TestResponse

#: As nested as the phrase language allows, and with as many choices, options and gaps.
EXPLOSIVE = "thing [a [b [c|d|e] f] g] [h [i [j|k|l] m] n] [o [p [q|r] s] t] ... 5 [6 [7 [8]]] [x{n}]"
#: A server that takes large bodies, as one that imports packs may.
LARGE = str(64 * 2**20)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path, SIDELIGHT_REQUEST_BYTES=LARGE) as opened:
        yield opened


def send(room: Newsroom, body: bytes, content_type: str = "application/json") -> TestResponse:
    return room.client("curator").post("/v1/packs", data=body, content_type=content_type)


def evil(entries: int, pack: str = "evil", first: int = 0) -> bytes:
    written = [note(f"e-{number}", EXPLOSIVE.format(n=number)) for number in range(first, first + entries)]
    return json.dumps({"id": pack, "title": "Evil", "licence": "CC0-1.0", "entries": written}).encode()


def note(entry_id: str, *phrases: str) -> dict[str, Any]:
    return {
        "id": entry_id,
        "kind": "background",
        "title": {"en": entry_id},
        "summary": {"en": "Said."},
        "phrases": {"en": list(phrases)},
        "sources": [{"id": "s", "title": "T", "publisher": "P", "url": "https://example.org/"}],
        "examples": [{"text": "A thing 5 happened.", "quote": "thing 5"}],
    }


def register(names: int, phrases: int) -> dict[str, Any]:
    """A label, each of whose phrases stands for all of its subjects."""
    subjects = [
        {
            "id": f"s-{number}",
            "name": f"Line {number}",
            "phrases": {"en": [f"line {number}x"]},
            "history": [{"event": "listed", "on": "2019-02-01", "sources": ["s"]}],
        }
        for number in range(names)
    ]
    payload = {
        "term": {"en": "closed carrier"},
        "applied_by": {"en": "The ministry"},
        "means": {"en": "May not enter."},
        "subjects": subjects,
    }
    rows = [f"closed carrier {number} {{subject}}" for number in range(phrases)]
    return {**note("register", *rows), "kind": "label", "label": payload}


def told(response: TestResponse) -> tuple[int, str]:
    problem = response.get_json()
    assert problem["remedy"].endswith(".")
    return response.status_code, problem["code"]


def test_deep_nesting_is_refused(room: Newsroom) -> None:
    bottomless = b'{"id": "evil", "entries": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    deep = b'{"id": "evil", "entries": [' + b'{"a": ' * 100 + b"1" + b"}" * 100 + b"]}"

    assert told(send(room, bottomless)) == (400, "json-invalid")
    assert told(send(room, deep)) == (422, "import-refused")


def test_aliases_are_no_json(room: Newsroom) -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    bomb = f"l0: &l0 [a]\n{levels}".encode()

    assert told(send(room, bomb)) == (400, "json-invalid")
    assert told(send(room, bomb, "application/yaml")) == (415, "body-not-json")


@pytest.mark.parametrize(
    ("entries", "answer"),
    [(50_000, (422, "import-refused")), (5_000, (422, "pack-invalid")), (300, (422, "pack-invalid"))],
)
def test_very_many_entries_that_the_same_words_bring_up_are_refused(
    room: Newsroom, entries: int, answer: tuple[int, str]
) -> None:
    response = send(room, evil(entries))

    assert told(response) == answer
    assert room.wired.curating.entries.waiting_in("evil").entries == ()
    assert publish(room, TOLL, revision=1).get_json()["code"] == "cannot"  # It answers on.


def test_what_is_taken_in_piece_by_piece_is_refused_when_it_is_published(room: Newsroom) -> None:
    for first in (0, 150):
        whole = json.loads(evil(150, first=first))
        assert send(room, json.dumps(whole).encode()).status_code == 200

    judged = room.client("curator").post("/v1/packs/evil/judge")
    published = room.client("reviewer").post("/v1/packs/evil/publish", json={"reason": "all of it"})

    for response in (judged, published):
        assert told(response) == (422, "pack-invalid")
        assert "more than 200 entries (e-" in response.get_json()["detail"]
    assert room.client().get("/v1/editions").get_json()["current"] == 1


def test_an_entry_that_explodes_by_itself_is_not_even_kept(room: Newsroom) -> None:
    curator, entry = room.client("curator"), register(2_500, 2_500)
    body = {"entry": entry, "pack": PACK}

    created = curator.post("/v1/entries", json=body)
    small = curator.post("/v1/entries", json=body | {"entry": register(2, 2)})
    edited = curator.put("/v1/entries/register", json={"entry": entry, "reason": "more"}, headers={"If-Match": '"1"'})
    taken = send(room, json.dumps({"id": "evil", "title": "E", "licence": "CC0-1.0", "entries": [entry]}).encode())

    assert small.status_code == 201
    for response in (created, edited, taken):
        assert told(response) == (422, "pack-invalid")
        assert "most are of the entry 'register' (6,255,000)" in response.get_json()["detail"]


def test_an_unsaved_entry_that_explodes_is_not_explained(room: Newsroom) -> None:
    asked = {"text": "closed carrier 1 line 1x was there."}

    small, large = (
        room.client().post("/v1/explain", json=asked | {"entry": register(rows, rows)}) for rows in (50, 150)
    )

    assert small.status_code == 200
    assert told(large) == (422, "pack-invalid")
