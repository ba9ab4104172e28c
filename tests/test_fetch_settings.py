"""What an operator sets about fetching is what sites see."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.adapters.fetch.fault_server import Request, fault_server, redirect, reply
from tests.test_bootstrap import SOUND, write_pack

from sidelight.bootstrap import Services, build
from sidelight.config import read_config
from sidelight.errors import SidelightError
from sidelight.services.asked import Asked

NOT_THERE = reply(status="404 Not Found")


@contextmanager
def services(tmp_path: Path, **settings: str) -> Iterator[Services]:
    given = {f"SIDELIGHT_FETCH_{name}": value for name, value in settings.items() if name != "CONTACT"}
    given |= {"SIDELIGHT_DATA_DIR": str(tmp_path / "data"), "SIDELIGHT_FETCH_DELAY_SECONDS": "0"}
    given.setdefault("SIDELIGHT_FETCH_DEADLINE_SECONDS", "60")
    given |= {"SIDELIGHT_CONTACT": settings.get("CONTACT", "")}
    pack = write_pack(tmp_path / "pack", SOUND.format(name="old-pier", phrase="old pier"))
    running = build(read_config(given), pack_folders=(pack,))
    try:
        yield running
    finally:
        running.close()


def outcome(running: Services, url: str) -> str:
    with pytest.raises(SidelightError) as caught:
        running.annotator.read(Asked(url=url))
    return caught.value.code


def test_sites_are_told_whom_to_write_to(tmp_path: Path) -> None:
    with (
        fault_server({"/": NOT_THERE}) as site,
        services(tmp_path, ALLOW=site.allowed, CONTACT="desk@example.org") as running,
    ):
        outcome(running, site.url)

        heads = [request.head for request in (*site.robots_requests, *site.requests)]

    assert len(heads) == 2
    assert all(" (+desk@example.org)\r\n" in head for head in heads)


def test_the_operators_own_sites_are_not_asked_for_robots(tmp_path: Path) -> None:
    with (
        fault_server({"/": NOT_THERE}) as site,
        services(tmp_path, ALLOW=site.allowed, OWN_SITES="127.0.0.1") as running,
    ):
        outcome(running, site.url)

        assert (len(site.robots_requests), len(site.requests)) == (0, 1)


def test_pages_are_fetched_through_the_operators_proxy(tmp_path: Path) -> None:
    url = "http://news.example/story"
    answers = {url: NOT_THERE, "http://news.example/robots.txt": NOT_THERE}
    with fault_server(answers) as proxy, services(tmp_path, PROXY=proxy.url) as running:
        outcome(running, url)

        assert proxy.requests[-1].path == url


def test_no_more_redirects_are_followed_than_set(tmp_path: Path) -> None:
    with (
        fault_server({"/": redirect("/a"), "/a": NOT_THERE}) as site,
        services(tmp_path, ALLOW=site.allowed, REDIRECTS="0") as running,
    ):
        assert outcome(running, site.url) == "fetch-redirect"
        assert len(site.requests) == 1


@pytest.mark.parametrize(
    ("settings", "asked"),
    [
        ({}, 1),
        ({"FAILURE_SECONDS": "0"}, 3),
        ({"FAILURE_SECONDS": "0", "REST_SECONDS": "0"}, 5),
    ],
    ids=["failures are kept", "the site rests", "neither"],
)
def test_a_failing_page_is_asked_for_as_often_as_set(tmp_path: Path, settings: dict[str, str], asked: int) -> None:
    with (
        fault_server({"/": reply(status="503 Busy")}) as site,
        services(tmp_path, ALLOW=site.allowed, **settings) as running,
    ):
        for _ in range(5):
            outcome(running, site.url)

        assert len(site.requests) == asked


def test_no_more_pages_are_fetched_at_once_than_set(tmp_path: Path) -> None:
    go_on = threading.Event()

    def slow(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
        go_on.wait(30)
        NOT_THERE(connection, request, stopped)

    with (
        fault_server({"/slow": slow}) as site,
        services(tmp_path, ALLOW=site.allowed, AT_ONCE="1", DEADLINE_SECONDS="60") as running,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(outcome, running, f"{site.url}/slow")
        assert site.reached.wait(30)

        assert outcome(running, f"{site.url}/other") == "site-not-asked"

        go_on.set()
        assert first.result() == "fetch-status"
