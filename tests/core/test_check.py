"""Examples are tests, alone and with the whole edition."""

from tests.factories import TODAY, background, day, pack, toll

from sidelight.core.check import Failure, check_entry, whole_matcher
from sidelight.core.edition import make_edition
from sidelight.core.entry import Entry, Example

GOOD = Example(
    text="The Tarn quake killed 52 people.", published=day("2021-05-06"), quote="killed 52 people", reading=52
)


def failures(*entries: Entry) -> list[Failure]:
    edition = make_edition([pack(*entries)])
    whole = whole_matcher(edition)
    found = [
        failure for entry in edition.entries.values() for failure in check_entry(edition, whole, entry, today=TODAY)
    ]
    return [failure for failure in found if failure.place.startswith(("examples[", "phrases"))]


def test_an_example_that_holds_is_silent() -> None:
    assert failures(toll(examples=(GOOD,))) == []


def test_a_missing_cue_is_named() -> None:
    (failure,) = failures(toll(examples=(Example(text="It killed 52 people.", quote="killed 52 people"),)))

    assert failure.sentence == "It killed 52 people."
    assert "'Tarn quake'" in failure.message


def test_a_surplus_cue_is_named() -> None:
    (failure,) = failures(toll(examples=(Example(text="The Tarn quake killed 52 people.", none=True),)))

    assert failure.message.startswith("must not match")
    assert "'Tarn quake'" in failure.message


def test_quote_reading_and_finding_are_compared() -> None:
    text = "The Tarn quake killed 52 people."
    wrong = (
        Example(text=text, quote="52 people"),
        Example(text=text, quote="killed 52 people", reading=53),
        Example(text=text, quote="killed 52 people", published=day("2021-05-06"), finding="vague"),
    )

    messages = [failure.message for failure in failures(toll(examples=wrong))]

    assert [message.split()[1] for message in messages] == ["quote", "reading", "finding"]


def test_an_example_that_loses_to_a_neighbour_fails_with_the_whole_edition() -> None:
    weak = background(
        "killed", "killed 52", examples=(Example(text="The Tarn quake killed 52 people.", quote="killed 52"),)
    )

    (failure,) = failures(toll(), weak)

    assert not failure.alone
    assert "tarn-toll" in failure.message


def test_one_bad_phrase_never_stops_the_others() -> None:
    bad = background("bad", "the {count}")

    found = failures(bad, toll(examples=(GOOD,)))

    assert [failure.entry for failure in found] == ["bad"]
    assert "column" in found[0].message


def test_an_entry_without_a_sentence_that_must_match_fails() -> None:
    edition = make_edition([pack(background(examples=(Example(text="Nothing.", none=True),)))])

    found = [failure.message for failure in check_entry(edition, None, edition.entry("ports-ministry"), today=TODAY)]

    assert "no sentence that must match is given: add one" in found


def test_a_replacement_that_does_not_exist_fails() -> None:
    edition = make_edition([pack(background(replaced_by="lost"))])

    found = [failure.place for failure in check_entry(edition, None, edition.entry("ports-ministry"), today=TODAY)]

    assert "replaced_by" in found


def test_the_examples_of_an_entry_on_trial_are_tested() -> None:
    none = Example(text="The Tarn quake killed 52 people.", none=True)

    assert [failure.place for failure in failures(toll(status="trial", examples=(GOOD, none)))] == ["examples[1]"]
