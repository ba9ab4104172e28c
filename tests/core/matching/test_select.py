"""Few and right: overlaps, repeats, limits."""

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import annotated, article, background, found, label, matcher, toll

from sidelight.core.matching.mention import MENTIONS_JUDGED
from sidelight.core.matching.select import ALSO_AT, PER_ENTRY, PER_PAGE, WORDS_PER_ANNOTATION

FILLER = "filler " * 200


def test_a_figure_goes_before_background_on_the_same_words() -> None:
    compiled = matcher(toll(), background("dead", "52 people were killed"))

    triples = found(compiled, article("In the Tarn quake 52 people were killed.", FILLER, published="2021-05-06"))

    assert [entry for entry, _, _ in triples] == ["tarn-toll"]


def test_a_loser_moves_to_its_next_place() -> None:
    compiled = matcher(label(), background("carriers", "carrier~"))

    triples = found(compiled, article("A closed carrier sank.", "Another carrier came.", FILLER))

    assert [(entry, quote) for entry, quote, _ in triples] == [
        ("closed-carrier", "closed carrier"),
        ("carriers", "carrier"),
    ]


def test_one_card_for_one_reading_and_the_other_places_beside_it() -> None:
    compiled = matcher(background())

    items = annotated(compiled, article("The Ministry of Ports spoke.", "The Ministry of Ports left.", FILLER)).items

    assert len(items) == 1
    assert len(items[0].also_at) == 1


def test_an_entry_is_shown_at_most_so_often() -> None:
    compiled = matcher(toll())
    blocks = [f"In the Tarn quake {count} people were killed." for count in (40, 52, 61, 45)]

    triples = found(compiled, article(*blocks, FILLER, FILLER, FILLER, published="2023-01-01"))

    assert len(triples) <= PER_ENTRY


def test_the_body_comes_before_captions_and_captions_before_notices() -> None:
    compiled = matcher(background())
    text = "The Ministry of Ports."

    shown = annotated(compiled, article(("notice", text), ("caption", text), ("body", text), FILLER)).items[0]

    assert shown.selectors.start == len(text + "\n\n") * 2 + len("The ")


@given(st.integers(min_value=1, max_value=30), st.integers(min_value=0, max_value=900))
def test_a_page_holds_at_most_twelve_and_one_per_forty_words(entries: int, words: int) -> None:
    names = [f"Ministry{'abcdefghijklmnopqrstuvwxyzabcdefgh'[i]}{'abc'[i % 3]}" for i in range(entries)]
    compiled = matcher(*(background(f"m{i}", name) for i, name in enumerate(names)))
    text = " ".join(f"{name} spoke." for name in names) + " filler" * words

    triples = found(compiled, article(text))

    total = 2 * entries + words
    assert len(triples) == min(entries, PER_PAGE, max(1, total // WORDS_PER_ANNOTATION))


def test_background_gives_way_first_and_is_named() -> None:
    compiled = matcher(toll(), background())

    shown = annotated(
        compiled, article("The Ministry of Ports spoke. In the Tarn quake 52 people were killed.", published="2021")
    )

    assert [item.entry.id for item in shown.items] == ["tarn-toll"]
    assert shown.no_room == ("ports-ministry",)


def test_what_is_not_shown_takes_no_place_from_others() -> None:
    compiled = matcher(toll(), background("sixth", "killed 61"))
    text = "The Tarn quake killed 40 people. The Tarn quake killed at least 52 people. The Tarn quake killed 52 people."

    triples = found(compiled, article(text, "The Tarn quake killed 61 people.", FILLER, published="2021-05-06"))

    assert [entry for entry, _, _ in triples] == ["tarn-toll"] * 3 + ["sixth"]


def test_readings_with_different_findings_have_cards_of_their_own() -> None:
    compiled = matcher(label())

    items = annotated(
        compiled, article("The law on closed carriers.", "Petrel Cargo is a closed carrier.", FILLER)
    ).items

    assert [item.finding for item in items] == ["explained", "in-force"]


def test_a_page_that_repeats_itself_is_judged_so_often_and_no_more() -> None:
    compiled = matcher(background())

    items = annotated(compiled, article("The Ministry of Ports spoke. " * (MENTIONS_JUDGED * 3))).items

    assert len(items) == 1
    assert len(items[0].also_at) == ALSO_AT
