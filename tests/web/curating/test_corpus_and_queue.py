"""The corpus with what a draft hits on it, told while it is read; and what readers sent."""

import io
import json
from typing import Any

import pytest
from tests.web.curating.newsroom import TOLL, UNION, Newsroom
from werkzeug.test import TestResponse

from sidelight.services.curation.errors import StoreUnavailableError

SENTENCE = "Volunteers of the Amberline Rescue Union came to Karvenia in boats."


def save(room: Newsroom, text: str = SENTENCE, **more: Any) -> TestResponse:
    return room.client("curator").post("/v1/corpus", json={"text": text, **more})


def lines(response: TestResponse) -> list[dict[str, Any]]:
    return [json.loads(line) for line in response.get_data(as_text=True).splitlines()]


class TestCorpus:
    def test_an_article_is_saved_listed_read_and_removed(self, room: Newsroom) -> None:
        client = room.client("curator")

        saved = save(room, title="Boats", published="2024-03-26")
        number = saved.get_json()["id"]
        read = client.get(saved.headers["Location"]).get_json()
        listed = client.get("/v1/corpus").get_json()
        removed = client.delete(f"/v1/corpus/{number}")

        assert (saved.status_code, saved.get_json()["new"], saved.get_json()["by"]) == (201, True, "curator")
        assert (read["text"], read["title"], read["published"]) == (SENTENCE, "Boats", "2024-03-26")
        assert ([each["id"] for each in listed["articles"]], listed["total"]) == ([number], 1)
        assert (removed.status_code, client.get(f"/v1/corpus/{number}").status_code) == (200, 404)

    def test_the_same_text_is_kept_once(self, room: Newsroom) -> None:
        first, again = save(room), save(room, title="Another title")

        assert (again.get_json()["new"], again.get_json()["id"]) == (False, first.get_json()["id"])

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({}, "request-invalid"),
            ({"text": " "}, "no-article"),
            ({"text": "a", "html": "b"}, "request-invalid"),
            ({"text": "a", "url": "javascript:x"}, "request-invalid"),
            ({"url": "http://10.0.0.1/"}, "address-blocked"),
            ({"txt": "a"}, "request-invalid"),
        ],
        ids=str,
    )
    def test_what_is_no_article_is_refused(self, shared_room: Newsroom, body: dict[str, str], code: str) -> None:
        response = shared_room.client("curator").post("/v1/corpus", json=body)

        assert (response.status_code, response.get_json()["code"]) == (422, code)


