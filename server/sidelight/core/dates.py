"""Days, months and years as they stand in records and articles.

A *partial date* (`2024`, `2024-03`, `2024-03-26`) is the interval of all days it may mean; what compares dates compares
intervals. `When` gathers the days that a finding depends on. The core has no clock: `today` is passed in.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """The days from `first` to `last`, both included; `str()` gives it back as it was written."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

        Raises:
            ValueError: The text has another shape or names a day that does not exist.

        Example:
            >>> PartialDate.parse("2024-02").last
            datetime.date(2024, 2, 29)
        """
        shape = _SHAPE.fullmatch(text)
        if shape is None:
            msg = f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"
            raise ValueError(msg)
        year, month, day = (int(part) if part else None for part in shape.groups())
        if year is None or year == 0:
            msg = f"{text!r} is not a date: the year must be 0001 to 9999"
            raise ValueError(msg)
        if day is not None and month is not None:
            exact = date(year, month, day)
            return cls(exact, exact)
        if month is not None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def on(cls, day: date) -> "PartialDate":
        """Make the interval of one day."""
        return cls(day, day)

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        if (self.first.month, self.last.month) == (1, 12):
            return f"{self.first.year:04}"
        return f"{self.first.year:04}-{self.first.month:02}"


@dataclass(frozen=True, slots=True)
class When:
    """The days a finding depends on.

    Attributes:
        today: The day "now" stands for (the caller's, or `as_of`).
        published: When the article came out; `None` if unknown.
        modified: When it was last changed, if that is known and later.
        as_of: The day after which nothing is known, for replies "as they would have been".
    """

    today: date
    published: PartialDate | None = None
    modified: PartialDate | None = None
    as_of: date | None = None

    @property
    def then(self) -> PartialDate | None:
        """The interval "then": the day before publication to the day after the last change.

        Example:
            >>> When(date(2026, 1, 1), PartialDate.parse("2024-03-26")).then.first
            datetime.date(2024, 3, 25)
        """
        if self.published is None:
            return None
        day = timedelta(days=1)
        last = self.published.last
        if self.modified is not None and self.modified.last > last:
            last = self.modified.last
        first = self.published.first
        return PartialDate(first - day if first > date.min else first, last + day if last < date.max else last)
