"""The words of a whole article are those of its passages, whatever stands in them."""

import re
import sys

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.points import fold_points
from sidelight.core.text.fold import fold_text
from sidelight.core.text.words import split_words

#: What makes cutting hard: marks inside words, possessives, what vanishes or becomes several letters, vowel signs.
PIECES = [
    *["a", "s", "'s", "'", ".", ",", "1", "S", "U.S.", '"', ")", "]", "’", "…", "\u0301", " ", "-", "½", "ﬁ", "²"],
    *["क", "ा", "\u00ad", "Ё", "_", "s's", "'s.b", "٣", "\n", "\ud800", "взрыв", "😀"],
]
HARD = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
ANY = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=14).map("".join)


def letters(article: ArticleWords) -> list[int]:
    return [int(word) for word in article.words]


def hash_of(word: str) -> int:
    """The hash of a word that stands alone; it is cut by nothing, since no vowel sign is looked for."""
    return letters(ArticleWords([f" {word} "]))[0]


@given(texts=st.lists(st.one_of(HARD, ANY), max_size=3))
@example(texts=["U.S.'s a's's b's.c", "139,000 “x”'s"])
@settings(max_examples=600, deadline=None)
def test_words_of_all_passages_are_those_of_each(texts: list[str]) -> None:
    alone = [split_words(text) for text in texts]

    article = ArticleWords(texts)

    assert article.first_words == [sum(map(len, alone[:number])) for number in range(len(texts) + 1)]
    for number, words in enumerate(alone):
        assert article.starts_in(number) == list(words.starts)
        for at in range(len(words)):
            word = article.first_words[number] + at
            start, end = (place - article.offsets[number] for place in article.source_span(word, word + 1))
            assert fold_text(texts[number][start:end]) == fold_text(words.raw(at))
            assert letters(article)[word] == hash_of(words.texts[at])


@given(texts=st.lists(HARD, max_size=2))
@settings(max_examples=300, deadline=None)
def test_same_words_have_same_hashes_and_others_have_others(texts: list[str]) -> None:
    words = [word for text in texts for word in split_words(text).texts]

    hashes = letters(ArticleWords(texts))

    assert len(set(zip(words, hashes, strict=True))) == len(set(words)) == len(set(hashes))


def test_every_character_folds_as_it_does_elsewhere() -> None:
    every = "|".join(map(chr, range(sys.maxunicode + 1)))

    folded = fold_points(every)

    assert re.sub(" +", " ", "".join(map(chr, folded.points.tolist()))) == fold_text(every)


def test_a_text_longer_than_the_powers_at_hand_is_hashed_alike() -> None:
    text = "filler " * 8000

    hashes = letters(ArticleWords([f"{text}siege"]))

    assert hashes[-1] == hash_of("siege")
    assert set(hashes[:-1]) == {hash_of("filler")}
