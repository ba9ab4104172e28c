"""Answering: bytes with entity tags and the headers that say who may keep them."""

import hashlib
from collections.abc import Sequence
from typing import Any, Protocol

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


class Page(Protocol):
    """Which page of a list is wanted."""

    @property
    def limit(self) -> int:
        """How many items at most."""
        ...

    @property
    def offset(self) -> int:
        """How many items to pass over."""
        ...


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


def page_json(name: str, items: Sequence[object], wanted: Page, *, path: str, total: int | None = None) -> Response:
    """Answer a curator with one page of a list, and where the next one is.

    Args:
        name: The key of the items.
        items: Those of this page; without a `total`, one more than the page holds says that there is another page.
        wanted: Which page it is.
        path: The path of the list, with all of its query but the page.
        total: How many there are in all, if that is known.
    """
    after = wanted.offset + wanted.limit
    more = len(items) > wanted.limit if total is None else after < total
    following = f"{path}{'&' if '?' in path else '?'}limit={wanted.limit}&offset={after}" if more else None
    counted = {} if total is None else {"total": total}
    place = {"limit": wanted.limit, "offset": wanted.offset, "next": following}
    return linked(private_json({name: list(items[: wanted.limit]), **counted, **place}), following)


def linked(response: Response, following: str | None) -> Response:
    """Name the next page in the Link header."""
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def revision_json(value: dict[str, Any], revision: int) -> Response:
    """Answer a curator with an entry; the entity tag is the revision that If-Match is to name."""
    response = private_json(value)
    response.set_etag(str(revision))
    return response


def private_lasting_json(value: dict[str, Any]) -> Response:
    """Answer a curator with something that never changes, or with 304 if they have it."""
    response = public_json(value)
    response.headers["Cache-Control"] = _REVALIDATE
    response.headers["Vary"] = "Authorization"
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
