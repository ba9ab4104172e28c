"""What sites do wrong: each fault with the problem code that a caller gets for it.

Used by the test that holds the server against all of them, and by the bench that tells how quickly it answers
meanwhile.
"""

import base64
import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.adapters.fetch.fault_server import (
    Answer,
    Request,
    drip,
    pour,
    raw,
    redirect,
    reply,
    reset_connection,
)

HTML = ("Content-Type: text/html; charset=utf-8",)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ARTICLE = b"<html><body><article><p>" + b"The council met on Tuesday to hear what had become of the bridge. " * 20
#: 300 MB of zeros by brotli (quality 11), written down because the standard library has no brotli.
BROTLI_BOMB = base64.b64decode(
    "z///fwAkAOKxQHLv//n//w+ABEAcFoDu/T////8BkACIwwLQvf/n//8/ABIAcVgAuvf//P//B0ACIA4LQPf+n////wBIAMRhAeje"
    "//P//x8ACYA4LADd+3/+//8DIAEQhwWge//P//9/ACQA4rAAdO//+f//D4AEQBwWgO79P////wGQAIjDAtC9/+f//z8AEgBxWAC6"
    "9//8//8HQAIgDgtA9/6f////AEgAxGEB6N7/8///HwAJgDgsAN37f/7//wMgARCHBaB7/8///38AJADisAB07//zXzQcgARAHBaA"
    "rmY4"
)

PAGE = reply(ARTICLE, headers=HTML)


@dataclass(frozen=True)
class Fault:
    """A fault.

    Attributes:
        code: The problem that the caller is told; "" where the page is read all the same.
        answer: What the site does at `/`.
        connected: What it does as soon as somebody connects.
        robots: What it does at `/robots.txt`.
    """

    code: str
    answer: Answer = PAGE
    connected: Callable[[socket.socket], None] | None = None
    robots: Answer | None = None


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()


def half_close(connection: socket.socket, _request: Request, stopped: threading.Event) -> None:
    """Say that nothing more will come, and keep the line open."""
    connection.sendall(HEAD + b"Content-Length: 1000\r\n\r\n<p>")
    connection.shutdown(socket.SHUT_WR)
    stopped.wait(30)


def deaf(connection: socket.socket) -> None:
    """Take the connection and say nothing, whatever comes."""
    while connection.recv(65536):
        pass


