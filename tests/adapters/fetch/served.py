"""A real server in a process of its own that may fetch from some servers of a test."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[3]
PACK = ROOT / "tests" / "invented" / "pack"


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: int
    host: str
    port: int

    def live(self) -> int:
        """The status of its health."""
        return self._ask("GET", "/health/live")[0]

    def annotate(self, url: str) -> tuple[int, dict[str, object]]:
        """Status and reply for a page's address."""
        status, body = self._ask("POST", "/v1/annotations", json.dumps({"url": url}))
        return status, json.loads(body)

    def kilobytes(self) -> int:
        """The memory it uses now."""
        return self._memory("VmRSS")

    def most_kilobytes(self) -> int:
        """The most memory that it used since `forget_most`."""
        return self._memory("VmHWM")

    def forget_most(self) -> None:
        """Begin to watch for the most memory anew; starting took more than all that comes later."""
        Path(f"/proc/{self.process}/clear_refs").write_text("5", encoding="ascii")

    def _memory(self, line: str) -> int:
        found = re.search(rf"{line}:\s+(\d+) kB", Path(f"/proc/{self.process}/status").read_text(encoding="ascii"))
        assert found
        return int(found[1])

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=300)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@contextmanager
def served(data: Path, *, allowed: list[str], **settings: str) -> Iterator[Served]:
    """Run it until the end of the block."""
    given = {
        "PYTHONPATH": str(ROOT / "server"),
        "SIDELIGHT_DATA_DIR": str(data),
        "SIDELIGHT_FETCH_ALLOW": ",".join(allowed),
        "SIDELIGHT_FETCH_DELAY_SECONDS": "0",
        "SIDELIGHT_EXTRACT_SECONDS": "60",
        "SIDELIGHT_LOG_LEVEL": "error",
        **settings,
    }
    command = [sys.executable, "-m", "sidelight", "serve", "--port", "0", "--pack", str(PACK)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **given})
    with process:
        try:
            assert process.stderr
            told = re.search(r"running at (http://\S+)", next(process.stderr, ""))
            assert told, "the server ended without saying where it runs"
            parts = urlsplit(told[1])
            yield Served(process.pid, parts.hostname or "", parts.port or 0)
        finally:
            process.terminate()
            process.wait(300)
