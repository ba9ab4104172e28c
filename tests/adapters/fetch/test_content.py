import pytest

from sidelight.adapters.fetch.content import check_content
from sidelight.errors import UnsupportedContentError

ACCEPTED = [
    ("text/html", b"<p>", ("text/html", None)),
    ("text/html; charset=UTF-8", b"<p>", ("text/html", "UTF-8")),
    ('TEXT/HTML;charset="koi8-r"', b"<p>", ("text/html", "koi8-r")),
    ("application/xhtml+xml", b"<p>", ("text/html", None)),
    ("text/plain; charset=utf-8", b"Hello", ("text/plain", "utf-8")),
    ("text/html; charset=", b"<p>", ("text/html", None)),
    ("text/html;;; =", b"<p>", ("text/html", None)),
    (None, b"\xef\xbb\xbf\n<!doctype html>", ("text/html", None)),
    ("", b"Hello", ("text/plain", None)),
    ("text/html; charset=utf-16", b"<\0p\0", ("text/html", "utf-16")),
    ("text/html", b"\xff\xfe<\0p\0", ("text/html", None)),
]


@pytest.mark.parametrize(("header", "body", "expected"), ACCEPTED)
def test_html_and_plain_text_are_read(header: str | None, body: bytes, expected: tuple[str, str | None]) -> None:
    assert check_content(header, body, host="news.example") == expected


@pytest.mark.parametrize(
    ("header", "body"),
    [("application/octet-stream", b"<p>"), ("text/html", b"<p>\0"), (None, b"\x89PNG\0\0"), ("text/css", b"p {}")],
)
def test_other_types_and_binary_bodies_are_refused(header: str | None, body: bytes) -> None:
    with pytest.raises(UnsupportedContentError, match=r"^news\.example"):
        check_content(header, body, host="news.example")
