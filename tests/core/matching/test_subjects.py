"""Whom a label speaks of."""

from dataclasses import replace

import pytest
from tests.factories import annotated, article, label, matcher

from sidelight.core.dates import PartialDate
from sidelight.core.kinds.payloads import HistoryEvent, Label, Subject

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
        "On Monday Petrel Cargo founder Ann Lee was declared a closed carrier.",
        "Ann Lee, an editor of the Petrel Cargo, was added to the list of closed carriers.",
        "A reporter for Petrel Cargo was named a closed carrier.",
        "Ministry names Petrel Cargo's director a closed carrier",
    ],
)
def test_a_name_that_tells_whose_somebody_is_is_not_who_is_meant(text: str) -> None:
    assert standing(text) == ("explained", [])


@pytest.mark.parametrize(
    "text",
    [
        "A reporter for Petrel Cargo, declared a closed carrier, was held.",
        "A reporter for Petrel Cargo, which Zembla declared a closed carrier, was fined.",
        "Editors at Petrel Cargo fled after Zembla declared the line a closed carrier.",
        'The publisher "Petrel Cargo" was declared a closed carrier.',
        "A reporter for Petrel Cargo (a closed carrier) was held.",
        "Petrel Cargo, whose director fled, is a closed carrier.",
        "The director fled and Petrel Cargo became a closed carrier.",
    ],
)
def test_what_is_said_right_behind_the_name_is_said_of_it(text: str) -> None:
    assert standing(text) == ("in-force", ["petrel"])


@pytest.mark.parametrize(
    ("text", "finding", "subjects"),
    [
        ("Журналист Анна Лебедь признана закрытым перевозчиком.", "in-force", ["lebed"]),
        ("Журналист «Буревестника» признан закрытым перевозчиком.", "explained", []),
        ("Журналисты «Буревестника», признанного закрытым перевозчиком, уехали.", "in-force", ["petrel"]),
        ("Журналист «Буревестника» (он признан закрытым перевозчиком) уехал.", "in-force", ["petrel"]),
        ("Редактор сообщил, что «Буревестник» признан закрытым перевозчиком.", "in-force", ["petrel"]),
    ],
)
def test_in_russian_a_name_in_quotation_marks_behind_a_person_tells_whose_that_person_is(
    text: str, finding: str, subjects: list[str]
) -> None:
    listed = HistoryEvent(event="listed", on=PartialDate.parse("2019-02-01"), sources=("s",))
    named = (("petrel", "Буревестник | Буревестника"), ("lebed", "Анна Лебедь"))
    payload = Label(
        term={"ru": "закрытый перевозчик"},
        applied_by={"ru": "Министерство портов"},
        means={"ru": "Не заходит в гавани."},
        subjects=tuple(Subject(id=of, name=of, phrases={"ru": (name,)}, history=(listed,)) for of, name in named),
    )
    carrier = replace(label(), payload=payload, phrases={"ru": ("закрытым перевозчиком",)})
    read = article(text, "слово " * 50, published="2021-05-06", language="ru")

    (item,) = annotated(matcher(carrier), read).items

    assert (item.assessment.finding, [one.subject.id for one in item.assessment.subjects]) == (finding, subjects)  # type: ignore[union-attr]


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
