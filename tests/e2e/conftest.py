"""The real server, a news site of invented pages, and both browsers with the extension pointed at that server."""

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, Response, request
from tests.e2e.browsers import chromium, firefox
from tests.e2e.browsers.face import Browser, Look
from tests.extension.driver import shared_driver
from werkzeug.serving import make_server

from sidelight.bootstrap import build
from sidelight.config import read_config
from sidelight.services.readers import Readers
from sidelight.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "invented"
PAGES = Path(__file__).parent / "pages"
DEFAULT_SERVER = "http://127.0.0.1:8400"
#: As strict as pages get: nothing loads, and text cannot become markup.
STRICT = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
EMPTY = """<!doctype html><title>Rain</title>
<article><h1>Rain</h1><p>It will rain in the north on Tuesday, forecasters say.</p></article>"""


@dataclass(frozen=True)
class Server:
    """The running server: its address, what it was asked, and what readers sent it."""

    address: str
    asked: list[str]
    #: What came with them, word for word.
    bodies: list[str]
    readers: Readers


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


@contextmanager
def running_server(data: Path) -> Iterator[Server]:
    """Run Sidelight with the invented pack."""
    given = {
        "SIDELIGHT_DATA_DIR": str(data),
        "SIDELIGHT_CACHE_URL": "null://",
        "SIDELIGHT_FETCH": "off",
        "SIDELIGHT_LOG_LEVEL": "error",
    }
    config = read_config(given)
    services = build(config, pack_folders=(INVENTED / "pack",), today=lambda: date(2026, 11, 22))
    app = create_app(services, config)
    asked: list[str] = []
    bodies: list[str] = []

    def note() -> None:
        # A test that sees the question finds its body.
        bodies.append(request.get_data(as_text=True))
        asked.append(f"{request.method} {request.full_path.rstrip('?')}")

    app.before_request(note)
    with served(app) as port:
        yield Server(f"http://127.0.0.1:{port}", asked, bodies, services.readers)
    services.close()


@contextmanager
def running_news() -> Iterator[str]:
    """Serve pages by another name than the server's: only the click on the button opens them to the extension."""
    site = Flask("news")
    html = (INVENTED / "article.html").read_text(encoding="utf-8")
    policies = {"strict": STRICT, "sandbox": "sandbox"}

    def edge(name: str) -> Response:
        policy = policies.get(name.partition("-")[2])
        file = "08-frames" if name == "08-sandbox" else name
        text = (PAGES / f"{file}.html").read_text(encoding="utf-8")
        return Response(text, headers={"Content-Security-Policy": policy} if policy else {})

    site.add_url_rule("/article", "article", lambda: html)
    site.add_url_rule("/strict", "strict", lambda: Response(html, headers={"Content-Security-Policy": STRICT}))
    site.add_url_rule("/rain", "rain", lambda: EMPTY)
    site.add_url_rule("/plain", "plain", lambda: Response("412 people were killed", content_type="text/plain"))
    site.add_url_rule("/edge/<name>", "edge", edge)
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
    binary = {"chromium": chromium.BINARY, "firefox": firefox.BINARY}[name]
    assert shutil.which(binary), f"{binary} is missing: install it with apt-get install chromium firefox-esr"
    if name == "firefox":
        fox = firefox.Firefox(extension)
        yield fox
        fox.close()
        return
    with shared_driver() as playwright:
        chrome = chromium.Chromium(playwright, extension)
        yield chrome
        chrome.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the server."""
    with running_server(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="session")
def news() -> Iterator[str]:
    """Give the address of the news site."""
    with running_news() as address:
        yield address


@pytest.fixture(scope="session", params=["chromium", "firefox"])
def shared_browser(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """Start each browser in turn, once."""
    extension = extension_for(server.address, tmp_path_factory.mktemp(request.param))
    with started(request.param, extension) as browser:
        yield browser


@pytest.fixture
def browser(shared_browser: Browser) -> Iterator[Browser]:
    """Give a browser whose reader has chosen nothing yet but to agree."""
    yield shared_browser
    shared_browser.look(Look())
    shared_browser.own("chrome.storage.local.clear().then(() => 1)")
