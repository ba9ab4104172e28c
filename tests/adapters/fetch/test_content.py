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
    ("application/xml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", ("text/html", None)),
    ("text/xml; charset=utf-8", b"<!DOCTYPE html><p>", ("text/html", "utf-8")),
    ("text/html; charset=iso-2022-jp", b"\x1b$B%K%e!<%9\x1b(B", ("text/html", "iso-2022-jp")),
    ("text/html", b"<p>\x01 one stray byte " + b"in much text " * 99, ("text/html", None)),
    ("text/html", b"", ("text/html", None)),
    ("text/plain", b"%PD is not %PDF", ("text/plain", None)),
    ("text/html; charset=utf-8; charset=koi8-r", b"<p>", ("text/html", "utf-8")),
    ("text/html\t; charset=utf-8", b"<p>", ("text/html", "utf-8")),
]


@pytest.mark.parametrize(("header", "body", "expected"), ACCEPTED)
def test_html_and_plain_text_are_read(header: str | None, body: bytes, expected: tuple[str, str | None]) -> None:
    assert check_content(header, body, host="news.example") == expected


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("application/octet-stream", b"<p>"),
        ("text/html", b"<p>\0"),
        (None, b"\x89PNG\0\0"),
        ("text/css", b"p {}"),
        ("application/pdf", b"%PDF-1.7"),
        ("text/html", b"%PDF-1.7\n1 0 obj"),
        ("text/plain", b"%!PS-Adobe-3.0"),
        ("text/html", b"{\\rtf1\\ansi words}"),
        ("text/html", b"PK\x03\x04 words"),
        ("text/html", b"\x1f\x8b\x08 words"),
        ("text/plain", b"GIF89a words"),
        ("text/html", b"\xff\xd8\xff\xe0 JFIF"),
        ("text/html; charset=utf-16", b"%PDF-1.7"),
        ("text/plain", bytes(range(1, 32)) * 9),
        ("application/xml", b"<rss version='2.0'>"),
        ("text/xml", b"<?xml version='1.0'?><feed><title>html</title>"),
        ("application/json", b"{}"),
        ("application/javascript", b"let x"),
        ("image/svg+xml", b"<svg>"),
        ("video/mp4", b"....ftyp"),
        ("multipart/related", b"<p>"),
        ("text", b"<p>"),
    ],
)
def test_other_types_and_binary_bodies_are_refused(header: str | None, body: bytes) -> None:
    with pytest.raises(UnsupportedContentError, match=r"^news\.example"):
        check_content(header, body, host="news.example")
