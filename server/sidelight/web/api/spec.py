"""The OpenAPI document, made from the operations, the request shapes and `reply_schemas.json`.

Routes and document come from the same list, so neither can know a call that the other does not.
"""

import inspect
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from sidelight import __version__
from sidelight.errors import RequestInvalidError, SidelightError
from sidelight.services.curation.errors import LogInNeededError
from sidelight.shapes.entries import EntryShape
from sidelight.web import problems
from sidelight.web.api.operation import ACCESS_PROBLEMS, Operation

#: Problems of Flask's own that any call may meet, and those that a body may.
_ALWAYS = (400, 500)
_WITH_BODY = (400, 413, 415)
_REQUEST_NAMES = {
    "Body": "AnnotationRequest",
    "Explain": "ExplainRequest",
    "Report": "Report",
    "ContextRequest": "ContextRequest",
}
#: Schemas of requests whose keys `_MEANINGS` explains; others say it themselves.
_EXPLAINED = frozenset((*_REQUEST_NAMES.values(), "CorpusArticleRequest"))
#: Shapes of these modules are named after themselves.
_CURATING = "sidelight.shapes.curating"
#: What the keys of requests mean, by name.
_MEANINGS = {
    "after": "The number of the article after which to begin.",
    "as_of": "Answer as it would have been on that day: nothing known later is used.",
    "drafts": "Gives the newest revisions instead of what is published.",
    "dry_run": "Only tells what would change.",
    "from": "The revision to compare with.",
    "entry": "The id of a saved entry, or a whole unsaved entry.",
    "html": "The page's HTML; the article in it is found.",
    "include": "Adds the text that positions count in.",
    "kind": "Only entries of this kind.",
    "kinds": "Only entries of these kinds.",
    "lang": "The language of the sentences; else by Accept-Language, else the article's.",
    "language": "The article's language, if you know it.",
    "limit": "How many at most.",
    "links": "Also tries the addresses of the sources.",
    "modified": "When the article was last changed.",
    "offset": "How many to pass over.",
    "pack": "Only entries of this pack.",
    "packs": "Only entries of these packs.",
    "passages": "The article's passages in reading order, each with its role.",
    "published": "When the article came out: YYYY, YYYY-MM or YYYY-MM-DD.",
    "reported": "Only entries with open reports.",
    "stale": "Only entries that were to be looked at before that day.",
    "status": "Only entries that stand so; or as what an entry is judged.",
    "waits": "Only entries whose newest revision is not published.",
    "reason": "What is the matter with the annotation.",
    "q": "Words that must all occur.",
    "tag": "Only entries with this tag.",
    "text": "The article's text; blank lines part passages, or each line does if there are none.",
    "title": "The article's title: evidence for what it is about, never annotated.",
    "url": "The page's address; fetched only if neither passages nor text nor html is given.",
}
_CONDITION = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The entity tag of a reply you have; answered with 304 if it still holds.",
}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$', "example": '"3"'},
    "description": "The revision that the edit is based on, in quotation marks.",
}
#: How callers of a call that is not for everyone say who asks.
_BEARER = "token"
_TAG = {"schema": {"type": "string"}, "description": "The entity tag of this reply."}
_DESCRIPTION = (
    "Sourced context beside the news: send an article, get W3C annotations that say what is known, since when, and "
    "from whom. No article that you send is stored or logged; reports and requests are kept for curators to read."
)


def make_document(operations: Mapping[str, Iterable[Operation]]) -> dict[str, Any]:
    """Make the OpenAPI document of operations, which come grouped by tag."""
    plugin = MarshmallowPlugin(schema_name_resolver=_component_name)
    spec = APISpec(
        title="Sidelight",
        version=__version__,
        openapi_version="3.1.0",
        plugins=[plugin],
        info={"description": _DESCRIPTION, "license": {"name": "MIT", "identifier": "MIT"}},
        servers=[{"url": "/"}],
    )
    for name, schema in reply_schemas().items():
        spec.components.schema(name, schema)
    spec.components.schema("Entry", schema=EntryShape)
    spec.components.security_scheme(
        _BEARER, {"type": "http", "scheme": "bearer", "description": "An API token, as a curator makes it."}
    )
    for tag, group in operations.items():
        spec.tag({"name": tag})
        for operation in group:
            spec.path(operation.path, operations={operation.method.lower(): _describe(operation, tag, plugin)})
    return _strictly(spec.to_dict())


def reply_schemas() -> dict[str, Any]:
    """Read the schemas of replies, by name."""
    text = resources.files(__package__).joinpath("reply_schemas.json").read_text(encoding="utf-8")
    schemas: dict[str, Any] = json.loads(text)
    return schemas


