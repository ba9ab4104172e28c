"""Days as curators type them."""

import pytest
from tests.web.console.browsing import Person, page_of, person, words
from tests.web.console.test_editor import EDIT
from tests.web.console.test_summary import figure
from tests.web.curating.newsroom import TOLL, Newsroom

from sidelight.services.imports.days import FORMS, iso, meant
from sidelight.shapes.entries import entry_to
from sidelight.web.console.drafts.fields import form_of
from sidelight.web.console.drafts.rows import in_order

AS_OF = "figure.records[0].as_of"


@pytest.fixture(scope="module")
def curator(shared_room: Newsroom) -> Person:
    return person(shared_room, "curator")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-22", "2024-03-22"),
        (" 22 March 2024 ", "2024-03-22"),
        ("22nd of March, 2024", "2024-03-22"),
        ("Mar 22, 2024", "2024-03-22"),
        ("Sept. 2024", "2024-09"),
        ("MARCH 2024", "2024-03"),
        ("2024/3/2", "2024-03-02"),
        ("22.03.2024", "2024-03-22"),
        ("03/22/2024", "2024-03-22"),
        ("05/05/2024", "2024-05-05"),
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_taken(typed: str, kept: str) -> None:
    assert iso(typed) == kept


@pytest.mark.parametrize(
    ("typed", "may_mean"),
    [
        ("03/04/2024", ["2024-04-03", "2024-03-04"]),
        ("31 April 2024", []),
        ("Marchday 2024", []),
        ("ma 2024", []),
        ("in the spring", []),
        ("22/03-2024", []),
        ("", []),
    ],
)
def test_a_day_that_cannot_is_left_as_it_was_typed(typed: str, may_mean: list[str]) -> None:
    assert (meant(typed), iso(typed)) == (may_mean, typed)


def test_days_in_words_are_kept_as_the_contract_writes_them(room: Newsroom) -> None:
    curator = person(room, "curator")
    typed = {AS_OF: "4 June 2025", "figure.event.began": "June 3, 2025", "review_by": "1 March 2027"}

    assert figure(curator, **typed).press(curator, "save").status_code == 303

    kept = entry_to(room.wired.curating.entries.entry("tarn-bridge-death-toll").head.entry)
    assert kept["figure"]["records"][0]["as_of"] == "2025-06-04"
    assert (kept["figure"]["event"]["began"], kept["review_by"]) == ("2025-06-03", "2027-03-01")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (AS_OF, "3/4/2025", "may be two days: write 2025-04-03 or 2025-03-04"),
        (AS_OF, "last week", f"“last week” is no date that can be read here: write it as {FORMS}"),
        (AS_OF, "2025-02-30", "does not exist: 2025-02 has 28 days"),
        ("review_by", "March 2027", "is no whole day: add the day, such as 2027-03-22"),
        ("review_by", "soon", "write it as 2024-03-22, the whole day"),
    ],
)
def test_a_day_that_is_refused_shows_how_it_is_written(curator: Person, field: str, typed: str, told: str) -> None:
    page = page_of(figure(curator, **{field: typed}).press(curator, "save"), status=422)

    assert told in words(page, f"#f-{field.replace('[', '-').replace('].', '-').replace('.', '-')}-wrong")


def test_every_field_of_a_day_says_how_it_is_written(curator: Person) -> None:
    page = curator.read(EDIT)

    days = page.select("input[name$='.as_of'], input[name$='.published'], input[name$='.began'], input[name=review_by]")
    described = [str(day["aria-describedby"]).split() for day in days]
    assert len(days) > 10
    assert all(page.select_one(f"#{ids[0]}") and "-03" in words(page, f"#{ids[0]}") for ids in described)


def test_rows_are_ordered_by_days_in_words_too() -> None:
    form = form_of([("figure.records[0].as_of", ["9 June 2025"]), ("figure.records[1].as_of", ["2025-06-04"])])

    assert in_order(form).value(AS_OF) == "2025-06-04"


def test_the_day_of_the_next_review_may_be_in_words(room: Newsroom) -> None:
    person(room, "reviewer").sent(f"/console/stale/{TOLL}", review_by="31 January 2030", reason="read again")

    assert str(room.wired.editions.current.edition.entries[TOLL].review_by) == "2030-01-31"
