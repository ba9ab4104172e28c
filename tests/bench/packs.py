"""Packs of any size, made the way the starter pack is made: the first thousand entries are the same in every size.

Most entries are background with one to three phrases of one to four words. Figures share a newspaper's few ways to
state a toll and differ in the event that their scope asks for; labels have subjects; rankings have events. Words come
as often as in real text, so literals do too. A phrase of mere words that an article holds by chance is not taken:
so the mentions of an article stay the same, however large the pack.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from tests.bench.words import Vocabulary, name

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Clause, Cue, Entry, Pack, Phrases, Scope, Source
from sidelight.core.kinds.payloads import (
    Background,
    Comparison,
    Coverage,
    Event,
    Figure,
    HistoryEvent,
    Label,
    RankedEvent,
    Record,
    Subject,
)

#: Entries from which the planted mentions of all articles are taken.
PLANTED_FROM = 1000
CUE_SETS = 40
DISASTERS = ("earthquake", "flood", "fire", "explosion", "shooting", "bombing", "landslide", "crash")
#: How newspapers state a toll; every figure has three of these.
TOLLS = (
    "kill~ {count} [people]",
    "{count} (people | persons | civilians) [were | have been] (killed | dead | murdered)",
    "(death toll | toll) ... {count}",
    "{count} (dead | killed)",
    "claim~ {count} lives",
    "(left | leaving) {count} [people] dead",
)
RANKINGS = ("{superlative} [{of}] [in {place}] since [the] [{year}] {event}", "{superlative} {of} in {place}")
#: Of a hundred entries: comparisons, then labels, then figures; the rest is background.
_COMPARISONS, _LABELS, _FIGURES = 1, 6, 20
_DAY = PartialDate.parse("2024-03-22")
_LATER = PartialDate.parse("2025-08-04")


@dataclass(slots=True)
class Maker:
    """Makes entries one after the other. `taken` holds runs of words that no further phrase may be."""

    vocabulary: Vocabulary
    taken: Collection[str]
    made: int = 0

    def entries(self) -> Iterator[Entry]:
        """Make entries without end."""
        while True:
            self.made += 1
            share = self.made % 100
            if share < _COMPARISONS:
                yield self.comparison()
            elif share < _LABELS:
                yield self.label()
            elif share < _FIGURES:
                yield self.figure()
            else:
                yield self.background()

    def background(self) -> Entry:
        draw = self.vocabulary.random
        phrases = [self.plain(draw.choice((1, 2, 2, 2, 3, 3, 4)))]
        phrases += [self.plain(draw.randint(2, 4)) for _ in range(draw.randrange(3))]
        if draw.random() < 0.15:
            phrases.append(self.grouped())
        about: tuple[Cue, ...] = ()
        if draw.random() < 0.4:
            about = (Cue(cue_set=f"set-{draw.randrange(CUE_SETS)}"),)
        elif draw.random() < 0.3:
            about = (Cue(phrase=self.vocabulary.rarer()), Cue(phrase=self.plain(2)))
        return self.entry("background", phrases, Background(), Scope(about=Clause(any=about)))

    def figure(self) -> Entry:
        draw = self.vocabulary.random
        where, what = name(self.made), draw.choice(DISASTERS)
        value = draw.randint(20, 900)
        records = (
            Record(value=value, as_of=_DAY, published=_DAY, sources=("s",)),
            Record(value=value + 7, as_of=_LATER, published=_LATER, sources=("s",)),
        )
        unit = {"one": {"en": "person killed"}, "other": {"en": "people killed"}}
        event = Event(began=_DAY, ended=_DAY, places=(where, draw.choice(self.vocabulary.places)))
        about = (Cue(phrase=f"{where} ({what}~ | disaster)"), Cue(phrase=f"{what} in {where}"))
        scope = Scope(about=Clause(any=about), not_about=Clause(any=(Cue(cue_set="other-disasters"),)))
        payload = Figure(measure="deaths", unit=unit, event=event, records=records)
        return self.entry("figure", draw.sample(TOLLS, 3), payload, scope)

    def label(self) -> Entry:
        term = self.plain(2)
        listed = (HistoryEvent(event="listed", on=_DAY, sources=("s",)),)
        names = [name(self.made * 8 + at, "Org") for at in range(4)]
        subjects = tuple(Subject(id=one.lower(), name=one, phrases={"en": (one,)}, history=listed) for one in names)
        payload = Label(
            term={"en": term}, applied_by={"en": "The ministry"}, means={"en": "A duty."}, subjects=subjects
        )
        return self.entry("label", [term, f"{term}~ (law | list | register)"], payload, Scope())

    def comparison(self) -> Entry:
        place, what = self.vocabulary.random.choice(self.vocabulary.places), self.vocabulary.random.choice(DISASTERS)
        numbers = range(self.made * 8, self.made * 8 + 6)
        events = tuple(_ranked(name(number, "Vale"), what, place, 100 + 10 * number % 97) for number in numbers)
        payload = Comparison(
            measure="deaths",
            direction="most",
            of={"en": f"{what}s"},
            of_cues={"en": (f"{what}~",)},
            coverage=Coverage(places=(place,), since=PartialDate.parse("1950")),
            events=events,
        )
        scope = Scope(not_about=Clause(any=(Cue(cue_set="other-disasters"),)))
        return self.entry("comparison", list(RANKINGS), payload, scope)

    def entry(self, kind: str, phrases: list[str], payload: object, scope: Scope) -> Entry:
        title = f"{kind.capitalize()} {self.made}: {phrases[0]}"
        source = Source(
            id="s",
            title=f"Report {self.made}",
            publisher="The Gazette",
            url=f"https://gazette.example/{self.made}",
            published=_DAY,
        )
        return Entry(
            id=f"{kind}-{self.made}",
            kind=kind,  # type: ignore[arg-type]
            title={"en": title},
            summary={"en": f"What stands on record about entry {self.made}. {title}."},
            phrases={"en": tuple(phrases)},
            payload=payload,  # type: ignore[arg-type]
            scope=scope,
            sources=(source,),
            pack="bench",
        )

    def plain(self, count: int) -> str:
        """Make a phrase of mere words that no article holds by chance."""
        while (phrase := " ".join(self.vocabulary.run(count))) in self.taken:
            pass
        return phrase

    def grouped(self) -> str:
        """Make a phrase with choices, an inflected word, a gap, or capitals."""
        one, two, three = (self.vocabulary.rarer() for _ in range(3))
        forms = (
            f"({one} | {two}) {name(self.made)}",
            f"{one}~ {two} {three}",
            f"{one} {two} ... {three}",
            f"[the] {one} (of | in) {two} {three}",
            f"{one[:3].upper()}X {two}",
        )
        return self.vocabulary.random.choice(forms)


def _ranked(where: str, what: str, place: str, value: int) -> RankedEvent:
    return RankedEvent(
        id=where.lower(),
        name={"en": where},
        phrases={"en": (f"{where} [{what} | disaster]",)},
        event=Event(began=_DAY, ended=_DAY, places=(where, place)),
        records=(Record(value=value, as_of=_DAY, published=_DAY, sources=("s",)),),
    )


def first_entries(vocabulary: Vocabulary, taken: Collection[str]) -> tuple[Maker, tuple[Entry, ...]]:
    """Make the entries that articles mention, and give the maker for those that come after."""
    maker = Maker(vocabulary, taken)
    return maker, tuple(islice(maker.entries(), PLANTED_FROM))


def pack_of(vocabulary: Vocabulary, entries: tuple[Entry, ...]) -> Pack:
    """Put entries into a pack, with the cue sets that they share."""
    cues: dict[str, Phrases] = {
        f"set-{number}": {"en": tuple(vocabulary.rarer() for _ in range(8))} for number in range(CUE_SETS)
    }
    cues["other-disasters"] = {"en": ("tsunami~", "volcano~", "ferry disaster", "plane crash~")}
    return Pack(id="bench", title="Bench", licence="CC0-1.0", entries=entries, cues=cues)
