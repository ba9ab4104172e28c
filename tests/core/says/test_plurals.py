import pytest

from sidelight.core.says.plurals import choose, plural_category


@pytest.mark.parametrize(
    ("language", "category", "numbers"),
    [
        ("en", "one", [1, 1.0]),
        ("en", "other", [0, 2, 11, 21, 101, 1.5]),
        ("ru", "one", [1, 21, 101, 131, 1001]),
        ("ru", "few", [2, 3, 4, 22, 34, 102, 143]),
        ("ru", "many", [0, 5, 9, 11, 12, 13, 14, 20, 25, 111, 112, 139, 149, 1000]),
        ("ru", "other", [1.5, 2.1]),
        ("ja", "other", [1, 2]),
    ],
)
def test_a_number_takes_the_form_of_its_language(language: str, category: str, numbers: list[float]) -> None:
    assert {plural_category(number, language) for number in numbers} == {category}


def test_a_missing_form_falls_back_to_the_form_for_most_numbers() -> None:
    assert choose({"one": "год", "many": "лет"}, "few") == "лет"
    assert choose({"one": "год"}, "many") == "год"
    assert choose({}, "many") is None
