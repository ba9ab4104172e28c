"""Whether the server lives, whether it can answer, and its numbers."""

from flask import Blueprint, Response

from sidelight.web import metrics
from sidelight.web.access import allow
from sidelight.web.api.answers import private_json
from sidelight.web.current import wired
from sidelight.web.problems import NotReadyError

blueprint = Blueprint("health", __name__)


@blueprint.get("/health/live")
@allow("everyone")
def live() -> Response:
    """Say that the process answers."""
    return private_json({"status": "live"})


@blueprint.get("/health/ready")
@allow("everyone")
def ready() -> Response:
    """Say which edition answers.

    Raises:
        NotReadyError: There is nothing to answer with.
    """
    edition = wired().editions.current.edition
    if not edition.entries:
        msg = f"edition {edition.number} holds no entries"
        raise NotReadyError(msg)
    return private_json({"status": "ready", "edition": edition.number, "entries": len(edition.entries)})


@blueprint.get("/metrics")
@allow("everyone")
def numbers() -> Response:
    """Give the counts since the server started, in the text format of Prometheus."""
    body, content_type = metrics.exposed()
    return Response(body, content_type=content_type, headers={"Cache-Control": "no-store"})
