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
#: Names that browsers know and Python does not (WHATWG Encoding Standard).
_BROWSER_NAMES = {
    "cn-big5": "big5", "dos-874": "cp874", "gb_2312-80": "gb18030", "iso-8859-8-i": "iso-8859-8",
    "iso88591": "cp1252", "unicode": "utf-16-le", "windows-31j": "cp932", "windows-874": "cp874",
    "windows-949": "cp949", "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030", "x-mac-cyrillic": "mac-cyrillic", "x-sjis": "cp932",
}  # fmt: skip
#: Python's codecs that browsers read as another, wider one, whichever of its names a page gives.
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
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
    said = [name for name in (_known(header), _declared(body)) if name is not None]
    if not said or said[0] == "utf-8":
        with suppress(UnicodeDecodeError):  # most pages, and quicker than to look for errors first
            return body.decode("utf-8")
    believed = next((name for name in said if name != "utf-8" or _is_mostly(body, name)), None)
    return body.decode(believed or _guess(body), errors="replace")


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
    is_page = codec.name.replace("-escape", "_escape") not in _NO_PAGES
    return _WIDER.get(codec.name, codec.name) if is_page else None


def _is_mostly(body: bytes, encoding: str) -> bool:
    """Tell whether hardly anything gets lost: a page that says UTF-8 and is not would be unreadable.

    Nor is it UTF-8 if that explains fewer letters beyond ASCII than it loses: an English page's quotation marks, say.
    """
    start = body[:GUESSED_FROM].decode(encoding, errors="replace")
    lost = start.count("\ufffd")
    return lost <= 2 + len(start) // 200 and 2 * lost <= sum(letter > "\x7f" for letter in start)


def _guess(body: bytes) -> str:
    start = body[:GUESSED_FROM]
    if _is_mostly(body, "utf-8"):
        return "utf-8"
    best = charset_normalizer.from_bytes(start).best()
    return (_known(best.encoding) if best is not None else None) or "cp1252"
