"""Answering: bytes with entity tags and the headers that say who may keep them."""

import hashlib
from typing import Any

from flask import Response, request

from sidelight.services.replies import Reply
from sidelight.shapes.plain import to_bytes
from sidelight.web.api.reading import JSON_LD, PLAIN_JSON

#: The media type of a W3C annotation page, as it is named in the Content-Type header.
ANNOTATIONS = f'{JSON_LD}; profile="http://www.w3.org/ns/anno.jsonld"'
#: Each answer that has an entity tag is asked for again; nobody between us and the caller keeps it.
_REVALIDATE = "private, no-cache"
_CONTENT_TYPES = {JSON_LD: ANNOTATIONS, PLAIN_JSON: PLAIN_JSON}
#: The same bytes in two forms are two representations, so their tags differ.
_TAG_ENDS = {JSON_LD: "-ld", PLAIN_JSON: ""}


def public_json(value: dict[str, Any]) -> Response:
    """Answer with something that is the same for everybody until the edition changes."""
    body = to_bytes(value)
    response = Response(body, content_type=PLAIN_JSON)
    response.set_etag(hashlib.sha256(body).hexdigest()[:40])
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)  # changes it in place
    return response


def private_json(value: dict[str, Any]) -> Response:
    """Answer a question that was asked in confidence."""
    response = Response(to_bytes(value), content_type=PLAIN_JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def known_tags(form: str) -> frozenset[str]:
    """List the tags of replies in that form that the caller already has."""
    end = _TAG_ENDS[form]
    tags = request.if_none_match.as_set(include_weak=True)
    # An empty weak tag comes as None.
    return frozenset(tag.removesuffix(end) for tag in tags if tag and tag.endswith(end))


def annotations(reply: Reply, form: str, *, keep: bool) -> Response:
    """Answer with annotations, or with 304 if the caller has them; `keep` lets the caller keep them."""
    response = Response(reply.body or b"", 200 if reply.body is not None else 304)
    if reply.body is not None:
        response.content_type = _CONTENT_TYPES[form]
        response.headers["Content-Language"] = reply.language
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Cache-Control"] = _REVALIDATE if keep else "no-store"
    if keep:
        response.set_etag(reply.etag + _TAG_ENDS[form])
        response.make_conditional(request)  # changes it in place
    return response
