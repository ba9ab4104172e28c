import pytest

from sidelight.errors import EntryInvalidError
from sidelight.shapes.entries import KINDS, entry_from
from sidelight.web.console.drafts.forms import Written, written
from sidelight.web.console.drafts.rows import new_form
from sidelight.web.console.drafts.wording import at_fields, plain


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_in_a_new_form_is_told_without_braces_and_keys(kind: str) -> None:
    said = written(new_form(kind, pack="p"))

    with pytest.raises(EntryInvalidError) as refused:
        entry_from(said.data)

    told = [message for messages in at_fields(refused.value.problems, said).values() for message in messages]
    assert told
    assert not [message for message in told if any(sign in message for sign in "{}[]") or "key" in message]


def test_the_measure_is_asked_for_as_a_word() -> None:
    problems = [("figure.measure", "is missing: write an id such as harbour-fire-2019")]

    assert at_fields(problems, Written({})) == {"figure.measure": ["is missing: write one word, such as deaths"]}


def test_a_column_is_told_without_the_whole_phrase_again() -> None:
    assert plain("`(` is never closed (column 9 of '{count} (people | gone'). Close it with `)`.") == (
        "`(` is never closed (column 9). Close it with `)`."
    )


def test_the_same_is_told_once_at_a_field() -> None:
    assert at_fields([("id", "a"), ("id", "a"), ("id", "b")], Written({})) == {"id": ["a", "b"]}
