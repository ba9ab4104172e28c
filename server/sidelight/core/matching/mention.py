"""Mentions: phrases of entries found in an article, with the values of their slots."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from sidelight.core.matching.matcher import CompiledEntry
from sidelight.core.matching.places import Place
from sidelight.core.matching.scan import Scan
from sidelight.core.phrases.compile import Phrase
from sidelight.core.phrases.match import Match
from sidelight.core.text.quantities import Reading

#: Mentions of one phrase that are judged for one entry, from the top; an entry is shown three times at most.
MENTIONS_JUDGED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A phrase of an entry at a place that lies in the article's text."""

    compiled: CompiledEntry
    phrase: Phrase
    match: Match
    place: Place

    def captured(self, name: str) -> object | None:
        """Give the value of a slot, `None` if the phrase has no such slot or it stayed empty."""
        return next((slot.value for slot in self.match.captured if slot.name == name), None)

    def places(self, name: str) -> tuple[Place, ...]:
        """Give where the slots of that name stand, in reading order."""
        slots = (slot for slot in self.match.captured if slot.name == name)
        return tuple(Place(self.place.block, slot.first, slot.end) for slot in slots)

    @property
    def reading(self) -> Reading | None:
        """The quantity the mention states, if it states one."""
        value = self.captured("count")
        return value if isinstance(value, Reading) else None


def find_mentions(
    scan: Scan, *, entries: Collection[str] | None = None, always: Collection[str] = ()
) -> Iterator[Mention]:
    """Find every mention in the text, never in the headline, pattern by pattern in reading order.

    Entries whose scope needs a cue of which there is no trace are passed over: no mention of theirs could count.

    Args:
        scan: The article under a matcher.
        entries: Keep to these entry ids; all when not given.
        always: Entries that are not passed over, so that it can be told why their mentions do not count.
    """
    for pattern, compiled in scan.mentions(always):
        if entries is not None and compiled.entry.id not in entries:
            continue
        targets = (found for found in scan.matches(pattern) if scan.blocks[found[0]].role != "headline")
        for block, match in islice(targets, MENTIONS_JUDGED):
            yield Mention(
                compiled=compiled,
                phrase=scan.matcher.patterns[pattern],
                match=match,
                place=Place(block, match.first, match.end),
            )