def two_hundred_megabytes_of_headers(connection: socket.socket, _request: Request, stopped: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(25_000):
        if stopped.is_set():
            return
        connection.sendall(b"X-%d: " % number + b"a" * 8_000 + b"\r\n")


def looping(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
    """Redirect to ever new addresses."""
    redirect(f"{request.path}x")(connection, request, stopped)


FAULTS: Mapping[str, Fault] = {
    # Connections
    "resets at once": Fault("fetch-failed-network", connected=reset_connection),
    "takes the connection and is silent": Fault("fetch-timed-out", connected=deaf),
    "hangs up without an answer": Fault("fetch-failed-network", raw(b"")),
    "resets in the middle of the headers": Fault("fetch-failed-network", raw(b"HTTP/1.1 200 OK\r\nConte", reset=True)),
    "resets in the middle of the body": Fault(
        "fetch-failed-network", raw(HEAD + b"Content-Length: 99\r\n\r\n<p>", reset=True)
    ),
    "closes one half": Fault("fetch-failed-network", half_close),
    # Slowness
    "drips headers": Fault("fetch-timed-out", drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n")),
    "drips one header": Fault("fetch-timed-out", drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"b")),
    "drips a body": Fault("fetch-timed-out", drip(HEAD + b"\r\n", b"a")),
    "drips chunks": Fault("fetch-timed-out", drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n")),
    "drips robots.txt": Fault("fetch-timed-out", robots=drip(HEAD + b"\r\n", b"a")),
    "answers by interim replies for ever": Fault("fetch-timed-out", drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n")),
    # Lengths and forms
    "ends early": Fault("fetch-failed-network", raw(HEAD + b"Content-Length: 5000\r\n\r\n" + ARTICLE)),
    "gives a length that is no number": Fault(
        "fetch-failed-network", raw(HEAD + b"Content-Length: many\r\n\r\n" + ARTICLE)
    ),
    "gives two lengths": Fault(
        "fetch-failed-network", raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n<p>aa")
    ),
    "gives a length below nothing": Fault("fetch-failed-network", raw(HEAD + b"Content-Length: -5\r\n\r\n" + ARTICLE)),
    "sends a chunk of no length": Fault(
        "fetch-failed-network", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n<p>\r\n")
    ),
    "sends a chunk of an endless length": Fault(
        "fetch-failed-network", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 40 + b"\r\n<p>")
    ),
    "leaves chunks open": Fault(
        "fetch-failed-network", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>aa\r\n")
    ),
    "speaks no http": Fault("fetch-failed-network", raw(b"\x00\x01\x02 nonsense\r\n\r\n")),
    "speaks ssh": Fault("fetch-failed-network", raw(b"SSH-2.0-OpenSSH_9.2\r\n")),
    "has a status that is none": Fault("fetch-failed-network", raw(b"HTTP/1.1 OK\r\n\r\n<p>")),
    # Compression
    "calls plain text gzip": Fault("fetch-failed-network", reply(ARTICLE, headers=(*HTML, "Content-Encoding: gzip"))),
    "calls gzip brotli": Fault(
        "fetch-failed-network", reply(gzip.compress(ARTICLE, mtime=0), headers=(*HTML, "Content-Encoding: br"))
    ),
    "packs ten times over": Fault(
        "fetch-failed-network", reply(ARTICLE, headers=(*HTML, f"Content-Encoding: {', '.join(['gzip'] * 10)}"))
    ),
    "sends a gzip bomb": Fault("fetch-too-large", reply(gzip_bomb(), headers=(*HTML, "Content-Encoding: gzip"))),
    "sends a brotli bomb": Fault("fetch-too-large", reply(BROTLI_BOMB, headers=(*HTML, "Content-Encoding: br"))),
    # Size
    "sends a body without end": Fault("fetch-too-large", pour(HEAD + b"\r\n", b"a" * 65536)),
    "sends 200 MB of headers": Fault("fetch-too-large", two_hundred_megabytes_of_headers),
    "sends a header without end": Fault("fetch-too-large", pour(b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 65536)),
    "pours interim replies": Fault("fetch-too-large", pour(b"", b"HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n")),
    # Redirects
    "redirects to itself": Fault("fetch-redirect", redirect("/")),
    "redirects without end": Fault("fetch-redirect", looping),
    "redirects to a link-local address": Fault("address-blocked", redirect("http://169.254.169.254/latest/meta-data/")),
    "redirects to a file": Fault("address-blocked", redirect("file:///etc/passwd")),
    "redirects to no address": Fault("address-blocked", redirect("http://[")),
    # Answers that are no page
    "is gone": Fault("fetch-status", reply(b"gone", status="404 Not Found")),
    "fails": Fault("fetch-status", reply(b"no", status="500 Internal Server Error")),
    "sends a picture as HTML": Fault("content-unsupported", reply(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, headers=HTML)),
    "sends a PDF as HTML": Fault("content-unsupported", reply(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", headers=HTML)),
    "sends random bytes as HTML": Fault("content-unsupported", reply(bytes(range(256)) * 9, headers=HTML)),
    "sends JSON": Fault("content-unsupported", reply(b"{}", headers=("Content-Type: application/json",))),
    "sends nothing": Fault("no-article", reply(b"", headers=HTML)),
    "sends an empty page": Fault("no-article", reply(b"<html><body></body></html>", headers=HTML)),
    "forbids it by robots.txt": Fault("robots-disallowed", robots=reply(b"User-agent: *\nDisallow: /\n")),
    "has a robots.txt that fails": Fault("robots-disallowed", robots=reply(b"", status="503 Service Unavailable")),
    # What is read all the same
    "names a character set that is none": Fault(
        "", reply(ARTICLE, headers=("Content-Type: text/html; charset=klingon",))
    ),
    "names the wrong character set": Fault(
        "", reply("<p>Совет собрался во вторник.".encode("cp1251") * 20, headers=HTML)
    ),
    "says nothing of its type": Fault("", reply(ARTICLE)),
    "breaks off its gzip": Fault(
        "", reply(gzip.compress(ARTICLE * 3, mtime=0)[:-9], headers=(*HTML, "Content-Encoding: gzip"))
    ),
    "sends more than it said": Fault("", raw(HEAD + b"Content-Length: 800\r\n\r\n" + ARTICLE * 3)),
    "sends text by XML's name": Fault(
        "",
        reply(b"<html xmlns='http://www.w3.org/1999/xhtml'><p>Words.</p></html>", headers=("Content-Type: text/xml",)),
    ),
}
