"""Plural categories, as the Unicode CLDR names them: which form of a noun a number takes."""

from collections.abc import Mapping
from typing import Literal

Category = Literal["one", "few", "many", "other"]


def plural_category(number: float, language: str) -> Category:
    """Tell which plural form a number takes; a language without rules of its own has only `other`.

    Example:
        >>> [plural_category(n, "ru") for n in (1, 2, 5, 11, 21, 104, 2.5)]
        ['one', 'few', 'many', 'many', 'one', 'few', 'other']
        >>> plural_category(1, "en"), plural_category(139, "en")
        ('one', 'other')
    """
    if language == "en":
        return "one" if number == 1 else "other"
    if language == "ru":
        return _russian(number)
    return "other"


def choose(forms: Mapping[str, str], category: Category) -> str | None:
    """Take the form of that category, else the one for most numbers, else any.

    Example:
        >>> choose({"one": "person", "other": "people"}, "many")
        'people'
    """
    for name in (category, "other", "many"):
        if forms.get(name):
            return forms[name]
    return next(iter(forms.values()), None)


def _russian(number: float) -> Category:
    if number != int(number):
        return "other"
    tens, ones = int(abs(number)) % 100, int(abs(number)) % 10
    if ones == 1 and tens != 11:
        return "one"
    if ones in (2, 3, 4) and tens not in (12, 13, 14):
        return "few"
    return "many"
