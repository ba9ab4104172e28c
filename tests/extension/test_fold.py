import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sidelight.core.text.fold import fold
from sidelight.core.text.span import Span

CASES = json.loads((Path(__file__).parents[1] / "core" / "cases" / "fold.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["group"])
def test_the_browser_folds_as_the_server_does(scripts: Page, case: dict[str, str]) -> None:
    assert scripts.evaluate("text => Sidelight.foldText(text)", case["input"]) == case["folded"]


def test_both_sides_lead_back_to_the_same_characters(scripts: Page) -> None:
    text = "  A — “cafe\u0301”…\u00a0\u200b ﬁn 🏚\ufe0f x"

    folded = fold(text)
    units = scripts.evaluate(
        "text => { const f = Sidelight.fold(text); return [...f.text].length === f.text.length ? f : null }",
        text.replace("🏚", "§"),
    )

    server = fold(text.replace("🏚", "§"))
    assert folded.unfold(Span(0, 1)) == Span(0, 2)
    assert [units["text"], units["starts"], units["ends"]] == [server.text, list(server.starts), list(server.ends)]
