"""What the words around a mention take back: labels, figures and superlatives that are not stated."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.factories import article, cues, found, label, matcher, quake_event, ranking, record, toll

from sidelight.core.entry import Clause, Entry, Scope
from sidelight.core.kinds.payloads import Figure

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "claims.json").read_text("utf-8"))

ALL = matcher(label(), toll(), ranking())


def entries(text: str) -> set[str]:
    of = article(text, "filler " * 100, title="After the Tarn earthquake", published="2021-05-06")
    return {entry for entry, _, _ in found(ALL, of)}


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not say why Petrel Cargo was named a closed carrier.",
        "Petrel Cargo, not the first of its trade, is a closed carrier.",
        "In May 2021 Petrel Cargo was declared a closed carrier.",
        "The decision to declare Petrel Cargo a closed carrier was met with protest.",
        "A court rejected the appeal of Petrel Cargo, a closed carrier.",
        "Petrel Cargo was fined for not marking its ships as those of a closed carrier.",
        "Petrel Cargo is not only a closed carrier but a bankrupt one.",
        "The bill would keep closed carriers such as Petrel Cargo out of ports.",
        "Lawmakers proposed higher fees for closed carriers.",
        "If a closed carrier enters a port, it pays a fine.",
        "Petrel Cargo is no longer a closed carrier.",
    ],
)
def test_a_label_that_is_stated_is_told_whatever_else_the_sentence_negates_or_wants(text: str) -> None:
    assert "closed-carrier" in entries(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has not added the small firm of Petrel Cargo to its list of closed carriers.",
        "Petrel Cargo has never been named a closed carrier.",
        "Nobody in the ministry has named Petrel Cargo a closed carrier.",
        "There is no question of naming Petrel Cargo a closed carrier.",
        "Petrel Cargo is no closed carrier.",
        "Petrel Cargo might soon become a closed carrier.",
        "Petrel Cargo escaped being named a closed carrier.",
        "If Petrel Cargo were a closed carrier, it would lose its berths.",
        "The ministry is considering whether to declare Petrel Cargo a closed carrier.",
        "A harbour master threatened to have Petrel Cargo declared a closed carrier.",
        "A harbour master wants Petrel Cargo named a closed carrier.",
        "Sailors called for Petrel Cargo to be designated a closed carrier.",
        "A deputy proposes that firms which sail at night be declared closed carriers.",
        "The union urged the ministry to add Petrel Cargo to the list of closed carriers.",
        "The ministry denied that Petrel Cargo had been listed as a closed carrier.",
        "Petrel Cargo rejected the claim that it was a closed carrier.",
        "The owner called the rumour that Petrel Cargo had been made a closed carrier foolish.",
        "The owner called reports that Petrel Cargo is a closed carrier untrue.",
        "Is Petrel Cargo a closed carrier?",
    ],
)
def test_a_label_that_is_negated_possible_demanded_denied_or_asked_is_not_told(text: str) -> None:
    assert "closed-carrier" not in entries(text)


@pytest.mark.parametrize(
    "text",
    [
        "The quake killed 52 people and injured hundreds.",
        "In the quake 52 people were killed and 300 wounded.",
        "The mayor denied any blame for the quake, which killed 52 people.",
        "It is not known why the quake killed 52 people.",
        "They ask how a quake could kill 52 people.",
        "The mayor threatened to resign after 52 people were killed.",
    ],
)
def test_a_figure_that_is_stated_is_told(text: str) -> None:
    assert "tarn-toll" in entries(text)


@pytest.mark.parametrize(
    "text",
    [
        "They planned to kill 52 people.",
        "A second shock could have killed 52 people.",
        "The mayor denied that 52 people were killed.",
        "A rumour spoke of 52 people killed.",
        "Reports that 52 people were killed are false.",
        "The quake killed not 52 people.",
        "In the quake 52 people were killed or injured.",
        "In the quake 52 people were killed and injured.",
        "The quake struck a school, killing many, including 52 people killed in the gym.",
        "Of the dead, 52 people were killed in the gym.",
        "The death toll rose, and 52 injured lay in the streets.",
    ],
)
def test_a_figure_that_is_imagined_denied_partial_or_of_something_else_is_not_told(text: str) -> None:
    assert "tarn-toll" not in entries(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Tarn quake was the deadliest since the Mirov quake.", True),
        ("The Tarn quake, which nobody foresaw, was the deadliest since the Mirov quake.", True),
        ("The Tarn quake was perhaps the deadliest since the Mirov quake.", False),
        ("The Tarn quake was not the deadliest since the Mirov quake.", False),
        ("It would be wrong to call the Tarn quake the deadliest since the Mirov quake.", False),
        ("The Tarn quake could have been the deadliest since the Mirov quake.", False),
        ("The Tarn quake was the worst since the Mirov quake.", True),
    ],
)
def test_a_superlative_counts_only_when_somebody_claims_it(text: str, expected: bool) -> None:
    assert ("zembla-quakes" in entries(text)) is expected


def russian_toll() -> Entry:
    """The toll of the earthquake at Tarn, with Russian phrases, cues and places."""
    scope = Scope(about=Clause(any=cues("Tarn quake", "землетрясение~ в Тарне")))
    phrases = {
        **toll().phrases,
        "ru": ("погибли {count} [человек | человека]", "число погибших {count}"),
    }
    entry = toll(scope=scope, all_phrases=phrases)
    assert isinstance(entry.payload, Figure)
    event = replace(quake_event(), places=(*quake_event().places, "Тарн", "Земблия"))
    return replace(entry, payload=replace(entry.payload, event=event))


BOTH = matcher(
    label(all_phrases={"en": ("closed carrier~",), "ru": ("закрытый~ перевозчик~",)}), russian_toll(), ranking()
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['entry']} {case['says']}: {case['text'][:60]}")
def test_a_mention_is_told_as_the_table_says(case: dict[str, Any]) -> None:
    of = article(case["text"], "filler " * 100, published="2021-05-06", language=case["language"])

    told = {entry for entry, _, _ in found(BOTH, of)}

    assert (case["entry"] in told) is case["told"]


#: The injured of the earthquake, whose phrases say that they come on top of the dead, but for the last.
HURT = matcher(
    toll(
        record(40, "2021-05-03"),
        all_phrases={
            "en": (
                "(injured | injuring) {count} (others | more)",
                "injured another {count}",
                "{count} (people | persons) hurt",
            ),
            "ru": ("еще {count} (человек | человека) ранены", "{count} (человек | человека) пострадали"),
        },
    )
)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("The quake killed nine and injured at least 40 others.", ["injured at least 40 others"]),
        ("The quake killed nine, injuring 40 more.", ["injuring 40 more"]),
        ("The quake killed nine and injured another 40.", ["injured another 40"]),
        ("Девять погибли, ещё 40 человек ранены.", ["ещё 40 человек ранены"]),
        ("Forty people hurt, and 40 more.", ["Forty people hurt"]),
        ("In the night another 40 people hurt themselves.", []),
        ("In the night 40 more were found.", []),
        ("Ещё 40 человек пострадали.", []),
    ],
)
def test_a_count_on_top_of_others_is_told_where_the_phrase_has_a_word_for_it(text: str, quotes: list[str]) -> None:
    language = "ru" if text[0] > "z" else "en"
    of = article(text, "filler " * 100, title="After the Tarn earthquake", published="2021-05-06", language=language)

    assert [quote for _, quote, _ in found(HURT, of)] == quotes
