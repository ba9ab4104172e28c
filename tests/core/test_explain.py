"""Reasons, told by the same way that decides."""

import pytest
from tests.factories import article, label, matcher, toll, when

from sidelight.core.explain import MOST_STEPS, Step, explain
from sidelight.core.kinds.payloads import Figure
from sidelight.errors import EntryNotFoundError

COMPILED = matcher(toll(), label())


def steps(text: str, entry: str = "tarn-toll", published: str = "2021-05-06") -> list[Step]:
    about = article(text, published=published)
    return list(explain(COMPILED, about, entry, when=when(about), language="en"))


def test_a_match_is_told_from_phrase_to_selection() -> None:
    told = steps("The Tarn quake killed at least 52 people.")

    assert [step.step for step in told if step.ok and step.step in ("finding", "selection")] == ["finding", "selection"]
    assert any(step.step == "phrase" and step.ok and step.span for step in told)
    assert any(step.step == "quantity" and "at least 52" in step.detail for step in told)
    assert any(step.step == "scope" and step.ok and "Tarn quake" in step.detail for step in told)


def test_the_nearest_miss_names_the_missing_word() -> None:
    told = steps("In the Tarn quake 52 people were counted.")

    missing = [step.detail for step in told if step.step == "phrase" and not step.ok and "nearest" in step.detail]
    assert any("killed" in detail or "dead" in detail for detail in missing)


def test_a_refused_mention_says_which_rule_spoke() -> None:
    told = steps("A flood killed 52 people. The Tarn quake was worse.")

    refused = [step.detail for step in told if not step.ok and step.step == "scope" and "does not count" in step.detail]
    assert refused == ["the mention does not count: the nearest event named is another one"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("900", ", for 900 {above}"),
        ("1,900", ", for 1,900 {above}"),
        ("9", ""),
    ],
)
def test_a_count_above_all_on_record_says_that_a_record_may_be_missing(said: str, reason: str) -> None:
    payload = toll().payload
    assert isinstance(payload, Figure)
    highest = max(record.value for record in payload.records if record.standing == "main")
    above = f"is above every count on record, the highest of which is {highest}: a newer record may be missing"

    told = steps(f"The Tarn quake killed {said} people.")

    wanted = f"the mention does not count: there is nothing to say of this value{reason.format(above=above)}"
    refused = [step.detail for step in told if step.step == "finding" and not step.ok]
    assert refused == [wanted]


def test_a_negated_label_says_so() -> None:
    told = steps("Petrel Cargo is not a closed carrier.", entry="closed-carrier")

    assert any("negated" in step.detail for step in told if not step.ok)


def test_every_span_lies_in_the_text() -> None:
    text = "The Tarn quake killed at least 52 people. A flood killed nine."

    assert all(step.span is None or step.span.end <= len(text) for step in steps(text))


def test_an_unknown_entry_is_an_error() -> None:
    with pytest.raises(EntryNotFoundError):
        steps("Anything.", entry="nothing-of-the-kind")


def test_a_comma_between_the_words_is_told() -> None:
    told = steps("A closed, carrier.", entry="closed-carrier")

    assert any("a comma" in step.detail for step in told if not step.ok)


def test_a_phrase_in_the_headline_alone_is_told() -> None:
    about = article(("headline", "A closed carrier sank"), "Nobody was hurt.")

    told = explain(COMPILED, about, "closed-carrier", when=when(about), language="en")

    assert any("in the headline" in step.detail for step in told if not step.ok)


def test_a_long_article_is_told_in_so_many_steps() -> None:
    told = steps("The Tarn quake killed 52 people. " * 500)

    assert len(told) == MOST_STEPS + 1
    assert "more steps" in told[-1].detail
