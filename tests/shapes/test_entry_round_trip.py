import json
from datetime import date
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Clause, Cue, Entry, Example, KindName, Scope, Source
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
    Statement,
    Subject,
)
from sidelight.shapes.entries import entry_from, entry_to

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
languages = st.sampled_from(["en", "ru", "no", "zh-Hant"])
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
local_texts = st.dictionaries(languages, texts, max_size=2)
some_texts = st.dictionaries(languages, texts, min_size=1, max_size=2)
phrases = st.dictionaries(languages, st.lists(texts, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2)
numbers = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9)


def tuples(items: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(items, min_size=least, max_size=2).map(tuple)


def distinct(items: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(items, min_size=least, max_size=2, unique_by=lambda item: item.id).map(tuple)


partial_dates = days.flatmap(
    lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()]).map(PartialDate.parse)
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Record(
        value=value,
        low=draw(st.none() | st.just(low)),
        high=draw(st.none() | st.just(high)),
        qualifier=draw(st.none() | texts),
        as_of=draw(partial_dates),
        published=draw(partial_dates),
        by=draw(st.none() | texts),
        standing=draw(st.sampled_from(["main", "other"])),
        note=draw(local_texts),
        sources=draw(tuples(ids)),
    )


events = st.builds(Event, began=partial_dates, ended=partial_dates, places=tuples(texts))
units = some_texts.map(lambda text: {"other": text}) | some_texts.map(lambda text: {"one": text, "other": text})
figures = st.builds(
    Figure,
    measure=ids,
    unit=units,
    event=st.none() | events,
    counts=local_texts,
    records=tuples(records(), least=1),
)
event_of_its_own = st.builds(
    RankedEvent,
    id=ids,
    name=some_texts,
    phrases=phrases,
    figure=st.none(),
    event=events,
    records=tuples(records(), least=1),
)
event_with_figure = st.builds(
    RankedEvent, id=ids, name=some_texts, phrases=phrases, figure=ids, event=st.none() | events, records=st.just(())
)
comparisons = st.builds(
    Comparison,
    measure=ids,
    direction=st.sampled_from(["most", "least", "first", "last"]),
    of=some_texts,
    of_cues=st.just({}) | phrases,
    coverage=st.builds(Coverage, places=tuples(texts, least=1), since=partial_dates, at_least=st.none() | numbers),
    events=distinct(event_of_its_own | event_with_figure, least=1),
    counts=local_texts,
)
histories = st.builds(
    HistoryEvent,
    event=st.sampled_from(["listed", "removed", "also"]),
    on=partial_dates,
    by=st.none() | texts,
    designation=some_texts,
    entry=st.none() | ids,
    note=local_texts,
    sources=tuples(ids),
)
statements = st.builds(Statement, text=some_texts, sources=tuples(ids))
labels = st.builds(
    Label,
    term=some_texts,
    applied_by=some_texts,
    means=some_texts,
    basis=st.none() | statements,
    disputed_by=st.none() | statements,
    subjects=distinct(st.builds(Subject, id=ids, name=texts, phrases=phrases, history=tuples(histories, least=1))),
)
near = st.sampled_from(["sentence", "passage", "article"])
cues = texts.map(lambda text: Cue(phrase=text)) | st.builds(Cue, cue_set=ids, near=st.none() | near)
absent = st.just(Clause()) | st.builds(Clause, any=tuples(cues, least=1), near=near)
about = absent | st.builds(Clause, any=tuples(cues), all=tuples(cues, least=1), near=near)


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    first, last = sorted(draw(st.tuples(partial_dates, partial_dates)))
    return Scope(
        about=draw(about),
        not_about=draw(absent),
        published_from=draw(st.none() | st.just(first)),
        published_to=draw(st.none() | st.just(last)),
        sites=draw(tuples(st.sampled_from(["example.org", "news.example.com"]))),
    )


addresses = st.sampled_from(["https://example.org/a?b=c#d", "http://пример.example/", "https://example.net:8443"])
sources = st.builds(
    Source,
    id=ids,
    title=texts,
    publisher=texts,
    url=addresses,
    published=st.none() | partial_dates,
    read=st.none() | days,
    archive_url=st.none() | addresses,
    quoted=st.none() | texts,
)
matching = st.builds(
    Example,
    text=texts,
    none=st.just(False),
    title=st.none() | texts,
    published=st.none() | partial_dates,
    language=languages,
    quote=texts,
    reading=st.none() | numbers,
    finding=st.none() | texts,
)
not_matching = st.builds(
    Example, text=texts, none=st.just(True), title=st.none() | texts, published=st.none() | partial_dates
)
payloads = st.one_of(
    figures.map(lambda payload: ("figure", payload)),
    comparisons.map(lambda payload: ("comparison", payload)),
    labels.map(lambda payload: ("label", payload)),
    st.just(("background", Background())),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    kind, payload = draw(payloads)
    return Entry(
        id=draw(ids),
        kind=cast(KindName, kind),
        title=draw(local_texts),
        summary=draw(local_texts),
        body=draw(local_texts),
        phrases=draw(st.just({}) | phrases),
        payload=payload,
        tags=draw(tuples(texts)),
        scope=draw(scopes()),
        sources=draw(distinct(sources)),
        examples=draw(tuples(matching | not_matching)),
        review_by=draw(st.none() | days),
        reviewed=draw(st.none() | days),
        revision=draw(st.integers(1, 9)),
        status=draw(st.sampled_from(["draft", "trial", "published", "retired"])),
        replaced_by=draw(st.none() | ids),
        pack=draw(ids),
    )


@given(entries())
def test_an_entry_written_and_read_again_is_the_same_entry(entry: Entry) -> None:
    written = json.loads(json.dumps(entry_to(entry)))

    assert entry_from(written, pack=entry.pack) == entry
