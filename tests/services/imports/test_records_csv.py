"""Tables of records as spreadsheets save them, read into a figure's series."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests import factories

from sidelight.core.entry import Entry, Source
from sidelight.core.kinds.payloads import Figure, Record
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.services.imports.records_csv import read_records, records_from_csv
from sidelight.services.imports.table import MOST_CELL_CHARACTERS, MOST_CHARACTERS, MOST_ROWS
from sidelight.shapes.entries import entry_from, entry_to

CASES = json.loads((Path(__file__).parent / "records.json").read_text(encoding="utf-8"))
PAPER = Source(id="paper", title="Toll rises", publisher="The Courier", url="https://courier.example/toll")


def figure(*records: Record) -> Entry:
    entry = factories.toll()
    assert isinstance(entry.payload, Figure)
    return replace(entry, payload=replace(entry.payload, records=records), sources=(PAPER,))


def series(entry: Entry) -> tuple[Record, ...]:
    assert isinstance(entry.payload, Figure)
    return entry.payload.records


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: str(case["name"]))
def test_a_table_is_read_however_it_was_saved(case: dict[str, Any]) -> None:
    found = series(records_from_csv(case["text"], figure()))

    assert [[r.value, r.low, r.high, str(r.as_of), r.by] for r in found] == case["records"]


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: str(case["name"]))
def test_what_is_wrong_is_named_by_line_and_column(case: dict[str, Any]) -> None:
    before = figure()

    found = read_records(case["text"], before)

    assert found.entry == before
    assert len(found.problems) == len(case["problems"])
    for problem, told in zip(found.problems, case["problems"], strict=True):
        assert str(problem).startswith(told)


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: str(case["name"]))
def test_what_is_no_table_is_refused_whole(case: dict[str, Any]) -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        read_records(case["text"], figure())

    assert refusal.value.detail.startswith(case["message"])


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(ImportRefusedError, match="line 2, column value"):
        records_from_csv("value,as_of\nx,2024\n", figure())


def test_only_a_figure_takes_records() -> None:
    with pytest.raises(ImportRefusedError, match="is a background"):
        read_records("value,as_of\n1,2024\n", factories.background())


def test_a_record_of_the_same_day_and_voice_takes_the_place_of_the_old_one() -> None:
    old = factories.record(40, "2021-05-03", by="Harbour office", note={"en": "first count"})

    found = read_records("value,as_of,by\n41,2021-05-03,Harbour office\n52,2021-05-05,\n", figure(old))

    assert (found.added, found.changed, found.same) == (1, 1, 0)
    assert [record.value for record in series(found.entry)] == [41, 52]
    assert series(found.entry)[0].note == {"en": "first count"}


def test_a_table_that_says_nothing_new_changes_nothing() -> None:
    before = figure(factories.record(40, "2021-05-03", by="Harbour office"))

    found = read_records("value,as_of,by\n40,2021-05-03,Harbour office\n", before)

    assert (found.entry, found.same) == (before, 1)


def test_nothing_is_ever_removed() -> None:
    before = figure(factories.record(40, "2021-05-03"), factories.record(52, "2021-05-05"))

    found = records_from_csv("value,as_of\n61,2022-01-10\n", before)

    assert [record.value for record in series(found)] == [40, 52, 61]


def test_sources_are_found_by_id_or_address_and_a_new_address_becomes_a_source() -> None:
    text = (
        "value,as_of,source,source_url,source_title,source_publisher,source_published\n"
        "1,2024-01,paper,,,,\n"
        "2,2024-02,,https://courier.example/toll,,,\n"
        "3,2024-03,,https://www.gazette.example/a,Toll,The Gazette,9 March 2024\n"
        "4,2024-04,paper,https://www.gazette.example/a,,,\n"
    )

    found = records_from_csv(text, figure())

    assert [source.id for source in found.sources] == ["paper", "gazette-2024-03-09"]
    assert found.sources[1].publisher == "The Gazette"
    new = "gazette-2024-03-09"
    assert [record.sources for record in series(found)] == [("paper",), ("paper",), (new,), ("paper", new)]


def test_notes_are_kept_by_language() -> None:
    found = records_from_csv("value,as_of,note,note_ru\n1,2024,first,первый\n", figure())

    assert series(found)[0].note == {"en": "first", "ru": "первый"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("value,as_of\n" + "1,2024\n" * (MOST_ROWS + 1), "more than 2,000 lines"),
        ("value,as_of\n" + "1" * MOST_CHARACTERS, "1,000,000 at most"),
        (f"value,as_of,by\n1,2024,{'x' * (MOST_CELL_CHARACTERS + 1)}\n", "line 2, column by: the cell has 2,001"),
    ],
)
def test_tables_over_the_caps_are_refused(text: str, message: str) -> None:
    with pytest.raises(ImportRefusedError, match=message):
        read_records(text, figure())


HEADINGS = ("value", "low", "high", "as_of", "by", "note", "source_url", "source_title", "qualifier", "published")
CELLS = some.text(max_size=12) | some.sampled_from(
    ["1", "1 000", "2024", "2024-02", "https://a.example/x", "-1", "1e9"]
)


@given(some.lists(some.fixed_dictionaries(dict.fromkeys(HEADINGS, CELLS)), max_size=4))
def test_whatever_a_table_holds_the_entry_keeps_the_contract(rows: list[dict[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS)
    writer.writeheader()
    writer.writerows(rows)

    try:
        found = read_records(text.getvalue(), figure(factories.record(1, "2020", published="2020")))
    except ImportRefusedError:
        return

    assert entry_from(entry_to(found.entry), pack=found.entry.pack) == found.entry
