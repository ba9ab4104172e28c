"""The documentation page: the OpenAPI document as a readable page, with every problem and what to do about it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template

from sidelight.errors import SidelightError
from sidelight.web import problems
from sidelight.web.access import allow
from sidelight.web.api.answers import public_json

#: The page loads its own style sheet and nothing else.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_COMPONENT = "#/components/schemas/"


def blueprint_of(document: Mapping[str, Any]) -> Blueprint:
    """Make the routes that show an OpenAPI document, to machines and to people."""
    blueprint = Blueprint("docs", __name__, template_folder="templates")

    @blueprint.get("/v1/openapi.json")
    @allow("everyone")
    def openapi() -> Response:
        return public_json(dict(document))

    @blueprint.get("/docs")
    @allow("everyone")
    def page() -> Response:
        response = make_response(render_template("docs.html", document=document, **_told(document)))
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    return blueprint


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "groups": [(tag["name"], list(_operations(document, tag["name"]))) for tag in document["tags"]],
        "schemas": [_schema(name, schema) for name, schema in document["components"]["schemas"].items()],
        "problems": list(_problems()),
        "media_type": problems.MEDIA_TYPE,
    }


def _operations(document: Mapping[str, Any], tag: str) -> Iterator[dict[str, Any]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if tag in operation["tags"]:
                yield {**operation, "method": method.upper(), "path": path, **_bodies(operation)}


def _bodies(operation: Mapping[str, Any]) -> dict[str, Any]:
    """Write what a call takes and gives: types of parameters, the body's shape with examples, the reply's shape."""
    parameters = [{**one, "type": describe_type(one["schema"])} for one in operation["parameters"]]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = {
        name: json.dumps(example["value"], ensure_ascii=False, indent=2)
        for name, example in content.get("examples", {}).items()
    }
    status, forms = next((code, told["content"]) for code, told in operation["responses"].items() if code < "300")
    reply = next(iter(forms.values()))["schema"]
    return {
        "parameters": parameters,
        "body": describe_type(content["schema"]) if content else None,
        "examples": examples,
        "reply": describe_type(reply),
        "forms": list(forms),
        "status": status,
        "refusals": {code: one for code, one in operation["responses"].items() if code >= "300"},
    }


def _schema(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    required = schema.get("required", ())
    rows = [
        {
            "name": key,
            "type": describe_type(value),
            "required": key in required,
            "description": value.get("description", ""),
        }
        for key, value in schema.get("properties", {}).items()
    ]
    return {"name": name, "description": schema.get("description", ""), "rows": rows}


def describe_type(schema: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """Write a schema as pieces of text, each with the name of the schema it leads to, if it does.

    Example:
        >>> describe_type({"type": "array", "items": {"$ref": "#/components/schemas/Step"}})
        [('list of ', None), ('Step', 'Step')]
    """
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_COMPONENT)
        return [(name, name)]
    if "oneOf" in schema:
        return _one_of([describe_type(each) for each in schema["oneOf"]])
    if "const" in schema:
        return [(json.dumps(schema["const"]), None)]
    if "enum" in schema:
        return [(" | ".join(json.dumps(each) for each in schema["enum"]), None)]
    kind = schema.get("type", "any value")
    if kind == "array":
        return [("list of ", None), *describe_type(schema.get("items", {}))]
    return [(kind if isinstance(kind, str) else " or ".join(kind), None)]


def _one_of(choices: list[list[tuple[str, str | None]]]) -> list[tuple[str, str | None]]:
    pieces: list[tuple[str, str | None]] = []
    for number, choice in enumerate(choices):
        pieces += [(" or ", None), *choice] if number else choice
    return pieces


def _problems() -> Iterator[dict[str, Any]]:
    """List every problem, by status."""
    told = [
        {"code": error.code, "status": kind.status, "title": kind.title, "remedy": error.default_remedy}
        for error, kind in problems.KINDS.items()
        if error.whose != "us" and error is not SidelightError
    ]
    for status, kind in (*problems.HTTP_KINDS.items(), (problems.HOST_STATUS, problems.HOST_KIND)):
        told.append({"code": kind.code, "status": status, "title": kind.title, "remedy": kind.remedy})
    yield from sorted(told, key=lambda problem: (problem["status"], problem["code"]))
