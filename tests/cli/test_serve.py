"""The server as people start and stop it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.cli.conftest import INVENTED, PACK, Run

SERVER = Path(__file__).parents[2] / "server"
#: Starts a program that ignores Ctrl+C, as a shell does with what a script starts with `&`.
WITHOUT_CTRL_C = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*WITHOUT_CTRL_C, sys.executable, "-m", "sidelight", "serve", "--port", "0", *PACK],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(SERVER),
            "SIDELIGHT_DATA_DIR": str(tmp_path / "data"),
            "PYTHONFAULTHANDLER": "1",
        },
    )
    with process:
        yield process
        if process.poll() is None:
            process.kill()


def ended(server: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for the server's end; one that goes on is made to tell where it is."""
    try:
        return server.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGABRT)
        pytest.fail(f"the server did not stop: {server.communicate()[1]}")


def refused(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a server that cannot listen, in a process of its own, since the sockets it tried are left to the system."""
    command = [sys.executable, "-m", "sidelight", "serve", *words, *PACK]
    environment = {**os.environ, "PYTHONPATH": str(SERVER), "SIDELIGHT_CACHE_URL": "null://"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def address_of(server: subprocess.Popen[str]) -> str:
    assert server.stderr
    for line in server.stderr:
        if found := re.search(r"running at (http://\S+) with edition 1 of 4 entries", line):
            return found[1]
    pytest.fail("the server ended without saying where it runs")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_runs_answers_there_and_stops_when_told(
    server: subprocess.Popen[str], ending: signal.Signals
) -> None:
    parts = urlsplit(address_of(server))
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=300)
    connection.request("GET", "/health/ready")
    answer = json.loads(connection.getresponse().read())
    connection.close()
    server.send_signal(ending)

    out, err = ended(server)

    assert answer == {"status": "ready", "edition": 1, "entries": 4}
    assert (server.returncode, out) == (0, "")
    assert "Traceback" not in err


def test_a_request_that_is_too_large_is_refused_in_words(server: subprocess.Popen[str]) -> None:
    parts = urlsplit(address_of(server))
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=300)
    body = json.dumps({"text": "x" * 7_000_000})
    connection.request("POST", "/v1/annotations", body=body, headers={"Content-Type": "application/json"})

    answer = connection.getresponse()

    problem = json.loads(answer.read())
    connection.close()
    assert (answer.status, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert problem["code"] == "body-too-large"


def test_a_data_folder_that_cannot_be_written_is_told_with_the_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("SIDELIGHT_DATA_DIR", str(tmp_path / "file" / "data"))

    result = run("serve", "--port", "0", *PACK)

    assert result.exit_code == 3
    assert "Set SIDELIGHT_DATA_DIR to a folder that you may write to." in result.stderr


def test_a_port_in_use_is_told_with_the_remedy(server: subprocess.Popen[str]) -> None:
    port = str(urlsplit(address_of(server)).port)

    ended = refused("--port", port)

    assert ended.returncode == 3
    assert f"cannot listen on 127.0.0.1:{port}: it is in use" in ended.stderr
    assert "Choose another port with --port" in ended.stderr


@pytest.mark.parametrize("host", ["no address", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_told(host: str) -> None:
    ended = refused("--port", "0", "--host", host)

    assert ended.returncode == 3
    assert host in ended.stderr
    assert "127.0.0.1" in ended.stderr


def test_a_pack_without_a_sound_entry_does_not_start(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text((INVENTED / "pack" / "pack.yaml").read_text(encoding="utf-8"), encoding="utf-8")

    result = run("serve", "--port", "0", "--pack", str(tmp_path))

    assert result.exit_code == 2
    assert "no entry of 'karvenia-test' can be used" in result.stderr
