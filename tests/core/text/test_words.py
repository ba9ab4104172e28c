"""Words, what joins them, and where they stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.text.fold import fold_text
from sidelight.core.text.span import Span
from sidelight.core.text.words import Join, Words, folded_words, split_words
from sidelight.errors import SpanError


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("The Moscow Times", ("the", "moscow", "times")),
        ("Russia's and Russia’s", ("russia", "and", "russia")),
        ("“Crocus”’s roof", ("crocus", "roof")),
        ("O'Brien didn't rock'n'roll", ("o'brien", "didn't", "rock'n'roll")),
        ("the 'agents' dogs' house", ("the", "agents", "dogs", "house")),
        ("the U.S. Army, U.S.'s", ("the", "u.s", "army", "u.s")),
        ("139,000 or 2.5 or 1,2", ("139,000", "or", "2.5", "or", "1,2")),
        ("killed,12", ("killed", "12")),
        ("snake_case and/or", ("snake", "case", "and", "or")),
        ("meduza.io reports", ("meduza.io", "reports")),
        ("sol\u00addiers cafe\u0301", ("soldiers", "cafe")),
        ("Ёлка, Йод", ("елка", "иод")),
        ("हिन्दी में", ("हिनदी", "मे")),
        ("", ()),
        ("… — !", ()),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, texts: tuple[str, ...]) -> None:
    assert split_words(text).texts == tuple(fold_text(word) for word in texts)


@pytest.mark.parametrize(
    ("between", "join"),
    [
        (" ", Join.SPACE),
        ("\n", Join.SPACE),
        (" “", Join.SPACE),
        (") ", Join.SPACE),
        (". ", Join.SPACE),
        ("+ ", Join.SPACE),
        ("”). (“", Join.SPACE),
        (" . ", Join.BREAK),
        ("+(", Join.SPACE),
        ("-", Join.HYPHEN),
        ("–", Join.HYPHEN),
        ("”-", Join.HYPHEN),
        (" - ", Join.BREAK),
        ("—", Join.BREAK),
        (", ", Join.BREAK),
        (": ", Join.BREAK),
        ("... ", Join.BREAK),
        ("…", Join.BREAK),
        ("/", Join.BREAK),
        (" $", Join.BREAK),
        ("% ", Join.BREAK),
        ("--", Join.BREAK),
    ],
)
def test_a_join_tells_whether_a_phrase_may_go_on(between: str, join: Join) -> None:
    assert split_words(f"one{between}two").joins == (Join.BREAK, join)


def test_the_dot_of_an_acronym_does_not_part_it_from_a_hyphen() -> None:
    assert split_words("a U.S.-led force").joins[2] is Join.HYPHEN


def test_a_gap_is_what_stands_between_words() -> None:
    words = split_words("(Crocus’s — roof)")

    assert [words.gap(0), words.gap(1), words.gap_after(0), words.gap_after(1)] == ["(", "'s - ", "'s - ", ")"]


def test_words_without_number_have_no_span() -> None:
    with pytest.raises(SpanError, match="no words"):
        split_words("one two").span(1, 3)


def test_a_span_of_words_is_cut_from_the_source() -> None:
    words = split_words("He left “Crocus  City”’s hall.")

    assert words.span(2, 4).of(words.source) == "Crocus  City"
    assert words.raw(3) == "City"


def test_words_know_their_sentence() -> None:
    assert split_words("Mr. Smith left. He was 39.").sentences == (0, 0, 0, 1, 1, 1)


PROSE = st.text(st.sampled_from("aBЯ19.,'’s-–— \u00a0“”()éё\u0301\u00ad\n"))


@given(PROSE)
def test_a_word_is_what_its_span_folds_to(text: str) -> None:
    words = split_words(text)

    for index, word in enumerate(words.texts):
        assert words.span(index, index + 1) == Span(words.starts[index], words.ends[index])
        assert fold_text(words.raw(index)).strip() == word


@given(st.one_of(st.text(), PROSE))
def test_words_and_gaps_make_up_the_folded_text(text: str) -> None:
    words = split_words(text)

    assert "".join(words.gap(i) + word for i, word in enumerate(words.texts)) + _tail(words) == fold_text(text)
    assert all(start < end for start, end in zip(words.starts, words.ends, strict=True))
    assert all(before <= after for before, after in pairwise(words.starts))
    assert len(words) == len(words.joins) == len(words.sentences)


#: Words and what stands between them, marks that end sentences among it.
BROKEN = st.lists(
    st.sampled_from(["one", "U.S", "Mr", "Крокус", "é", " ", ", ", "-", "’s ", ". ", "? ", "…", "\n\n"])
).map("".join)


@given(st.one_of(st.text(), PROSE, BROKEN), st.data())
def test_words_are_together_if_their_sentence_is_the_same(text: str, data: st.DataObject) -> None:
    words, numbered = split_words(text), split_words(text).sentences
    indexes = st.integers(0, max(0, len(words) - 1))
    pairs = data.draw(st.lists(st.tuples(indexes, indexes), max_size=9)) if len(words) else []

    assert all(words.together(one, other) == (numbered[one] == numbered[other]) for one, other in pairs)


@given(st.one_of(st.text(), PROSE, BROKEN))
def test_known_starts_make_no_difference(text: str) -> None:
    plain = split_words(text)
    known = split_words(text, known_starts=plain.starts)

    assert [known.raw(at) for at in range(len(known))] == [
        text[plain.starts[at] : plain.ends[at]] for at in range(len(plain))
    ]
    assert known.sentences == plain.sentences


def _tail(words: Words) -> str:
    return words.gap_after(len(words) - 1) if len(words) else "".join(words.pieces)


@given(st.text())
def test_the_quick_way_gives_the_same_words(text: str) -> None:
    assert tuple(folded_words(text)) == split_words(text).texts


@pytest.mark.parametrize("piece", ["(", "'", "')", "+", " (", "(.", "-", "'s", "\u093e", "\u0301", "\xad", "a(", "1,"])
def test_a_gap_or_a_word_of_any_length_is_read_at_once(piece: str) -> None:
    text = "a" + piece * 300_000 + "# b"

    assert split_words(text).texts[-1] == "b"
