"""What a page says about itself: title, language, address, site, dates as written, and whether it is behind a wall."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from sidelight.adapters.extract.declared.jsonld import page_nodes, text_of
from sidelight.adapters.extract.declared.names import NAMING
from sidelight.adapters.extract.declared.walls import is_locked
from sidelight.adapters.extract.tree import collapse

#: Longer titles are not titles.
MAX_TITLE_CHARACTERS = 500
_HTML_LANG = re.compile(r"<html\b[^<>]{0,2000}?\s(?:xml:)?lang\s*=\s*[\"']?\s*([A-Za-z]{2,3})\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]{0,300}>", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+([^|\u2013\u2014\u00b7\u00bb]{2,60})$")
_WANTED = SoupStrainer(["title", "meta", "link", "script", "time"])


@dataclass(slots=True)
class Head:
    """What was declared, as written; nothing is believed yet.

    Attributes:
        metas: `property`, `name` or `itemprop` of `<meta>` elements in lower case, to the first content.
        times: (`datetime`, `itemprop`) of `<time>` elements in the order of the page.
        node: The JSON-LD node of the article.
    """

    title: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    locked: bool = False
    metas: dict[str, str] = field(default_factory=dict)
    times: list[tuple[str, str]] = field(default_factory=list)
    node: dict[str, Any] = field(default_factory=dict)


def read_head(html: str, url: str | None) -> Head:
    """Gather what the page declares, wherever in the page it stands.

    Quick on `tree.Document.declared`, which holds nothing else; a whole page takes twenty times as long.

    Example:
        >>> read_head('<html lang="en-GB"><title>Quake | The Courier</title>', None).language
        'en'
    """
    head = Head()
    if "<" not in html:
        return head
    soup = BeautifulSoup(_PROLOGUE.sub("", html, count=1), "lxml", parse_only=_WANTED)
    elements = [element for element in soup.descendants if isinstance(element, Tag)]
    head.metas = _metas(elements)
    head.times = [(_attribute(e, "datetime"), _attribute(e, "itemprop")) for e in elements if e.name == "time"]
    head.canonical_url = _canonical(elements, head.metas, url)
    scripts = [e.get_text() for e in elements if e.name == "script" and "ld+json" in _attribute(e, "type").lower()]
    nodes = page_nodes(scripts, head.canonical_url or url)
    head.node = next(iter(nodes), {})
    head.site_name = head.metas.get("og:site_name") or text_of(head.node.get("publisher"))
    head.title = _title(elements, head)
    head.language = _language(html, head)
    head.locked = is_locked(nodes, head.metas)
    return head


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return value.strip() if isinstance(value, str) else " ".join(value or ())


def _metas(elements: list[Tag]) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in elements:
        if element.name == "meta":
            content = collapse(_attribute(element, "content"))
            for attribute in NAMING:
                key = _attribute(element, attribute).lower()
                if key and content:
                    metas.setdefault(key, content)
    return metas


def _canonical(elements: list[Tag], metas: dict[str, str], url: str | None) -> str | None:
    links = [e for e in elements if e.name == "link" and "canonical" in _attribute(e, "rel").lower().split()]
    for written in [*(_attribute(link, "href") for link in links), metas.get("og:url", "")]:
        try:
            address = urljoin(url or "", written)
            if written and urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname:
                return address
        except ValueError:
            continue
    return None


def _title(elements: list[Tag], head: Head) -> str | None:
    written = next((collapse(e.get_text()) for e in elements if e.name == "title" and e.get_text().strip()), "")
    headline = unescape(text_of(head.node.get("headline")) or "")  # many systems escape it as if it were HTML
    declared = collapse(headline) or head.metas.get("og:title") or head.metas.get("twitter:title")
    title = _without_site(declared or written, head.site_name)
    return title[:MAX_TITLE_CHARACTERS] or None


def _without_site(title: str, site_name: str | None) -> str:
    """Cut " | The Courier" off, if it is the site's name or stands after a bar and is the shorter part."""
    suffix = _SITE_SUFFIX.search(title)
    if suffix is None:
        return title
    is_site = site_name is not None and site_name.casefold() in suffix[1].casefold()
    looks_like_site = "|" in suffix[0] and len(suffix[1]) <= suffix.start()
    return title[: suffix.start()] if is_site or looks_like_site else title


def _language(html: str, head: Head) -> str | None:
    found = _HTML_LANG.search(html[:20_000])
    named = [
        found[1] if found else None,
        text_of(head.node.get("inLanguage")),
        head.metas.get("og:locale"),
        head.metas.get("content-language"),
    ]
    for name in named:
        code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", name or "")
        if code is not None:
            return code[0].lower()
    return None
