import re
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.kinds.builders import Row, read_cases, when
from tests.core.kinds.entries import make_comparison, make_entry, make_label
from tests.core.says.assessed import COMPARISONS, FIGURES, LABELS, all_assessed, assess, entry_of

from sidelight.core.dates import PartialDate, When
from sidelight.core.kinds.background import assess_background
from sidelight.core.kinds.comparison import Claim, ComparisonAssessment, assess_comparison
from sidelight.core.kinds.known import as_known
from sidelight.core.kinds.label import LabelAssessment, assess_label
from sidelight.core.kinds.payloads import Background, Comparison, Label
from sidelight.core.phrases.slots import Duration
from sidelight.core.says.comparison import say_reason
from sidelight.core.says.sentences import say
from sidelight.core.says.wording import LANGUAGES, Wording

ASSESSED = list(all_assessed())
ROWS = [
    *(("figure", row) for row in FIGURES["cases"]),
    *(("comparison", row) for row in COMPARISONS["cases"]),
    *(("label", row) for row in LABELS["cases"]),
]
MONTHS = {
    name: number
    for language in LANGUAGES
    for names in Wording.of(language).table["months"].values()
    for number, name in enumerate(names, start=1)
}
DATE = re.compile(rf"(?:(?:(\d{{1,2}}) )?({'|'.join(sorted(MONTHS, key=len, reverse=True))}) )?\b([12]\d{{3}})\b")
#: The longest a reader should have to read; the card shows the rest.
LONGEST = 420


