"""Whatever fits or breaks the description of a curator's call: it is answered as told, and the server does not fail."""

import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.web.curating.newsroom import PACK, TOLL, Newsroom

from sidelight.shapes.requests import NothingShape
from sidelight.web.app import OPERATIONS

#: What there is: names and numbers that lead somewhere. The tokens of the test itself have other numbers.
KNOWN = {"entry_id": TOLL, "pack_id": PACK, "number": 1, "name": "curator"}
EXAMPLES = {"entry_id": "harbour-pier", "pack_id": "starter", "number": "1", "name": "anna"}
CALLS = [
    pytest.param(each.method, each.path, mode, id=f"{each.method} {each.path} {mode.value}")
    for operations in OPERATIONS.values()
    for each in operations
    for mode in GenerationMode
    if each.access != "everyone" and (mode is GenerationMode.POSITIVE or each.body or each.query is not NothingShape)
]


@pytest.fixture(scope="module")
def api(shared_room: Newsroom) -> Any:
    return schemathesis.openapi.from_wsgi("/v1/openapi.json", shared_room.app)


@pytest.mark.parametrize(("method", "path", "mode"), CALLS)
def test_no_request_of_a_curator_makes_the_server_fail(
    api: Any, shared_room: Newsroom, method: str, path: str, mode: GenerationMode
) -> None:
    @given(case=api[path][method].as_strategy(generation_mode=mode), known=st.booleans())
    @settings(
        max_examples=16,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answered_as_told(case: Any, known: bool) -> None:
        if known:
            lead_somewhere(case)
        headers = {"Host": "localhost", "Authorization": f"Bearer {shared_room.tokens['admin']}"}
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    answered_as_told()


#: What examples name and no server has; that an edit names its revision stands in a header.
_NOT_THERE = {"entry-not-found", "pack-not-found", "not-kept", "revision-unnamed", "address-blocked"}


def test_examples_are_answered(room: Newsroom) -> None:
    told: dict[str, Any] = {}
    for operation in (each for operations in OPERATIONS.values() for each in operations if each.access != "everyone"):
        for name, body in operation.examples.items():
            path = re.sub("<(?:number:)?([a-z_]+)>", lambda found: EXAMPLES[found[1]], operation.rule)
            response = room.client("admin").open(path, method=operation.method, json=body)
            right = response.status_code == operation.status or response.get_json()["code"] in _NOT_THERE
            told |= {} if right else {f"{operation.name}: {name}": response.get_json()}

    assert told == {}


def lead_somewhere(case: Any) -> None:
    """Put names of what there is into the path, and the same entry into the body."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = KNOWN[name]
    if isinstance(case.body, dict) and isinstance(case.body.get("entry"), dict):
        case.body["entry"]["id"] = TOLL
