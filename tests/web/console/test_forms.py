import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.shapes.test_entry_round_trip import entries

from sidelight.adapters.packs.live import live_edition
from sidelight.core.entry import Entry
from sidelight.errors import EntryInvalidError
from sidelight.shapes.entries import entry_from, entry_to
from sidelight.web.console.drafts.fields import Form, form_of
from sidelight.web.console.drafts.forms import form_values, written

STARTER = live_edition(())
CASES = json.loads((Path(__file__).parent / "form_cases.json").read_text(encoding="utf-8"))


def sent_by_a_browser(form: Form) -> Form:
    """Text areas send their line ends as CR LF."""
    return form_of((name, [value.replace("\n", "\r\n") for value in values]) for name, values in form.values.items())


def through_a_form(entry: Entry) -> Entry:
    form = sent_by_a_browser(form_values(entry_to(entry)))
    return entry_from(written(form).data, pack=entry.pack)


def form(fields: dict[str, Any]) -> Form:
    return form_of((name, value if isinstance(value, list) else [value]) for name, value in fields.items())


@given(entries())
def test_an_entry_in_a_form_and_out_again_is_the_same_entry(entry: Entry) -> None:
    assert through_a_form(entry) == entry


@pytest.mark.parametrize("entry_id", STARTER.entries)
def test_every_entry_of_the_starter_pack_stays_the_same_in_its_form(entry_id: str) -> None:
    entry = STARTER.entries[entry_id]

    assert through_a_form(entry) == entry


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["name"])
def test_a_form_reads_as(case: dict[str, Any]) -> None:
    assert written(form(case["fields"])).data == case["data"]


@pytest.mark.parametrize("case", CASES["places"], ids=lambda case: case["name"])
def test_a_problem_stands_at_its_field(case: dict[str, Any]) -> None:
    found = written(form(case["fields"])).where(case["place"])

    assert [found.name, found.line] == case["where"]


def test_a_problem_of_an_entry_names_a_field_of_the_form() -> None:
    typed = form({"id": "pier", "kind": "background", "sources[4].id": "a", "sources[7].url": "x"})

    said = written(typed)
    with pytest.raises(EntryInvalidError) as refused:
        entry_from(said.data)

    assert {said.where(place).name for place, _ in refused.value.problems} == {
        "sources[0].title",
        "sources[0].publisher",
        "sources[0].url",
        "sources[1].id",
        "sources[1].title",
        "sources[1].publisher",
        "sources[1].url",
    }


def test_names_that_are_no_places_are_left_out() -> None:
    assert form({"title.en": "A", "../../x": "B", "a[b]": "C", "": "D", "x" * 99: "E"}).values == {"title.en": ("A",)}


def test_a_form_of_an_entry_has_fields_for_all_its_languages() -> None:
    data = {"id": "x", "kind": "background", "title": {"de": "Ein Steg"}, "sources": []}

    assert form_values(data).languages == ("en", "ru", "de")
