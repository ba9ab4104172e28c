"""A small raw-socket server on loopback whose answers are as broken as a test wants them."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[[socket.socket, "Request", threading.Event], None]


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    path: str
    head: str


@dataclass
class FaultServer:
    """Answers each path by a function; keeps the requests it got, those for robots.txt apart.

    There is no robots.txt unless the test gives one. `reached` is set when a page was asked for. `connected` acts on a
    connection before anything is read from it.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    connected: Callable[[socket.socket], None] | None = None
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    robots_requests: list[Request] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> str:
        return f"127.0.0.1:{self.port}"

    def serve(self, listener: socket.socket) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(60)
            try:
                if self.connected is not None:
                    self.connected(connection)
                if self.tls is None:
                    self._answer(connection)
                else:
                    with self.tls.wrap_socket(connection, server_side=True) as encrypted:
                        self._answer(encrypted)
            except OSError:
                return  # the client hung up, which is what most of these tests are about

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            block = connection.recv(65536)
            if not block:
                return
            head += block
        text = head.decode("latin-1")
        request = Request(text.split(" ")[1], text)
        path = request.path.partition("?")[0]
        if path != ROBOTS:
            self.reached.set()
        (self.robots_requests if path == ROBOTS else self.requests).append(request)
        answer = self.answers.get(path, NO_ROBOTS) if path == ROBOTS else self.answers[path]
        answer(connection, request, self.stopped)


@contextmanager
def fault_server(
    answers: dict[str, Answer] | None = None,
    *,
    connected: Callable[[socket.socket], None] | None = None,
    tls: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Iterator[FaultServer]:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(64)
        server = FaultServer(answers or {}, connected, tls, port=listener.getsockname()[1])
        thread = threading.Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            with socket.socket() as waker:  # wakes accept(), which closing alone does not do everywhere
                waker.connect((host, server.port))
            thread.join(timeout=60)


def reply(body: bytes = b"", *, status: str = "200 OK", headers: tuple[str, ...] = ()) -> Answer:
    """Answer properly, with these headers."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    data = "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body

    def answer(connection: socket.socket, _request: Request, _stopped: threading.Event) -> None:
        connection.sendall(data)

    return answer


def redirect(location: str) -> Answer:
    return reply(status="302 Found", headers=(f"Location: {location}",))


def drip(head: bytes, drop: bytes, *, seconds: float = 0.02) -> Answer:
    """Send the head at once, then one drop after another for ever."""

    def answer(connection: socket.socket, _request: Request, stopped: threading.Event) -> None:
        connection.sendall(head)
        while not stopped.wait(seconds):
            connection.sendall(drop)

    return answer


def pour(head: bytes, block: bytes) -> Answer:
    """Send the head, then the block as fast as it is taken, for ever."""

    def answer(connection: socket.socket, _request: Request, stopped: threading.Event) -> None:
        connection.sendall(head)
        while not stopped.is_set():
            connection.sendall(block)

    return answer


def raw(data: bytes, *, reset: bool = False) -> Answer:
    """Send these bytes and hang up, with a reset if asked for."""

    def answer(connection: socket.socket, _request: Request, _stopped: threading.Event) -> None:
        connection.sendall(data)
        if reset:
            reset_connection(connection)

    return answer


def reset_connection(connection: socket.socket) -> None:
    """Hang up so that the other side sees an error instead of an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


ROBOTS = "/robots.txt"
NO_ROBOTS = reply(b"none", status="404 Not Found")
