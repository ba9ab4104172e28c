"""The OpenAPI document is sound, tells every call, and nothing that fits or breaks it makes the server fail."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.web.conftest import INVENTED, TODAY

from sidelight.bootstrap import build
from sidelight.config import read_config
from sidelight.errors import ExtractError, FetchError
from sidelight.shapes.requests import NothingShape
from sidelight.web.api.annotations import PAGE_PROBLEMS
from sidelight.web.app import OPERATIONS, create_app
from sidelight.web.problems import KINDS

#: Calls that are about the server, not of the API.
_UNTOLD = ("/static", "/demo", "/docs", "/console", "/health", "/metrics", "/v1/openapi.json")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app without a fetcher: whatever address is made up, nothing leaves this machine."""
    folder = str(tmp_path_factory.mktemp("data"))
    config = read_config({"SIDELIGHT_DATA_DIR": folder, "SIDELIGHT_FETCH": "off"})
    services = build(config, pack_folders=(INVENTED / "pack",), today=lambda: TODAY)
    yield create_app(services, config)
    services.close()


@pytest.fixture
def api(app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/v1/openapi.json", app)


#: Every call, with requests that fit its description and, where any could, requests that do not.
CALLS = [
    pytest.param(each.method, each.path, mode, id=f"{each.method} {each.path} {mode.value}")
    for operations in OPERATIONS.values()
    for each in operations
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or each.body or each.query is not NothingShape
]


@pytest.mark.parametrize(("method", "path", "mode"), CALLS)
def test_no_request_makes_the_server_fail(api: Any, method: str, path: str, mode: GenerationMode) -> None:
    # Whether a text holds an article, or an address leads to a page, no schema can say; so what fits may be refused.
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=30,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answered_as_told(case: Any) -> None:
        case.call_and_validate(headers={"Host": "localhost"}, excluded_checks=[positive_data_acceptance])

    answered_as_told()


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/v1/openapi.json").get_json()
    return told


def test_every_call_is_told_and_nothing_else(app: Flask, document: dict[str, Any]) -> None:
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.rule.startswith(_UNTOLD) and rule.rule != "/"
    }

    told = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    assert told == routes


def test_every_schema_is_one(document: dict[str, Any]) -> None:
    for name, each in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(each)
        assert each.get("type") == "object", name


def test_every_reference_leads_somewhere(client: FlaskClient, document: dict[str, Any]) -> None:
    text = client.get("/v1/openapi.json").get_data(as_text=True)
    wanted = set(re.findall(r'"#/components/schemas/(\w+)"', text))

    assert wanted - document["components"]["schemas"].keys() == set()


def test_every_call_is_explained(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert all(p.get("description") or p["in"] == "path" for p in operation["parameters"]), path
    for name in ("AnnotationRequest", "ExplainRequest"):
        assert all(key["description"] for key in document["components"]["schemas"][name]["properties"].values())


def test_examples_are_answered(client: FlaskClient) -> None:
    for operations in OPERATIONS.values():
        for operation in operations:
            for name, body in operation.examples.items():
                response = client.open(operation.rule, method=operation.method, json=body)
                code = "" if response.status_code == operation.status else response.get_json()["code"]
                expected = (
                    {"", "entry-not-found", "address-blocked"}
                    if operation.access == "everyone"
                    else {"curation-off", "not-found"}
                )
                assert code in expected, name


def test_every_way_in_which_a_page_may_fail_is_told() -> None:
    failures = {*FetchError.__subclasses__(), ExtractError, *ExtractError.__subclasses__()}

    assert set(PAGE_PROBLEMS) == failures


def test_every_problem_of_a_call_is_told_with_its_status(document: dict[str, Any]) -> None:
    for operations in OPERATIONS.values():
        for operation in operations:
            answers = document["paths"][operation.path][operation.method.lower()]["responses"]
            for error in operation.problems:
                assert f"`{error.code}`" in answers[str(KINDS[error].status)]["description"]
