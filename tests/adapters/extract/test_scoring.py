import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.adapters.extract.blocks import Block, Setting
from sidelight.adapters.extract.roles import RULES
from sidelight.adapters.extract.scoring import ARTICLE_ROLES, Candidate, are_articles, score
from sidelight.core.article import ROLES, Role

#: Shared with the extension, which scores the same way.
CASES = json.loads(Path(__file__).with_name("scoring.json").read_text(encoding="utf-8"))
FEATURES = {"between", "beside", "box", "lead", "link", "li"}


def candidate(case: dict[str, Any]) -> Candidate:
    setting = Setting(tag=case["tag"], box=case["box"])
    return Candidate(Block(case["text"], setting, case["link_share"]), case["role"], case["outside"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_blocks_are_told_apart_by_their_surroundings(case: dict[str, Any]) -> None:
    own = are_articles([candidate(one) for one in case["candidates"]], case["around"])

    assert own == case["own"]


def test_every_weight_belongs_to_a_feature_or_a_role() -> None:
    assert set(RULES["article"]["weights"]) <= FEATURES | ARTICLE_ROLES | {"always"}


def test_what_stands_between_prose_scores_higher_and_what_is_linked_lower() -> None:
    plain = score({"box": 0.5})

    assert score({"box": 0.5, "between": 1.0}) > plain > score({"box": 0.5, "link": 0.4})
    assert score({"box": 0.9}) > plain


@st.composite
def scattered(draw: st.DrawFn) -> tuple[list[Candidate], list[int]]:
    around, path = [0], [0]
    for number in range(1, draw(st.integers(1, 12)) + 1):  # boxes are numbered as they open
        path = path[: draw(st.integers(1, len(path)))]
        around.append(path[-1])
        path.append(number)
    roles: st.SearchStrategy[Role] = st.sampled_from(ROLES)
    texts = st.sampled_from(
        ["One", "One died.", "Nine people died in the harbour on Tuesday evening. " * 4 + "They ran."]
    )
    made = st.builds(
        lambda text, box, role, share: Candidate(Block(text, Setting(tag="p", box=box), share), role),
        texts, st.integers(0, len(around) - 1), roles, st.floats(0, 1),
    )  # fmt: skip
    return draw(st.lists(made, max_size=12)), around


@given(scattered())
def test_any_blocks_in_any_boxes_are_each_told_or_none(page: tuple[list[Candidate], list[int]]) -> None:
    candidates, around = page

    own = are_articles(candidates, around)

    assert own is None or len(own) == len(candidates)
