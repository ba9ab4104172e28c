import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from sidelight.core.text.selectors import anchor, describe
from sidelight.core.text.span import Span

CASES = json.loads((Path(__file__).parents[1] / "core" / "cases" / "selectors.json").read_text(encoding="utf-8"))
LETTERS = st.text(alphabet="ab 🏚é—", max_size=40)
#: Answers in code points, as the server counts.
ANCHOR = """([text, target, isAsked]) => {
  const page = { text, pieces: [], whole: { text, pieces: [] }, unseen: { text: "", pieces: [] }, isAsked };
  const { span } = Sidelight.atOnce(Sidelight.findQuote(page, target, { ms: 1000 }));
  return span && [[...text.slice(0, span.start)].length, [...text.slice(0, span.end)].length];
}"""


def target_of(text: str, start: int, end: int) -> dict[str, Any]:
    quote = describe(text, Span(start, end))
    position = {"start": quote.start, "end": quote.end}
    return {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix, "position": position}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_changed_text_is_anchored_where_the_server_does_or_nowhere(scripts: Page, case: dict[str, Any]) -> None:
    target = target_of(case["before"], *case["quote"])

    assert scripts.evaluate(ANCHOR, [case["after"], target, False]) in (case["found"], None)


@given(before=LETTERS, after=LETTERS, data=st.data())
def test_no_text_is_anchored_elsewhere_than_the_server_does(
    scripts: Page, before: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))

    found = scripts.evaluate(ANCHOR, [after, target_of(before, start, end), False])

    expected = anchor(after, describe(before, Span(start, end)))
    assert found is None or expected is None or found == [expected.start, expected.end]


@given(text=LETTERS.filter(str.strip), data=st.data())
def test_in_the_text_that_was_sent_the_position_decides(scripts: Page, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    assert scripts.evaluate(ANCHOR, [text, target_of(text, start, end), True]) == [start, end]


def test_positions_are_code_points(scripts: Page) -> None:
    text = "🏚️ In Riga 🏚️ nine people died"

    found = scripts.evaluate("text => Sidelight.unitsOf(text, 14, 18)", text)

    assert text[14:18] == "nine"
    assert found == {"start": 16, "end": 20}


def test_a_position_outside_the_text_is_no_place(scripts: Page) -> None:
    assert scripts.evaluate("Sidelight.unitsOf('short', 3, 9)") is None
