"""One Chromium with the extension for all tests of this folder; each test starts from what it seeds."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.extension.driver import shared_driver
from tests.extension.replies import ARTICLE, reply_to
from tests.extension.shell.loaded import Answer, Loaded, Recorder, Sent, copied_extension, recording

CONSENT = "2026-11-22T09:00:00.000Z"
_HTML = {"Content-Type": "text/html; charset=utf-8"}


def found(sent: Sent) -> Answer:
    """Answer as a server with notes on the sample article does."""
    if sent.path == "/health/ready":
        return Answer(body=json.dumps({"status": "ready", "edition": 3, "entries": 101}).encode())
    if sent.path in {"/v1/reports", "/v1/requests"}:
        return Answer(201, b'{"id": "1"}')
    text = "\n\n".join(passage["text"] for passage in sent.json.get("passages", []))
    try:
        reply = reply_to(text)
    except ValueError:
        reply = {**reply_to(text, {}), "items": []}
    return Answer(body=json.dumps(reply).encode())


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Give the browser."""
    with shared_driver() as playwright:
        loaded = Loaded(playwright, copied_extension(tmp_path_factory.mktemp("shell")))
        loaded.close_pages()
        yield loaded
        loaded.close()


@pytest.fixture
def server() -> Iterator[Recorder]:
    """Give a server that finds notes on the sample article; a test may set another `answer`."""
    with recording(found) as recorder:
        yield recorder


@pytest.fixture
def site() -> Iterator[Recorder]:
    """Give a news site, reached by any name ending in `.example` and its port."""
    with recording(lambda _: Answer(200, ARTICLE.encode(), _HTML)) as recorder:
        yield recorder


@pytest.fixture
def reader(shell: Loaded, server: Recorder) -> Iterator[Callable[..., Loaded]]:
    """Give a reader who has agreed and uses the recording server, with what else they chose."""

    def seeded(**settings: Any) -> Loaded:
        shell.seed(**{"consent": CONSENT, "server": server.address, "allowLocal": True, **settings})
        return shell

    yield seeded
    shell.close_pages()
    shell.seed()
