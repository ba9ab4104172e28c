"""Whom a label speaks of."""

import pytest
from tests.factories import annotated, article, label, matcher

LABEL = matcher(label())


def standing(text: str, published: str = "2021-05-06") -> tuple[str, list[str]] | None:
    items = annotated(LABEL, article(text, "filler " * 50, published=published)).items
    if not items:
        return None
    assessment = items[0].assessment
    return assessment.finding, [one.subject.id for one in assessment.subjects]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "finding", "subjects"),
    [
        ("Oriole Lines is a closed carrier.", "changed-since", ["oriole"]),
        ("Petrel Cargo is a closed carrier.", "in-force", ["petrel"]),
        ("The ministry named a closed carrier, Petrel Cargo.", "in-force", ["petrel"]),
        ("Petrel Cargo and Oriole Lines are closed carriers.", "changed-since", ["petrel", "oriole"]),
        ("Petrel Cargo, which sued Oriole Lines, a closed carrier, won.", "changed-since", ["oriole"]),
        ("Petrel Cargo sails on. It is a closed carrier.", "in-force", ["petrel"]),
        ("The law on closed carriers was changed.", "explained", []),
        ("On Monday Grebe Ferries was added to the list of closed carriers.", "not-recorded", []),
    ],
)
def test_the_subject_is_the_one_named_nearest(text: str, finding: str, subjects: list[str]) -> None:
    assert standing(text) == (finding, subjects)


@pytest.mark.parametrize(
    "text",
    [
        "Petrel Cargo is not a closed carrier.",
        "Petrel Cargo could be named a closed carrier.",
        "The ministry threatened to declare Petrel Cargo a closed carrier.",
        "Petrel Cargo denied being a closed carrier.",
    ],
)
def test_a_negated_or_conditional_label_is_no_annotation(text: str) -> None:
    assert standing(text) is None


def test_a_label_is_told_as_of_the_articles_day() -> None:
    text = "Oriole Lines is a closed carrier."

    days = {published: standing(text, published) for published in ("2018-01-01", "2020-01-01", "2024-01-01")}

    assert [day and day[0] for day in days.values()] == ["not-yet", "changed-since", "ended"]
