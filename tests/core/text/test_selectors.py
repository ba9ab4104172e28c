"""A described span is found again, or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.text.selectors import CONTEXT, Selectors, anchor, describe
from sidelight.core.text.span import Span
from sidelight.errors import SpanError

CASES = json.loads((Path(__file__).parents[1] / "cases" / "selectors.json").read_text("utf-8"))
TEXTS = st.one_of(st.text(), st.text(st.sampled_from("aAé \u0301—“-")))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_quote_is_found_as_the_table_says(case: dict[str, Any]) -> None:
    selectors = describe(case["before"], Span(*case["quote"]))

    found = anchor(case["after"], selectors)

    assert found == (Span(*case["found"]) if case["found"] else None)


@given(TEXTS, st.data())
def test_anchoring_undoes_describing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))

    assert anchor(text, describe(text, span)) == span


@given(TEXTS, st.text(min_size=1))
def test_a_long_quote_is_found_behind_anything(quote: str, before: str) -> None:
    exact = f"7Q {quote} the one and only Q7"
    selectors = describe(exact, Span(0, len(exact)))

    found = anchor(before + exact, selectors)

    assert found == Span(len(before), len(before) + len(exact)) or exact in before


@given(TEXTS, st.builds(Selectors, TEXTS, TEXTS, TEXTS, st.integers(), st.integers()))
def test_any_selectors_are_found_inside_the_text_or_not_at_all(text: str, selectors: Selectors) -> None:
    found = anchor(text, selectors)

    assert found is None or 0 <= found.start <= found.end <= len(text)


def test_context_is_cut_to_what_was_asked_for() -> None:
    selectors = describe("x" * 100, Span(50, 60))

    assert (len(selectors.prefix), len(selectors.suffix)) == (CONTEXT, CONTEXT)


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(SpanError, match="past a text of 3"):
        describe("abc", Span(1, 4))


def test_a_quote_that_stands_everywhere_is_not_anchored() -> None:
    selectors = Selectors("a", "", "", 5000, 5001)

    assert anchor("a" * 3000, selectors) is None