def _component_name(shape: Any) -> str:
    """Name the schema of a request; parts of entries say so, since replies have schemas of the same names."""
    kind = shape if isinstance(shape, type) else type(shape)
    name = str(kind.__name__).removesuffix("Shape")
    if kind.__module__.startswith(_CURATING):
        return f"{name}Request"
    return _REQUEST_NAMES.get(name) or f"Entry{name.removeprefix('Entry')}"


def _strictly(document: dict[str, Any]) -> dict[str, Any]:
    """Say what apispec does not know of our shapes: no other keys, null among choices, and what keys mean."""
    schemas = document["components"]["schemas"]
    for name in schemas.keys() - reply_schemas().keys():
        schemas[name]["additionalProperties"] = False
        for key, schema in schemas[name]["properties"].items():
            if "enum" in schema and "null" in schema.get("type", ()):
                schema["enum"] = [*schema["enum"], None]
            if name in _EXPLAINED and key in _MEANINGS:
                schema.setdefault("description", _MEANINGS[key])
    return document


def _describe(operation: Operation, tag: str, plugin: MarshmallowPlugin) -> dict[str, Any]:
    summary, _, description = inspect.cleandoc(operation.view.__doc__ or "").partition("\n\n")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [tag],
        "summary": summary.rstrip("."),
        "parameters": _parameters(operation, plugin),
        "responses": {str(operation.status): _success(operation), **_refusals(operation)},
    }
    told = "" if description.startswith("Raises:") else description.partition("\n\nRaises:")[0].replace("\n", " ")
    needs = "" if operation.access == "everyone" else f"Needs an API token of the role `{operation.access}`."
    if told or needs:
        described["description"] = f"{told} {needs}".strip()
    if operation.body:
        examples = {name: {"value": dict(body)} for name, body in operation.examples.items()}
        content = {"application/json": {"schema": operation.body, "examples": examples}}
        described["requestBody"] = {"required": not operation.body_optional, "content": content}
    if operation.access != "everyone":
        described["security"] = [{_BEARER: []}]
    elif LogInNeededError in operation.problems:
        described["security"] = [{}, {_BEARER: []}]
    return described


def _parameters(operation: Operation, plugin: MarshmallowPlugin) -> list[dict[str, Any]]:
    found = [
        {"in": "path", "name": name, "required": True, **described} for name, described in operation.path_values.items()
    ]
    if operation.query and plugin.converter:
        found += [_flat(one) for one in plugin.converter.schema2parameters(operation.query, location="query")]
    return [*found, *([_CONDITION] if operation.conditional else []), *([_IF_MATCH] if operation.edits else [])]


def _flat(parameter: dict[str, Any]) -> dict[str, Any]:
    """Write lists with commas, and no null, which a query cannot hold."""
    schema = parameter["schema"]
    if isinstance(schema.get("type"), list):
        schema["type"] = schema["type"][0]
    told = {**parameter, "description": _MEANINGS.get(parameter["name"], "")}
    return {**told, "style": "form", "explode": False} if schema.get("type") == "array" else told


def _success(operation: Operation) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{operation.reply}"}
    answer: dict[str, Any] = {
        "description": "The answer.",
        "content": {form: {"schema": schema} for form in operation.forms},
    }
    return {**answer, "headers": {"ETag": _TAG}} if operation.conditional or operation.edits else answer


def _refusals(operation: Operation) -> dict[str, Any]:
    told: dict[int, list[str]] = defaultdict(list)
    errors: tuple[type[SidelightError], ...] = operation.problems
    statuses: tuple[int, ...] = _ALWAYS
    if operation.access != "everyone":
        errors = (*ACCESS_PROBLEMS, *errors)
    if operation.body:
        errors = (RequestInvalidError, problems.JsonInvalidError, *errors)
        statuses = (*_WITH_BODY, *_ALWAYS)
    for error in dict.fromkeys(errors):
        kind = problems.kind_of(error)
        told[kind.status].append(f"`{error.code}`: {kind.title}.")
    told[problems.HOST_STATUS].append(f"`{problems.HOST_KIND.code}`: {problems.HOST_KIND.title}.")
    for status in dict.fromkeys(statuses):
        kind_told = problems.HTTP_KINDS[status]
        told[status].append(f"`{kind_told.code}`: {kind_told.title}.")
    found = {str(status): _problem(" ".join(lines)) for status, lines in sorted(told.items())}
    return {"304": {"description": "What you have still holds."}, **found} if operation.conditional else found


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {problems.MEDIA_TYPE: {"schema": schema}}}
