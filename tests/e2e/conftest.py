"""The real server, a news site of invented pages, and both browsers with the extension pointed at that server."""

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, Response
from tests.e2e.browsers import CHROMIUM, FIREFOX, Browser, Chromium, Firefox
from tests.extension.driver import shared_driver
from werkzeug.serving import make_server

from sidelight.bootstrap import build
from sidelight.config import read_config
from sidelight.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "invented"
DEFAULT_SERVER = "http://127.0.0.1:8400"
#: As strict as pages get: nothing loads, and text cannot become markup.
STRICT = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
EMPTY = """<!doctype html><title>Rain</title>
<article><h1>Rain</h1><p>It will rain in the north on Tuesday, forecasters say.</p></article>"""


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """Serve an app on a free port of this machine."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def sidelight_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve Sidelight with the invented pack; gives its address."""
    given = {
        "SIDELIGHT_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "SIDELIGHT_CACHE_URL": "null://",
        "SIDELIGHT_FETCH": "off",
        "SIDELIGHT_LOG_LEVEL": "error",
    }
    config = read_config(given)
    services = build(config, pack_folders=(INVENTED / "pack",), today=lambda: date(2026, 11, 22))
    with served(create_app(services, config)) as port:
        yield f"http://127.0.0.1:{port}"
    services.close()


@pytest.fixture(scope="session")
def news() -> Iterator[str]:
    """Serve pages by another name than the server's: only the click on the button opens them to the extension."""
    site = Flask("news")
    html = (INVENTED / "article.html").read_text(encoding="utf-8")
    site.add_url_rule("/article", "article", lambda: html)
    site.add_url_rule("/strict", "strict", lambda: Response(html, headers={"Content-Security-Policy": STRICT}))
    site.add_url_rule("/rain", "rain", lambda: EMPTY)
    with served(site) as port:
        yield f"http://localhost:{port}"


def extension_for(server: str, folder: Path) -> Path:
    """Copy the extension as a reader has set it up: its server, agreed to, pages of this machine allowed."""
    copy = folder / "extension"
    shutil.copytree(ROOT / "extension", copy)
    settings = copy / "shared" / "settings.js"
    text = settings.read_text(encoding="utf-8")
    for before, after in {
        DEFAULT_SERVER: server,
        "consent: null": 'consent: "2026-11-22"',
        "allowLocal: false": "allowLocal: true",
    }.items():
        assert before in text
        text = text.replace(before, after)
    settings.write_text(text, encoding="utf-8")
    return copy


@contextmanager
def started(name: str, extension: Path) -> Iterator[Browser]:
    """Start a browser with the extension in it."""
    binary = {"chromium": CHROMIUM, "firefox": FIREFOX}[name]
    assert shutil.which(binary), f"{binary} is missing: install it with apt-get install chromium firefox-esr"
    if name == "firefox":
        firefox = Firefox(extension)
        yield firefox
        firefox.close()
        return
    with shared_driver() as playwright:
        chromium = Chromium(playwright, extension)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", params=["chromium", "firefox"])
def browser(
    request: pytest.FixtureRequest, sidelight_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """Give each browser in turn."""
    extension = extension_for(sidelight_server, tmp_path_factory.mktemp(request.param))
    with started(request.param, extension) as browser:
        yield browser


@pytest.fixture(scope="session", params=["chromium", "firefox"])
def lonely_browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give each browser with an extension whose server is not running."""
    extension = extension_for("http://127.0.0.1:9", tmp_path_factory.mktemp(f"lonely-{request.param}"))
    with started(request.param, extension) as browser:
        yield browser
