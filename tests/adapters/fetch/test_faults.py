"""Whatever a site does wrong, the caller gets a clear problem in time, and the server stays as it was."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.adapters.fetch.fault_server import FaultServer, drip, fault_server
from tests.adapters.fetch.faults import FAULTS, HEAD, Fault
from tests.adapters.fetch.served import Served, served

#: What all faults together may leave behind in the server's memory; one bomb that is unpacked takes 300,000.
LEFT_KILOBYTES = 20_000
#: What one may take while it lasts: brotli looks back on 16 MB, and a page may have 5 MB.
MOST_KILOBYTES = 30_000
DRIPPING = 16


def running(stack: ExitStack, fault: Fault) -> FaultServer:
    answers = {"/": fault.answer} | {"/" + "x" * number: fault.answer for number in range(1, 9)}
    if fault.robots is not None:
        answers["/robots.txt"] = fault.robots
    return stack.enter_context(fault_server(answers, connected=fault.connected))


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[str, FaultServer]]:
    """A site for each fault, since a failing site is left alone; and some that drip."""
    with ExitStack() as stack:
        slow = Fault("fetch-timed-out", drip(HEAD + b"\r\n", b"a"))
        more = {f"drip {number}": slow for number in range(DRIPPING)}
        yield {name: running(stack, fault) for name, fault in {**FAULTS, **more}.items()}


@pytest.fixture(scope="module")
def servers(sites: dict[str, FaultServer], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Served]]:
    """A server that is soon out of patience, and one that gives a busy machine time; both have read a page already."""
    allowed = [site.allowed for site in sites.values()]
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(
                served(tmp_path_factory.mktemp(name), allowed=allowed, SIDELIGHT_FETCH_DEADLINE_SECONDS=seconds)
            )
            for name, seconds in (("hasty", "0.6"), ("patient", "120"))
        }
        for server in running.values():
            server.annotate(sites["names a character set that is none"].url)
        yield running


@pytest.fixture(scope="module")
def before(servers: dict[str, Served]) -> dict[str, int]:
    """What the servers use before all faults, in kilobytes."""
    return {name: server.kilobytes() for name, server in servers.items()}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_its_code_and_leaves_no_memory_behind(
    servers: dict[str, Served], before: dict[str, int], sites: dict[str, FaultServer], name: str
) -> None:
    used = "hasty" if FAULTS[name].code == "fetch-timed-out" else "patient"
    server = servers[used]
    server.forget_most()

    status, reply = server.annotate(sites[name].url)

    assert reply.get("code", "") == FAULTS[name].code, reply
    assert status == 200 or reply["remedy"]
    assert server.kilobytes() - before[used] < LEFT_KILOBYTES
    assert server.most_kilobytes() - before[used] < MOST_KILOBYTES


def test_while_many_sites_drip_the_server_answers(servers: dict[str, Served], sites: dict[str, FaultServer]) -> None:
    dripping = [sites[f"drip {number}"] for number in range(DRIPPING)]
    with ThreadPoolExecutor(DRIPPING) as pool:
        codes = {reply["code"] for _, reply in pool.map(servers["hasty"].annotate, [site.url for site in dripping])}
        for site in dripping:
            site.reached.clear()
        waiting = [pool.submit(servers["patient"].annotate, site.url) for site in dripping]
        try:
            assert all(site.reached.wait(60) for site in dripping)
            live = servers["patient"].live()
            meanwhile = not any(future.done() for future in waiting)
        finally:
            for site in dripping:
                site.stopped.set()

    assert codes == {"fetch-timed-out"}
    assert (live, meanwhile) == (200, True)


def test_a_port_that_nobody_listens_on_is_a_failed_fetch(tmp_path: Path) -> None:
    with served(tmp_path, allowed=["127.0.0.1:1"]) as server:
        status, reply = server.annotate("http://127.0.0.1:1/")

    assert (status, reply["code"]) == (502, "fetch-failed-network")
    assert "does not accept connections" in str(reply["detail"])
