"""From a mention in scope to a finding: the entry as known on the day, put to its kind's rule."""

import json
from collections.abc import Mapping
from datetime import date
from importlib import resources

from sidelight.core.dates import When
from sidelight.core.edition import Edition
from sidelight.core.entry import Entry
from sidelight.core.kinds.assessment import Assessment
from sidelight.core.kinds.background import assess_background
from sidelight.core.kinds.comparison import Claim, assess_comparison
from sidelight.core.kinds.figure import assess_figure
from sidelight.core.kinds.known import as_known
from sidelight.core.kinds.label import assess_label
from sidelight.core.kinds.payloads import Comparison, Figure, Label
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.scan import Scan
from sidelight.core.matching.scope import Setting
from sidelight.core.phrases.slots import Duration
from sidelight.core.text.fold import fold_text


def _total_words() -> Mapping[str, frozenset[str]]:
    table = json.loads(resources.files(__package__).joinpath("total_words.json").read_text("utf-8"))
    return {language: frozenset(map(fold_text, words)) for language, words in table.items()}


#: Folded words per language by which a phrase states a total, not a part.
TOTAL_WORDS: Mapping[str, frozenset[str]] = _total_words()


def known_entry(entry: Entry, as_of: date | None) -> Entry | None:
    """Give the entry as it was known on that day, whole when no day is given."""
    return entry if as_of is None else as_known(entry, as_of)


def assess(scan: Scan, mention: Mention, setting: Setting, *, entry: Entry, when: When) -> Assessment | None:
    """Find how the article stands to the record; `None` when there is nothing to say.

    Args:
        scan: The article under the matcher.
        mention: What was found.
        setting: What the mention speaks of.
        entry: The entry as known on the day (`known_entry`).
        when: The days that count.
    """
    payload = entry.payload
    if isinstance(payload, Figure):
        if mention.reading is None:
            return None
        return assess_figure(payload, mention.reading, when, states_total=_states_total(scan, mention))
    if isinstance(payload, Comparison):
        figures = _figures(scan.matcher.edition, payload, when.as_of)
        return assess_comparison(payload, claim_of(mention), subject=setting.event, figures=figures, when=when)
    if isinstance(payload, Label):
        return assess_label(payload, subjects=setting.subjects, unknown_subject=setting.unknown_subject, when=when)
    return assess_background()


def claim_of(mention: Mention) -> Claim:
    """Gather the slots of a comparison's phrase."""
    year, duration = mention.captured("year"), mention.captured("duration")
    event, place = mention.captured("event"), mention.captured("place") or mention.captured("where") or None
    return Claim(
        superlative=str(mention.captured("superlative") or ""),
        since_event=event if isinstance(event, str) else None,
        since_year=year if isinstance(year, int) and event is None else None,
        place=place if isinstance(place, str) else None,
        duration=duration if isinstance(duration, Duration) else None,
    )


def _states_total(scan: Scan, mention: Mention) -> bool:
    block = scan.blocks[mention.place.block]
    totals = TOTAL_WORDS.get(block.language, frozenset())
    return not totals.isdisjoint(block.words.texts[mention.place.first : mention.place.end])


def _figures(edition: Edition, comparison: Comparison, as_of: date | None) -> dict[str, Figure]:
    """Give the figures a ranking refers to, as known on the day."""
    figures: dict[str, Figure] = {}
    for event in comparison.events:
        entry = edition.entries.get(event.figure or "")
        known = known_entry(entry, as_of) if entry is not None else None
        if known is not None and isinstance(known.payload, Figure):
            figures[known.id] = known.payload
    return figures
