"""How quickly the server answers others while sites do everything wrong that the tests know of.

    python tests/bench/fetching.py

Runs a real server and a site for each fault; prints, fault by fault, the problem told, how long it took, the slowest of
the answers of /health/live meanwhile, and the server's memory. First comes a second without any fault, which tells what
the machine itself adds; last come sixteen sites at once that drip.
"""

import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "server")]

from tests.adapters.fetch.fault_server import FaultServer, drip, fault_server  # noqa: E402 - needs the path above
from tests.adapters.fetch.faults import FAULTS, HEAD, Fault  # noqa: E402
from tests.adapters.fetch.served import Served, served  # noqa: E402

DEADLINE_SECONDS = "1"
DRIPPING = 16


def running(stack: ExitStack, fault: Fault) -> FaultServer:
    """Run a site with this fault."""
    answers = {"/" + "x" * number: fault.answer for number in range(9)}
    if fault.robots is not None:
        answers["/robots.txt"] = fault.robots
    return stack.enter_context(fault_server(answers, connected=fault.connected))


def slowest_health(server: Served, asked: list[Future[Any]]) -> float:
    """Ask for the server's health until all that was asked is answered; gives milliseconds."""
    slowest = 0.0
    while True:
        began = time.perf_counter()
        server.live()
        slowest = max(slowest, (time.perf_counter() - began) * 1000)
        if all(future.done() for future in asked):
            return slowest
        time.sleep(0.01)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    slow = Fault("fetch-timed-out", drip(HEAD + b"\r\n", b"a"))
    with ExitStack() as stack, ThreadPoolExecutor(DRIPPING) as pool:
        sites = {name: running(stack, fault) for name, fault in FAULTS.items()}
        dripping = [running(stack, slow) for _ in range(DRIPPING)]
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        allowed = [site.allowed for site in (*sites.values(), *dripping)]
        server = stack.enter_context(served(data, allowed=allowed, SIDELIGHT_FETCH_DEADLINE_SECONDS=DEADLINE_SECONDS))
        server.annotate(sites["names a character set that is none"].url)
        before = server.kilobytes()
        say(f"{'fault':<42} {'told':<22} {'ms':>6} {'health ms':>10} {'+kB':>7} {'most +kB':>9}")
        health = slowest_health(server, [pool.submit(time.sleep, 1)])
        say(f"{'nothing, for a second':<42} {'':<22} {1000:>6} {health:>10.1f}")
        for name, site in sites.items():
            server.forget_most()
            began = time.perf_counter()
            asked = pool.submit(server.annotate, site.url)
            health = slowest_health(server, [asked])
            took = (time.perf_counter() - began) * 1000
            told = str(asked.result()[1].get("code", "read"))
            left, most = server.kilobytes() - before, server.most_kilobytes() - before
            say(f"{name:<42} {told:<22} {took:>6.0f} {health:>10.1f} {left:>7} {most:>9}")
        health = slowest_health(server, [pool.submit(server.annotate, site.url) for site in dripping])
        say(f"{DRIPPING} sites drip at once: /health/live answers within {health:.1f} ms")


if __name__ == "__main__":
    main()
