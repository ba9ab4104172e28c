"""A site on loopback that serves the invented article and a few things that are none."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site(BaseHTTPRequestHandler):
    """Answers every path under /article with the page; the server counts the requests."""

    page = b""
    asked = 0

    def do_GET(self) -> None:
        """Serve the page, a picture, or an error."""
        if self.path == "/robots.txt":
            self._answer(404, "text/plain", b"none")
            return
        type(self).asked += 1
        if self.path.startswith("/article"):
            self._answer(200, "text/html; charset=utf-8", self.page)
        elif self.path.startswith("/picture"):
            self._answer(200, "image/png", b"\x89PNG")
        elif self.path.startswith("/empty"):
            self._answer(200, "text/html", b"<html><body></body></html>")
        else:
            self._answer(404, "text/plain", b"gone")

    def _answer(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running_site(page: str) -> Iterator[tuple[str, type[Site]]]:
    """Run a site with that page; gives `host:port` and the handler, whose `asked` counts requests."""
    handler = type("ThisSite", (Site,), {"page": page.encode(), "asked": 0})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}", handler
        finally:
            server.shutdown()
            thread.join()
