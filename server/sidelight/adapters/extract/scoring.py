"""Which of a page's passages are the article's own: one score from a few features of each block.

A block's own text says little of where it belongs: a teaser reads like a paragraph. So the features are about its
surroundings: how much of the page's prose stands beside it (in blocks of the same tag in the same box), how much in the
box around it, and whether it stands between the first and last prose of the core, the smallest box that holds most of
the page's prose. The weights are data (`article.weights` in `rules.json`); how they were found, and what they give, is
told in `tests/bench/README.md`.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sidelight.adapters.extract.blocks import Block
from sidelight.adapters.extract.roles import RULES
from sidelight.core.article import Role

#: The roles of what may be the article's text.
ARTICLE_ROLES: frozenset[Role] = frozenset({"standfirst", "body", "quote", "list", "table"})
_ARTICLE: dict[str, Any] = RULES["article"]
_WEIGHTS: dict[str, float] = _ARTICLE["weights"]
_SENTENCE_ENDS: str = RULES["sentence_ends"]
#: One letter of Chinese, Japanese or Korean says about as much as two of an alphabet.
_WIDE = re.compile("[\u2e80-\uffff]")


class Candidate(NamedTuple):
    """A block that may be part of the article: its role so far, and whether it stands outside the main element."""

    block: Block
    role: Role
    outside: bool = False


class _Prose(NamedTuple):
    """Where a page's prose stands.

    Attributes:
        of: How much each candidate has.
        total: How much the page has.
        box: How much each numbered box has, with all boxes in it.
        beside: How much stands in blocks of one tag in one box.
    """

    of: list[float]
    total: float
    box: list[float]
    beside: Mapping[tuple[int, str], float]


def are_articles(candidates: Sequence[Candidate], around: Sequence[int]) -> list[bool] | None:
    """Tell for each block in the order of the page whether it is the article's; `None` if there is too little prose.

    Args:
        candidates: All passages of the page, with those that are no candidates (captions, notices and the like).
        around: For each numbered box the number of the box around it.

    Example:
        >>> from sidelight.adapters.extract.blocks import Setting
        >>> long = Candidate(Block("Nine people died. " * 20, Setting(tag="p", box=1)), "body")
        >>> are_articles([long, long, Candidate(Block("Most read", Setting(tag="div", box=2)), "body")], (0, 0, 0))
        [True, True, False]
    """
    prose = _prose(candidates, around)
    if prose.total < _ARTICLE["least_prose"]:
        return None
    opening = _opening(candidates)
    return [
        score(features) > 0 or place == opening for place, features in enumerate(_features(candidates, around, prose))
    ]


def _opening(candidates: Sequence[Candidate]) -> int | None:
    """Give the place of a standfirst that follows the headline at once: short as it is, it opens the article."""
    pairs = enumerate(itertools.pairwise(candidates), 1)
    return next((place for place, (one, next_one) in pairs if _is_opening(one, next_one)), None)


def _is_opening(one: Candidate, next_one: Candidate) -> bool:
    return one.role == "headline" and next_one.role == "standfirst" and not next_one.block.link_share


def score(features: Mapping[str, float]) -> float:
    """Add up the weighted features; over zero is the article's own.

    Example:
        >>> score({"between": 1.0, "beside": 0.9, "box": 1.0}) > 0 > score({"list": 1.0, "link": 0.4})
        True
    """
    return _WEIGHTS["always"] + sum(_WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def prose_of(candidate: Candidate) -> float:
    """Measure how much prose a block is: none if it is short, a label, or mostly links.

    Example:
        >>> from sidelight.adapters.extract.blocks import Setting
        >>> prose_of(Candidate(Block("Photo: Ivo Sand", Setting()), "body"))
        0.0
    """
    text, _, link_share = candidate.block
    size = len(text) + len(_WIDE.findall(text))
    if candidate.role not in ARTICLE_ROLES or link_share >= 0.5 or size < _ARTICLE["prose_characters"]:
        return 0.0
    if text[-1] not in _SENTENCE_ENDS and size < _ARTICLE["long_characters"]:
        return 0.0
    return size * (1 - link_share) * (_ARTICLE["outside_main"] if candidate.outside else 1.0)


def _prose(candidates: Sequence[Candidate], around: Sequence[int]) -> _Prose:
    of = [prose_of(candidate) for candidate in candidates]
    box = [0.0] * len(around)
    beside: defaultdict[tuple[int, str], float] = defaultdict(float)
    for candidate, amount in zip(candidates, of, strict=True):
        setting = candidate.block.setting
        box[setting.box] += amount
        beside[around[setting.box], setting.tag] += amount
    for number in range(len(box) - 1, 0, -1):  # a box is numbered before those in it
        box[around[number]] += box[number]
    return _Prose(of, sum(of), box, beside)


def _core(candidates: Sequence[Candidate], around: Sequence[int], prose: _Prose) -> list[int]:
    """Give the places in the smallest box that holds most of the page's prose, from its first prose to its last."""
    enough = _ARTICLE["core_share"] * prose.total
    core = max(number for number, amount in enumerate(prose.box) if amount >= enough)
    end = core + 1
    while end < len(around) and around[end] >= core:  # boxes inside follow at once
        end += 1
    places = [place for place, one in enumerate(candidates) if core <= one.block.setting.box < end]
    prosaic = [place for place in places if prose.of[place]]
    return [place for place in places if prosaic[0] <= place <= prosaic[-1]]


def _features(candidates: Sequence[Candidate], around: Sequence[int], prose: _Prose) -> Iterator[dict[str, float]]:
    core = _core(candidates, around, prose)
    between = frozenset(core)
    headline = next((place for place, one in enumerate(candidates) if one.role == "headline"), len(candidates))
    for place, candidate in enumerate(candidates):
        setting = candidate.block.setting
        beyond = around[setting.box]
        yield {
            "link": candidate.block.link_share,
            "li": float(setting.tag == "li"),
            candidate.role: 1.0,
            "between": float(place in between),
            "beside": prose.beside[beyond, setting.tag] / prose.total,
            "box": prose.box[beyond] / prose.total,
            "lead": float(headline < place < core[0] and prose.of[place] > 0),
        }
