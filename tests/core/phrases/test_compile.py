"""Compiled phrases: their literals, their bounds, and what they share."""

import pytest
from tests.core.phrases.case_slots import closed

from sidelight.core.phrases.compile import State, compile_phrase
from sidelight.core.phrases.literals import Literal
from sidelight.core.phrases.match import Match, Miss, find_all, nearest_miss
from sidelight.core.phrases.parse import MAX_CHARACTERS
from sidelight.core.phrases.slots import Captured, Choice, ClosedSlot, OpenSlot, Slot
from sidelight.core.text.quantities import Quantity, Reading
from sidelight.core.text.words import split_words
from sidelight.errors import PhraseError

EVENTS = closed("event", {"crocus": ["Crocus City Hall", "concert hall attack"], "beslan": ["Beslan [school] [siege]"]})
SLOTS: dict[str, Slot] = {
    "count": OpenSlot("count"),
    "year": OpenSlot("year"),
    "duration": OpenSlot("duration"),
    "superlative": closed("superlative", {"deadliest": ["deadliest"], "most deadly": ["most deadly"]}),
    "of": closed("of", {"attacks": ["attack~ | massacre~ | siege~ | bombing~ | shooting~"]}),
    "place": closed("place", {"Russia": ["Russia"]}),
    "event": EVENTS,
    "subject": closed("subject", {"lamp": ["[The] Daily Lamp"]}),
}
LITERALS = [
    ("Crocus City Hall", {"crocus city hall"}),
    ("concert-hall attack", {"concert hall attack"}),
    ("U.S. embassy", {"u.s embassy"}),
    ("{count} (people | persons | civilians) [were] (killed | dead)", {"killed", "dead"}),
    ("{count} people (were | are) dead", {"people were dead", "people are dead"}),
    ("(death toll | toll) ... {count}", {"toll"}),
    ("kill~ {count}", {"kill*"}),
    ("die~ [of] hunger", {"hunger"}),
    ("dying~", {"di*", "dy*"}),
    ("Moscow (siege~ | mayor)", {"moscow sieg*", "moscow mayor"}),
    ("[the] Beslan [school]", {"beslan"}),
    ("since [the] [{year}] {event}", {"crocus city hall", "concert hall attack", "beslan"}),
    ("{subject}", {"daily lamp"}),
    ("IS", {"is"}),
]
PHRASES = [
    "{count} (people | persons | concertgoers | civilians) [were | have been] (killed | dead | murdered | massacred)",
    "(kill~ | murder~ | massacre~) [indiscriminately] {count} (people | persons | concertgoers | civilians)",
    "(left | leaving) {count} [people] dead",
    "(death toll | toll) ... {count}",
    "Moscow concert hall (attack | massacre | shooting)",
    "attack~ | massacre~ | siege~ | bombing~ | shooting~",
    "Beslan [school] [siege | massacre | attack]",
    "{superlative} [{of}] [in {place}] since [the] [{year}] {event}",
    "{superlative} [{of}] in {place} (in | for) {duration}",
    "no deadlier {of} in {place} since {event}",
    "[The] Moscow Times",
]


def shown(literal: Literal) -> str:
    return literal.text if literal.whole else f"{literal.text}*"


@pytest.mark.parametrize(("source", "literals"), LITERALS, ids=[source for source, _ in LITERALS])
def test_literals_are_few_and_rare(source: str, literals: set[str]) -> None:
    phrase = compile_phrase(source, "en", SLOTS)

    assert {shown(literal) for literal in phrase.literals} == literals


@pytest.mark.parametrize("source", PHRASES)
def test_usual_phrases_compile_and_have_literals(source: str) -> None:
    phrase = compile_phrase(source, "en", SLOTS)

    assert phrase.literals
    assert 0 < phrase.literal_words <= phrase.longest


def test_phrase_compiles_in_its_own_language() -> None:
    phrase = compile_phrase("(погибли | убиты~) {count} (человек | людей)", "ru", SLOTS)

    assert {shown(literal) for literal in phrase.literals} <= {"погибли", "уб*", "убит*", "человек", "людеи"}


def test_closed_slot_is_compiled_once_for_all_phrases() -> None:
    phrases = [compile_phrase(f"{word} {{event}}", "en", {"event": EVENTS}) for word in ("since", "before")]

    tables = {
        id(step.table) for phrase in phrases for targets in phrase.start.words.values() for step in targets[0].slots
    }

    assert len(tables) == 1


