"""What an element is to a reader: hidden, left out, or the role its text has; from its tag and its authors' hints.

The rules are data, `rules.json`; the extension reads pages by a generated copy of it.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from sidelight.core.article import Role

RULES: dict[str, Any] = json.loads(resources.files(__package__).joinpath("rules.json").read_text(encoding="utf-8"))
SKIP_TAGS: frozenset[str] = frozenset(RULES["skip_tags"])
BLOCK_TAGS: frozenset[str] = frozenset(RULES["block_tags"])
HEADING_TAGS: frozenset[str] = frozenset(RULES["heading_tags"])
LIST_TAGS: frozenset[str] = frozenset(RULES["list_tags"])
MAIN_TAGS: frozenset[str] = frozenset(RULES["main_tags"])
#: How many class names and the like are remembered with what they hint at, and up to what length: pages repeat few
#: short ones often.
CACHED_NAMES = 4096
MAX_CACHED_CHARACTERS = 200
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def word_pattern(name: str) -> re.Pattern[str]:
    """Compile a list of words of the rules; what it matches are whole words of a `hint_text`.

    Example:
        >>> bool(word_pattern("notice_words").search("donation-box")), bool(word_pattern("skip_words").search("adam"))
        (True, False)
    """
    words = sorted(RULES[name], key=len, reverse=True)
    alternatives = "|".join(re.escape(word).replace(r"\*", "[a-z0-9]*") for word in words)
    return re.compile(f"(?<![a-z0-9])(?:{alternatives})(?![a-z0-9])")


def hint_text(values: list[str]) -> str:
    """Join class names, ids and the like into the text that word lists are searched in.

    Example:
        >>> hint_text(["supportUs box_large"])
        'support-us box-large'
    """
    return _CAPITAL.sub("-", " ".join(values)).replace("_", "-").lower()


HINT_ATTRIBUTES: tuple[str, ...] = tuple(RULES["hint_attributes"])
_HIDDEN = word_pattern("hidden_words")
#: The first that fits decides: a "support-us" banner is a notice even where it is a "promo" as well.
_HINTS: tuple[tuple[Role | Literal["skip"], re.Pattern[str]], ...] = (
    ("notice", word_pattern("notice_words")),
    ("comment", word_pattern("comment_words")),
    ("body", word_pattern("body_words")),  # what somebody posted elsewhere and the article shows is part of it
    ("skip", word_pattern("skip_words")),
    ("standfirst", word_pattern("standfirst_words")),
    ("other", word_pattern("other_words")),
)
_WORD = re.compile("[a-z0-9]+")
#: How the words of all lists begin: most names have none of them, which is told sooner than by all the patterns.
_LISTED = [word for name, words in RULES.items() if name.endswith("_words") for word in words]
_FIRST_WORDS = frozenset(word for listed in _LISTED for word in _WORD.findall(listed)[:1])
_BEGINNINGS = tuple(_WORD.findall(listed)[-1] for listed in _LISTED if listed.endswith("*"))
_SKIP_ROLES = frozenset(RULES["skip_roles"])
_NOTICE_ROLES = frozenset(RULES["notice_roles"])
_ROLE_TAGS: dict[str, Role] = RULES["role_tags"]
_SHARE: dict[str, float] = RULES["hint_share"]
_NEVER_HINTED = frozenset({"html", "body", "main"})
#: The `id` of a heading is made of its own words more often than not ("related-work").
_HEADING_ATTRIBUTES = tuple(name for name in HINT_ATTRIBUTES if name != "id")
#: Roles that the whole of an element has, whatever stands inside it; the rest is decided block by block.
WHOLE_ROLES: frozenset[Role] = frozenset({"notice", "comment"})


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether readers cannot see the element: `hidden`, an inline style, or a class for screen readers only.

    Example:
        >>> is_hidden({"hidden": ""}), is_hidden({"style": "Display : none"}), is_hidden({"style": "color: red"})
        (True, True, False)
    """
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and any(hidden in "".join(style.split()).lower() for hidden in RULES["hidden_styles"]):
        return True
    names = attributes.get("class")
    if not names:
        return False
    return _hides_remembered(names) if len(names) <= MAX_CACHED_CHARACTERS else _hides(names)


def _hides(names: str) -> bool:
    return _HIDDEN.search(hint_text([names])) is not None


_hides_remembered = lru_cache(maxsize=CACHED_NAMES)(_hides)


def hinted_role(
    tag: str, attributes: Mapping[str, str | None], *, share: float, holds_headline: bool
) -> Role | Literal["skip"] | None:
    """Read the hints of a block element: a role, `skip`, or nothing.

    Args:
        tag: Its tag name.
        attributes: Those named in the rules.
        share: Of the page's unlinked text, how much stands in it; what holds most of the page is no menu.
        holds_headline: Whether the page's `<h1>` or `<main>` stands in it.

    Example:
        >>> hinted_role("aside", {"class": "support-us"}, share=0.2, holds_headline=False)
        'notice'
    """
    if not attributes:
        return None
    aria = (attributes.get("role") or "").strip().lower()
    if aria in _SKIP_ROLES:
        return "skip"
    if holds_headline or tag in _NEVER_HINTED:
        return None
    if aria in _NOTICE_ROLES and share <= _SHARE["notice"]:
        return "notice"
    hinting = _HEADING_ATTRIBUTES if tag in HEADING_TAGS else HINT_ATTRIBUTES
    hinted = _hints_of(" ".join([attributes[name] or "" for name in hinting if name in attributes]))
    return next((role for role in hinted if share <= _SHARE[role]), None)


def _hints_of(names: str) -> tuple[Role | Literal["skip"], ...]:
    return _remembered(names) if len(names) <= MAX_CACHED_CHARACTERS else _read(names)


def _read(names: str) -> tuple[Role | Literal["skip"], ...]:
    hints = hint_text([names])
    words = _WORD.findall(hints)
    if _FIRST_WORDS.isdisjoint(words) and not any(word.startswith(_BEGINNINGS) for word in words):
        return ()
    return tuple(role for role, pattern in _HINTS if pattern.search(hints))


_remembered = lru_cache(maxsize=CACHED_NAMES)(_read)


def tag_role(tag: str) -> Role | None:
    """Look up the role that the tag alone gives, if it gives one.

    Example:
        >>> tag_role("figcaption"), tag_role("div")
        ('caption', None)
    """
    return _ROLE_TAGS.get(tag)
