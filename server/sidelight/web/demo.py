"""The demo page: a sample article with the extension's own content scripts on it, for readers without the extension.

The extension travels in the wheel; in a checkout it is read from where it is edited, so that there is one copy. Its
scripts and their words are plain files to Flask and know nothing of it.
"""

import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, send_from_directory

from sidelight.config import extension_folder
from sidelight.web.access import allow

#: Languages in which the cards' own words are written.
LANGUAGES = ("en", "ru")
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
    """Find the content scripts."""
    return extension_folder() / "content"


def locales_folder() -> Path:
    """Find the words of the content scripts, one folder a language."""
    return extension_folder() / "_locales"


@cache
def content_files() -> dict[str, list[str]]:
    """Read which scripts and styles there are, in the order in which they load."""
    files: dict[str, list[str]] = json.loads((content_folder() / "files.json").read_text(encoding="utf-8"))
    return files


@blueprint.get("/demo")
@allow("everyone")
def page() -> Response:
    """Show the sample article; the notes are asked for by the page itself, as they are on any other page."""
    files = content_files()
    response = make_response(render_template("demo.html", scripts=files["scripts"], styles=files["styles"]))
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.get("/static/content/<path:name>")
@allow("everyone")
def content(name: str) -> Response:
    """Serve one content script or style."""
    return send_from_directory(content_folder(), name)


@blueprint.get(f"/static/locales/<any({', '.join(LANGUAGES)}):language>/messages.json")
@allow("everyone")
def words(language: str) -> Response:
    """Serve the words of the content scripts in one language."""
    return send_from_directory(locales_folder() / language, "messages.json")
