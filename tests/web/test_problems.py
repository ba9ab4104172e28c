"""Every error is told the same way, with a code of its own and what to do next."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from sidelight import errors
from sidelight.errors import SidelightError
from sidelight.services.curation.errors import EditConflictError
from sidelight.web.problems import HOST_KIND, HTTP_KINDS, KINDS, MEDIA_TYPE, kind_of, problem_of

MEMBERS = {"type", "title", "status", "code", "detail", "remedy"}


def classes(parent: type[SidelightError] = SidelightError) -> list[type[SidelightError]]:
    return [parent, *(found for child in parent.__subclasses__() for found in classes(child))]


def example(kind: type[SidelightError]) -> SidelightError:
    if kind is errors.PhraseError:
        return errors.PhraseError("a word is missing", phrase="the {count}", column=5)
    if kind is errors.FetchStatusError:
        return errors.FetchStatusError("the site answered 404", status=404)
    if kind is EditConflictError:
        return EditConflictError("something happened", head=3)
    return kind("something happened")


class TestErrorClasses:
    @pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
    def test_each_has_a_status_of_its_own_in_the_table(self, kind: type[SidelightError]) -> None:
        assert kind in KINDS
        assert 400 <= KINDS[kind].status <= 599

    @pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
    def test_each_says_what_to_do_in_a_sentence(self, kind: type[SidelightError]) -> None:
        remedy = problem_of(example(kind))["remedy"]

        assert remedy.endswith(".")
        assert remedy[0].isupper()

    @pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
    def test_a_failure_of_ours_tells_nothing_of_the_inside(self, kind: type[SidelightError]) -> None:
        problem = problem_of(example(kind))

        assert ("something happened" in problem["detail"]) <= (kind.whose == "caller")

    def test_no_two_share_a_code(self) -> None:
        codes = [kind.code for kind in classes()] + [kind.code for kind in HTTP_KINDS.values()] + [HOST_KIND.code]

        assert sorted(codes) == sorted(set(codes))

    def test_a_class_without_a_status_is_told_as_the_one_above_it(self) -> None:
        class HarbourError(errors.PhraseError):
            code = "harbour"

        assert kind_of(HarbourError) is KINDS[errors.PhraseError]


#: (method, path, options of the client, status, code)
REFUSED: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("GET", "/nowhere", {}, 404, "not-found"),
    ("GET", "/v1/entries/unknown", {}, 404, "entry-not-found"),
    ("GET", "/v1/editions/77", {}, 404, "edition-not-found"),
    ("GET", "/v1/editions/-1", {}, 404, "not-found"),
    ("GET", "/v1/editions/one", {}, 404, "not-found"),
    ("GET", f"/v1/editions/{'9' * 5000}", {}, 404, "not-found"),
    ("GET", "/v1/packs/unknown", {}, 404, "pack-not-found"),
    ("DELETE", "/v1/entries", {}, 405, "method-not-allowed"),
    ("TRACE", "/v1/annotations", {}, 405, "method-not-allowed"),
    ("GET", "/v1/entries", {"query_string": "page=2"}, 422, "request-invalid"),
    ("GET", "/v1/entries", {"query_string": "limit=0"}, 422, "request-invalid"),
    ("GET", "/v1/entries", {"query_string": f"offset={'9' * 5000}"}, 422, "request-invalid"),
    ("GET", "/v1/entries", {"query_string": "tag=a&tag=b"}, 422, "request-invalid"),
    ("GET", "/v1/packs/karvenia-test", {"query_string": "x="}, 422, "request-invalid"),
    ("GET", "/v1/annotations", {}, 422, "request-invalid"),
    ("GET", "/v1/annotations", {"query_string": "url=ftp://x.example/"}, 422, "address-invalid"),
    ("GET", "/v1/annotations", {"query_string": "url=http://127.0.0.1/"}, 422, "address-blocked"),
    ("GET", "/v1/annotations", {"query_string": "url=http://["}, 422, "address-invalid"),
    ("GET", "/v1/annotations", {"headers": {"Accept": "text/html"}}, 406, "not-acceptable"),
    ("POST", "/v1/annotations", {"data": "text=x"}, 415, "body-not-json"),
    ("POST", "/v1/annotations", {"data": "{}", "content_type": "text/plain"}, 415, "body-not-json"),
    ("POST", "/v1/annotations", {"json": {}}, 422, "request-invalid"),
    ("POST", "/v1/annotations", {"json": {"text": " \n "}}, 422, "no-article"),
    ("POST", "/v1/annotations", {"json": {"passages": []}}, 422, "no-article"),
    ("POST", "/v1/annotations", {"json": {"html": "<p></p>"}}, 422, "no-article"),
    ("POST", "/v1/annotations", {"json": {"text": "a", "html": "b"}}, 422, "request-invalid"),
    ("POST", "/v1/annotations", {"json": {"text": "a", "url": "javascript:x"}}, 422, "request-invalid"),
    ("POST", "/v1/annotations", {"json": {"url": "http://a b/"}}, 422, "address-invalid"),
    ("POST", "/v1/annotations", {"json": {"url": "http://\ud800.example/"}}, 422, "address-invalid"),
    ("POST", "/v1/annotations", {"json": {"text": "a"}, "query_string": "include=html"}, 422, "request-invalid"),
    ("POST", "/v1/annotations", {"json": {"text": "a", "packs": ["unknown"]}}, 404, "pack-not-found"),
    ("GET", "/v1/annotations", {"query_string": "url=https://x.example/&packs=unknown"}, 404, "pack-not-found"),
    ("POST", "/v1/explain", {"json": {"text": "a", "entry": "x", "packs": ["unknown"]}}, 404, "pack-not-found"),
    ("POST", "/v1/explain", {"json": {"text": "a"}}, 422, "request-invalid"),
    ("POST", "/v1/explain", {"json": {"text": "a", "entry": "unknown"}}, 404, "entry-not-found"),
    ("POST", "/v1/explain", {"json": {"text": "a", "entry": {"id": "x"}}}, 422, "entry-invalid"),
]  # fmt: skip


class TestAnswers:
    @pytest.mark.parametrize(("method", "path", "options", "status", "code"), REFUSED)
    def test_what_cannot_be_answered_is_a_problem(
        self, client: FlaskClient, method: str, path: str, options: dict[str, Any], status: int, code: str
    ) -> None:
        response = client.open(path, method=method, **options)

        problem = response.get_json()
        assert (response.status_code, problem["code"]) == (status, code)
        assert response.content_type == MEDIA_TYPE
        assert problem["status"] == status
        assert problem.keys() >= MEMBERS

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[" * 200_000,
            b'{"a":' * 100_000,
            b'{"text": ' + b"9" * 5000 + b"}",
            b'{"text": NaN}',
            b'{"text": "\xff"}',
            '{"text": "x"}'.encode("utf-16"),
        ],
        ids=["empty", "cut", "deep-list", "deep-object", "huge-number", "nan", "not-utf-8", "utf-16"],
    )
    def test_a_body_that_is_no_json_is_a_problem(self, client: FlaskClient, body: bytes) -> None:
        response = client.post("/v1/annotations", data=body, content_type="application/json")

        assert (response.status_code, response.get_json()["code"]) == (400, "json-invalid")

    @pytest.mark.parametrize("body", ["7", '"text"', "null", "[]", "[1, 2]", "true", "1e400"])
    def test_a_body_that_is_no_object_is_a_problem(self, client: FlaskClient, body: str) -> None:
        response = client.post("/v1/annotations", data=body, content_type="application/json")

        assert (response.status_code, response.get_json()["code"]) == (422, "request-invalid")

    def test_a_body_over_the_limit_is_a_problem(self, client: FlaskClient) -> None:
        response = client.post("/v1/annotations", json={"text": "x" * 5_000_001})

        assert (response.status_code, response.get_json()["code"]) == (413, "body-too-large")

    def test_a_host_that_is_not_ours_is_a_problem(self, client: FlaskClient) -> None:
        response = client.get("/v1/entries", headers={"Host": "rebound.example"})

        assert (response.status_code, response.get_json()["code"]) == (400, "host-not-trusted")

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8400", "[::1]:8400", "LOCALHOST:1"])
    def test_the_servers_own_names_are_answered(self, client: FlaskClient, host: str) -> None:
        assert client.get("/health/live", headers={"Host": host}).status_code == 200

    def test_every_wrong_field_is_named(self, client: FlaskClient) -> None:
        body = {"passages": [{"text": "a"}, {"txt": "b"}], "published": "May", "titel": "c", "lang": "de"}

        fields = client.post("/v1/annotations", json=body).get_json()["fields"]

        assert set(fields) == {"passages[1].txt", "published", "titel", "lang"}
        assert "did you mean 'title'?" in fields["titel"][0]

    def test_every_wrong_place_of_an_entry_is_named(self, client: FlaskClient) -> None:
        entry = {"id": "pier", "kind": "figure", "figure": {"measure": "deaths", "records": [{"value": 1}]}}

        problems = client.post("/v1/explain", json={"text": "a", "entry": entry}).get_json()["problems"]

        assert "figure.records[0].as_of" in {problem["place"] for problem in problems}

    def test_a_refused_phrase_shows_its_column(self, client: FlaskClient) -> None:
        entry = {
            "id": "pier",
            "kind": "background",
            "summary": {"en": "A pier."},
            "phrases": {"en": ["old (pier"]},
            "sources": [{"id": "s", "title": "T", "publisher": "P", "url": "https://example.org/"}],
        }

        problem = client.post("/v1/explain", json={"text": "a", "entry": entry}).get_json()

        assert problem["code"] == "phrase-invalid"
        assert "column" in problem["detail"]

    def test_what_may_be_done_instead_is_named(self, client: FlaskClient) -> None:
        allowed = client.delete("/v1/annotations").headers["Allow"]

        assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}

    def test_every_problem_leads_to_its_documentation(self, client: FlaskClient) -> None:
        page = client.get("/docs").get_data(as_text=True)
        told = {kind.code for kind in KINDS if kind.whose != "us"} | {kind.code for kind in HTTP_KINDS.values()}

        assert [code for code in told if f'id="{code}"' not in page] == []

    def test_problems_are_readable_in_any_language(self, client: FlaskClient) -> None:
        body = client.post("/v1/annotations", json={"text": "a", "lang": "ü"}).get_data()

        assert "'ü'" in json.loads(body)["detail"]
        assert "ü".encode() in body
