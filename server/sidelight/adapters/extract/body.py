"""From blocks to passages: what is kept, what is left out, and which block is the headline."""

import re
from collections import Counter
from collections.abc import Sequence

from sidelight.adapters.extract.blocks import Block, Blocks
from sidelight.adapters.extract.roles import HEADING_TAGS, RULES, WHOLE_ROLES
from sidelight.adapters.extract.scoring import ARTICLE_ROLES, Candidate, are_articles
from sidelight.core.article import Role

_KEPT_LINKED: frozenset[Role] = frozenset({"headline", "notice", "comment"})
_MAY_ASK: frozenset[Role] = frozenset({"body", "other", "list", "quote"})
_DROPPED_TEXTS = frozenset(RULES["dropped_texts"])
_LEAD_INS = tuple(RULES["lead_ins"])
_NOTICE_TEXTS = tuple(RULES["notice_texts"])
_LETTER = re.compile(r"\w")


def passages_of(found: Blocks, title: str | None) -> tuple[tuple[Role, str], ...]:
    """Choose the passages of a page.

    Dropped: link lists, lead-ins to other stories, labels such as "Advertisement", and headings that only such things
    stood under. All other visible prose stays; what stands outside the article proper has the role `other`.

    Example:
        >>> from sidelight.adapters.extract.blocks import Setting
        >>> passages_of(Blocks([Block("One.", Setting()), Block("More", Setting(), link_share=1.0)]), None)
        (('body', 'One.'),)
    """
    blocks = found.blocks
    lists = _link_lists(blocks)
    kept = [block if _is_kept(block, lists) else block._replace(text="") for block in blocks]
    kept = _without_orphans(kept)
    main = _main_number(kept, title)
    headline = _headline(kept, title, main)
    candidates = [
        Candidate(
            block, _role(block, is_headline=place == headline), main is not None and main not in block.setting.mains
        )
        for place, block in enumerate(kept)
        if block.text
    ]
    own = are_articles(candidates, found.around) or [not _is_aside(candidate) for candidate in candidates]
    return tuple(
        (one.role if is_own or one.role not in ARTICLE_ROLES else "other", one.block.text)
        for one, is_own in zip(candidates, own, strict=True)
    )


def _link_lists(blocks: Sequence[Block]) -> frozenset[int]:
    """Number the lists that are made of links."""
    whole: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    for block in blocks:
        whole[block.setting.list_number] += len(block.text)
        linked[block.setting.list_number] += round(len(block.text) * block.link_share)
    return frozenset(
        number for number in whole if number and linked[number] >= RULES["list_link_share"] * max(1, whole[number])
    )


def _is_kept(block: Block, link_lists: frozenset[int]) -> bool:
    text, setting = block.text, block.setting
    if not _LETTER.search(text) or text.casefold().rstrip(" :") in _DROPPED_TEXTS:
        return False
    if setting.role in _KEPT_LINKED:
        is_button = block.link_share >= RULES["link_share"] and len(text) < RULES["notice_link_characters"]
        return setting.role == "headline" or not is_button
    if setting.list_number in link_lists:
        return False
    if block.link_share >= RULES["link_share"]:
        return _is_linked_prose(block)
    return not (block.link_share > 0.3 and text.casefold().startswith(_LEAD_INS))


def _is_linked_prose(block: Block) -> bool:
    """Tell a paragraph that happens to be a link from a teaser: it is a whole, long sentence in a `<p>`."""
    text = block.text
    return (
        block.setting.tag == "p"
        and len(text) >= RULES["linked_prose_characters"]
        and text[-1] in RULES["sentence_ends"]
        and not text.casefold().startswith(_LEAD_INS)
    )


def _is_heading(block: Block) -> bool:
    return block.setting.tag in HEADING_TAGS and block.setting.role in {"body", "other"}


def _without_orphans(blocks: list[Block]) -> list[Block]:
    """Empty the headings under which something was left out and nothing stayed."""
    return [
        block._replace(text="") if block.text and _is_heading(block) and _is_orphan(blocks, place) else block
        for place, block in enumerate(blocks)
    ]


def _is_orphan(blocks: list[Block], place: int) -> bool:
    """Look on from a heading to the next one, or to the end of its article; notices belong to no heading above."""
    mains = blocks[place].setting.mains
    left_out = False
    for block in (blocks[after] for after in range(place + 1, len(blocks))):
        if block.setting.mains[: len(mains)] != mains or (block.text and _is_heading(block)):
            break
        if block.text and block.setting.role not in WHOLE_ROLES:
            return False
        left_out = left_out or not block.text
    return left_out


def _main_number(blocks: Sequence[Block], title: str | None) -> int | None:
    """Find the innermost `<article>` or `<main>` around the page's own headline, or with most of the page's prose."""
    prose: Counter[int] = Counter()
    total = 0
    for block in blocks:
        if block.setting.role in {"body", "quote", "list"} and len(block.text) >= RULES["prose_characters"]:
            total += len(block.text)
            for number in block.setting.mains:
                prose[number] += len(block.text)
    headlines = (block for block in blocks if block.setting.role == "headline" and _is_like(block.text, title))
    around = (number for block in headlines for number in reversed(block.setting.mains))
    titled = next((number for number in around if prose[number] >= RULES["article"]["headline_main_characters"]), None)
    enough = [number for number, characters in prose.items() if characters >= RULES["main_share"] * total]
    return titled or max(enough, default=None)  # numbered as they open, so the innermost has the highest number


def _is_like(text: str, title: str | None) -> bool:
    wanted, written = (title or "").casefold(), text.casefold()
    return bool(wanted and written) and (written in wanted or wanted in written)


def _headline(blocks: Sequence[Block], title: str | None, main: int | None) -> int | None:
    """Choose the one `<h1>` that is the headline: like the title, in the article, or the longest."""

    def merit(place: int) -> tuple[bool, bool, int]:
        text, setting, _ = blocks[place]
        return (_is_like(text, title), main in setting.mains, len(text))

    candidates = [place for place, block in enumerate(blocks) if block.text and block.setting.role == "headline"]
    return max(candidates, key=merit, default=None)


def _role(block: Block, *, is_headline: bool) -> Role:
    role, text = block.setting.role, block.text
    if role == "headline":
        return "headline" if is_headline else "body"
    if role in _MAY_ASK and _asks(text.casefold()):
        return "notice"
    return "body" if role == "table" and len(text) >= RULES["table_prose_characters"] else role


def _asks(folded: str) -> bool:
    return any(ask in folded for ask in _NOTICE_TEXTS)


def _is_aside(candidate: Candidate) -> bool:
    """Tell, on a page with too little prose to score, what is a label or stands outside the main element."""
    is_text = candidate.role == "body" and candidate.block.setting.role != "headline"
    return is_text and (candidate.outside or _is_fragment(candidate.block))


def _is_fragment(block: Block) -> bool:
    """Tell a label from a sentence: short, without an end, and no paragraph or heading of its own."""
    return (
        len(block.text) < RULES["fragment_characters"]
        and block.text[-1] not in RULES["sentence_ends"]
        and block.setting.tag not in {*HEADING_TAGS, "p", "pre"}
    )
