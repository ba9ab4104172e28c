"""From a page to an article: the one entrance to everything in this folder; pure, and slow on hostile pages.

For strangers' pages call it through `child.ExtractPool`, which bounds time and memory.
"""

from collections.abc import Iterable

from sidelight.adapters.extract.blocks import blocks_of
from sidelight.adapters.extract.body import passages_of
from sidelight.adapters.extract.charset import decode
from sidelight.adapters.extract.declared.dates import modified_date, published_date
from sidelight.adapters.extract.declared.head import Head, read_head
from sidelight.adapters.extract.tree import parse
from sidelight.core.article import Article, Role, article_of_passages, article_of_text
from sidelight.errors import NoArticleError
from sidelight.services.ports import Page

#: The text of an article ends before the passage that goes over this; `partial` then says `too-long`. Should that be
#: the first one, as on pages without any paragraphs, it is cut.
MAX_CHARACTERS = 1_000_000
_PROSE: frozenset[Role] = frozenset({"standfirst", "body", "quote", "list", "table"})


def extract(page: Page) -> Article:
    r"""Read a page's visible text as passages, with what the page says about itself.

    Raises:
        NoArticleError: The page holds no readable text at all.

    Example:
        >>> extract(Page(body="<h1>Quake</h1><p>Nine people died.")).text
        'Quake\n\nNine people died.'
    """
    text = decode(page)
    if page.content_type == "text/plain":
        return _plain(text, page.url)
    document = parse(text)
    head = read_head(document.declared, page.url)
    blocks, too_long = _cut(passages_of(blocks_of(document.body), head.title))
    if not blocks:
        msg = "the page holds no readable text"
        raise NoArticleError(msg)
    published = published_date(head, text, page.url)
    return article_of_passages(
        blocks,
        title=head.title or next((text for role, text in blocks if role == "headline"), None),
        language=head.language,
        published=published,
        modified=modified_date(head, published),
        url=page.url,
        canonical_url=head.canonical_url,
        site_name=head.site_name,
        partial=_partial(head, (role for role, _ in blocks), too_long=too_long),
    )


def _plain(text: str, url: str | None) -> Article:
    if not text.strip():
        msg = "the text is empty: it holds no readable text"
        raise NoArticleError(msg)
    return article_of_text(text[:MAX_CHARACTERS], url=url, partial=("too-long",) if len(text) > MAX_CHARACTERS else ())


def _cut(blocks: tuple[tuple[Role, str], ...]) -> tuple[tuple[tuple[Role, str], ...], bool]:
    characters = 0
    for place, (role, text) in enumerate(blocks):
        characters += len(text)
        if characters > MAX_CHARACTERS:
            return blocks[:place] or ((role, text[:MAX_CHARACTERS].rstrip()),), True
    return blocks, False


def _partial(head: Head, roles: Iterable[Role], *, too_long: bool) -> tuple[str, ...]:
    said = {
        "paywalled": head.locked,
        "too-long": too_long,
        "no-article": _PROSE.isdisjoint(roles),
    }
    return tuple(code for code, holds in said.items() if holds)
