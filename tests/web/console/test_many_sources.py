"""An entry with many records and sources: its page, and what is cited in it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.web.console.browsing import page_of, person, words
from tests.web.console.filling import form_of, opened
from tests.web.curating.newsroom import PACK, TOLL, Newsroom

from sidelight.shapes.entries import entry_from, entry_to
from sidelight.web.console.drafts.fields import form_of as read_form
from sidelight.web.console.drafts.forms import written
from sidelight.web.console.editing.writing import FEW_SOURCES

#: Rows of the largest entry that is tried, and the most bytes that its page may have.
MANY, MOST_BYTES = 200, 1_600_000


def entry_of(room: Newsroom, many: int) -> str:
    """Keep a figure with so many records, each with a source of its own."""
    entries, first = room.wired.curating.entries, date(2023, 2, 7)
    days = [str(first + timedelta(number)) for number in range(many)]
    data: dict[str, Any] = entry_to(entries.entry(TOLL).head.entry)
    data["sources"] = [
        {
            "id": f"s-{n}",
            "publisher": "Wire",
            "title": f"Toll {n}",
            "url": f"https://wire.example/{n}",
            "published": day,
        }
        for n, day in enumerate(days)
    ]
    data["figure"]["records"] = [{"value": n, "as_of": day, "sources": [f"s-{n}"]} for n, day in enumerate(days)]
    kept = replace(entry_from(data, pack=PACK), id=f"with-{many}", title={"en": f"With {many}"})
    entries.create(kept, by="curator", reason="many")
    return f"/console/entries/with-{many}"


def test_the_page_grows_by_records_and_sources_and_not_by_both_at_once(room: Newsroom) -> None:
    path = entry_of(room, MANY)

    answer = person(room, "curator").get(path)
    form = form_of(page_of(answer))

    assert len(answer.data) < MOST_BYTES
    read = entry_from(written(read_form(form.fields.lists())).data, pack=PACK)
    kept = room.wired.curating.entries.entry(f"with-{MANY}").head.entry
    assert (read.payload, read.sources) == (kept.payload, kept.sources)


@pytest.mark.parametrize(("many", "offered"), [(FEW_SOURCES, FEW_SOURCES), (FEW_SOURCES + 1, 1)])
def test_few_sources_are_all_boxes_to_tick(room: Newsroom, many: int, offered: int) -> None:
    page = person(room, "curator").read(entry_of(room, many))

    assert len(page.select("input[type=checkbox][name='figure.records[0].sources']")) == offered
    assert len(page.select("#known-sources option")) == (0 if offered == many else many)


def test_another_source_is_named_without_scripts(room: Newsroom) -> None:
    curator = person(room, "curator")
    form = opened(curator, entry_of(room, FEW_SOURCES + 1))
    form.fields.setlist("figure.records[0].sources", ["s-0", " s-5 ", "s-0"])

    assert form.press(curator, "save").status_code == 303

    kept = room.wired.curating.entries.entry(f"with-{FEW_SOURCES + 1}").head.entry
    assert entry_to(kept)["figure"]["records"][0]["sources"] == ["s-0", "s-5"]


@pytest.mark.parametrize(("said", "told"), [("s-99", "not among the sources below"), ("No Source", "is no short name")])
def test_a_source_that_is_not_there_is_told_where_it_is_named(room: Newsroom, said: str, told: str) -> None:
    curator = person(room, "curator")
    form = opened(curator, entry_of(room, FEW_SOURCES + 1))
    form.fields.setlist("figure.records[0].sources", ["s-0", said])

    page = page_of(form.press(curator, "check"))

    assert told in words(page, "#f-figure-records-0-sources")
