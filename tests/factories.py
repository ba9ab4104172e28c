"""Small entries, packs and articles for tests: plain functions with defaults, invented names only."""

from dataclasses import replace
from datetime import date
from typing import Any

from sidelight.core.annotate import Annotated, annotate
from sidelight.core.article import Article, Dated, Role, article_of_passages
from sidelight.core.dates import PartialDate, When
from sidelight.core.edition import make_edition
from sidelight.core.entry import Clause, Cue, Entry, Example, Pack, Phrases, Scope, Source
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
from sidelight.core.matching.matcher import Matcher, compile_matcher

TODAY = date(2026, 11, 22)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def record(value: float, as_of: str, **more: Any) -> Record:
    return Record(value=value, as_of=day(as_of), published=day(more.pop("published", as_of)), sources=("s",), **more)


def cues(*phrases: str) -> tuple[Cue, ...]:
    """Plain phrases, or `@name` for a cue set."""
    return tuple(Cue(cue_set=p[1:]) if p.startswith("@") else Cue(phrase=p) for p in phrases)


def entry(entry_id: str, payload: Any, *phrases: str, scope: Scope | None = None, **more: Any) -> Entry:
    kind = type(payload).__name__.lower()
    return Entry(
        id=entry_id,
        kind=kind,  # type: ignore[arg-type]
        title={"en": entry_id},
        summary={"en": f"About {entry_id}."},
        phrases=more.pop("all_phrases", {"en": phrases}),
        payload=payload,
        scope=scope or Scope(),
        pack="test",
        **more,
    )


def quake_event() -> Event:
    return Event(began=day("2021-05-03"), ended=day("2021-05-03"), places=("Tarn", "Ostrava Valley", "Zembla"))


def toll(*records: Record, **more: Any) -> Entry:
    """The toll of an earthquake at Tarn, in Zembla."""
    figure = Figure(
        measure="deaths",
        unit={"one": {"en": "person killed"}, "other": {"en": "people killed"}},
        event=quake_event(),
        records=records or (record(40, "2021-05-03"), record(52, "2021-05-05"), record(61, "2022-01-10")),
    )
    scope = Scope(
        about=Clause(any=cues("Tarn quake", "Tarn earthquake", "earthquake in Tarn")),
        not_about=Clause(any=cues("@other-disasters")),
    )
    phrases = (
        "(kill~ | killed) {count} [people]",
        "{count} (people | persons) [were] (killed | dead)",
        "death toll ... {count}",
    )
    return entry(more.pop("id", "tarn-toll"), figure, *phrases, scope=more.pop("scope", scope), **more)


def ranking(**more: Any) -> Entry:
    """The deadliest earthquakes of Zembla, Tarn among them."""

    def own(event_id: str, name: str, began: str, value: float) -> RankedEvent:
        event = Event(began=day(began), ended=day(began), places=(name, "Zembla"))
        phrases = {"en": (f"{name} (earthquake | quake)",)}
        return RankedEvent(
            id=event_id, name={"en": name}, phrases=phrases, event=event, records=(record(value, began),)
        )

    comparison = Comparison(
        measure="deaths",
        direction="most",
        of={"en": "earthquakes"},
        of_cues={"en": ("earthquake~ | quake~",)},
        coverage=Coverage(places=("Zembla",), since=day("1950")),
        events=(
            RankedEvent(
                id="tarn", name={"en": "Tarn"}, phrases={"en": ("Tarn (quake | earthquake)",)}, figure="tarn-toll"
            ),
            own("mirov", "Mirov", "1988-03-01", 400),
            own("kelm", "Kelm", "2010-07-07", 12),
        ),
    )
    phrases = ("{superlative} [{of}] [in {place}] since [the] [{year}] {event}", "{superlative} {of} in {place}")
    scope = more.pop("scope", Scope(not_about=Clause(any=cues("@other-disasters"))))
    return entry("zembla-quakes", comparison, *phrases, scope=scope, **more)


def label(**more: Any) -> Entry:
    """A register kept by Zembla's Ministry of Ports."""

    def subject(subject_id: str, name: str, *history: HistoryEvent) -> Subject:
        return Subject(id=subject_id, name=name, phrases={"en": (name,)}, history=history)

    listed = HistoryEvent(event="listed", on=day("2019-02-01"), sources=("s",))
    payload = Label(
        term={"en": "closed carrier"},
        applied_by={"en": "Zembla's Ministry of Ports"},
        means={"en": "May not enter harbours."},
        subjects=(
            subject(
                "oriole", "Oriole Lines", listed, HistoryEvent(event="removed", on=day("2023-06-01"), sources=("s",))
            ),
            subject("petrel", "Petrel Cargo", listed),
        ),
    )
    return entry("closed-carrier", payload, "closed carrier~", **more)


def background(entry_id: str = "ports-ministry", *phrases: str, **more: Any) -> Entry:
    return entry(entry_id, Background(), *(phrases or ("Ministry of Ports",)), **more)


def pack(*entries: Entry, cue_sets: dict[str, Phrases] | None = None) -> Pack:
    sets = cue_sets or {"other-disasters": {"en": ("flood~", "landslide~", "ferry disaster")}}
    return Pack(id="test", title="Test", licence="CC0-1.0", entries=entries, cues=sets)


def matcher(*entries: Entry) -> Matcher:
    return compile_matcher(make_edition([pack(*entries)]))


def article(
    *blocks: str | tuple[Role, str], title: str | None = None, published: str | None = None, **more: Any
) -> Article:
    laid = tuple(("body", block) if isinstance(block, str) else block for block in blocks)
    dated = Dated(day(published), "given") if published else None
    return article_of_passages(laid, title=title, published=dated, language=more.pop("language", "en"), **more)  # type: ignore[arg-type]


def when(of: Article, as_of: date | None = None) -> When:
    return When(
        today=as_of or TODAY,
        published=of.published.date if of.published else None,
        modified=of.modified.date if of.modified else None,
        as_of=as_of,
    )


def annotated(compiled: Matcher, of: Article, *, as_of: date | None = None, language: str = "en") -> Annotated:
    return annotate(compiled, of, when=when(of, as_of), language=language)


def found(compiled: Matcher, of: Article, **more: Any) -> list[tuple[str, str, str]]:
    """The (entry, quote, finding) triples, in reading order."""
    return [(a.entry.id, a.selectors.exact, a.finding) for a in annotated(compiled, of, **more).items]


def publishable(entry_id: str, text: str) -> Entry:
    """An entry that nothing speaks against, found by "old pier" if its id is pier."""
    return replace(
        background(entry_id, f"old {entry_id}"),
        summary={"en": text},
        sources=(Source(id="s", title="T", publisher="P", url="https://example.org/"),),
        examples=(Example(text=f"They met at the old {entry_id}.", quote=f"old {entry_id}"),),
        status="published",
    )
