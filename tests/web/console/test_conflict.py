"""Two people edit the same entry at once: both texts are shown, and nothing is lost."""

import pytest
from bs4 import BeautifulSoup
from tests.web.console.browsing import page_of, person, words
from tests.web.console.filling import Filled, form_of, opened
from tests.web.console.test_editor import EDIT, HOSTILE
from tests.web.curating.newsroom import TOLL, Newsroom

from sidelight.core.entry import Entry
from sidelight.shapes.entries import entry_to


def head(room: Newsroom) -> Entry:
    return room.wired.curating.entries.entry(TOLL).head.entry


@pytest.fixture
def late(room: Newsroom) -> BeautifulSoup:
    """The page that the second of two gets: both changed the title, each something else besides."""
    first, second = person(room, "curator"), person(room, "reviewer")
    forms = [opened(one, EDIT) for one in (first, second)]
    forms[0].write({"title.en": "Their title", "summary.en": "Their summary."}).press(first, "save", reason="first")
    typed = {"title.en": "My title", "tags": "mine", "examples[0].text": forms[1].fields["examples[0].text"]}
    return page_of(forms[1].write(typed).press(second, "save", reason="mine"), status=409)


def choices(page: BeautifulSoup) -> dict[str, str]:
    """Label of each piece → whose is chosen; empty if nobody's is."""
    return {
        words(piece, "legend").split(" both")[0].split(" you")[0].split(" curator")[0]: "".join(
            str(chosen["value"]) for chosen in piece.select("input[checked]")
        )
        for piece in (BeautifulSoup(str(found), "lxml") for found in page.select("fieldset.difference"))
    }


def settled(page: BeautifulSoup) -> Filled:
    return form_of(page, "form.settle")


def test_both_texts_are_shown_with_what_each_has_changed(late: BeautifulSoup) -> None:
    assert choices(late) == {"Title (en)": "", "Summary (en)": "theirs", "Tags": "mine"}
    told = words(late, "form.settle")
    assert "Their title" in told
    assert "My title" in told
    assert "both changed it" in told


def test_nothing_was_saved_and_nothing_was_lost(room: Newsroom, late: BeautifulSoup) -> None:
    form = settled(late)

    assert head(room).title["en"] == "Their title"
    assert (form.fields["title.en"], form.fields["tags"]) == ("My title", "mine")
    assert late.select_one("#f-reason")["value"] == "mine"  # type: ignore[index]


def choice_of(page: BeautifulSoup, label: str) -> str:
    """Name of the choice of a piece."""
    piece = next(piece for piece in page.select("fieldset.difference") if label in words(piece, "legend"))
    return str(piece.select("input")[0]["name"])


def test_what_both_have_changed_is_not_saved_without_a_choice(room: Newsroom, late: BeautifulSoup) -> None:
    form = settled(late)
    form.fields[choice_of(late, "Tags")] = "theirs"

    page = page_of(form.press(person(room, "reviewer"), "save"), status=409)

    assert "1 piece still needs a choice" in words(page, ".box.bad")
    assert words(page, ".box.bad li") == "Title (en)"
    assert choices(page) == {"Title (en)": "", "Summary (en)": "theirs", "Tags": "theirs"}
    assert settled(page).fields["title.en"] == "My title"
    assert room.wired.curating.entries.entry(TOLL).head.number == 2


def test_what_only_one_has_changed_stands_unless_somebody_chooses(room: Newsroom, late: BeautifulSoup) -> None:
    form = settled(late)
    form.fields[choice_of(late, "Title")] = "mine"

    form.press(person(room, "reviewer"), "save")

    entry = head(room)
    assert (entry.title["en"], entry.summary["en"], entry.tags) == ("My title", "Their summary.", ("mine",))
    assert room.wired.curating.entries.entry(TOLL).head.number == 3


def test_a_record_that_both_changed_otherwise_is_one_choice_and_stays_one_record(room: Newsroom) -> None:
    first, second = person(room, "curator"), person(room, "reviewer")
    forms = [opened(one, EDIT) for one in (first, second)]
    forms[0].write({"figure.records[0].by": "Somebody else"}).press(first, "save")
    page = page_of(forms[1].write({"figure.records[0].value": "97"}).press(second, "save"), status=409)

    (piece,) = page.select("fieldset.difference")
    form = settled(page)
    form.fields[choice_of(page, "Record 1")] = "mine"
    form.press(second, "save")

    assert "not there" not in piece.get_text()
    assert "Somebody else" in piece.get_text()
    days = [record["as_of"] for record in entry_to(head(room))["figure"]["records"]]
    assert len(days) == len(set(days))


def test_a_piece_is_taken_from_the_other(room: Newsroom, late: BeautifulSoup) -> None:
    form = settled(late)
    form.fields[choice_of(late, "Title")] = "theirs"

    form.press(person(room, "reviewer"), "save")

    assert (head(room).title["en"], head(room).tags) == ("Their title", ("mine",))


@pytest.mark.parametrize(
    ("button", "title", "tags"), [("all mine", "My title", ("mine",)), ("all theirs", "Their title", None)]
)
def test_one_side_is_taken_whole(
    room: Newsroom, late: BeautifulSoup, button: str, title: str, tags: tuple[str, ...] | None
) -> None:
    before = head(room)

    settled(late).press(person(room, "reviewer"), button)

    assert (head(room).title["en"], head(room).tags) == (title, before.tags if tags is None else tags)


def test_the_choices_can_be_edited_on(room: Newsroom, late: BeautifulSoup) -> None:
    typed = settled(late)
    typed.fields[choice_of(late, "Title")] = "mine"

    form = form_of(page_of(typed.press(person(room, "reviewer"), "go on editing")))

    assert (form.fields["title.en"], form.fields["summary.en"]) == ("My title", "Their summary.")
    assert form.fields["based_on"] == "2"


def test_a_third_edit_meanwhile_asks_again(room: Newsroom, late: BeautifulSoup) -> None:
    third = person(room, "curator")
    opened(third, EDIT).write({"tags": "third"}).press(third, "save")

    page = page_of(settled(late).press(person(room, "reviewer"), "save"), status=409)

    assert choices(page) == {"Title (en)": "", "Summary (en)": "theirs", "Tags": ""}
    assert head(room).tags == ("third",)


def test_hostile_text_of_both_is_shown_as_text(room: Newsroom) -> None:
    first, second = person(room, "curator"), person(room, "reviewer")
    forms = [opened(one, EDIT) for one in (first, second)]
    forms[0].write({"title.en": HOSTILE}).press(first, "save", reason=HOSTILE)

    answer = forms[1].write({"title.en": f"{HOSTILE} mine", "tags": HOSTILE}).press(second, "save")

    page = page_of(answer, status=409)
    assert not page.select("main script, main img")
    assert HOSTILE in words(page, "form.settle")


def test_a_form_that_does_not_say_what_it_is_about_is_refused(room: Newsroom) -> None:
    answer = person(room, "curator").post(f"{EDIT}/settle", do="save")

    assert answer.status_code == 428