@pytest.mark.parametrize("row", read_cases("says.json"), ids=lambda row: f"{row['kind']} {row['en'][:40]}")
def test_sentences_read_as_they_were_edited(row: Row) -> None:
    found = assess(row["kind"], row["case"])

    assert found is not None
    assessment, entry, at = found
    assert say(assessment, entry, when=at, language="en") == row["en"]
    assert say(assessment, entry, when=at, language="ru") == row["ru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_whole_and_short_sentences(language: str) -> None:
    for assessment, entry, at in ASSESSED:
        told = say(assessment, entry, when=at, language=language)

        assert told.endswith("."), told
        assert told[0].isupper() or told[0] in "“«", told
        assert not re.search(r"\s{2}|[{}]|\.\.|None|\(\)| [,.;:]", told), told
        assert len(told) <= LONGEST, told


def test_a_comparison_always_says_among_how_many_events() -> None:
    for assessment, entry, at in ASSESSED:
        if isinstance(assessment, ComparisonAssessment):
            told = say(assessment, entry, when=at, language="en")

            assert re.search(r"among \d+ events? on record", told), told


def test_a_language_without_sentences_gets_english() -> None:
    assessment, entry, at = ASSESSED[0]

    assert say(assessment, entry, when=at, language="de") == say(assessment, entry, when=at, language="en")


def test_background_says_its_summary_else_its_title() -> None:
    entry = make_entry("background", Background(), summary={"en": "A farm.", "ru": "Ферма."})
    at = When(date(2026, 1, 1))

    assert say(assess_background(), entry, when=at, language="ru") == "Ферма."
    assert say(assess_background(), replace(entry, summary={}), when=at, language="ru") == "Title"


def test_of_many_subjects_three_are_named_and_the_rest_counted() -> None:
    entry = make_label(histories={name: [("listed", "2020-01-01")] for name in ("one", "two", "three", "four", "five")})
    assert isinstance(entry.payload, Label)
    at = When(date(2026, 1, 1), PartialDate.parse("2024-03-26"))
    named = tuple(subject.id for subject in entry.payload.subjects)

    found = assess_label(entry.payload, subjects=named, unknown_subject=False, when=at)

    told = say(found, entry, when=at, language="en")
    assert told.count("listed as") == 3
    assert "2 more named here are on record." in told


def test_who_applies_a_label_is_left_out_when_the_name_cannot_be_read() -> None:
    entry = make_label(means={})
    assert isinstance(entry.payload, Label)
    entry = replace(entry, payload=replace(entry.payload, applied_by={"en": "the Guild"}))
    at = When(date(2026, 1, 1))

    found = LabelAssessment(finding="explained", subjects=())

    assert say(found, entry, when=at, language="en") == "“Foreign agent”: a designation by the Guild."
    assert say(found, entry, when=at, language="ru") == "«Иностранный агент»: официальный статус."


@pytest.mark.parametrize(
    ("term", "named"),
    [
        ("foreign agent", "a “foreign agent”"),
        ("enemy", "an “enemy”"),
        ("undesirables", "“undesirables”"),
        ("European agent", "a “European agent”"),
        ("united front", "a “united front”"),
        ("unidentified agent", "an “unidentified agent”"),
        ("unfriendly state", "an “unfriendly state”"),
        ("user", "a “user”"),
        ("usher", "an “usher”"),
        ("Ukrainian agent", "a “Ukrainian agent”"),
        ("one-man party", "a “one-man party”"),
        ("onerous debtor", "an “onerous debtor”"),
        ("honest broker", "an “honest broker”"),
        ("Honourable Member", "an “Honourable Member”"),
        ("heir", "an “heir”"),
        ("hostile state", "a “hostile state”"),
        ("US agent", "a “US agent”"),
        ("U.S. agent", "a “U.S. agent”"),
        ("EU agent", "an “EU agent”"),
        ("FBI agent", "an “FBI agent”"),
        ("CIA agent", "a “CIA agent”"),
        ("NATO agent", "a “NATO agent”"),
    ],
)
def test_a_term_has_its_english_article(term: str, named: str) -> None:
    entry = make_label(early=[("listed", "2020-01-01")])
    assert isinstance(entry.payload, Label)
    label = replace(entry.payload, term={"en": term})
    at = When(date(2026, 1, 1))

    found = assess_label(label, subjects=("early",), unknown_subject=False, when=at)

    told = say(found, replace(entry, payload=label), when=at, language="en")
    assert f"listed as {named} by the Justice Ministry on 1 January 2020." in told


def test_of_many_events_against_a_claim_three_are_named() -> None:
    entry = make_comparison(*((f"s{n}", f"200{n}-01-01", 100 - n) for n in range(6)))
    assert isinstance(entry.payload, Comparison)
    claim = Claim("deadliest", duration=Duration(20, "two decades"))
    at = When(date(2010, 1, 1))

    found = assess_comparison(
        replace(entry.payload, coverage=replace(entry.payload.coverage, since=PartialDate.parse("1980"))),
        claim,
        subject="s5",
        figures={},
        when=at,
    )

    assert found is not None
    told = say(found, entry, when=at, language="en")
    assert "; 2 more, against S5 storm" in told
    assert "in Freedonia in the past 20 years" in told


def test_a_reason_for_not_counting_is_said_in_both_languages() -> None:
    assert say_reason("before", language="en") == "before the period"
    assert say_reason("before", language="ru") == "до этого срока"


def dates_in(text: str) -> list[date]:
    """The first days of all dates that a sentence names."""
    return [date(int(year), MONTHS.get(month, 1), int(day or 1)) for day, month, year in DATE.findall(text)]


def test_dates_are_found_in_sentences_of_both_languages() -> None:
    assert dates_in("149 as of 4 August 2025, in March 2022, since 1991") == [
        date(2025, 8, 4),
        date(2022, 3, 1),
        date(1991, 1, 1),
    ]
    assert dates_in("149 на 4 августа 2025 года, в марте 2022 года") == [date(2025, 8, 4), date(2022, 3, 1)]


@given(st.sampled_from(ROWS), st.dates(date(1996, 1, 1), date(2026, 11, 1)))
def test_with_as_of_no_sentence_names_a_later_day(kind_and_row: tuple[str, Row], as_of: date) -> None:
    kind, row = kind_and_row
    at = replace(when(row, "2026-11-22"), today=as_of, as_of=as_of)
    entry = entry_of(kind, row)
    known = as_known(entry, as_of)

    found = assess(kind, row, known, at) if known else None

    if found:
        told = [say(found[0], found[1], when=at, language=language) for language in LANGUAGES]
        assert all(named <= as_of for named in chain.from_iterable(map(dates_in, told))), told
