import json
import re
from string import Formatter
from typing import Any

import pytest

from sidelight.core.dates import PartialDate
from sidelight.core.says.wording import LANGUAGES, Wording


@pytest.mark.parametrize(
    ("language", "case", "date", "written"),
    [
        ("en", "plain", "2024-03-25", "25 March 2024"),
        ("en", "plain", "2024-03", "March 2024"),
        ("en", "plain", "2024", "2024"),
        ("en", "on", "2024-03-05", "on 5 March 2024"),
        ("en", "on", "2024-03", "in March 2024"),
        ("en", "as_of", "2024", "as of 2024"),
        ("ru", "plain", "2024-03-25", "25 марта 2024 года"),
        ("ru", "plain", "2024-03", "март 2024 года"),
        ("ru", "plain", "2024", "2024 год"),
        ("ru", "since", "2024-03", "марта 2024 года"),
        ("ru", "since", "2024", "2024 года"),
        ("ru", "on", "2024-03", "в марте 2024 года"),
        ("ru", "on", "2024", "в 2024 году"),
        ("ru", "as_of", "2024-03", "на март 2024 года"),
        ("ru", "as_of", "2024-03-25", "на 25 марта 2024 года"),
    ],
)
def test_a_date_is_written_as_people_write_it(language: str, case: str, date: str, written: str) -> None:
    assert Wording.of(language).date(PartialDate.parse(date), case) == written


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("en", 139.0, "139"),
        ("en", 1000, "1,000"),
        ("en", 139000, "139,000"),
        ("en", 86.82, "86.82"),
        ("ru", 1000, "1000"),
        ("ru", 139000, "139\u00a0000"),
        ("ru", 86.82, "86,82"),
        ("en", 7.78, "7.78"),
        ("en", 7.75, "7.75"),
        ("ru", 7.75, "7,75"),
        ("en", 0.000012, "0.000012"),
        ("en", 12345678901.5, "12,345,678,901.5"),
        ("ru", -1234567.25, "-1\u00a0234\u00a0567,25"),
    ],
)
def test_a_number_has_the_marks_of_its_language(language: str, number: float, written: str) -> None:
    assert Wording.of(language).number(number) == written


@pytest.mark.parametrize(
    ("language", "low", "high", "measure", "written"),
    [
        ("en", 1, 1, "deaths", "1 death"),
        ("en", 330, 334, "deaths", "330–334 deaths"),
        ("en", 7.5, 7.5, "magnitude", "7.5"),
        ("ru", 21, 21, "deaths", "21 погибший"),
        ("ru", 102, 102, "deaths", "102 погибших"),
        ("ru", 330, 334, "deaths", "330–334 погибших"),
    ],
)
def test_an_amount_agrees_with_its_number(language: str, low: float, high: float, measure: str, written: str) -> None:
    assert Wording.of(language).measured(low, high, measure) == written


def test_a_unit_that_has_no_text_in_the_language_is_left_out() -> None:
    unit = {"one": {"en": "house"}, "other": {"en": "houses"}}

    assert Wording.of("en").in_unit(1, unit) == "1 house"
    assert Wording.of("en").in_unit(5, unit) == "5 houses"
    assert Wording.of("ru").in_unit(5, unit) == "5"


def test_names_in_another_script_are_not_set_into_a_sentence() -> None:
    assert Wording.of("en").readable("Минюст") is None
    assert Wording.of("ru").readable("Минюст") == "Минюст"
    assert Wording.of("ru").readable("Justice Ministry") is None
    assert Wording.of("en").readable(None) is None


def templates(table: Any) -> dict[str, set[str]]:
    """Every sentence template with the parts that it names."""
    return {
        f"{group}.{key}": {name for _, name, _, _ in Formatter().parse(text) if name}
        for group in ("figure", "comparison", "label", "reasons")
        for key, text in table[group].items()
        if isinstance(text, str)
    }


def test_both_languages_have_the_same_templates() -> None:
    english, russian = (Wording.of(language).table for language in LANGUAGES)

    assert templates(english).keys() == templates(russian).keys()
    assert english.keys() == russian.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_speaks_of_truth_or_error(language: str) -> None:
    text = json.dumps(Wording.of(language).table, ensure_ascii=False).lower()

    assert not re.search(
        r"\b(false|wrong|fake|lie|mislead\w*|incorrect|ложь|ложн\w+|ошиб\w+|неверн\w+|фейк\w*)\b", text
    )
