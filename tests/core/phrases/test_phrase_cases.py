"""The case table of the phrase language: what is found where, and what is refused at which column."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.core.phrases.case_slots import slots_of_cases

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.literal_index import LiteralIndex, keys_of
from sidelight.core.phrases.compile import compile_phrase
from sidelight.core.phrases.match import find_all, nearest_miss
from sidelight.core.phrases.slots import Duration, Value
from sidelight.core.text.quantities import Reading
from sidelight.core.text.words import split_words
from sidelight.errors import PhraseError

CASES = json.loads((Path(__file__).parents[1] / "cases" / "phrases.json").read_text("utf-8"))
SLOTS = slots_of_cases(CASES["slots"])


def shown(value: Value) -> object:
    if isinstance(value, Reading):
        return value.text
    return value.years if isinstance(value, Duration) else value


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["says"])
def test_phrase_finds_exactly_these_quotes(case: dict[str, Any]) -> None:
    language = case.get("language", "en")
    phrase = compile_phrase(case["phrase"], language, SLOTS)
    words = split_words(case["text"], language)

    found = find_all(phrase, words, language=language)

    assert [words.span(match.first, match.end).of(case["text"]) for match in found] == case["quotes"]
    captured = [[one.name, shown(one.value)] for match in found for one in match.captured]
    assert captured == case.get("captured", [])
    assert all(match.end - match.first <= phrase.longest for match in found)
    assert all(match.literal_words >= phrase.literal_words for match in found)


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["says"])
def test_text_with_a_mention_holds_one_of_the_literals(case: dict[str, Any]) -> None:
    phrase = compile_phrase(case["phrase"], case.get("language", "en"), SLOTS)
    words = split_words(case["text"])

    index = LiteralIndex(keys_of([one.text for one in phrase.literals], [one.whole for one in phrase.literals]))

    assert len(index.find(ArticleWords([" ".join(words.texts)])).literals) or not case["quotes"]


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["says"])
def test_nearest_miss_is_told_exactly_when_nothing_is_found(case: dict[str, Any]) -> None:
    language = case.get("language", "en")
    phrase = compile_phrase(case["phrase"], language, SLOTS)

    miss = nearest_miss(phrase, split_words(case["text"], language), language=language)

    assert (miss is None) == bool(case["quotes"])


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["phrase"] or "nothing")
def test_phrase_is_refused_with_column_and_remedy(case: dict[str, Any]) -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase(case["phrase"], case.get("language", "en"), SLOTS)

    assert caught.value.column == case["column"]
    assert case["detail"] in caught.value.detail
    assert case.get("remedy", "") in caught.value.remedy
    assert caught.value.remedy.endswith(".")
    assert caught.value.phrase == case["phrase"]
