"""Sentences end where a reader would say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.text.sentences import sentence_ends


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
