"""What a site sent: is it something with text in it, whatever its headers say?"""

import re
from email.message import Message

from sidelight.errors import UnsupportedContentError

#: The declared types that are read, and what they are read as.
READABLE = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
#: How much of the body is looked at to tell text from other things.
SNIFFED_BYTES = 2048
#: The largest share of control characters that a text has; broken ones have some.
CONTROL_SHARE = 0.02
_XML = frozenset({"application/xml", "text/xml"})
_XHTML = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
#: How files begin that are sometimes sent as HTML and are hard to tell by their bytes alone.
_BINARY = (
    b"%PDF-",
    b"%!PS",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))


def check_content(header: str | None, body: bytes, *, host: str) -> tuple[str, str | None]:
    """Read a Content-Type header into (type, charset) and hold the body against it.

    A page without a declared type is HTML if it begins with a `<`, else plain text; XML is read if it is XHTML. Bytes
    that no text is made of are refused, unless the encoding is one of those that are made of them.

    Raises:
        UnsupportedContentError: Neither HTML nor plain text.

    Example:
        >>> check_content("text/html; charset=windows-1251", b"<p>", host="news.example")
        ('text/html', 'windows-1251')
    """
    declared, charset = _parse(header)
    start = body[:SNIFFED_BYTES]
    if not declared:
        declared = "text/html" if start.lstrip(_UTF8_MARK + b" \t\r\n").startswith(b"<") else "text/plain"
    if declared in _XML and _XHTML.search(start):
        declared = "application/xhtml+xml"
    if declared not in READABLE:
        msg = f"{host} sent {declared[:100]!r}, which is neither HTML nor plain text"
        raise UnsupportedContentError(msg)
    if _is_binary(start, charset or ""):
        msg = f"{host} calls it {declared}, but sent something binary"
        raise UnsupportedContentError(msg)
    return READABLE[declared], charset


def _is_binary(start: bytes, charset: str) -> bool:
    if start.startswith(_BINARY):
        return True
    if charset.lower().startswith(("utf-16", "utf-32", "utf16", "utf32")) or start[:2] in _UTF16_MARKS:
        return False
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return b"\0" in start or controls > len(start) * CONTROL_SHARE


def _parse(header: str | None) -> tuple[str, str | None]:
    if not header:
        return "", None
    message = Message()
    message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    declared = header.partition(";")[0].strip().lower()
    return declared, charset.strip() or None if isinstance(charset, str) else None
