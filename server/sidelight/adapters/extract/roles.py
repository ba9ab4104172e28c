"""What an element is to a reader: hidden, left out, or the role its text has; from its tag and its authors' hints.

The rules are data, `rules.json`; the extension reads pages by a generated copy of it.
"""

import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any, Literal

from sidelight.core.article import Role

RULES: dict[str, Any] = json.loads(resources.files(__package__).joinpath("rules.json").read_text(encoding="utf-8"))
SKIP_TAGS: frozenset[str] = frozenset(RULES["skip_tags"])
BLOCK_TAGS: frozenset[str] = frozenset(RULES["block_tags"])
HEADING_TAGS: frozenset[str] = frozenset(RULES["heading_tags"])
LIST_TAGS: frozenset[str] = frozenset(RULES["list_tags"])
MAIN_TAGS: frozenset[str] = frozenset(RULES["main_tags"])
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
    ("skip", word_pattern("skip_words")),
    ("standfirst", word_pattern("standfirst_words")),
    ("other", word_pattern("other_words")),
)
_SKIP_ROLES = frozenset(RULES["skip_roles"])
_NOTICE_ROLES = frozenset(RULES["notice_roles"])
_ROLE_TAGS: dict[str, Role] = RULES["role_tags"]
_SHARE: dict[str, float] = RULES["hint_share"]
_NEVER_HINTED = frozenset({"html", "body", "main"})
#: Roles that the whole of an element has, whatever stands inside it; the rest is decided block by block.
WHOLE_ROLES: frozenset[Role] = frozenset({"notice", "comment"})


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Tell whether readers cannot see the element: `hidden`, an inline style, or a class for screen readers only.

    Example:
        >>> is_hidden({"hidden": ""}), is_hidden({"style": "Display : none"}), is_hidden({"style": "color: red"})
        (True, True, False)
    """
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and any(hidden in "".join(style.split()).lower() for hidden in RULES["hidden_styles"]):
        return True
    names = attributes.get("class")
    return names is not None and _HIDDEN.search(hint_text([names])) is not None


def hinted_role(
    tag: str, attributes: Mapping[str, str], *, share: float, holds_headline: bool
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
    aria = attributes.get("role", "").strip().lower()
    if aria in _SKIP_ROLES:
        return "skip"
    if holds_headline or tag in _NEVER_HINTED:
        return None
    hints = hint_text([attributes[name] for name in HINT_ATTRIBUTES if name in attributes])
    if aria in _NOTICE_ROLES and share <= _SHARE["notice"]:
        return "notice"
    fitting = (role for role, words in _HINTS if share <= _SHARE[role] and words.search(hints))
    return next(fitting, None) if hints else None


def tag_role(tag: str) -> Role | None:
    """Look up the role that the tag alone gives, if it gives one.

    Example:
        >>> tag_role("figcaption"), tag_role("div")
        ('caption', None)
    """
    return _ROLE_TAGS.get(tag)
