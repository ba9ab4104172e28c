"""The automaton finds what a naive search finds."""

from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.phrases.automaton import Automaton
from sidelight.core.phrases.literals import Literal

WORDS = st.sampled_from(["a", "ab", "abc", "b", "взрыв", "😀b"])
LITERALS = st.builds(Literal, st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.booleans())


@given(literals=st.lists(LITERALS, max_size=6), words=st.lists(WORDS, max_size=12))
def test_scan_finds_every_place_of_every_literal(literals: list[Literal], words: list[str]) -> None:
    text = f" {' '.join(words)} "

    found = sorted(Automaton(literals).scan(text))

    assert found == [
        (index, start)
        for index, literal in enumerate(literals)
        for start in range(1, len(text))
        if text[start - 1] == " " and text.startswith(f"{literal.text} " if literal.whole else literal.text, start)
    ]


def test_no_literals_find_nothing() -> None:
    assert list(Automaton([]).scan(" any text ")) == []


def test_start_is_that_of_the_first_word() -> None:
    found = list(Automaton([Literal("city hall", whole=True)]).scan(" the city hall "))

    assert found == [(0, 5)]
