"""However many want a page that nobody has read yet, from however many processes: its site is asked once."""

import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

from tests.adapters.fetch.fault_server import Request, fault_server, reply
from tests.adapters.fetch.served import ROOT

PROCESSES, CALLERS = 4, 10
TEXT = "The council met on Tuesday to hear what had become of the bridge."
CALL = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from sidelight.adapters.cache.disk import DiskCache
from sidelight.adapters.cache.turns import FileTurns
from sidelight.adapters.fetch.transfer import FetchLimits
from sidelight.adapters.fetch.urls import clean_url
from sidelight.core.article import article_of_text
from sidelight.services.pages import Keep, Pages
from tests.adapters.fetch.build import fetcher, line

callers, url, allowed, data = int(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])
cache, turns = DiskCache(data / "cache"), FileTurns(data / "turns", b"shared")
pages = Pages(
    fetcher=fetcher(line(allowed), FetchLimits(deadline_seconds=300, connect_seconds=300), cache=cache, turns=turns),
    extract=lambda page: article_of_text(page.body.decode(), url=page.url),
    clean=clean_url,
    keep=Keep(cache=cache, turns=turns, secret=b"shared", wait_seconds=300),
)
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(callers) as pool:
    texts = list(pool.map(lambda _: pages.read(url).text, range(callers)))
print(json.dumps(texts), flush=True)
"""


def test_four_processes_of_ten_callers_ask_the_site_once(tmp_path: Path) -> None:
    def slow(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
        stopped.wait(0.3)  # so that all forty have come before the page has
        reply(TEXT.encode(), headers=("Content-Type: text/plain",))(connection, request, stopped)

    with fault_server({"/": slow}) as site, ExitStack() as stack:
        command = [sys.executable, "-c", CALL, str(CALLERS), site.url, site.allowed, str(tmp_path)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "server"), str(ROOT)))}
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    env=environment,
                )
            )
            for _ in range(PROCESSES)
        ]
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        answers = [json.loads(process.communicate(timeout=600)[0]) for process in processes]

        texts = [text for answer in answers for text in answer]
        assert texts == [TEXT] * (PROCESSES * CALLERS)
        assert len(site.requests) == 1
        assert len(site.robots_requests) == 1
