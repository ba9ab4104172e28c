"""Stems and the beginnings they promise to the prefilter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sidelight.core.phrases.stems import has_stems, prefix_of_stem, stem
from sidelight.core.text.fold import fold_text

LETTERS = {
    "en": "abcdefghiklmnoprstuvwyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "es": "abcdefghijlmnñoprstuvzáéíóú",
    "it": "abcdefghilmnopqrstuvzàèìòù",
    "pt": "abcdefghijlmnopqrstuvzáéíóúãõç",
}
ENDINGS = {
    "en": "s es ed ing y ies ied ying ly ness ational ization izer ability ibility ably bly ency ancy ence eed ogy "
    "ically icity ative ality ousness iveness lessly fully e est al",
    "ru": "ы ый ого ая ую ейший ей ость ости нный нного ить ила ешь ями ах ия ии й ё ёт вшись ся ь ают ющий",
    "es": "s es ando iendo ado ción ciones logía encia ución mente ablemente abilidad ivo ador arlos iéndose yendo güe",
    "it": "are ere ato ando zione logia uzione enza amente abilità ivo oso atore icità chi ghi arlo arsi",
    "pt": "s ando ado ção ções logia ução ências amente abilidade ivo oso ador ões ão gue ê õe ça",
}
FAMILIES = [
    ("en", "die died dies dying"),
    ("en", "lie lied lies lying"),
    ("en", "happy happiness"),
    ("en", "sky skies"),
    ("en", "hope hopes hoped hoping"),
    ("en", "kill killed killing kills killings"),
    ("en", "massacre massacred massacres massacring"),
    ("en", "sensible sensibility sensibly"),
    ("ru", "взрыв взрывы взрывом взрывами взрывов"),
    ("ru", "погибший погибшие погибших погибшими"),
]


@pytest.mark.parametrize(("language", "family"), FAMILIES, ids=lambda value: value)
def test_every_word_begins_with_a_beginning_of_each_of_its_stem(language: str, family: str) -> None:
    words = family.split()

    alike = [(one, other) for one in words for other in words if stem(one, language) == stem(other, language)]

    assert len(alike) > len(words)
    for one, other in alike:
        assert fold_text(one).startswith(prefix_of_stem(other, language))


@pytest.mark.parametrize("language", LETTERS)
@given(data=st.data())
@settings(max_examples=200)
def test_made_up_word_begins_with_a_beginning_of_its_stem(language: str, data: st.DataObject) -> None:
    root = data.draw(st.text(LETTERS[language], min_size=1, max_size=7))
    word = root + "".join(data.draw(st.lists(st.sampled_from(ENDINGS[language].split()), max_size=2)))

    beginnings = prefix_of_stem(word, language)

    assert all(beginnings)
    assert fold_text(word).startswith(beginnings)


def test_stem_is_taken_before_folding() -> None:
    assert stem("ДЕТЕЙ", "ru") == stem("дети", "ru") == "дет"
    assert stem("Ёлки", "ru") == stem("елка", "ru")


def test_composed_and_decomposed_letters_have_one_stem() -> None:
    assert stem("погибший", "ru") == stem("погибшии\u0306", "ru")


def test_language_without_stemmer_compares_whole_words() -> None:
    assert not has_stems("xx")
    assert stem("Ubití", "xx") == "ubiti"
    assert prefix_of_stem("Ubití", "xx") == ("ubiti",)
