"""The linked data of a page, or a feed file of claim reviews, as parsed JSON for `services/imports/claim_review.py`.

A file that begins like JSON is read as JSON; anything else as a page, of which only the JSON-LD scripts are read.
"""

import json
from typing import Any

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from sidelight.adapters.extract.charset import decode
from sidelight.adapters.extract.declared.jsonld import unwrapped
from sidelight.adapters.extract.tree import parse
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.services.ports import Page

#: Largest page or feed, in characters.
MOST_CHARACTERS = 10_000_000
#: How deep lists and nodes may stand inside one another.
MOST_DEPTH = 40
_SCRIPTS = SoupStrainer("script")


def read_linked_data(page: Page) -> tuple[Any, ...]:
    """Read the JSON documents of a page or a feed.

    Raises:
        ImportRefusedError: It is too large, or JSON that cannot be read, or a page without any linked data.

    Example:
        >>> read_linked_data(Page(body='<script type="application/ld+json">{"@type": "ClaimReview"}</script>'))
        ({'@type': 'ClaimReview'},)
    """
    text = decode(page)
    if len(text) > MOST_CHARACTERS:
        msg = f"the file has {len(text):,} characters, {MOST_CHARACTERS:,} at most"
        raise ImportRefusedError(msg, remedy="Split the feed into several files.")
    if text.lstrip()[:1] in ("{", "["):
        return (_json(text, "the file"),)
    documents = tuple(_each(_scripts(text)))
    if not documents:
        msg = "the page holds no linked data (JSON-LD)"
        raise ImportRefusedError(msg, remedy="Give the address of the fact check itself, or a JSON feed of reviews.")
    return documents


def _scripts(html: str) -> list[str]:
    if "<" not in html:
        return []
    soup = BeautifulSoup(parse(html).declared, "lxml", parse_only=_SCRIPTS)
    return [script.get_text() for script in soup.find_all("script") if "ld+json" in str(script.get("type")).lower()]


def _each(scripts: list[str]) -> list[Any]:
    """Read the scripts that are JSON; a page may hold a broken one beside the one that is wanted."""
    documents = []
    for script in scripts:
        try:
            documents.append(_json(unwrapped(script.strip()).strip().rstrip(";"), "a script"))
        except ImportRefusedError:
            continue
    return documents


def _json(text: str, what: str) -> Any:
    try:
        value = json.loads(text, strict=False)
    except RecursionError:
        msg = f"{what} is nested more than {MOST_DEPTH} deep"
        raise ImportRefusedError(msg) from None
    except ValueError as error:
        msg = f"{what} is no JSON: {str(error)[:200]}"
        raise ImportRefusedError(msg, remedy="Save the feed again as JSON in UTF-8, then import it again.") from None
    if _is_too_deep(value):
        msg = f"{what} is nested more than {MOST_DEPTH} deep"
        raise ImportRefusedError(msg)
    return value


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MOST_DEPTH):
        inner = [v.values() if isinstance(v, dict) else v for v in level if isinstance(v, dict | list)]
        level = [one for values in inner for one in values if isinstance(one, dict | list)]
        if not level:
            return False
    return True
