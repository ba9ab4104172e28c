"""The words of the editor: what a place of an entry is called there, and what a check says, for people with a form.

The shapes speak to whoever writes a pack by hand ("write {en: …}"); in a form there are no braces and no keys.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sidelight.services.imports import days
from sidelight.web.console.drafts.fields import Key, keys_of
from sidelight.web.console.drafts.forms import Written

#: What the last key of a place is called where its own name says too little.
LABELS: Final[Mapping[str, str]] = {
    "as_of": "as of", "by": "by whom", "of": "what is ranked", "cues": "words for what is ranked",
    "any": "any of these", "measure": "what is measured", "unit": "what is counted",
    "all": "all of these", "near": "where they must stand", "not_about": "not about", "about": "about",
    "from": "from", "to": "to", "direction": "claims are about", "coverage": "for which the list is complete",
    "url": "address", "archive_url": "archived at", "none": "what is expected", "id": "short name", "on": "day",
    "applied_by": "applied by", "disputed_by": "disputed by", "at_least": "complete from this size",
    "review_by": "review by", "replaced_by": "replaced by", "event": "event", "quoted": "words quoted",
}  # fmt: skip
#: What one row of a list is called.
ROWS: Final[Mapping[str, str]] = {
    "records": "record", "sources": "source", "examples": "example", "events": "event", "subjects": "subject",
    "history": "entry of the history",
}  # fmt: skip
_PLAIN: Final[tuple[tuple[str, str], ...]] = (
    (r"write a text per language, such as \{en: …\}", "write it in one language at least"),
    (r"write a list of phrases per language, such as \{en: \[one, two\]\}", "write one phrase at least"),
    (r"write value, or low and high", "write the value, or the lowest and the highest"),
    (r"write records, or figure: id-of-a-figure", "name a figure, or add records of its own"),
    (r"write the words that must be found, or none: true",
     "write the words that must be found, or choose that it must not match"),
    (r"nothing is to be found \(none: true\), yet \w+ is given: remove one of the two",
     "this sentence must not match, so leave this empty, or choose that it must match"),
    (r"write what else, such as \{en: …\}, or entry: its-id", "write which other designation it is"),
    (r"write \{one: \{en: …\}, other: \{en: …\}\}",
     "write what is counted, such as “person killed” and “people killed”"),
    (r"write a list, such as \[one, two\]", "write one at least"),
    (r"is empty: write a text per language.*", "is empty: write it in one language at least"),
    (r"write digits only, without quotes or separators", "write digits only, such as 1200"),
    (r"do not belong beside figure, whose records are used: remove one",
     "this event takes its records from the figure: remove them here, or empty the figure"),
    (r"write figure or own records", "name a figure, or add records of its own"),
    (r""" \(column (\d+) of (?:'.*'|".*")\)""", r" (column \1)"),
    (r"write its keys", "fill it in"),
    (r"is missing: write one of", "is missing: choose one of"),
    (r"is missing: write YYYY-MM-DD", "is missing: write the day, such as 2024-03-22"),
    (r"is missing: write YYYY, YYYY-MM or YYYY-MM-DD", f"is missing: write it as {days.FORMS}"),
    (r"add it to cues\.yaml; ", ""),
    (r", or remove the key", ", or leave it empty"),
    (r"write the id(?=$|;)", "write a short name"),
    (r"write an id such as", "write a short name such as"),
    (r"is not an id: use a-z", "is no short name: use a-z"),
)  # fmt: skip
_NO_DATE: Final = re.compile(r"'(?P<typed>.*)' is not a (?:date|day): write YYYY.*")
_NO_MEASURE: Final = "is missing: write one word, such as deaths"
_SAID_AS: Final = "; “at least” and the like go into “Said as”"
_REPLACED: Final = tuple((re.compile(pattern), words) for pattern, words in _PLAIN)


def plain(message: str) -> str:
    """Say what a check says in the words of the form.

    Example:
        >>> plain("is missing: write a text per language, such as {en: …}")
        'is missing: write it in one language at least'
    """
    for pattern, words in _REPLACED:
        message = pattern.sub(words, message)
    date = _NO_DATE.fullmatch(message)
    return message if date is None else _of_date(date["typed"], message)


def _of_date(typed: str, message: str) -> str:
    """Show how the very date that was typed is written, if it can be told."""
    may_mean = days.meant(typed)
    if len(may_mean) == 1:
        return f"“{typed}” is no whole day: add the day, such as {may_mean[0]}-22"
    whole = " is not a day" in message and not may_mean
    told = days.why_not(typed)
    return f"“{typed}” {told.replace(days.FORMS, '2024-03-22, the whole day') if whole else told}"


def label_of(name: str) -> str:
    """Name a place for people.

    Example:
        >>> label_of("figure.records[1].as_of"), label_of("title.en"), label_of("comparison.events[0].records[2].by")
        ('Record 2, as of', 'Title (en)', 'Event 1, record 3, by whom')
    """
    words: list[str] = []
    keys = keys_of(name)
    for at, key in enumerate(keys):
        if isinstance(key, int):
            words[-1:] = [f"{ROWS.get(str(keys[at - 1]), str(keys[at - 1]))} {key + 1}"]
        elif at == 0 and key in ("figure", "comparison", "label", "scope") and len(keys) > 1:
            continue
        else:
            words.append(_said(keys, at, key))
    told = ", ".join(words).replace(", (", " (")
    return told[:1].upper() + told[1:]


def _said(keys: tuple[Key, ...], at: int, key: str) -> str:
    language = at == len(keys) - 1 and at > 0 and re.fullmatch(r"[a-z]{2,3}(-\w+)?", key) and key not in LABELS
    return f"({key})" if language else LABELS.get(key, key.replace("_", " "))


def at_fields(
    problems: Iterable[tuple[str, str]], said: Written, word: Callable[[str], str] = plain
) -> dict[str, list[str]]:
    """Sort problems by the field at which they stand; a line of a field is named in front."""
    found: dict[str, list[str]] = {}
    for place, message in problems:
        where = said.where(place)
        words = _NO_MEASURE if where.name.endswith(".measure") and message.startswith("is missing") else word(message)
        if where.name.endswith(".value") and "write digits only" in words:
            words += _SAID_AS
        told = words if where.line is None else f"line {where.line}: {words}"
        messages = found.setdefault(where.name, [])
        if told not in messages:
            messages.append(told)
    return found
