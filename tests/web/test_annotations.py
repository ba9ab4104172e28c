"""Annotating what the caller sends: text, passages and HTML, in the language and the form asked for."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from tests.web.conftest import EXPECTED, HTML, TEXT

JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def found(reply: Any) -> list[tuple[str, str]]:
    return [(item["entry"]["id"], item["finding"]) for item in reply["items"]]


WANTED = [(want["entry"], want["finding"]) for want in EXPECTED["triples"]]


class TestContent:
    def test_text_is_annotated(self, client: FlaskClient, article: dict[str, Any]) -> None:
        reply = client.post("/v1/annotations", json=article).get_json()

        assert found(reply) == WANTED

    def test_passages_are_annotated(self, client: FlaskClient, article: dict[str, Any]) -> None:
        article["passages"] = [{"text": text} for text in article.pop("text").split("\n\n")]

        reply = client.post("/v1/annotations", json=article).get_json()

        assert found(reply) == WANTED

    def test_html_is_annotated_with_what_it_says_of_itself(self, client: FlaskClient) -> None:
        reply = client.post("/v1/annotations", json={"html": HTML}).get_json()

        assert found(reply) == WANTED
        assert reply["article"]["published"]["date"] == EXPECTED["published"]

    def test_html_with_lone_surrogates_is_read(self, client: FlaskClient) -> None:
        body = json.dumps({"html": "<p>Nine people met \ud800 on the bridge.</p>"})

        response = client.post("/v1/annotations?include=text", data=body, content_type="application/json")

        assert response.status_code == 200
        assert "�" in response.get_json()["text"]

    def test_keys_that_are_null_are_as_if_they_were_not_there(self, client: FlaskClient) -> None:
        body = {"text": TEXT, "title": None, "url": None, "published": None, "kinds": None, "lang": None}

        assert client.post("/v1/annotations", json=body).status_code == 200

    def test_only_the_kinds_asked_for_are_used(self, client: FlaskClient, article: dict[str, Any]) -> None:
        figures = client.post("/v1/annotations", json={**article, "kinds": ["figure"]}).get_json()

        assert {item["entry"]["kind"] for item in figures["items"]} == {"figure"}

    def test_the_text_comes_along_when_it_is_asked_for(self, client: FlaskClient) -> None:
        without = client.post("/v1/annotations", json={"text": TEXT}).get_json()
        with_text = client.post("/v1/annotations?include=text", json={"text": TEXT}).get_json()

        assert "text" not in without
        assert with_text["text"] == TEXT

    def test_positions_count_code_points_of_the_text_sent(self, client: FlaskClient, article: dict[str, Any]) -> None:
        text = f"🌊🌊 Ostrelin — ёё.\n\n{TEXT}"

        items = client.post("/v1/annotations", json={**article, "text": text}).get_json()["items"]

        assert items
        for item in items:
            quote, position = item["target"]["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]

    def test_as_of_leaves_out_what_was_not_known(self, client: FlaskClient, article: dict[str, Any]) -> None:
        wanted = EXPECTED["as_of"]

        response = client.post("/v1/annotations", json={**article, "as_of": wanted["date"]})

        reply = response.get_json()
        body = response.get_data(as_text=True)
        assert [later for later in wanted["never_in_reply"] if later in body] == []
        assert (reply["checked"]["on"], reply["checked"]["as_of"]) == (wanted["date"], wanted["date"])
        assert all(any(name in code for code in reply["partial"]) for name in wanted["partial_names"])


class TestLanguage:
    @pytest.mark.parametrize(
        ("lang", "accepted", "language"),
        [
            (None, None, "en"),
            ("ru", None, "ru"),
            (None, "ru-RU, en;q=0.5", "ru"),
            ("en", "ru", "en"),
            (None, "de, fr;q=0.9", "en"),
            (None, "ru;q=0, en;q=0.1", "en"),
            (None, "*", "en"),
        ],
    )
    def test_the_sentences_are_in_the_language_asked_for(
        self, client: FlaskClient, article: dict[str, Any], lang: str | None, accepted: str | None, language: str
    ) -> None:
        headers = {"Accept-Language": accepted} if accepted else {}

        response = client.post("/v1/annotations", json={**article, "lang": lang}, headers=headers)

        assert response.headers["Content-Language"] == language
        assert response.get_json()["items"][0]["body"][0]["language"] == language


class TestNegotiation:
    @pytest.mark.parametrize(
        ("accept", "content_type"),
        [
            (None, JSON_LD),
            ("*/*", JSON_LD),
            ("application/json", "application/json"),
            ("application/ld+json", JSON_LD),
            (JSON_LD, JSON_LD),
            ("application/*", JSON_LD),
            ("application/json;q=0.5, application/ld+json;q=0.4", "application/json"),
            ("text/html, application/json;q=0.1", "application/json"),
            ("text/html, */*;q=0.1", JSON_LD),
        ],
    )
    def test_the_form_is_the_one_accepted(self, client: FlaskClient, accept: str | None, content_type: str) -> None:
        headers = {"Accept": accept} if accept else {}

        response = client.post("/v1/annotations", json={"text": TEXT}, headers=headers)

        assert response.content_type == content_type
        assert response.headers["Vary"] == "Accept, Accept-Language"

    def test_both_forms_are_the_same_bytes(self, client: FlaskClient) -> None:
        first, second = (
            client.post("/v1/annotations", json={"text": TEXT}, headers={"Accept": accept}).get_data()
            for accept in ("application/json", "application/ld+json")
        )

        assert first == second

    def test_what_was_sent_is_kept_by_nobody(self, client: FlaskClient) -> None:
        response = client.post("/v1/annotations", json={"text": TEXT})

        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers
