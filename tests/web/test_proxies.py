"""Behind proxies: whose address and scheme the server believes, over a socket as `sidelight serve` listens on it."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import request
from tests.web.curating.newsroom import newsroom

from sidelight.cli.serve import listen, port_of
from sidelight.web.access import allow


@contextmanager
def listening(folder: Path, proxies: str) -> Iterator[int]:
    """Serve an app that tells what it takes for the browser's address and scheme; gives the port."""
    with newsroom(folder, SIDELIGHT_PROXIES=proxies, SIDELIGHT_PORT="0") as room:
        room.app.view_functions["index"] = allow("everyone")(lambda: f"{request.remote_addr} {request.scheme}")
        server = listen(room.app, room.wired.config)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield port_of(server)
        finally:
            server.trigger.pull_trigger(server.close)
            thread.join()
            server.task_dispatcher.shutdown()


@pytest.mark.parametrize(
    ("proxies", "told", "believed"),
    [
        ("0", "203.0.113.9", "127.0.0.1 http"),
        ("1", "203.0.113.9", "203.0.113.9 https"),
        # What the browser itself claims stands before what the proxy adds.
        ("1", "198.51.100.1, 203.0.113.9", "203.0.113.9 https"),
        ("2", "203.0.113.9, 10.0.0.2", "203.0.113.9 https"),
    ],
)
def test_only_the_trusted_proxies_are_believed(tmp_path: Path, proxies: str, told: str, believed: str) -> None:
    with listening(tmp_path, proxies) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        protocols = ", ".join(["https"] * (told.count(",") + 1))
        connection.request("GET", "/", headers={"X-Forwarded-For": told, "X-Forwarded-Proto": protocols})
        seen = connection.getresponse().read().decode()
        connection.close()

    assert seen == believed
