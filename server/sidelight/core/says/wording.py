"""Words of a language: dates, numbers, amounts, names and the templates that join them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from sidelight.core.dates import PartialDate
from sidelight.core.entry import LocalText
from sidelight.core.says.plurals import choose, plural_category

#: The languages that sentences are written in.
LANGUAGES = ("en", "ru")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words; `of` gives it for any language, English for those that are not spoken."""

    language: str
    table: Mapping[str, Any]

    @classmethod
    def of(cls, language: str) -> "Wording":
        """Give the wording of a language.

        Example:
            >>> Wording.of("de").language
            'en'
        """
        return _wording(language if language in LANGUAGES else "en")

    def write(self, group: str, key: str, **parts: str) -> str:
        """Fill a template."""
        return self.fill(group, key, parts)

    def fill(self, group: str, key: str, parts: Mapping[str, str]) -> str:
        """Fill a template with those of the parts that it names."""
        template: str = self.table[group][key]
        return template.format_map(parts)

    def date(self, when: PartialDate, case: str = "plain") -> str:
        """Write a date, a month or a year in one of its cases: plain, since, on, as_of.

        Example:
            >>> Wording.of("ru").date(PartialDate.parse("2024-03-25"), "as_of")
            'на 25 марта 2024 года'
        """
        grain = ("year", "month", "day")[str(when).count("-")]
        template: str = self.table["dates"][case][grain]
        months = {name: words[when.first.month - 1] for name, words in self.table["months"].items()}
        return template.format(day=when.first.day, year=when.first.year, **months)

    def number(self, value: float) -> str:
        """Write a number with the language's own marks and every digit that was recorded.

        Example:
            >>> Wording.of("en").number(139000.0), Wording.of("ru").number(7.75)
            ('139,000', '7,75')
        """
        marks = self.table["numbers"]
        digits = str(int(value)) if value == int(value) else format(Decimal(str(value)), "f")
        whole, _, rest = digits.partition(".")
        if abs(value) >= marks["group_from"]:
            whole = f"{int(whole):,}".replace(",", marks["group"])
        return f"{whole}{marks['decimal']}{rest}" if rest else whole

    def count(self, value: float, noun: str) -> str:
        """Write a number of things from the table `counts`, such as events."""
        return self._counted(value, self.table["counts"][noun])

    def measured(self, low: float, high: float, measure: str) -> str:
        """Write a value or a range of a measure; one that has no words is a bare number."""
        forms = self.table["measures"].get(measure, {"other": "{n}"})
        if low == high:
            return self._counted(high, forms)
        template = choose(forms, plural_category(high, self.language)) or "{n}"
        return template.format(n=f"{self.number(low)}–{self.number(high)}")

    def in_unit(self, value: float, unit: Mapping[str, LocalText]) -> str:
        """Write a number with an entry's unit, without it if the entry has none in this language."""
        forms = {category: text for category, texts in unit.items() if (text := texts.get(self.language))}
        noun = choose(forms, plural_category(value, self.language))
        return f"{self.number(value)} {noun}" if noun else self.number(value)

    def quoted(self, text: str) -> str:
        """Set a text in the language's quotation marks."""
        opening, closing = self.table["quotes"]
        return f"{opening}{text}{closing}"

    def readable(self, text: str | None) -> str | None:
        """Give a name only if it is written in the language's own script."""
        if not text:
            return None
        return text if bool(_CYRILLIC.search(text)) == (self.table["script"] == "cyrillic") else None

    def some(self, items: list[str], most: int) -> str:
        """List up to `most` items and say how many more there are."""
        rest = len(items) - most
        more = [self.write("comparison", "more", n=str(rest))] if rest > 0 else []
        return "; ".join([*items[:most], *more])

    def _counted(self, value: float, forms: Mapping[str, str]) -> str:
        template = choose(forms, plural_category(value, self.language)) or "{n}"
        return template.format(n=self.number(value))


@cache
def _wording(language: str) -> Wording:
    text = resources.files(__package__).joinpath(f"templates_{language}.json").read_text("utf-8")
    return Wording(language, json.loads(text))


def upper_first(text: str) -> str:
    """Begin a sentence.

    Example:
        >>> upper_first("the court")
        'The court'
    """
    return text[:1].upper() + text[1:]
