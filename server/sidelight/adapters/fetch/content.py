"""What a site sent: is it something with text in it, whatever its headers say?"""

from email.message import Message

from sidelight.errors import UnsupportedContentError

#: The declared types that are read, and what they are read as.
READABLE = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
#: How much of the body is looked at to tell text from other things.
SNIFFED_BYTES = 2048
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def check_content(header: str | None, body: bytes, *, host: str) -> tuple[str, str | None]:
    """Read a Content-Type header into (type, charset) and hold the body against it.

    A page without a declared type is HTML if it begins with a `<`, else plain text. NUL bytes are no text, unless
    the encoding is one of those that are made of them.

    Raises:
        UnsupportedContentError: Neither HTML nor plain text.

    Example:
        >>> check_content("text/html; charset=windows-1251", b"<p>", host="news.example")
        ('text/html', 'windows-1251')
    """
    declared, charset = _parse(header)
    start = body[:SNIFFED_BYTES]
    if not declared:
        declared = "text/html" if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "text/plain"
    if declared not in READABLE:
        msg = f"{host} sent {declared[:100]!r}, which is neither HTML nor plain text"
        raise UnsupportedContentError(msg)
    wide = (charset or "").lower().startswith(("utf-16", "utf-32", "utf16", "utf32")) or start[:2] in _UTF16_MARKS
    if b"\0" in start and not wide:
        msg = f"{host} calls it {declared}, but sent something binary"
        raise UnsupportedContentError(msg)
    return READABLE[declared], charset


def _parse(header: str | None) -> tuple[str, str | None]:
    if not header:
        return "", None
    message = Message()
    message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    declared = header.partition(";")[0].strip().lower()
    return declared, charset.strip() or None if isinstance(charset, str) else None
