"""From blocks to passages: what is kept, what is left out, and which block is the headline."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sidelight.adapters.extract.blocks import Block
from sidelight.adapters.extract.roles import HEADING_TAGS, RULES, WHOLE_ROLES
from sidelight.core.article import Role

_KEPT_LINKED: frozenset[Role] = frozenset({"headline", "notice", "comment"})
_DROPPED_TEXTS = frozenset(RULES["dropped_texts"])
_LEAD_INS = tuple(RULES["lead_ins"])
_NOTICE_TEXTS = tuple(RULES["notice_texts"])
_LETTER = re.compile(r"\w")


def passages_of(blocks: Sequence[Block], title: str | None) -> tuple[tuple[Role, str], ...]:
    """Choose the passages of a page.

    Dropped: link lists, lead-ins to other stories, labels such as "Advertisement", and headings that only such things
    stood under. All other visible prose stays; what stands outside the article proper has the role `other`.

    Example:
        >>> from sidelight.adapters.extract.blocks import Setting
        >>> passages_of([Block("One.", Setting()), Block("More", Setting(), link_share=1.0)], None)
        (('body', 'One.'),)
    """
    lists = _link_lists(blocks)
    kept = [block if _is_kept(block, lists) else replace(block, text="") for block in blocks]
    kept = _without_orphans(kept)
    main = _main_number(kept)
    headline = _headline(kept, title, main)
    return tuple(
        (_final_role(block, main, is_headline=place == headline), block.text)
        for place, block in enumerate(kept)
        if block.text
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
        replace(block, text="") if block.text and _is_heading(block) and _is_orphan(blocks, place) else block
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


def _main_number(blocks: Sequence[Block]) -> int | None:
    """Find the innermost `<article>` or `<main>` with most of the page's prose."""
    prose: Counter[int] = Counter()
    total = 0
    for block in blocks:
        if block.setting.role not in {"body", "quote", "list"} or len(block.text) < RULES["prose_characters"]:
            continue
        total += len(block.text)
        for number in block.setting.mains:
            prose[number] += len(block.text)
    enough = [number for number, characters in prose.items() if characters >= RULES["main_share"] * total]
    return max(enough, default=None)  # elements are numbered as they open, so the innermost has the highest number


def _headline(blocks: Sequence[Block], title: str | None, main: int | None) -> int | None:
    """Choose the one `<h1>` that is the headline: like the title, in the article, or the longest."""
    wanted = (title or "").casefold()

    def merit(place: int) -> tuple[bool, bool, int]:
        text = blocks[place].text.casefold()
        return (bool(wanted) and (text in wanted or wanted in text), main in blocks[place].setting.mains, len(text))

    candidates = [place for place, block in enumerate(blocks) if block.text and block.setting.role == "headline"]
    return max(candidates, key=merit, default=None)


def _final_role(block: Block, main: int | None, *, is_headline: bool) -> Role:
    role, text = block.setting.role, block.text
    if role == "headline":
        return "headline" if is_headline else "body"
    if role in {"body", "other", "list", "quote"} and any(ask in text.casefold() for ask in _NOTICE_TEXTS):
        return "notice"
    if role == "table" and len(text) >= RULES["table_prose_characters"]:
        role = "body"
    if role == "body" and (_is_fragment(block) or (main is not None and main not in block.setting.mains)):
        return "other"
    return role


def _is_fragment(block: Block) -> bool:
    """Tell a label from a sentence: short, without an end, and no paragraph or heading of its own."""
    return (
        len(block.text) < RULES["fragment_characters"]
        and block.text[-1] not in RULES["sentence_ends"]
        and block.setting.tag not in {*HEADING_TAGS, "p", "pre"}
    )
