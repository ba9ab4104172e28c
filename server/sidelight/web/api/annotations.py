"""Annotating an article: what the caller sees in a body, or for programmers an address in the query."""

import difflib
from dataclasses import replace
from typing import Final

from flask import Response

from sidelight import errors
from sidelight.services.asked import Asked
from sidelight.shapes.requests import BodyShape, Options, OptionsShape, QueryShape, Question
from sidelight.web import metrics
from sidelight.web.api.answers import annotations, known_tags
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import (
    JSON_LD,
    PLAIN_JSON,
    accepted_form,
    accepted_languages,
    read_body,
    read_query,
)
from sidelight.web.current import wired
from sidelight.web.problems import NotAcceptableError

_BODY: Final = BodyShape()
_OPTIONS: Final = OptionsShape()
_QUERY: Final = QueryShape()
#: What may go wrong with a page.
PAGE_PROBLEMS = (
    errors.AddressBlockedError,
    errors.AddressInvalidError,
    errors.HostRefusedError,
    errors.RobotsDisallowedError,
    errors.FetchFailedError,
    errors.FetchTimeoutError,
    errors.FetchStatusError,
    errors.FetchRedirectError,
    errors.FetchTooLargeError,
    errors.UnsupportedContentError,
    errors.SiteNotAskedError,
    errors.EgressError,
    errors.ExtractError,
    errors.NoArticleError,
    errors.ExtractTimeoutError,
    errors.ExtractBusyError,
)


def annotate() -> Response:
    """Annotate what you see, or a page by its address.

    Send one of `passages`, `text` and `html`, and nothing is fetched; with `url` alone the server fetches the page.
    Nothing that is sent is stored or logged. The reply is a W3C annotation page.
    """
    form = accepted_form()
    options = read_query(_OPTIONS, Options)
    question = read_body(_BODY, Question)
    reply = wired().replies.answer(heard(question.asked), include_text=options.include_text)
    metrics.count_reply(reply)
    return annotations(reply, form, keep=False)


def annotate_address() -> Response:
    """Annotate the page at an address.

    The same as the POST, for programmers: the reply has an entity tag, and If-None-Match is answered with 304 before
    any matching is done. Addresses of pages that somebody reads belong in the POST's body, where no proxy logs them.
    """
    form = accepted_form()
    question = read_query(_QUERY, Question)
    reply = wired().replies.answer(
        heard(question.asked), include_text=question.include_text, known_tags=known_tags(form), keep=True
    )
    metrics.count_reply(reply)
    return annotations(reply, form, keep=True)


def heard(asked: Asked) -> Asked:
    """Add the languages that the caller's browser asks for, and see that there are the packs that are wanted.

    Raises:
        PackNotFoundError: One of the packs is not in use: no items would look like nothing found.
    """
    in_use = [pack.id for pack in wired().editions.current.edition.packs]
    for name in sorted((asked.packs or frozenset()) - set(in_use)):
        near = difflib.get_close_matches(name, in_use, n=1)
        msg = f"there is no pack {name!r} in use"
        raise errors.PackNotFoundError(msg, remedy=f"Did you mean {near[0]}?" if near else None)
    return replace(asked, accepted=accepted_languages())


OPERATIONS = (
    Operation(
        rule="/v1/annotations",
        access="everyone",
        method="POST",
        view=annotate,
        reply="AnnotationPage",
        forms=(JSON_LD, PLAIN_JSON),
        query=OptionsShape,
        body=BodyShape,
        examples={
            "text": {
                "text": "At least 12 people died in the fire.\n\nIt was the worst fire in the town since 1911.",
                "title": "Fire at the harbour",
                "published": "2024-03-26",
            },
            "passages": {
                "passages": [
                    {"role": "headline", "text": "Fire at the harbour"},
                    {"role": "body", "text": "At least 12 people died in the fire."},
                ],
                "published": "2024-03-26",
                "kinds": ["figure"],
                "lang": "en",
            },
            "address": {"url": "https://news.example/article"},
        },
        problems=(NotAcceptableError, errors.PackNotFoundError, *PAGE_PROBLEMS),
    ),
    Operation(
        rule="/v1/annotations",
        access="everyone",
        view=annotate_address,
        reply="AnnotationPage",
        forms=(JSON_LD, PLAIN_JSON),
        query=QueryShape,
        conditional=True,
        problems=(NotAcceptableError, errors.RequestInvalidError, errors.PackNotFoundError, *PAGE_PROBLEMS),
    ),
)
