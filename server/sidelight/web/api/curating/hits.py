"""What a draft hits on the corpus, told article by article while it is read."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from flask import Response, request

from sidelight import errors
from sidelight.core.entry import Entry
from sidelight.services.curation.hits.hit import ArticleHits
from sidelight.shapes.curating.hits import article_hits_reply
from sidelight.shapes.curating.requests import Draft, DraftShape, HitsQueryShape, Wanted
from sidelight.shapes.plain import to_bytes
from sidelight.web import logs
from sidelight.web.api.curating.drafts import same_entry
from sidelight.web.api.curating.named import ENTRY_ID, entry_named
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_body, read_query
from sidelight.web.current import wired
from sidelight.web.problems import problem_of

#: One JSON object a line.
LINES: Final = "application/x-ndjson"
_DRAFT: Final = DraftShape()
_QUERY: Final = HitsQueryShape()
_log = logs.logger("sidelight.web")


def find_hits(entry_id: str) -> Response:
    """Tell what an entry hits on the corpus, and how that differs from what is published.

    The body holds an unsaved entry; without one, the newest revision is taken. The answer comes line by line while the
    articles are read: one line an article, and at the end one with `summary`. If reading fails on the way, the last
    line holds `problem` instead. `after` and `limit` read the corpus in parts.
    """
    wanted = read_query(_QUERY, Wanted)
    draft = _draft(entry_named(entry_id))
    found = iter(wired().curating.corpus.hits(draft, after=wanted.after, limit=wanted.limit or None))
    # What is wrong with the draft itself shows with the first article, while there can still be a status.
    first = list(itertools.islice(found, 1))
    return Response(_lines(itertools.chain(first, found)), content_type=LINES, headers={"Cache-Control": "no-store"})


def _draft(entry_id: str) -> Entry:
    # A body that comes in chunks names no length.
    comes = request.content_length or "Transfer-Encoding" in request.headers
    given = read_body(_DRAFT, Draft) if comes else Draft()
    if given.entry is not None and given.pack:
        return replace(same_entry(given.entry, entry_id), pack=given.pack)
    stored = wired().curating.entries.entry(entry_id)
    return replace(same_entry(given.entry or stored.head.entry, entry_id), pack=stored.pack)


def _lines(found: Iterator[ArticleHits]) -> Iterator[bytes]:
    """Write each article as it comes; nothing of it is kept, and whoever stops listening ends it."""
    articles, changes = 0, Counter[str]()
    try:
        for each in found:
            articles += 1
            changes.update(hit.change for hit in each.hits)
            changes["near"] += len(each.near)
            yield _line(article_hits_reply(each))
    except Exception as error:  # noqa: BLE001 — the status is sent by now, so the last line has to say it
        _log.error("failed", error=type(error).__name__, places=logs.places_of(error))
        yield _line({"problem": problem_of(error)})
        return
    counted = {name: changes[name] for name in ("same", "new", "lost", "changed", "near")}
    yield _line({"summary": {"articles": articles, **counted}})


def _line(value: dict[str, Any]) -> bytes:
    return to_bytes(value) + b"\n"


OPERATIONS = (
    Operation(
        rule="/v1/entries/<entry_id>/hits",
        access="curator",
        method="POST",
        view=find_hits,
        reply="HitsLine",
        forms=(LINES,),
        query=HitsQueryShape,
        body=DraftShape,
        body_optional=True,
        path_values=ENTRY_ID,
        examples={"newest revision": {}},
        problems=(errors.EntryNotFoundError, errors.EntryInvalidError, errors.PhraseError, errors.PackError),
    ),
)
