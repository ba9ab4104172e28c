"""Days as people type them into forms and tables: `22 March 2024` becomes `2024-03-22`.

What may be two days is asked about, not guessed.
"""

import calendar
import re
from typing import Final

from sidelight.core.dates import PartialDate

#: How a day, month or year may be written, told beside fields and in refusals.
FORMS: Final = "2024-03-22, 22 March 2024, 2024-03 or 2024"
#: Letters of a month's name that tell it from the others.
_LETTERS: Final = 3
_MONTHS: Final = {name[:_LETTERS].lower(): number for number, name in enumerate(calendar.month_name) if name}
_NAME: Final = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>[0-9]{4})"
_IN_WORDS: Final = tuple(
    re.compile(form)
    for form in (rf"{_DAY}\s+(?:of\s+)?{_NAME},?\s+{_YEAR}", rf"{_NAME}\s+{_DAY},?\s+{_YEAR}", rf"{_NAME},?\s+{_YEAR}")
)
_YEAR_FIRST: Final = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")


def iso(text: str) -> str:
    """Write a day, month or year the way entries hold it; what can be read in two ways, or not at all, stays.

    Example:
        >>> iso("22 March 2024"), iso("Mar. 2024"), iso("2024/3/22"), iso("22.03.2024"), iso("03/04/2024")
        ('2024-03-22', '2024-03', '2024-03-22', '2024-03-22', '03/04/2024')
    """
    readings = meant(text)
    return readings[0] if len(readings) == 1 else text


def meant(text: str) -> list[str]:
    """List the days that a text may mean.

    Example:
        >>> meant("03/04/2024"), meant("31 February 2024")
        (['2024-04-03', '2024-03-04'], [])
    """
    bare = text.strip()
    if numbers := _YEAR_LAST.fullmatch(bare):
        one, _, other, year = numbers.groups()
        return list(dict.fromkeys(_dates(year, other, one) + _dates(year, one, other)))
    if found := _YEAR_FIRST.fullmatch(bare):
        return _dates(found["year"], found["month"], found["day"])
    for form in _IN_WORDS:
        if found := form.fullmatch(bare):
            return _dates(found["year"], _month(found["name"]), found.groupdict().get("day"))
    return []


def why_not(text: str) -> str:
    """Say why a text could not be taken as a day, month or year, and how to write it; goes on after the text itself.

    Example:
        >>> why_not("03/04/2024")
        'may be two days: write 2024-04-03 or 2024-03-04'
        >>> why_not("soon")
        'is no date that can be read here: write it as 2024-03-22, 22 March 2024, 2024-03 or 2024'
    """
    readings = meant(text)
    if len(readings) > 1:
        return f"may be two days: write {' or '.join(readings)}"
    return f"is no date that can be read here: write it as {FORMS}"


def _month(name: str) -> str:
    """Give the number of a month by its name or what it is shortened to; 0 is none."""
    number = _MONTHS.get(name[:_LETTERS].lower(), 0)
    whole = calendar.month_name[number].lower()
    return str(number) if whole.startswith(name.lower()) or name.lower() == "sept" else "0"


def _dates(year: str, month: str, day: str | None) -> list[str]:
    text = "-".join(part.zfill(2) for part in (year, month, day) if part is not None)
    try:
        PartialDate.parse(text)
    except ValueError:
        return []
    return [text]
