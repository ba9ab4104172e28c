"""The demo page: a sample article with the extension's own content scripts on it, for readers without the extension.

The scripts travel in the wheel beside the other static files; in a checkout they are read from `extension/content`, so
that there is one copy to edit. They are plain files to Flask and know nothing of it.
"""

import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, send_from_directory

_WEB = Path(__file__).parent
_PACKAGED = _WEB / "static" / "content"
_CHECKOUT = _WEB.parents[2] / "extension" / "content"
#: Everything comes from this server, nothing runs inline, and no other page may frame this one.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

blueprint = Blueprint("demo", __name__, template_folder="templates", static_folder="static", static_url_path="/static")


def content_folder() -> Path:
    """Find the content scripts: packaged with the server, else in the checkout the server runs from."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


@cache
def _content_files() -> dict[str, list[str]]:
    """Read which scripts and styles there are, in the order in which they load."""
    files: dict[str, list[str]] = json.loads((content_folder() / "files.json").read_text(encoding="utf-8"))
    return files


@blueprint.get("/demo")
def page() -> Response:
    """Show the sample article; the notes are asked for by the page itself, as they are on any other page."""
    files = _content_files()
    response = make_response(render_template("demo.html", scripts=files["scripts"], styles=files["styles"]))
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.get("/static/content/<path:name>")
def content(name: str) -> Response:
    """Serve one content script or style."""
    return send_from_directory(content_folder(), name)
