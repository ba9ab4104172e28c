"""Sentences end where a reader would say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.text.sentences import STRETCH, sentence_ends

LANGUAGES = ["en", "ru", "de", "fr", "es", "hy", "hi", "ja", "zh", "ar", "kk", "xx", ""]
#: What a splitter of bytes may trip over: initials, terminators of many scripts, and marks and spaces of several bytes.
HARD = st.sampled_from(
    [*"aAÉЯ中1.!?…。।։\"'“”‘’«»()[]-", "A. ", "Mr. ", "г. ", "т. е. ", "[1]", "İ", "e\u0301", "😀", "\ud800"]
)
SPACES = st.sampled_from(list(" \t\n\r\x0b\x0c\x1c\x85\xa0\u1680\u2000\u2009\u2028\u2029\u202f\u3000\u200b\ufeff"))


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("One left. Two stayed.", "en", ["One left. ", "Two stayed."]),
        ("Mr. Smith of the U.S. Army left.", "en", ["Mr. Smith of the U.S. Army left."]),
        ("It rose to 2.5 million. 😀 Then fell.", "en-GB", ["It rose to 2.5 million. ", "😀 Then fell."]),
        ("Погибли 139 человек. Ранены сотни.", "ru", ["Погибли 139 человек. ", "Ранены сотни."]),
        ("One left. Two stayed.", "xx", ["One left. ", "Two stayed."]),
        ("One left. Two stayed.", "", ["One left. ", "Two stayed."]),
        ("", "en", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, language: str, sentences: list[str]) -> None:
    ends = sentence_ends(text, language)

    assert [text[start:end] for start, end in zip((0, *ends), ends, strict=False)] == sentences


@given(st.text(st.one_of(st.sampled_from("aB.!?… \n\u2029😀é\u0301”"), st.characters())))
def test_sentences_cover_the_text(text: str) -> None:
    ends = sentence_ends(text)

    assert list(ends) == sorted(ends)
    assert (ends[-1] if ends else 0) == len(text)


@pytest.mark.parametrize("space", list("\x85\xa0\u1680\u2002\u2009\u2028\u202f\u205f\u3000"))
@pytest.mark.parametrize("language", ["en", "ru", "xx"])
def test_an_initial_before_any_space_and_a_full_stop_is_cut(space: str, language: str) -> None:
    text = f"Vitamin A{space}. Two stayed."

    ends = sentence_ends(text, language)

    assert ends[-1] == len(text)


def test_a_space_that_does_not_break_lines_ends_a_sentence_as_any_other() -> None:
    assert sentence_ends("One left.\xa0Two stayed.") == sentence_ends("One left. Two stayed.")


@given(text=st.lists(st.one_of(HARD, SPACES, st.characters())).map("".join), language=st.sampled_from(LANGUAGES))
def test_any_text_in_any_language_is_covered(text: str, language: str) -> None:
    ends = sentence_ends(text, language)

    assert list(ends) == sorted(ends)
    assert (ends[-1] if ends else 0) == len(text)


class PanicException(BaseException):
    """Stands in for what a panic is raised as; only the name tells it."""


def _panic(language: str, text: str) -> list[str]:
    raise PanicException(language, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One left. Two stayed.", (10, 21)),
        ("“One left.” Two stayed.", (12, 23)),
        ("One left?! Two\nstayed", (11, 21)),
        ("Heading\n\nOne left. \n ", (9, 21)),
        ("One", (3,)),
        ("", ()),
    ],
)
def test_what_the_splitter_panics_on_is_cut_plainly(text: str, expected: tuple[int, ...]) -> None:
    assert sentence_ends(text, split=_panic) == expected


def test_what_the_splitter_loses_text_of_is_cut_plainly() -> None:
    ends = sentence_ends("One left. Two stayed.", split=lambda _, text: [text[1:]])

    assert ends == (10, 21)


def test_an_interrupted_splitter_is_not_taken_for_a_panic() -> None:
    def interrupt(language: str, text: str) -> list[str]:
        raise KeyboardInterrupt(language, text)

    with pytest.raises(KeyboardInterrupt):
        sentence_ends("One left.", split=interrupt)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Mr. Smith of the U.S. Army left. “He was 39. He never said why,” they wrote. It’s so.\n\n",
        "One left. “" + "They stayed. " * (STRETCH // 40) + "Then they fled.” Two left. ",
    ],
)
def test_a_long_text_is_cut_as_its_paragraphs_are(paragraph: str) -> None:
    alone = sentence_ends(paragraph)
    copies = 4 * STRETCH // len(paragraph)

    ends = sentence_ends(paragraph * copies)

    assert ends == tuple(copy * len(paragraph) + end for copy in range(copies) for end in alone)


def test_a_sentence_longer_than_a_stretch_stays_one() -> None:
    text = "and on " * STRETCH + "it went. Then it ended."

    assert sentence_ends(text) == (text.index("Then"), len(text))


@pytest.mark.parametrize("piece", ["'", "“a. ", "« ", "x", " ", "\n", "a\n\n", "One left. "])
def test_the_splitter_is_given_little_at_once_and_little_twice(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    given: list[int] = []

    def split(_: str, stretch: str) -> list[str]:
        given.append(len(stretch))
        return [stretch[at : at + 9] for at in range(0, len(stretch), 9)]

    sentence_ends(text, split=split)

    assert max(given) <= STRETCH
    assert sum(given) <= 2 * len(text) + STRETCH


@pytest.mark.parametrize("piece", ["'", "“a. ", "« ", "."])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_marks_that_never_close_do_not_hang(piece: str, language: str) -> None:
    text = piece * (400_000 // len(piece))

    assert sentence_ends(text, language)[-1] == len(text)
