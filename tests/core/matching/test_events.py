"""Which event a figure or a superlative speaks of."""

import pytest
from tests.factories import article, found, matcher, ranking, toll

TOLL = matcher(toll(), ranking())


def entries(*blocks: str, title: str | None = None) -> list[str]:
    return [entry for entry, _, _ in found(TOLL, article(*blocks, "filler " * 80, title=title, published="2021-05-06"))]


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        pytest.param(("The Tarn earthquake killed 52 people.",), None, id="named before, in the sentence"),
        pytest.param(("It killed 52 people, the Tarn earthquake.",), None, id="named after, in the sentence"),
        pytest.param(("The Tarn quake struck at dawn. It killed 52 people.",), None, id="named a sentence before"),
        pytest.param(("The Tarn quake struck at dawn.", "It killed 52 people."), None, id="named a passage before"),
        pytest.param(
            ("It struck.", "It did.", "It killed 52 people."), "After the Tarn quake", id="named in the title"
        ),
        pytest.param(("Worse than the flood, the Tarn quake killed 52 people.",), None, id="another event after than"),
        pytest.param(
            ("After a flood in the north, the ground shook and killed 52 people in the Tarn quake.",),
            None,
            id="named right behind, with another before",
        ),
        pytest.param(
            ("At least 52 people were killed and more than 100 hurt in the Tarn quake.",), None, id="more than 100"
        ),
        pytest.param(
            ("The Tarn quake, the worst since the 2011 ferry disaster, killed 52 people.",),
            None,
            id="another after since",
        ),
    ],
)
def test_a_figure_belongs_to_the_event_named_nearest(blocks: tuple[str, ...], title: str | None) -> None:
    assert "tarn-toll" in entries(*blocks, title=title)


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        pytest.param(("It killed 52 people.",), None, id="no event at all"),
        pytest.param(("A flood killed 52 people. The Tarn quake was years ago.",), None, id="another in the sentence"),
        pytest.param(
            ("The Tarn quake is not forgotten.", "A flood came.", "It killed 52 people."), None, id="another in between"
        ),
        pytest.param(("The flood killed 52 people, as many as the Tarn quake.",), None, id="another nearer before"),
        pytest.param(("The Kelm quake killed 52 people.", "The Tarn quake did too."), None, id="one of the ranking"),
        pytest.param(("After the Tarn quake it killed 52 people in a flood.",), None, id="another right behind"),
        pytest.param(("The Tarn quake.", "One.", "Two.", "It killed 52 people."), None, id="own event too far away"),
    ],
)
def test_a_figure_of_another_event_is_refused(blocks: tuple[str, ...], title: str | None) -> None:
    assert "tarn-toll" not in entries(*blocks, title=title)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(
            ("It was the deadliest since the Mirov quake, said a witness in Tarn.",), False, id="nobody named"
        ),
        pytest.param(("The Tarn quake was the deadliest since the Mirov quake.",), True, id="named before"),
        pytest.param(
            ("The Tarn quake struck.", "Days passed.", "It is the deadliest since the Mirov quake."), True, id="far"
        ),
        pytest.param(("The Tarn quake was one of the deadliest since the Mirov quake.",), False, id="one of"),
        pytest.param(("The Tarn quake was the second deadliest since the Mirov quake.",), False, id="second"),
        pytest.param(
            ("The Tarn quake struck. The flood is the deadliest since the Mirov quake.",), False, id="another"
        ),
    ],
)
def test_a_superlative_belongs_to_the_event_of_the_list_named_before(blocks: tuple[str, ...], expected: bool) -> None:
    assert ("zembla-quakes" in entries(*blocks)) is expected


def test_a_measure_is_no_count() -> None:
    text = "The death toll from the Tarn quake rose within two days to 52."

    quotes = [quote for _, quote, _ in found(TOLL, article(text, "filler " * 80, published="2021-05-06"))]

    assert quotes == ["death toll from the Tarn quake rose within two days to 52"]
