"""The slots that each kind gives to its phrases: the entry's own events, places and subjects, written as phrases."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from sidelight.core.entry import Entry
from sidelight.core.kinds.payloads import Comparison, Direction, Figure, Label, RankedEvent
from sidelight.core.phrases.slots import Choice, ClosedSlot, OpenSlot, Slot

#: What of a place's name can stand in a phrase; dots, brackets and slashes separate words in a text as well.
_NAME_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: Articles that a text may set before a place's name, per language.
_ARTICLES = {"en": "[the] "}


def slots_of(entry: Entry) -> Mapping[str, Slot]:
    """Give the slots that the entry's phrases may use, by name.

    A slot for which the entry lists no choice is not given, so that a phrase with it is refused.
    """
    payload = entry.payload
    if isinstance(payload, Figure):
        return {"count": OpenSlot("count")}
    if isinstance(payload, Comparison):
        return _comparison_slots(payload, tuple(entry.phrases))
    if isinstance(payload, Label):
        subjects = (Choice(subject.id, _pairs(subject.phrases)) for subject in payload.subjects)
        return _given(ClosedSlot("subject", tuple(subjects)))
    return {}


def superlative_choices(measure: str, direction: Direction) -> tuple[Choice, ...]:
    """Give the superlatives that claim a measure in a direction.

    Example:
        >>> [choice.value for choice in superlative_choices("deaths", "most")][:3]
        ['deadliest', 'worst', 'bloodiest']
    """
    return _graded("superlatives.json", measure, direction)


def comparative_choices(measure: str, direction: Direction) -> tuple[Choice, ...]:
    """Give what a sentence denies of all other events to claim a superlative: "no deadlier …", "none killed so many".

    Example:
        >>> [choice.value for choice in comparative_choices("deaths", "least")][:2]
        ['smaller', 'lower']
    """
    return _graded("comparatives.json", measure, direction)


def _graded(file: str, measure: str, direction: Direction) -> tuple[Choice, ...]:
    """Read the words of a measure and a direction; the list "" is for measures without one of their own."""
    table = _table(file).get(direction, {})
    words = table.get(measure, table.get("", {}))
    return tuple(Choice(phrase, ((language, phrase),)) for language, phrases in words.items() for phrase in phrases)


@cache
def _table(file: str) -> Any:
    return json.loads(resources.files(__package__).joinpath(file).read_text("utf-8"))


def _comparison_slots(comparison: Comparison, languages: tuple[str, ...]) -> Mapping[str, Slot]:
    of = Choice(comparison.of.get("en") or next(iter(comparison.of.values()), "of"), _pairs(comparison.of_cues))
    events = (Choice(event.id, _pairs(event.phrases)) for event in comparison.events)
    places = (Choice(place, _place_phrases(place, languages)) for place in _places(comparison))
    return {
        "year": OpenSlot("year"),
        "duration": OpenSlot("duration"),
        **_given(
            ClosedSlot("superlative", superlative_choices(comparison.measure, comparison.direction)),
            ClosedSlot("comparative", comparative_choices(comparison.measure, comparison.direction)),
            ClosedSlot("of", (of,)),
            ClosedSlot("event", tuple(events)),
            ClosedSlot("place", tuple(places)),
            ClosedSlot("where", _where(comparison, languages)),
        ),
    }


def _places(comparison: Comparison) -> tuple[str, ...]:
    """Gather every place once, the coverage's first."""
    own = (place for ranked in comparison.events for place in _places_of(ranked))
    return tuple(dict.fromkeys((*comparison.coverage.places, *own)))


def _places_of(ranked: RankedEvent) -> tuple[str, ...]:
    return ranked.event.places if ranked.event else ()


def _place_phrases(place: str, languages: Iterable[str]) -> tuple[tuple[str, str], ...]:
    words = " ".join(_NAME_WORDS.findall(place))
    return tuple((language, _ARTICLES.get(language, "") + words) for language in languages if words)


def _where(comparison: Comparison, languages: Iterable[str]) -> tuple[Choice, ...]:
    """Write how a text says that it was in a place ("to hit X", "that X has seen"); "in the country" names none."""
    table = {language: words for language, words in _table("where.json").items() if language in languages}
    home = Choice("", tuple((language, phrase) for language, words in table.items() for phrase in words["home"]))
    places = (
        Choice(
            place,
            tuple(
                (language, form.replace("{}", name))
                for language, name in _place_phrases(place, table)
                for form in table[language]["place"]
            ),
        )
        for place in _places(comparison)
    )
    return (*places, home)


def _pairs(phrases: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((language, phrase) for language, sources in phrases.items() for phrase in sources)


def _given(*slots: ClosedSlot) -> Mapping[str, Slot]:
    """Leave out slots that nothing could fill."""
    filled = (ClosedSlot(slot.name, tuple(choice for choice in slot.choices if choice.phrases)) for slot in slots)
    return {slot.name: slot for slot in filled if slot.choices}