class TestHits:
    def test_each_article_is_a_line_and_the_last_line_counts(self, room: Newsroom) -> None:
        save(room)
        save(room, "Nothing is said of it here.")

        response = room.client("curator").post(f"/v1/entries/{UNION}/hits")

        *articles, last = lines(response)
        assert response.content_type == "application/x-ndjson"
        assert [(each["done"], each["total"]) for each in articles] == [(1, 2), (2, 2)]
        ((hit,), none) = (each["hits"] for each in articles)
        assert (hit["change"], hit["sentence"], none) == ("same", SENTENCE, [])
        assert hit["prefix"] + hit["exact"] + hit["suffix"] in SENTENCE
        assert last == {"summary": {"articles": 2, "same": 1, "new": 0, "lost": 0, "changed": 0, "near": 0}}

    def test_an_unsaved_entry_is_held_against_what_is_published(self, room: Newsroom) -> None:
        save(room)
        entry = {**room.head(UNION)["entry"], "phrases": {"en": ["in boats"]}, "scope": {}}

        (article, _) = lines(room.client("curator").post(f"/v1/entries/{UNION}/hits", json={"entry": entry}))

        assert {hit["change"] for hit in article["hits"]} <= {"new", "lost", "changed"}
        assert article["hits"]

    def test_an_unsaved_entry_may_come_in_chunks(self, room: Newsroom) -> None:
        save(room)
        entry = {**room.head(UNION)["entry"], "phrases": {"en": ["in boats"]}, "scope": {}}
        sent = {
            "input_stream": io.BytesIO(json.dumps({"entry": entry}).encode()),
            "content_type": "application/json",
            "headers": {"Transfer-Encoding": "chunked"},
            "environ_overrides": {"wsgi.input_terminated": True},
        }

        (article, _) = lines(room.client("curator").post(f"/v1/entries/{UNION}/hits", **sent))

        assert {hit["exact"] for hit in article["hits"] if hit["change"] == "new"} == {"in boats"}

    def test_the_corpus_can_be_read_in_parts(self, room: Newsroom) -> None:
        for number in range(5):
            save(room, f"{SENTENCE} It was day {number}.")
        found: list[int] = []
        after = 0
        while True:
            part = lines(room.client("curator").post(f"/v1/entries/{UNION}/hits?limit=2&after={after}"))[:-1]
            if not part:
                break
            found += [each["article"]["id"] for each in part]
            after = found[-1]

        assert found == sorted(set(found))
        assert len(found) == 5

    def test_a_draft_that_does_not_hold_together_is_refused_with_a_status(self, room: Newsroom) -> None:
        entry = {**room.head(UNION)["entry"], "phrases": {"en": ["(open"]}}

        response = room.client("curator").post(f"/v1/entries/{UNION}/hits", json={"entry": entry})

        assert (response.status_code, response.get_json()["code"]) == (422, "phrase-invalid")

    def test_it_is_told_while_it_is_read_and_ends_when_nobody_listens(
        self, room: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(6):
            save(room, f"{SENTENCE} It was day {number}.")
        corpus, read, ended = room.wired.curating.corpus, [], []
        hits = corpus.hits

        def watched(*given: Any, **more: Any) -> Any:
            try:
                for each in hits(*given, **more):
                    read.append(each)
                    yield each
            finally:
                ended.append(len(read))

        monkeypatch.setattr(corpus, "hits", watched)
        response = room.client("curator").post(f"/v1/entries/{UNION}/hits", buffered=False)
        told = response.iter_encoded()

        first, when_first = json.loads(next(told)), len(read)
        next(told)
        response.close()
        del told

        assert (first["done"], when_first) == (1, 1)
        assert ended == [2]

    def test_a_failure_on_the_way_is_the_last_line(self, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        save(room)
        corpus = room.wired.curating.corpus
        hits = corpus.hits

        def failing(*given: Any, **more: Any) -> Any:
            yield from hits(*given, **more)
            msg = "postgresql://sidelight:secret@db/"
            raise StoreUnavailableError(msg)

        monkeypatch.setattr(corpus, "hits", failing)

        *articles, last = lines(room.client("curator").post(f"/v1/entries/{UNION}/hits"))

        assert len(articles) == 1
        assert last["problem"]["code"] == "store-unavailable"
        assert "secret" not in json.dumps(last)


class TestQueue:
    def test_reports_are_listed_and_dismissed_with_a_reason(self, room: Newsroom) -> None:
        room.client().post("/v1/reports", json={"entry": TOLL, "reason": "wrong", "note": "It was 62."})
        client = room.client("curator")

        (report,) = client.get("/v1/reports").get_json()["reports"]
        done = client.post(f"/v1/reports/{report['id']}/dismiss", json={"reason": "it was not"})

        assert (report["entry"], report["reason"], report["note"]) == (TOLL, "wrong", "It was 62.")
        assert (done.status_code, client.get("/v1/reports").get_json()["total"]) == (200, 0)
        audit = room.client("admin").get("/v1/audit").get_json()["lines"]
        assert audit[0]["reason"] == "it was not"
        assert "62" not in json.dumps(audit)

    def test_requests_are_listed_and_dismissed_with_a_reason(self, room: Newsroom) -> None:
        room.client().post("/v1/requests", json={"quote": "the largest strike in forty years"})
        client = room.client("curator")

        (wish,) = client.get("/v1/requests").get_json()["requests"]
        unreasoned = client.post(f"/v1/requests/{wish['id']}/dismiss", json={"reason": ""})
        done = client.post(f"/v1/requests/{wish['id']}/dismiss", json={"reason": "no source"})

        assert [unreasoned.status_code, done.status_code] == [422, 200]
        assert client.post(f"/v1/requests/{wish['id']}/dismiss", json={"reason": "again"}).status_code == 404

    def test_a_report_becomes_an_example_that_must_not_match(self, room: Newsroom) -> None:
        quote = "The Amberline Rescue Union of another town came."
        room.client().post("/v1/reports", json={"entry": UNION, "reason": "does-not-fit", "quote": quote})
        (report,) = room.client("curator").get("/v1/reports").get_json()["reports"]

        response = room.client("curator").post(f"/v1/reports/{report['id']}/example")

        told = response.get_json()
        assert (response.status_code, response.headers["ETag"], told["waits"]) == (200, '"2"', True)
        assert {"text": quote, "none": True}.items() <= told["entry"]["examples"][-1].items()

    def test_the_queue_is_read_page_by_page(self, room: Newsroom) -> None:
        for _ in range(3):
            room.client().post("/v1/reports", json={"entry": TOLL, "reason": "wrong"})

        reply = room.client("curator").get("/v1/reports?limit=2&offset=1").get_json()

        assert (len(reply["reports"]), reply["total"], reply["next"]) == (2, 3, None)
