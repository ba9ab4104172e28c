"""Single values as they stand in replies: numbers, dates, texts in a language, and deterministic bytes."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sidelight.core.dates import PartialDate
from sidelight.core.entry import LocalText, Source
from sidelight.core.text.span import Span

Json = dict[str, Any]


def number(value: float | None) -> int | float | None:
    """Write a whole number without a point.

    Example:
        >>> number(139.0), number(2.5), number(None)
        (139, 2.5, None)
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value


def day(value: PartialDate | date | None) -> str | None:
    """Write a date as it was given: a day, a month or a year."""
    return None if value is None else str(value)


def local(texts: LocalText, language: str) -> tuple[str, str] | None:
    """Choose a text and say which language it is in: the wanted one, else English, else any.

    Example:
        >>> local({"en": "toll"}, "ru")
        ('toll', 'en')
    """
    for code in (language, "en", *texts):
        if texts.get(code):
            return texts[code], code
    return None


def text_in(texts: LocalText, language: str) -> str | None:
    """Choose a text alone."""
    found = local(texts, language)
    return found[0] if found else None


def place(span: Span | None) -> Json:
    """Write where something stands, or nothing."""
    return {} if span is None else {"start": span.start, "end": span.end}


def source(cited: Source) -> Json:
    """Write a citation; `read`, `archive_url` and `quoted` only if they are known."""
    more = {"read": day(cited.read), "archive_url": cited.archive_url, "quoted": cited.quoted}
    return {
        "id": cited.id,
        "title": cited.title,
        "publisher": cited.publisher,
        "url": cited.url,
        "published": day(cited.published),
        **{key: value for key, value in more.items() if value is not None},
    }


def to_bytes(value: Mapping[str, Any]) -> bytes:
    """Write JSON that is the same bytes for the same value, on any machine.

    Raises:
        ValueError: The value holds a number that JSON has no word for.

    Example:
        >>> to_bytes({"name": "Лодка", "count": 3}).decode()
        '{"name":"Лодка","count":3}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