def test_closed_slot_without_choices_never_matches() -> None:
    phrase = compile_phrase("killed in {place}", "en", {"place": ClosedSlot("place", ())})

    assert phrase.literals == ()
    assert find_all(phrase, split_words("killed in Russia")) == []


def test_closed_slot_without_choices_may_be_left_out() -> None:
    phrase = compile_phrase("killed [in {place}]", "en", {"place": ClosedSlot("place", ())})

    assert len(find_all(phrase, split_words("killed in Russia"))) == 1


def test_choices_keep_their_own_language() -> None:
    slot = ClosedSlot("of", (Choice("attacks", (("en", "attack~"), ("ru", "взрыв~"))),))
    phrase = compile_phrase("the {of}", "en", {"of": slot})

    found = find_all(phrase, split_words("the attacks, the взрывы"))

    assert [match.end - match.first for match in found] == [2, 2]


def test_first_listed_choice_wins_the_same_words() -> None:
    slot = closed("place", {"Georgia (country)": ["Georgia"], "Georgia (state)": ["Georgia"]})

    found = find_all(compile_phrase("in {place}", "en", {"place": slot}), split_words("in Georgia"))

    assert found[0].captured[0].value == "Georgia (country)"


def test_fault_in_a_choice_names_the_choice() -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase("in {place}", "en", {"place": closed("place", {"x": ["[North] the"]})})

    assert caught.value.phrase == "[North] the"


def test_thousand_choices_that_begin_alike_are_followed_together() -> None:
    slot = closed("subject", {f"s{number}": [f"The Foundation of Town{number}"] for number in range(1000)})
    phrase = compile_phrase("{subject}", "en", {"subject": slot})

    found = find_all(phrase, split_words("the Foundation of Town7 and the Foundation of Town77"))

    assert [match.captured[0].value for match in found] == ["s7", "s77"]
    assert len(phrase.start.slots[0].table.start.words["the"]) == 1 if phrase.start.slots[0].table else False


def test_same_choices_in_a_row_do_not_multiply() -> None:
    letters = " | ".join("bcdfghj")
    row = " ".join([f"[{letters}]"] * 6)
    phrase = compile_phrase(f"({row}) red", "en")

    assert len(find_all(phrase, split_words("b c d f g h red, b b b b b b b red"))) == 2
    assert states_under(phrase.start) < 200


def states_under(start: State) -> int:
    seen, waiting = {start}, [start]
    while waiting:
        for targets in waiting.pop().words.values():
            waiting.extend(target for target in targets if target not in seen)
            seen.update(targets)
    return len(seen)


def test_phrase_over_the_limit_of_characters_is_refused() -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase("killed " * 29, "en")

    assert caught.value.column == MAX_CHARACTERS + 1
    assert "203 characters" in caught.value.detail


def test_quantities_that_are_given_are_not_read_again() -> None:
    words = split_words("killed thrice many")
    reading = Reading(3, 3, 3, "exact", None, "thrice many")

    found = find_all(compile_phrase("killed {count}", "en", SLOTS), words, quantities={1: [Quantity(1, 3, reading)]})

    assert found == [Match(0, 3, (Captured("count", reading, 1, 3),), literal_words=1)]


MISSES = [
    ("concert hall (attack | siege)", "a concert hall trial", Miss(2, "attack | siege", 3)),
    ("concert hall", "a theatre", Miss(0, "concert", 0)),
    ("concert hall", "the concert", Miss(1, "hall", 2)),
    ("concert hall", "a concert, hall 3", Miss(1, "hall", 2, "break")),
    ("concert hall", "They left the concert. Hall three was shut.", Miss(1, "hall", 4, "sentence")),
    ("foreign agent", "a foreign agent-style law", Miss(2, "", 3, "compound")),
    ("toll ... killing~", "the toll of it", Miss(1, "killing~", 2)),
    ("since {event}", "since Crocus", Miss(1, "{event}", 1)),
    ("WHO report", "who report", Miss(0, "WHO", 0)),
]


@pytest.mark.parametrize(("source", "text", "miss"), MISSES, ids=lambda value: str(value))
def test_nearest_miss_names_what_was_wanted_and_where(source: str, text: str, miss: Miss) -> None:
    assert nearest_miss(compile_phrase(source, "en", SLOTS), split_words(text)) == miss


def test_nearest_miss_in_an_empty_text_is_nothing() -> None:
    assert nearest_miss(compile_phrase("concert hall", "en"), split_words("")) is None
