"""A curator's day in a real browser: an entry from nothing, two people on one entry, and the way back."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import served
from tests.extension.driver import shared_driver
from tests.web.curating.newsroom import PASSWORD, Newsroom, newsroom

from sidelight.services.asked import Asked

ENTRY = "selmo-ferry-death-toll"
#: What a news page would say; the figure is the first one, which was raised later.
NEWS = """At least 58 people were killed when the ferry Selmo capsized off Tarrow on Friday, officials said.

The coast guard searched the bay through the night. The Selmo lies on her side in forty metres of water."""
OTHER = "Fishermen killed 58 seals off Tarrow last winter, the ministry said. The Selmo was in port."
FIELDS = {
    "id": ENTRY,
    "title.en": "Selmo ferry: death toll",
    "summary.en": "The ferry Selmo capsized off Tarrow on 6 March 2026. The toll rose with the search.",
    "figure.measure": "deaths",
    "figure.unit.one.en": "person killed",
    "figure.unit.other.en": "people killed",
    "figure.event.began": "2026-03-06",
    "figure.event.places": "Tarrow",
    "sources[0].publisher": "Tarrow Harbour Office",
    "sources[0].title": "Selmo: state of the search",
    "sources[0].url": "https://harbour.example/selmo",
    "sources[0].published": "2026-03-20",
    "phrases.en": "{count} people were drowned",
    "scope.about.any": "Selmo",
    "examples[0].text": "At least 58 people were killed when the ferry Selmo capsized off Tarrow.",
    "examples[0].quote": "At least 58 people were killed",
}
RECORDS = ({"as_of": "2026-03-07", "value": "58"}, {"as_of": "2026-03-20", "value": "64"})

LogIn = Callable[[str], Page]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path) as opened:
        for text in (NEWS, OTHER):
            opened.wired.curating.corpus.add(Asked(text=text, title=None), by="curator")
        yield opened


@pytest.fixture
def log_in(room: Newsroom) -> Iterator[LogIn]:
    """Give each person a browser of their own, at the console."""
    with shared_driver() as driver, served(room.app) as port:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        def open_page(name: str) -> Page:
            page = browser.new_context(base_url=f"http://127.0.0.1:{port}").new_page()
            page.goto("/console/")
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Log in").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Entries")
            return page

        yield open_page
        browser.close()


def field(page: Page, name: str) -> Any:
    return page.locator(f'[name="{name}"]')


def annotated(room: Newsroom) -> tuple[int, list[str]]:
    """Ask the API about the news page; gives the edition, and what it found."""
    body = {"text": NEWS, "published": "2026-03-07"}
    reply = room.client().post("/v1/annotations", json=body, headers={"Host": "localhost"}).get_json()
    return reply["checked"]["edition"], [item["entry"]["id"] for item in reply["items"]]


def write(page: Page) -> None:
    """Fill the editor of a new figure."""
    page.goto("/console/entries/new?kind=figure")
    for name, value in FIELDS.items():
        field(page, name).fill(value)
    page.get_by_role("button", name="Add a record").click()
    # It has the focus once all is in its place; before, the focus would come away from another field in mid-word.
    expect(field(page, "figure.records[1].as_of")).to_be_focused()
    for number, record in enumerate(RECORDS):
        for key, value in record.items():
            field(page, f"figure.records[{number}].{key}").fill(value)
        field(page, f"figure.records[{number}].by").fill("harbour office")
        box = field(page, f"figure.records[{number}].sources")
        if not box.is_checked():
            box.evaluate("box => box.click()")


def publish(page: Page, reason: str) -> None:
    page.goto(f"/console/entries/{ENTRY}/publish")
    page.get_by_label("Why").first.fill(reason)
    page.get_by_role("button", name="Publish revision").click()
    expect(page.locator("main")).to_contain_text("The newest revision is what readers meet")


def save(page: Page, reason: str) -> None:
    field(page, "reason").fill(reason)
    page.get_by_role("button", name="Save draft").click()


def test_an_entry_is_written_tried_and_published(room: Newsroom, log_in: LogIn) -> None:
    page = log_in("reviewer")
    before, found = annotated(room)
    assert ENTRY not in found

    write(page)
    example = page.locator(".tried li")
    expect(example).to_have_attribute("data-state", "fails")
    field(page, "phrases.en").fill("{count} people (were killed | died)")
    expect(page.locator(".standing")).to_contain_text("1 of 1 example holds")

    save(page, "the toll is being revised")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selmo ferry")
    page.goto(f"/console/entries/{ENTRY}/hits")
    expect(page.locator("#count-new")).to_have_text("1")
    expect(page.locator("#hits-new")).to_contain_text("At least 58 people were killed")
    publish(page, "first publication")

    after, found = annotated(room)
    assert after == before + 1
    assert ENTRY in found
    expect(page.locator(".error")).to_have_count(0)


def test_two_people_on_one_entry_lose_nothing(room: Newsroom, log_in: LogIn) -> None:
    one, other = log_in("reviewer"), log_in("curator")
    write(one)
    field(one, "phrases.en").fill("{count} people were killed")
    save(one, "a new toll")
    expect(one.get_by_role("heading", level=1)).to_contain_text("Selmo ferry")
    for page in (one, other):
        page.goto(f"/console/entries/{ENTRY}")
    field(one, "title.en").fill("The Selmo: death toll")
    field(other, "title.en").fill("Sinking of the Selmo: death toll")
    field(other, "tags").fill("ferries")
    save(one, "a shorter title")
    expect(one.locator(".flash")).to_contain_text("Saved as revision 2")

    save(other, "a title that says what happened")

    expect(other.get_by_role("alert")).to_contain_text("reviewer saved this entry while you were writing")
    expect(other.locator("main")).to_contain_text("The Selmo: death toll")
    expect(other.locator("main")).to_contain_text("Sinking of the Selmo: death toll")
    other.locator("fieldset", has_text="Sinking of the Selmo").get_by_role("radio", name="Yours").check()
    other.get_by_role("button", name="Save with these choices").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("Sinking of the Selmo")
    revisions = room.wired.curating.entries.revisions(ENTRY)
    assert [revision.act.by for revision in revisions] == ["curator", "reviewer", "reviewer"]
    assert revisions[0].entry.tags == ("ferries",)
    assert revisions[1].entry.title["en"] == "The Selmo: death toll"


def test_what_was_published_is_reverted_and_taken_out(room: Newsroom, log_in: LogIn) -> None:
    page = log_in("reviewer")
    write(page)
    field(page, "phrases.en").fill("{count} people were killed")
    save(page, "a new toll")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selmo ferry")
    publish(page, "first publication")
    page.goto(f"/console/entries/{ENTRY}")
    field(page, "summary.en").fill("The ferry Selmo sank.")
    save(page, "shorter")
    expect(page.locator(".flash")).to_contain_text("Saved as revision 2")
    publish(page, "the shorter summary")

    page.goto(f"/console/entries/{ENTRY}/history")
    revert = page.locator("#revert-1")
    revert.locator("summary").click()
    revert.get_by_label("Why").fill("too short")
    revert.get_by_role("button", name="Go back to revision 1").click()
    expect(page.locator("main")).to_contain_text("too short")
    publish(page, "the longer summary again")
    assert room.wired.curating.entries.entry(ENTRY).head.entry.summary["en"] == FIELDS["summary.en"]

    page.get_by_text("Retire this entry…").click()
    page.locator("#f-retire-reason").fill("told by another desk")
    page.get_by_role("button", name="Retire it").click()

    expect(page.locator("main")).to_contain_text("it was taken out")
    assert ENTRY not in annotated(room)[1]
