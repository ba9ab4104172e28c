"""Superlatives as news words them: what is said of an event, where, and of which one."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.factories import article, found, matcher, ranking, toll

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "rankings.json").read_text("utf-8"))
PHRASES = (
    "{superlative} [{of}] [{where}] since [the] {event}",
    "{superlative} [{of}] {where} (since {year} | (in | for) {duration})",
    "{superlative} {of} in (their | his | her) country since {event}",
    "no {of} ... {comparative} ... since ... {event}",
    "no {of} ... since ... {event} ... {comparative}",
    "no {comparative} {of} ... since ... {event}",
)
RANKING = matcher(toll(), replace(ranking(), phrases={"en": PHRASES}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_superlative_is_told_as_the_table_says(case: dict[str, Any]) -> None:
    items = found(RANKING, article(case["text"], "filler " * 80, published="2021-05-06"))

    assert ("zembla-quakes" in [entry for entry, _, _ in items]) is case["told"]
