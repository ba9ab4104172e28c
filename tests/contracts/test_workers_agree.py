"""Four worker processes over one database serve the same edition soon after the last of a hundred edits.

Each is a process of its own that runs the real app. Meanwhile they are asked without a pause, and answer every time.
All editions reach all workers; that it is soon is measured again after a further edit if the machine had other work
for so long, which happens where many processes share a processor.
"""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.writers import IDS
from tests.factories import pack, publishable
from tests.stores import PostgresServer, act, sqlite_url

from sidelight.adapters.store.sql import open_store
from sidelight.bootstrap import build
from sidelight.config import read_config

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 4
EDITS = 100
#: Within which time all must serve the last edition, in seconds, and how often that is tried.
SOON, TRIES = 3.0, 20
#: Until when all must serve it, however slow the machine is.
PATIENCE = 120.0
#: So many edits between two looks at whether all clients were answered meanwhile.
STRIDE = 10
#: What a client asks for: it is matched anew each time, in whichever edition the worker holds.
QUESTION = json.dumps({"text": "They met at the old pier, beside the old quay."})
ASKED = ("POST", "/v1/annotations", QUESTION, {"Content-Type": "application/json"})


def ask(port: int, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Any:
    """Ask a worker on a connection of its own; anything but a good answer is an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        content = response.read()
    finally:
        connection.close()
    assert response.status == 200, content
    return json.loads(content)


@contextmanager
def worker(settings: dict[str, str], *how: str) -> Iterator[int]:
    """Run a worker, and give its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.contracts.worker", *how],
        cwd=ROOT,
        env=settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()


@dataclass
class Client:
    """Asks one worker again and again, and notes what came."""

    port: int
    editions: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ask_until(self, enough: threading.Event) -> None:
        while not enough.is_set():
            try:
                self.editions.append(ask(self.port, *ASKED)["checked"]["edition"])
            except (AssertionError, OSError, http.client.HTTPException, KeyError) as error:
                self.failures.append(f"{type(error).__name__}: {error}")


@contextmanager
def asked(ports: list[int]) -> Iterator[list[Client]]:
    """Keep a client busy at each worker."""
    enough = threading.Event()
    clients = [Client(port) for port in ports]
    threads = [threading.Thread(target=client.ask_until, args=(enough,)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield clients
    finally:
        enough.set()
        for thread in threads:
            thread.join()


def settings_for(url: str, folder: Path) -> dict[str, str]:
    return {
        "SIDELIGHT_DATABASE_URL": url,
        "SIDELIGHT_DATA_DIR": str(folder / "data"),
        "SIDELIGHT_CACHE_URL": "null://",
        "SIDELIGHT_LOG_LEVEL": "error",
        "PYTHONPATH": f"{ROOT / 'server'}{os.pathsep}{ROOT}",
        "PATH": os.environ["PATH"],
    }


@contextmanager
def curator(settings: dict[str, str]) -> Iterator[Callable[[], int]]:
    """Give what edits and publishes once, as a curator does, and tells the number of the edition."""
    services = build(read_config(settings))
    use, counter = services.curating, count()

    def publish() -> int:
        number = next(counter)
        stored = use.entries.entry(IDS[number % len(IDS)])
        edited = replace(stored.head.entry, summary={"en": f"Edited for the {number}th time."})
        kept = use.entries.edit(edited, based_on=stored.head.number, by="anna", reason="again")
        return use.publishing.publish(kept.id, revision=kept.head.number, by="ben", reason="again").number

    try:
        yield publish
    finally:
        services.close()


def answered_again(clients: list[Client]) -> None:
    """Wait until each client has another answer."""
    before = [len(client.editions) for client in clients]
    for client, number in zip(clients, before, strict=True):
        ends = time.monotonic() + PATIENCE
        while len(client.editions) == number and not client.failures and time.monotonic() < ends:
            time.sleep(0.01)


def seconds_until_all_serve(ports: list[int], edition: int) -> float:
    """Wait until all workers serve the edition; give how long that took."""
    began = time.monotonic()
    while (taken := time.monotonic() - began) < PATIENCE:
        if all(ask(port, "GET", "/health/ready")["edition"] == edition for port in ports):
            return taken
    pytest.fail(f"some worker does not serve edition {edition} after {PATIENCE} seconds")


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["sqlite", "postgres", "postgres-without-notify"])
def test_workers_agree_on_the_last_edition_and_drop_no_request(
    how: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = sqlite_url(tmp_path)
    if how != "sqlite":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.new_database()
    store = open_store(url)
    store.load([pack(*(replace(publishable(entry_id, "The first text."), pack="test") for entry_id in IDS))], act=act())
    store.close()
    settings = settings_for(url, tmp_path)
    with ExitStack() as stack:
        deaf = ("deaf",) if how == "postgres-without-notify" else ()
        ports = [stack.enter_context(worker(settings, *deaf)) for _ in range(WORKERS)]

        publish = stack.enter_context(curator(settings))

        with asked(ports) as clients:
            for number in range(EDITS):
                last = publish()
                if number % STRIDE == 0:
                    answered_again(clients)
            taken = [seconds_until_all_serve(ports, last)]
            while taken[-1] > SOON and len(taken) < TRIES:
                taken.append(seconds_until_all_serve(ports, publish()))
        answered = [ask(port, *ASKED)["checked"]["edition"] for port in ports]

    assert last == EDITS + 1
    assert taken[-1] <= SOON, taken
    assert answered == [EDITS + len(taken)] * WORKERS
    assert [client.failures for client in clients] == [[]] * WORKERS
    for client in clients:
        assert len(client.editions) >= EDITS / STRIDE
        assert client.editions == sorted(client.editions)
