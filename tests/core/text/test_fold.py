"""Folding: one spelling for what a reader calls the same, with a way back."""

import json
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.text.fold import FOLD_TABLE, fold, fold_text
from sidelight.core.text.span import Span
from sidelight.errors import SpanError

CASES = json.loads((Path(__file__).parents[1] / "cases" / "fold.json").read_text("utf-8"))
TABLE = json.loads(
    (Path(sys.modules["sidelight.core.text.fold"].__file__ or "").parent / "fold_table.json").read_text("utf-8")
)
#: Text in which the hard characters are as frequent as the easy ones.
texts = st.text(st.one_of(st.sampled_from(["a", "Б", " ", "\u0301", *FOLD_TABLE]), st.characters()))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['group']}: {case['input']!r}" for case in CASES])
def test_a_text_folds_as_the_table_says(case: dict[str, str]) -> None:
    assert fold_text(case["input"]) == case["folded"]
    assert fold(case["input"]).text == case["folded"]


@pytest.mark.parametrize("line", [line for group in TABLE.values() for lines in group.values() for line in lines])
def test_every_line_of_the_table_names_its_character(line: str) -> None:
    code, name = line.split(maxsplit=1)

    assert unicodedata.name(chr(int(code, 16)), name).lower() == name


def test_folding_a_folded_character_changes_nothing() -> None:
    characters = "|".join(chr(code) for code in range(0x20000))  # beyond are only ideographs

    once = fold_text(characters)

    assert fold_text(once) == once


def test_all_white_space_folds_to_a_space() -> None:
    white = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]

    assert {fold_text(character) for character in white} == {" "}


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(texts)
def test_both_ways_to_fold_agree_and_the_map_is_in_order(text: str) -> None:
    folded = fold(text)

    assert folded.text == fold_text(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(texts, st.data())
def test_a_folded_span_unfolds_to_what_folds_back_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    span = Span(start, data.draw(st.integers(start, len(folded.text))))

    original = folded.unfold(span).of(text)

    # A character that folds to several is never cut, so the original may hold a little more.
    whole = _widen(span, folded.starts)
    assert span.of(folded.text) in fold_text(original)
    assert fold_text(original).strip(" ") == whole.of(folded.text).strip(" ")


def _widen(span: Span, starts: object) -> Span:
    """Widen a span until it cuts no character of the original in two."""
    places = list(starts)  # type: ignore[call-overload]
    start, end = span.start, span.end
    if start == end:
        return span
    while start and places[start - 1] == places[start]:
        start -= 1
    while end < len(places) and places[end] == places[end - 1]:
        end += 1
    return Span(start, end)


def test_an_accent_stays_with_its_letter() -> None:
    text = "a cafe\u0301 there"

    span = fold(text).unfold(Span(2, 6))

    assert span.of(text) == "cafe\u0301"


def test_a_run_of_white_space_unfolds_whole() -> None:
    assert fold("a \n b").unfold(Span(1, 2)) == Span(1, 4)


def test_a_span_outside_the_folded_text_is_refused() -> None:
    with pytest.raises(SpanError, match="past a text of 1"):
        fold("a").unfold(Span(0, 2))
