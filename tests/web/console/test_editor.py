"""Writing entries in the console, as a browser without scripts does it."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.web.console.browsing import page_of, person, words
from tests.web.console.filling import form_of, opened
from tests.web.curating.newsroom import TOLL, Newsroom

from sidelight.shapes.entries import KINDS, entry_to

FIGURE = json.loads((Path(__file__).parent / "figure_form.json").read_text(encoding="utf-8"))
EDIT = f"/console/entries/{TOLL}"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'


def test_whoever_begins_chooses_a_kind_first(shared_room: Newsroom) -> None:
    page = person(shared_room, "curator").read("/console/entries/new")

    assert [link["href"] for link in page.select(".kinds a")] == [
        f"/console/entries/new?kind={kind}" for kind in ("figure", "comparison", "label", "background")
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_form_has_a_row_for_what_every_entry_needs(shared_room: Newsroom, kind: str) -> None:
    form = opened(person(shared_room, "curator"), f"/console/entries/new?kind={kind}")

    rows = {name.split(".")[0] for name in form.fields if name.startswith(("sources[", "examples["))}
    assert rows == {"sources[0]", "examples[0]"}
    assert form.fields["sources[0].id"] == "source-1"
    assert form.fields["examples[0].language"] == "en"


def test_a_new_figure_has_a_record_that_cites_its_only_source(shared_room: Newsroom) -> None:
    form = opened(person(shared_room, "curator"), "/console/entries/new?kind=figure")

    assert form.fields["figure.records[0].sources"] == "source-1"


def test_a_figure_is_written_from_nothing(room: Newsroom) -> None:
    curator = person(room, "curator")
    form = opened(curator, "/console/entries/new?kind=figure").write(FIGURE["first"])

    form = form.pressed(curator, "add figure.records").write(FIGURE["second record"])
    page = curator.read(form.press(curator, "save").headers["Location"])

    entry = room.wired.curating.entries.entry(FIGURE["first"]["id"]).head
    assert entry_to(entry.entry)["figure"] == FIGURE["figure"]
    assert (entry.act.by, entry.act.reason) == ("curator", "first draft")
    assert "Saved as a draft" in words(page)


def test_an_invalid_form_comes_back_with_all_that_was_typed(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")
    typed = {**FIGURE["first"], "id": "Not A Name", "figure.records[0].value": "1,200", "title.ru": "Мост"}
    form = opened(curator, "/console/entries/new?kind=figure").write(typed)

    page = page_of(form.press(curator, "save", reason="my reason"), status=422)

    again = form_of(page)
    assert {name: again.fields[name] for name in typed} == typed
    assert page.select_one("#f-reason")["value"] == "my reason"  # type: ignore[index]
    assert {link["href"] for link in page.select(".box.bad a")} == {"#f-id", "#f-figure-records-0-value"}
    assert "is no short name" in words(page, "#f-id-wrong")
    assert "write digits only, such as 1200; “at least” and the like go into “Said as”" in words(
        page, "#f-figure-records-0-value-wrong"
    )


def test_an_entry_that_was_only_looked_at_is_not_saved_again(room: Newsroom) -> None:
    curator = person(room, "curator")
    revisions = {stored: room.wired.curating.entries.entry(stored).head.number for stored in live(room)}

    for entry_id in revisions:
        page = curator.read(opened(curator, f"/console/entries/{entry_id}").press(curator, "save").headers["Location"])
        assert "Nothing was changed" in words(page)

    assert {stored: room.wired.curating.entries.entry(stored).head.number for stored in live(room)} == revisions


def live(room: Newsroom) -> list[str]:
    return list(room.wired.editions.current.edition.entries)


def test_a_reason_that_nobody_wrote_names_what_changed(room: Newsroom) -> None:
    curator = person(room, "curator")
    form = opened(curator, EDIT).write({"title.en": "Another title", "figure.records[0].by": "Somebody else"})

    form.press(curator, "save")

    assert room.wired.curating.entries.entry(TOLL).head.act.reason == "changed title, records"


def test_such_a_reason_names_nothing_that_the_store_fills_in(room: Newsroom) -> None:
    curator = person(room, "curator")
    opened(curator, EDIT).write({"title.en": "Another title"}).press(curator, "save")

    opened(curator, EDIT).write({"summary.en": "Another summary."}).press(curator, "save")

    assert room.wired.curating.entries.entry(TOLL).head.act.reason == "changed summary"


def test_saving_puts_records_in_the_order_of_their_days(room: Newsroom) -> None:
    curator = person(room, "curator")
    form = opened(curator, EDIT)
    days = [form.fields[f"figure.records[{number}].as_of"] for number in range(3)]
    form.write({"figure.records[0].as_of": days[2], "figure.records[2].as_of": days[0]})

    form.press(curator, "save")

    head = room.wired.curating.entries.entry(TOLL).head.entry
    assert [str(record.as_of) for record in head.payload.records[:3]] == days  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("button", "first"), [("remove sources[0]", 1), ("down sources[0]", 1), ("up sources[2]", 0), ("up sources[0]", 0)]
)
def test_rows_are_moved_and_removed_by_buttons(shared_room: Newsroom, button: str, first: int) -> None:
    curator = person(shared_room, "curator")
    form = opened(curator, EDIT)
    ids = [form.fields[f"sources[{number}].id"] for number in range(3)]

    again = form.pressed(curator, button)

    assert again.fields["sources[0].id"] == ids[first]


def test_a_row_that_was_added_has_the_focus(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")

    page = page_of(opened(curator, EDIT).press(curator, "add examples"))

    assert [part["name"] for part in page.select("[autofocus]")] == ["examples[8].text"]


def test_a_language_is_added_to_every_text(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")

    form = opened(curator, EDIT).write({"new_language": "de"}).pressed(curator, "language")

    assert {"title.de", "summary.de", "phrases.de"} <= set(form.fields)


def test_what_is_no_language_is_refused_at_its_field(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")

    page = page_of(opened(curator, EDIT).write({"new_language": "<b>"}).press(curator, "language"))

    assert "is no language code" in words(page, "#f-new_language-wrong")


def test_a_cue_set_is_chosen_from_the_pack(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")
    page = curator.read(EDIT)
    offered = [str(option["value"]) for option in page.select("#f-choose-scope-about-any option")][1:]

    form = form_of(page).write({"choose.scope.about.any": offered[0]}).pressed(curator, "cue scope.about.any")

    assert form.fields["scope.about.any"].split("\n")[-1].strip() == f"@{offered[0]}"


@pytest.mark.parametrize(
    "button", ["add title", "remove sources[99]", "up", "add ../x", "cue title.en", "nonsense", ""]
)
def test_a_button_that_does_not_belong_changes_nothing(shared_room: Newsroom, button: str) -> None:
    curator = person(shared_room, "curator")
    form = opened(curator, EDIT)

    again = form.pressed(curator, button)

    for fields in (again.fields, form.fields):
        del fields["csrf_token"]
    assert again.fields.to_dict(flat=False) == form.fields.to_dict(flat=False)


def test_the_name_of_an_entry_that_is_there_is_refused(room: Newsroom) -> None:
    curator = person(room, "curator")
    form = opened(curator, "/console/entries/new?kind=figure").write({**FIGURE["first"], "id": TOLL})

    page = page_of(form.press(curator, "save"), status=422)

    assert "choose another" in words(page, "#f-id-wrong")


def test_the_name_and_pack_of_an_entry_cannot_be_changed_by_a_form(room: Newsroom) -> None:
    curator = person(room, "curator")
    form = opened(curator, EDIT).write({"id": "other", "pack": "other", "title.en": "New"})

    form.press(curator, "save")

    assert room.wired.curating.entries.entry(TOLL).head.entry.title["en"] == "New"


@pytest.mark.parametrize("query", ["kind=figure&pack=nowhere", "kind=nothing"])
def test_a_form_for_what_is_not_there_is_no_failure_of_the_server(shared_room: Newsroom, query: str) -> None:
    assert person(shared_room, "curator").get(f"/console/entries/new?{query}").status_code in (200, 404)


def test_hostile_text_is_shown_as_text_wherever_it_stands(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")
    form = opened(curator, EDIT)
    for name in form.fields:
        if name not in ("csrf_token", "kind", "pack", "id", "based_on", "languages", "revision", "status", "reviewed"):
            form.fields[name] = HOSTILE

    answer = form.press(curator, "check")

    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 200
    assert form_of(page).fields["title.en"] == HOSTILE
    assert not page.select("main script, main img, [onerror]")
    assert all("src" in script.attrs for script in page.select("script"))
    assert "49" not in words(page, ".preview")


def test_a_removed_row_is_offered_back_beside_its_own_list_only(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")
    form = opened(curator, "/console/entries/restricted-contractor-karvenia")

    page = page_of(form.press(curator, "remove label.subjects[0].history[0]"))

    assert len(page.select("button[value=restore]")) == 1


def test_rows_that_were_removed_one_after_another_come_back_without_scripts(shared_room: Newsroom) -> None:
    curator = person(shared_room, "curator")
    page = curator.read(EDIT)
    before = page

    for _ in range(2):
        page = page_of(form_of(page).press(curator, "remove figure.records[0]"))
    for _ in range(2):
        page = page_of(form_of(page).press(curator, "restore"))

    entered, again = form_of(before).fields, form_of(page).fields
    assert {name: values for name, values in again.lists() if name != "csrf_token"} == {
        name: values for name, values in entered.lists() if name != "csrf_token"
    }
    assert not page.select("button[value=restore]")


def test_the_day_on_which_a_source_was_read_is_described_as_a_whole_day(shared_room: Newsroom) -> None:
    page = person(shared_room, "curator").read(EDIT)

    (field,) = page.select("[name='sources[0].read']")
    assert "A whole day" in words(page, f"#{str(field['aria-describedby']).split()[0]}")
