"""Packs in one piece: imported as drafts, after a look at what that would change."""

from typing import Final

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

from sidelight import errors
from sidelight.services.curation import errors as curation
from sidelight.shapes.curating.packs import PackImportShape, whole_pack_from
from sidelight.shapes.curating.replies import pack_difference_reply
from sidelight.shapes.curating.requests import ImportQueryShape, Wanted
from sidelight.web.access import current_curator
from sidelight.web.api.answers import private_json
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import parse_json, read_query
from sidelight.web.current import wired

_IMPORT: Final = ImportQueryShape()


def import_pack() -> Response:
    """Import a pack as drafts, in the form in which `GET /v1/packs/{pack_id}` gives it.

    New entries and those that differ from their newest revision become drafts, all or none; nothing is taken away, and
    readers meet nothing of it until it is published. With `dry_run=true` only the difference is told.
    """
    wanted = read_query(_IMPORT, Wanted)
    if not request.is_json:
        raise UnsupportedMediaType
    pack = whole_pack_from(parse_json(request.get_data(cache=False)))
    entries = wired().curating.entries
    if wanted.dry_run:
        return private_json({**pack_difference_reply(entries.difference_of(pack)), "drafts": []})
    staged = entries.stage(pack, by=current_curator().name, reason=f"import of the pack {pack.id}")
    return private_json({**pack_difference_reply(staged.difference), "drafts": list(staged.drafts)})


OPERATIONS = (
    Operation(
        rule="/v1/packs",
        access="curator",
        method="POST",
        view=import_pack,
        reply="PackDifference",
        query=ImportQueryShape,
        body=PackImportShape,
        examples={
            "small pack": {
                "id": "harbour",
                "title": "Harbour news",
                "licence": "CC0-1.0",
                "cues": {"fires": {"en": ["fire~", "blaze~"]}},
                "entries": [
                    {
                        "id": "harbour-pier",
                        "kind": "background",
                        "title": {"en": "The old pier"},
                        "summary": {"en": "The pier was built in 1911."},
                        "phrases": {"en": ["[the] old pier"]},
                    }
                ],
            }
        },
        problems=(
            curation.ImportRefusedError,
            curation.ExistsError,
            curation.EditConflictError,
            errors.PackError,
        ),
    ),
)
