import pytest
from tests.core.kinds.entries import make_comparison, make_entry, make_figure, make_label

from sidelight.core.entry import Entry
from sidelight.core.kinds.payloads import Background, Direction
from sidelight.core.kinds.slots import comparative_choices, slots_of, superlative_choices
from sidelight.core.phrases.compile import compile_phrase
from sidelight.core.phrases.match import find_all
from sidelight.core.phrases.slots import ClosedSlot
from sidelight.core.text.words import split_words

STORMS = make_comparison(
    ("alpha", "2004-01-01", 100),
    ("bravo", "2010-01-01", 50),
    phrases={"en": ("{superlative} [{of}] in {place} since {event}",), "ru": ("{superlative} {of}",)},
)
AGENTS = make_label(early=[("listed", "2023-11-17")])


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        (make_figure(), {"count"}),
        (STORMS, {"year", "duration", "superlative", "comparative", "of", "event", "place", "where"}),
        (AGENTS, {"subject"}),
        (make_label(), set()),
        (make_entry("background", Background()), set()),
    ],
    ids=["figure", "comparison", "label", "label without subjects", "background"],
)
def test_each_kind_gives_its_own_slots(entry: Entry, names: set[str]) -> None:
    assert set(slots_of(entry)) == names


def values(entry: Entry, slot: str) -> list[str]:
    given = slots_of(entry)[slot]
    assert isinstance(given, ClosedSlot)
    return [choice.value for choice in given.choices]


def test_choices_are_the_ids_of_events_and_subjects_and_the_names_of_places() -> None:
    assert values(STORMS, "event") == ["alpha", "bravo"]
    assert values(AGENTS, "subject") == ["early"]
    assert values(STORMS, "place") == ["Freedonia", "Easton"]


@pytest.mark.parametrize(
    ("text", "captured"),
    [
        ("the deadliest storm in Freedonia since Storm Alpha", ["deadliest", "storms", "Freedonia", "alpha"]),
        ("the most lethal in the Easton since storm bravo", ["most lethal", "Easton", "bravo"]),
    ],
)
def test_a_phrase_takes_the_entrys_own_choices(text: str, captured: list[str]) -> None:
    phrase = compile_phrase(STORMS.phrases["en"][0], "en", slots_of(STORMS))

    (match,) = find_all(phrase, split_words(text), language="en")

    assert [slot.value for slot in match.captured] == captured


@pytest.mark.parametrize("place", ["St. Petersburg", "Rostov-on-Don", "Côte d’Ivoire", "Congo (Kinshasa)", "US"])
def test_any_name_of_a_place_can_stand_in_a_phrase(place: str) -> None:
    storms = make_comparison(("alpha", "2004-01-01", 100), places=(place,))

    phrase = compile_phrase("worst disaster in {place}", "en", slots_of(storms))

    assert len(find_all(phrase, split_words(f"The worst disaster in {place} was near."), language="en")) == 1


DIRECTIONS: list[Direction] = ["most", "least", "first", "last"]


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("measure", ["deaths", "magnitude"])
def test_every_superlative_is_a_phrase(measure: str, direction: Direction) -> None:
    choices = superlative_choices(measure, direction)

    assert {language for choice in choices for language, _ in choice.phrases} == {"en", "ru"}
    for choice in choices:
        for language, source in choice.phrases:
            compile_phrase(f"({source}) storm", language)


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("measure", ["deaths", "magnitude"])
def test_every_comparative_is_a_phrase(measure: str, direction: Direction) -> None:
    choices = comparative_choices(measure, direction)

    assert bool(choices) is (direction in ("most", "least"))
    for choice in choices:
        for language, source in choice.phrases:
            compile_phrase(f"no storm was ({source})", language)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the worst storm in Freedonia", "Freedonia"),
        ("the worst storm Freedonia has seen", "Freedonia"),
        ("the worst storm to hit the Easton", "Easton"),
        ("the worst storm in the country", ""),
    ],
)
def test_where_it_was_is_told_in_many_ways(text: str, place: str) -> None:
    phrase = compile_phrase("worst storm {where}", "en", slots_of(STORMS))

    (match,) = find_all(phrase, split_words(text), language="en")

    assert [slot.value for slot in match.captured] == [place]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("самая смертоносная буря", True),
        ("самым кровавым ураганом", False),
        ("самой крупной по числу жертв бурей", True),
        ("крупнейшей бурей", True),
        ("самая короткая буря", False),
    ],
)
def test_russian_superlatives_are_found_in_any_inflection(text: str, found: bool) -> None:
    entry = make_comparison(("alpha", "2004-01-01", 100), phrases={"ru": ("{superlative} буря~",)})
    phrase = compile_phrase("{superlative} буря~", "ru", slots_of(entry))

    assert bool(find_all(phrase, split_words(text, "ru"), language="ru")) is found
