"""Replies as JSON: the contract's schema, what the W3C model demands, and the same bytes for the same question."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft7Validator
from tests.web.conftest import EXPECTED, HTML, TEXT

from sidelight.shapes.plain import number, to_bytes
from sidelight.web.api.spec import reply_schemas

SCHEMA = json.loads((Path(__file__).parent / "annotation_page.schema.json").read_text(encoding="utf-8"))
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: What is asked, by name: each way in, both languages, dates known and unknown.
ASKED: dict[str, dict[str, Any]] = {
    "text": {"text": TEXT, "title": EXPECTED["title"], "published": EXPECTED["published"]},
    "passages": {"passages": [{"text": p} for p in TEXT.split("\n\n")], "published": "2023-05"},
    "html": {"html": HTML},
    "address": {"text": TEXT, "url": "https://news.example/quake", "published": "2023"},
    "russian": {"text": TEXT, "title": EXPECTED["title"], "published": EXPECTED["published"], "lang": "ru"},
    "undated": {"text": TEXT, "title": EXPECTED["title"]},
    "as-of": {"text": TEXT, "title": EXPECTED["title"], "published": "2023-05-18", "as_of": "2023-05-18"},
    "nothing": {"text": "The bridge was painted green."},
}


@pytest.fixture(params=ASKED, ids=str)
def reply(request: pytest.FixtureRequest, client: FlaskClient) -> dict[str, Any]:
    answered: dict[str, Any] = client.post("/v1/annotations?include=text", json=ASKED[request.param]).get_json()
    return answered


@pytest.fixture
def full(client: FlaskClient) -> dict[str, Any]:
    """The reply to the whole article, with an annotation of each kind."""
    answered: dict[str, Any] = client.post("/v1/annotations", json=ASKED["text"]).get_json()
    return answered


def item(reply: dict[str, Any], entry: str) -> dict[str, Any]:
    (found,) = (each for each in reply["items"] if each["entry"]["id"] == entry)
    return dict(found)


class TestContract:
    def test_the_schema_is_one(self) -> None:
        Draft7Validator.check_schema(SCHEMA)

    def test_every_reply_fits_the_schema(self, reply: dict[str, Any]) -> None:
        assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(reply)] == []

    def test_the_documented_schemas_are_the_same(self) -> None:
        assert SCHEMA["definitions"] == {
            name: strict(schema) for name, schema in reply_schemas().items() if name in SCHEMA["definitions"]
        }

    def test_a_figure_carries_reading_and_records(self, full: dict[str, Any]) -> None:
        toll = item(full, EXPECTED["reading"]["entry"])

        assert toll["reading"].items() >= {"value": 412, "form": "at-least", "unit": "people killed"}.items()
        for name in ("then", "latest"):
            assert toll["records"][name].items() >= EXPECTED["records"][name].items()
        assert [record["value"] for record in toll["records"]["series"]] == [96, 241, 338, 412, 421, 437]
        assert toll["records"]["other"][0].items() >= EXPECTED["records"]["other"][0].items()
        known = {source["id"] for source in toll["entry"]["sources"]}
        assert {cited for record in toll["records"]["series"] for cited in record["sources"]} <= known

    def test_a_comparison_carries_claim_and_ranking(self, full: dict[str, Any]) -> None:
        wanted = EXPECTED["claim"]
        claim = item(full, wanted["entry"])

        assert claim["claim"].items() >= {key: wanted[key] for key in ("subject", "since", "place")}.items()
        assert (claim["then"], claim["now"]) == ({"finding": wanted["then"]}, {"finding": wanted["now"]})
        assert claim["on_record"] == len(claim["ranking"]) == 7
        pellick = next(line for line in claim["ranking"] if line["event"] == "pellick")
        assert pellick.items() >= {"name": "Pellick earthquake", "value": 1010, "began": "2025-04-06"}.items()

    def test_a_label_carries_term_and_history(self, full: dict[str, Any]) -> None:
        wanted = EXPECTED["label"]
        label = item(full, wanted["entry"])

        assert label["label"]["term"] == "restricted contractor"
        assert label["label"]["basis"] == {"text": "Decree 44 of 3 February 2021", "sources": ["decree-44"]}
        assert [subject["name"] for subject in label["subjects"]] == wanted["subjects"]
        assert [(each["event"], each["on"]) for each in label["subjects"][0]["history"]] == [
            ("listed", "2022-06-09"),
            ("removed", "2024-02-15"),
        ]

    def test_a_background_carries_its_body_and_sources(self, full: dict[str, Any]) -> None:
        union = item(full, "amberline-rescue-union")

        assert union["entry"]["body"].startswith("It was founded by survivors")
        assert [source["id"] for source in union["entry"]["sources"]] == ["union-2019", "courier-2020-01-11"]
        assert union["finding"] == "context"

    def test_cues_are_shown_with_their_places(self, full: dict[str, Any]) -> None:
        for each in full["items"]:
            assert each["why"]["cues"]
            for cue in each["why"]["cues"]:
                assert cue.get("in") == "title" or 0 <= cue["start"] < cue["end"] <= len(TEXT)

    def test_a_cue_that_stands_only_in_the_title_says_so(self, client: FlaskClient) -> None:
        body = {"text": "At least 412 people were killed.", "title": "Melvaro earthquake", "published": "2023-05-18"}

        (toll,) = client.post("/v1/annotations", json=body).get_json()["items"]

        assert toll["why"]["cues"] == [{"cue": "Melvaro (earthquake | quake)", "in": "title"}]

    def test_further_places_are_named_with_their_quotes(self, client: FlaskClient) -> None:
        text = "The Melvaro quake killed 412 people.\n\nIn Melvaro, the earthquake left 412 people dead."

        (toll,) = client.post("/v1/annotations", json={"text": text, "published": "2023-05-18"}).get_json()["items"]

        assert [also["exact"] for also in toll["also_at"]] == ["left 412 people dead"]
        assert all(text[also["start"] : also["end"]] == also["exact"] for also in toll["also_at"])

    def test_what_the_reply_was_made_from_is_named(self, full: dict[str, Any]) -> None:
        assert full["checked"].items() >= {"edition": 1, "entries": 4, "on": EXPECTED["today"], "as_of": None}.items()
        assert full["article"]["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
        assert full["article"]["characters"] == len(TEXT)
        assert full["article"]["published"] == {"date": EXPECTED["published"], "evidence": "given"}


class TestBytes:
    def test_the_same_question_gives_the_same_bytes(self, client: FlaskClient) -> None:
        first, second = (client.post("/v1/annotations", json=ASKED["text"]).get_data() for _ in range(2))

        assert first == second

    def test_another_content_has_another_id(self, client: FlaskClient) -> None:
        ids = {name: client.post("/v1/annotations", json=asked).get_json()["id"] for name, asked in ASKED.items()}

        assert len(set(ids.values())) == len(ids)

    def test_letters_stand_as_they_are(self, client: FlaskClient) -> None:
        body = client.post("/v1/annotations?include=text", json={"text": "Лодка вышла."}).get_data()

        assert "Лодка вышла.".encode() in body

    @pytest.mark.parametrize(
        ("value", "written"),
        [(139.0, b"139"), (139, b"139"), (2.5, b"2.5"), (None, b"null"), (-0.0, b"0"), (1e15, b"1" + b"0" * 15)],
    )
    def test_whole_numbers_have_no_point(self, value: float | None, written: bytes) -> None:
        assert to_bytes({"n": number(value)}) == b'{"n":' + written + b"}"

    def test_what_json_has_no_word_for_is_never_written(self) -> None:
        with pytest.raises(ValueError, match="not JSON compliant"):
            to_bytes({"n": float("nan")})


class TestWebAnnotationModel:
    """What the W3C model demands of any annotation, in our words."""

    def test_the_page_names_the_context_itself_and_its_type(self, reply: dict[str, Any]) -> None:
        assert CONTEXT in reply["@context"]
        assert is_iri(reply["id"])
        assert reply["type"] == "AnnotationPage"
        assert isinstance(reply["items"], list)

    def test_each_annotation_has_one_iri_of_its_own(self, reply: dict[str, Any]) -> None:
        ids = [each["id"] for each in reply["items"]]

        assert all(is_iri(each) for each in ids)
        assert len(set(ids)) == len(ids)
        assert all(each["type"] == "Annotation" for each in reply["items"])

    def test_each_annotation_says_why_it_was_made(self, reply: dict[str, Any]) -> None:
        assert {each["motivation"] for each in reply["items"]} <= {"describing"}

    def test_each_body_is_an_embedded_text_with_format_language_and_purpose(self, reply: dict[str, Any]) -> None:
        for body in (body for each in reply["items"] for body in each["body"]):
            assert body["type"] == "TextualBody"
            assert isinstance(body["value"], str)
            assert (body["format"], body["purpose"]) == ("text/plain", "describing")
            assert re.fullmatch(r"[a-z]{2,3}", body["language"])

    def test_the_first_body_is_what_the_reader_is_told(self, reply: dict[str, Any]) -> None:
        assert all(each["body"][0]["value"] == each["says"] for each in reply["items"])

    def test_each_annotation_has_one_target_with_one_source(self, reply: dict[str, Any]) -> None:
        for each in reply["items"]:
            assert isinstance(each["target"], dict)
            assert is_iri(each["target"]["source"])

    def test_a_quote_is_the_text_itself_with_what_stands_beside_it(self, reply: dict[str, Any]) -> None:
        for each in reply["items"]:
            (quote,) = selectors(each, "TextQuoteSelector")
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in reply["text"]

    def test_a_position_counts_code_points_and_agrees_with_the_quote(self, reply: dict[str, Any]) -> None:
        for each in reply["items"]:
            (quote,) = selectors(each, "TextQuoteSelector")
            for position in (*selectors(each, "TextPositionSelector"), *filter(None, [each["target"].get("position")])):
                assert 0 <= position["start"] < position["end"]
                assert reply["text"][position["start"] : position["end"]] == quote["exact"]

    def test_positions_are_selectors_only_in_what_the_caller_has(self, client: FlaskClient) -> None:
        sent, page = (client.post("/v1/annotations", json=ASKED[name]).get_json() for name in ("passages", "html"))

        assert sent["items"]
        assert page["items"]
        assert all(selectors(each, "TextPositionSelector") for each in sent["items"])
        assert all("position" not in each["target"] for each in sent["items"])
        assert not any(selectors(each, "TextPositionSelector") for each in page["items"])
        assert all("position" in each["target"] for each in page["items"])

    def test_own_keys_take_nothing_from_the_model(self, reply: dict[str, Any]) -> None:
        reserved = {
            "via",
            "creator",
            "created",
            "generator",
            "rights",
            "canonical",
            "audience",
            "bodyValue",
            "stylesheet",
        }

        assert not [key for each in reply["items"] for key in keys_of(each) if key in reserved]


def selectors(annotation: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [selector for selector in annotation["target"]["selector"] if selector["type"] == kind]


def is_iri(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"]+", value) is not None


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def strict(schema: Any) -> Any:
    """Turn a documented schema into the test's own: references by draft 7, no further keys."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strict(value) for key, value in schema.items()}
    if "$ref" in found:
        found["$ref"] = found["$ref"].replace("#/components/schemas/", "#/definitions/")
    if found.get("type") == "object" and "required" in found and "properties" in found:
        found["additionalProperties"] = False
    return found
