"""From bytes to text: what the bytes begin with, then the header, then the page itself, then a guess."""

import codecs
import re
from contextlib import suppress

import charset_normalizer

from sidelight.services.ports import Page

#: How far into a page its own `<meta charset>` is looked for (browsers: 1,024 bytes; pages in the wild: further).
DECLARED_WITHIN = 8192
#: How much of a page that says nothing is looked at for a guess.
GUESSED_FROM = 65_536
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
#: Names that browsers read as another, wider encoding (WHATWG Encoding Standard).
_BROWSER_NAMES = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874",
    "x-sjis": "cp932", "windows-874": "cp874", "unicode": "utf-16-le",
}  # fmt: skip
#: Python's codecs for host names, source code and the like, which no page is written in.
_NO_PAGES = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"})
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def decode(page: Page) -> str:
    """Read the page as text; what no encoding explains becomes U+FFFD, and nothing is ever refused.

    Example:
        >>> decode(Page(body="<p>Мир".encode("cp1251"), charset="windows-1251"))
        '<p>Мир'
    """
    if isinstance(page.body, str):
        return _UNREADABLE.sub("\ufffd", page.body.removeprefix("\ufeff"))
    text = _decode_bytes(page.body, page.charset).removeprefix("\ufeff")
    return text.replace("\0", "\ufffd")  # half a pair of surrogates comes out of no codec


def _decode_bytes(body: bytes, header: str | None) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    declared = _known(header) or _declared(body)
    if declared in {None, "utf-8"}:
        with suppress(UnicodeDecodeError):  # most pages, and quicker than to look for errors first
            return body.decode("utf-8")
    if declared is not None and (declared != "utf-8" or _is_mostly(body, declared)):
        return body.decode(declared, errors="replace")
    return body.decode(_guess(body), errors="replace")


def _declared(body: bytes) -> str | None:
    start = body[:DECLARED_WITHIN]
    found = _META.search(start) or _XML.search(start)
    name = _known(found[1].decode("ascii")) if found else None
    return "utf-8" if name is not None and name.startswith("utf-16") else name  # it was read as ASCII, so it is not


def _known(name: str | None) -> str | None:
    """Return the codec of that name if Python has it as a text encoding."""
    if not name:
        return None
    name = name.strip().lower()
    try:
        codec = codecs.lookup(_BROWSER_NAMES.get(name, name))
        b"a".decode(codec.name, errors="replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return codec.name if codec.name.replace("-escape", "_escape") not in _NO_PAGES else None


def _is_mostly(body: bytes, encoding: str) -> bool:
    """Tell whether hardly anything gets lost: a page that says UTF-8 and is not would be unreadable."""
    start = body[:GUESSED_FROM]
    return start.decode(encoding, errors="replace").count("\ufffd") <= 2 + len(start) // 200


def _guess(body: bytes) -> str:
    start = body[:GUESSED_FROM]
    if _is_mostly(body, "utf-8"):
        return "utf-8"
    best = charset_normalizer.from_bytes(start).best()
    return (_known(best.encoding) if best is not None else None) or "cp1252"
