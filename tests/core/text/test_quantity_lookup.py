"""Quantities read a clause at a time are those of the whole text, wherever reading begins."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.text import quantity_lookup
from sidelight.core.text.numbers.not_counts import Reason
from sidelight.core.text.numbers.number_words import number_words
from sidelight.core.text.quantities import Quantity, quantities_in, read_quantities
from sidelight.core.text.quantity_lookup import Quantities, quantity_openers
from sidelight.core.text.words import Words, split_words

#: What texts are made of here: the words that the grammar knows, some that it does not, and what stands between.
WORDS = sorted(
    {word for language in ("en", "ru") for word in number_words(language).inner}
    | {"killed", "people", "rose", "may", "Ivan", "died", "человек", "марта"}
    | {"139", "1,000", "2.5", "2024", "5", "31", "000"}
)
GAPS = [" "] * 9 + [", ", ". ", " - ", "-", ": ", " (", ") ", "’s ", " — ", "\n", "+ ", " ~", "U.S. "]
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=25).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
languages = st.sampled_from(["en", "ru"])


@given(text=st.one_of(st.text(), texts), language=languages, data=st.data())
def test_in_whatever_order_words_are_asked_for_the_quantities_are_those_of_the_whole_text(
    text: str, language: str, data: st.DataObject
) -> None:
    words = split_words(text, language)
    whole = read_quantities(words, language)
    order = data.draw(st.permutations(range(len(words))))

    lookup = Quantities(words, language)
    found = {at: lookup.get(at) for at in order}

    assert {at: some for at, some in found.items() if some} == {one.first: (one,) for one in whole}


@given(text=texts, language=languages, data=st.data())
def test_a_word_is_taken_if_a_quantity_of_the_whole_text_holds_it(
    text: str, language: str, data: st.DataObject
) -> None:
    words = split_words(text, language)
    order = data.draw(st.permutations(range(len(words))))

    lookup = Quantities(words, language)
    taken = {at for at in order if lookup.took(at)}

    assert taken == {at for one in read_quantities(words, language) for at in range(one.first, one.end)}


@given(text=texts, language=languages)
def test_a_quantity_begins_with_a_digit_or_a_word_that_may_open_one(text: str, language: str) -> None:
    words = split_words(text, language)

    firsts = [words.texts[one.first] for one in read_quantities(words, language)]

    assert [first for first in firsts if not first[0].isdigit() and first not in quantity_openers(language)] == []


def test_as_a_mapping_it_holds_each_quantity_by_its_first_word() -> None:
    lookup = Quantities(split_words("Of 200 guests, at least 139 died; dozens of them at once."))

    assert [one.reading.text for many in lookup.values() for one in many] == ["200", "at least 139", "dozens of"]
    assert (len(lookup), list(lookup), 3 in lookup, 4 in lookup) == (3, [1, 3, 7], True, False)


def test_a_word_that_begins_no_quantity_is_no_key() -> None:
    with pytest.raises(KeyError):
        Quantities(split_words("Of 200 guests"))[0]


@given(text=texts, language=languages)
def test_a_count_on_top_of_others_is_none_of_the_quantities(text: str, language: str) -> None:
    words = split_words(text, language)

    lookup = Quantities(words, language)

    assert not [at for at in range(len(words)) if lookup.get(at) and lookup.on_top(at)]


def test_a_count_on_top_of_others_is_read_with_its_qualifiers_in_whatever_order_words_are_asked_for() -> None:
    words = split_words("They killed 139 and hurt more than 100 others, and another 50 to 60 fled.")

    lookup = Quantities(words)
    told = {at: lookup.on_top(at)[0].reading.text for at in reversed(range(len(words))) if lookup.on_top(at)}

    assert told == {5: "more than 100", 11: "50 to 60"}


def test_a_clause_of_numbers_alone_is_read_once_for_all_its_counts_on_top_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[range] = []

    def counted(words: Words, clause: range, language: str, reason: Reason | None = None) -> Iterator[Quantity]:
        read.append(clause)
        return quantities_in(words, clause, language, reason)

    monkeypatch.setattr(quantity_lookup, "quantities_in", counted)
    words = split_words("another 60 " * 200)

    lookup = Quantities(words)
    told = [at for at in range(len(words)) if lookup.on_top(at)]

    assert (told, read) == (list(range(1, 400, 2)), [range(400)])
