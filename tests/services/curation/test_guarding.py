"""An example made of a hit carries what brought the hit into scope, and no more than that."""

import pytest

from sidelight.core.entry import Example
from sidelight.services.curation.hits.guarding import guarding

ALONE = Example(text="Later 12 people died.", title="Roads", none=True)
PIER = "The pier burnt."
HARBOUR = "The harbour was closed."


def is_hit(example: Example) -> bool:
    """Hit where people died, if the pier or its title is named."""
    return "died" in example.text and "pier" in f"{example.title} {example.text}"


def is_hit_with_both(example: Example) -> bool:
    return is_hit(example) and "harbour" in example.text


def test_a_sentence_that_is_hit_alone_stays_as_it_is() -> None:
    example = Example(text="On the pier 12 people died.", none=True)

    assert guarding(example, [HARBOUR], is_hit) == example


@pytest.mark.parametrize("because", [[PIER], [HARBOUR, PIER]])
def test_the_sentence_that_brought_it_into_scope_stands_before_it(because: list[str]) -> None:
    assert guarding(ALONE, because, is_hit).text == f"{PIER} {ALONE.text}"


def test_several_that_are_needed_together_all_stand_before_it() -> None:
    assert guarding(ALONE, [HARBOUR, PIER], is_hit_with_both).text == f"{HARBOUR} {PIER} {ALONE.text}"


def test_a_sentence_that_is_hit_itself_is_carried_in_the_title() -> None:
    dead = "At the pier 30 people died."

    found = guarding(ALONE, [dead], is_hit)

    assert (found.text, found.title) == (ALONE.text, f"Roads — {dead}")


@pytest.mark.parametrize("because", [[], [HARBOUR]])
def test_what_nothing_carries_stays_as_it_is(because: list[str]) -> None:
    assert guarding(ALONE, because, is_hit) == ALONE
