"""The index finds what a naive search finds."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.key_table import KeyTable
from sidelight.core.index.literal_index import LiteralIndex, joined_keys, keys_of
from sidelight.core.text.words import split_words

WORDS = st.sampled_from(["a", "ab", "abc", "abcd", "abcde", "b", "b2", "взрыв", "взрывы", "𐐨b"])
LITERALS = st.tuples(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.booleans())
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=3)


def index_of(literals: list[tuple[str, bool]]) -> LiteralIndex:
    texts, whole = [text for text, _ in literals], [whole for _, whole in literals]
    return LiteralIndex(joined_keys([keys_of(texts, whole)] if literals else []))


def pairs(index: LiteralIndex, texts: list[str]) -> list[tuple[int, int]]:
    hits = index.find(ArticleWords(texts))
    return list(zip(hits.literals.tolist(), hits.words.tolist(), strict=True))


def naive(literals: list[tuple[str, bool]], texts: list[str]) -> set[tuple[int, int]]:
    """Compare every literal with the words at every place: (which literal, the word at which it begins)."""
    found: set[tuple[int, int]] = set()
    before = 0
    for words in (split_words(text).texts for text in texts):
        for number, (text, whole) in enumerate(literals):
            *head, last = text.split(" ")
            for at in range(len(words) - len(head)):
                end = words[at + len(head)]
                if list(words[at : at + len(head)]) == head and (end == last if whole else end.startswith(last)):
                    found.add((number, before + at))
        before += len(words)
    return found


@given(literals=st.lists(LITERALS, max_size=8), texts=TEXTS)
@example(literals=[("a a a", False)], texts=[])
@example(literals=[("ab", False), ("abcd", False), ("abc", True)], texts=["abcde abc"])
@settings(max_examples=500, deadline=None)
def test_every_place_of_every_literal_is_found_and_no_other(literals: list[tuple[str, bool]], texts: list[str]) -> None:
    index = index_of(literals)

    found = pairs(index, texts)

    numbers = index.numbers.tolist()
    assert sorted(found) == sorted({(numbers[literal], word) for literal, word in naive(literals, texts)})


@given(literals=st.lists(LITERALS, max_size=8), texts=TEXTS)
@settings(deadline=None)
def test_what_ends_first_is_found_first(literals: list[tuple[str, bool]], texts: list[str]) -> None:
    index = index_of(literals)
    words = {number: len(text.split(" ")) for number, (text, _) in zip(index.numbers.tolist(), literals, strict=True)}

    ends = [first + words[literal] for literal, first in pairs(index, texts)]

    assert ends == sorted(ends)


def test_a_literal_does_not_run_from_one_passage_into_the_next() -> None:
    index = index_of([("city hall", True), ("city ha", False)])

    assert pairs(index, ["the city", "hall of fame"]) == []


def test_one_literal_given_twice_has_one_number() -> None:
    assert len(set(index_of([("city hall", True), ("x", True), ("city hall", True)]).numbers.tolist())) == 2


@given(
    held=st.lists(st.integers(0, 2**64 - 1), max_size=200),
    others=st.lists(st.integers(0, 2**64 - 1), max_size=20),
    crowd=st.integers(0, 2**64 - 200),
)
@settings(deadline=None)
def test_keys_are_found_even_where_they_crowd(held: list[int], others: list[int], crowd: int) -> None:
    keys = [*held, *range(crowd, crowd + 100)]
    asked = [*keys, *others]
    table = KeyTable(np.array(keys, np.uint64))

    at, numbers = table.find(np.array(asked, np.uint64))

    assert sorted(at.tolist()) == [place for place, key in enumerate(asked) if key in set(keys)]
    assert table.keys[numbers].tolist() == [asked[place] for place in at.tolist()]
