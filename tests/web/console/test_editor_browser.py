"""The editor in a real browser: what is shown while somebody types, rows in place, and what axe-core says."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.conftest import served
from tests.e2e.test_axe import complaints
from tests.web.console.browsing import person
from tests.web.console.filling import opened
from tests.web.curating.newsroom import TOLL, Newsroom, newsroom

FIGURE = json.loads((Path(__file__).parent / "figure_form.json").read_text(encoding="utf-8"))
HOSTILE = '"><script>document.title="broken"</script><img src=x onerror=alert(1)>'
#: What is said in the corner goes after a while, on a slow machine before it is looked at: here it stays.
LASTING = """(() => { const later = setTimeout;
  window.setTimeout = (act, after, ...more) => (after >= 5000 ? 0 : later(act, after, ...more)); })()"""
SCHEMES = ("light", "dark")
PAGES = (
    "/console/entries/new",
    *(f"/console/entries/new?kind={kind}" for kind in ("figure", "comparison", "label", "background")),
    f"/console/entries/{TOLL}",
    "/console/entries/deadliest-earthquakes-karvenia",
    "/console/entries/restricted-contractor-karvenia",
    f"/console/entries/{TOLL}/publish",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("desk")) as room:
        yield room


@pytest.fixture(scope="module")
def address(desk: Newsroom) -> Iterator[str]:
    with served(desk.app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def cookie(desk: Newsroom) -> str:
    found = person(desk, "reviewer").client.get_cookie("sidelight", path="/console")
    assert found is not None
    return found.value


@pytest.fixture
def context(chromium: Browser, address: str, cookie: str) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900})
    made.add_init_script(LASTING)
    made.add_cookies([{"name": "sidelight", "value": cookie, "domain": "127.0.0.1", "path": "/console"}])
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def open_editor(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator("#standing")).not_to_be_empty()
    tried(page)


def tried(page: Page) -> None:
    """Wait until a page has its first preview, if it is to have one, and says at its fields what it found."""
    expect(page.locator("#standing:empty")).to_have_count(0)
    expect(page.locator("[data-card-text]:visible")).to_have_count(0)


def write(page: Page, values: dict[str, str]) -> None:
    """Write into fields that may be folded away."""
    page.evaluate("document.querySelectorAll('#editor details').forEach((one) => { one.open = true; })")
    for name, value in values.items():
        field = page.locator(f"[name='{name}']").first
        if field.evaluate("(field) => field.matches('select')"):
            field.select_option(value)
        elif field.get_attribute("type") == "hidden":
            continue
        else:
            field.fill(value)


def test_an_example_turns_green_while_a_phrase_is_typed(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/new?kind=figure")
    write(page, {**FIGURE["first"], "phrases.en": ""})
    example = page.locator("[data-example='examples[0]'] [data-verdict]")
    expect(example).to_contain_text("Fails")

    # given a phrase that is not whole yet: its mistake is marked, and the example still fails
    phrases = page.locator("[name='phrases.en']")
    phrases.press_sequentially("kill~ {count} (people")
    expect(page.locator(".faults mark")).to_have_text("(")
    expect(example).to_contain_text("Fails")

    # when the rest is typed, then the example holds, and the card is there
    phrases.press_sequentially(")")
    expect(example).to_have_text("Holds: matches “killed 11 people”")
    expect(page.locator(".faults")).to_have_count(0)
    expect(page.locator(".card-here .says")).to_contain_text("11 people killed")
    expect(page.locator(".card-text")).to_be_hidden()


def test_words_that_were_found_become_what_is_expected_by_a_click(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/new?kind=figure")
    write(page, {**FIGURE["first"], "examples[0].quote": ""})

    page.get_by_role("button", name="Expect “killed 11 people”").click()

    expect(page.locator("[name='examples[0].quote']")).to_have_value("killed 11 people")
    expect(page.locator("[data-verdict]")).to_contain_text("Holds")


def test_a_row_comes_in_place_with_all_that_was_typed(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    page.locator("#f-figure-records-0-more > summary").click()
    page.locator("[name='title.en']").fill("Typed and not saved")

    page.get_by_role("button", name="Add a record").click()

    added = page.locator("[name='figure.records[7].as_of']")
    expect(added).to_be_focused()
    expect(page.locator("[name='title.en']")).to_have_value("Typed and not saved")
    expect(page.locator("#f-figure-records-0-more")).to_have_attribute("open", "")
    expect(page.locator("[data-chart-here] svg").first).to_be_visible()
    assert page.url.endswith(TOLL)


def test_enter_in_a_field_asks_for_the_preview_and_sends_nothing_away(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}")
    with page.expect_response("**/console/preview"):
        page.locator("[name='title.en']").fill("Still here")

    with page.expect_response("**/console/preview"):
        page.keyboard.press("Enter")

    expect(page.locator("[name='title.en']")).to_have_value("Still here")


def test_names_are_suggested_and_follow_where_they_are_used(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/new?kind=figure")

    page.locator("[name='title.en']").press_sequentially("Über fire: death toll")
    page.locator("[name='sources[0].publisher']").fill("Karvenian Wire")
    page.locator("[name='sources[0].published']").fill("2025-06-04")
    page.locator("[name='sources[0].title']").click()

    expect(page.locator("[name=id]")).to_have_value("uber-fire-death-toll")
    expect(page.locator("[name='sources[0].id']")).to_have_value("karvenian-wire-2025-06-04")
    expect(page.locator("[name='figure.records[0].sources']")).to_have_value("karvenian-wire-2025-06-04")
    expect(page.locator("#f-figure-records-0-sources summary")).to_contain_text("karvenian-wire-2025-06-04")


def test_a_link_to_a_field_unfolds_what_it_stands_in(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/{TOLL}#f-figure-records-1-low")

    expect(page.locator("[name='figure.records[1].low']")).to_be_focused()


def test_hostile_text_runs_nowhere(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    open_editor(page, f"{address}/console/entries/{TOLL}")

    hostile = ("title.en", "summary.en", "tags", "phrases.en", "sources[0].title", "figure.records[0].by")
    write(page, dict.fromkeys(hostile, HOSTILE))
    expect(page.locator(".faults code").first).to_contain_text("script")
    write(page, {"phrases.en": "{count} people were killed"})
    expect(page.locator(".card-here .title")).to_contain_text("script")
    page.get_by_role("button", name="Add a source").click()
    expect(page.locator("[name='title.en']")).to_have_value(HOSTILE)

    assert said == []
    assert page.title() != "broken"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_editor_is_accessible(context: BrowserContext, address: str, scheme: str) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of SCHEMES
    found: dict[str, list[str]] = {}
    for path in PAGES:
        page.goto(f"{address}{path}")
        tried(page)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        found[path] = complaints(page, "document")

    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("width", [320, 390, 1024, 1280])
def test_the_editor_is_no_wider_than_the_window(context: BrowserContext, address: str, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    wide: dict[str, int] = {}
    for path in PAGES:
        page.goto(f"{address}{path}")
        tried(page)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        wide[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert {path: by for path, by in wide.items() if by > 0} == {}


def test_a_conflict_is_settled_with_a_click(page: Page, desk: Newsroom, address: str) -> None:
    other = person(desk, "curator")
    union = "/console/entries/amberline-rescue-union"
    open_editor(page, f"{address}{union}")
    opened(other, union).write({"title.en": "Their title"}).press(other, "save")

    page.locator("[name='title.en']").fill("My title")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_contain_text("curator saved this entry while you were writing")
    assert complaints(page, "document") == []
    page.get_by_text("curator’s").click()
    page.get_by_role("button", name="Save with these choices").click()

    expect(page.locator(".flash")).to_contain_text("Nothing was changed")
    expect(page.locator("[name='title.en']")).to_have_value("Their title")


def test_what_was_said_of_a_removed_row_goes_with_it(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/new?kind=figure")
    write(page, {**FIGURE["first"], "sources[0].title": "", "figure.records[0].as_of": "soon"})
    page.get_by_role("button", name="Save draft").click()
    told = page.locator("#preview li:visible, [data-summary] li:visible")
    of_source = told.filter(has=page.locator("a[href='#f-sources-0-title']"))
    expect(of_source).to_have_count(2)
    page.wait_for_load_state()  # until its scripts have run, a button of a row loads the whole page

    # given a server that does not come to the next preview
    page.route("**/console/preview", lambda route: None)
    page.get_by_role("button", name="Remove source 1").click()

    expect(of_source).to_have_count(0)
    expect(told.filter(has=page.locator("a[href='#f-figure-records-0-as_of']"))).to_have_count(2)


def test_what_is_left_to_look_at_stays_when_nothing_is_needed_any_more(page: Page, address: str) -> None:
    open_editor(page, f"{address}/console/entries/new?kind=figure")
    write(page, {**FIGURE["first"], "id": "to-look-at", "review_by": "2020-01-01"})
    said = page.get_by_role("region", name="Before publishing")
    of_record = said.locator("li", has=page.locator("a[href='#f-figure-records-0-sources']"))
    page.locator("[name='figure.records[0].sources']").first.uncheck()
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".flash")).to_contain_text("Saved as a draft")
    page.wait_for_load_state()
    expect(of_record).to_contain_text("no source is given")
    expect(said.get_by_role("heading", name="Needed")).to_have_count(1)

    # given a server that does not come to the next preview
    page.route("**/console/preview", lambda route: None)
    page.get_by_role("button", name="Remove record 1").click()

    expect(said.get_by_role("heading", name="Needed")).to_have_count(0)
    expect(of_record).to_have_count(0)
    expect(said.get_by_role("heading", name="To look at")).to_have_count(1)
    expect(said.locator("li")).to_contain_text(["was to be reviewed by 2020-01-01"])


@pytest.mark.parametrize("size", [(1280, 480), (375, 640)], ids=str)
def test_what_is_said_in_the_corner_covers_no_button_that_saves(
    page: Page, address: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_editor(page, f"{address}/console/entries/{TOLL}")
    # Nothing moves any more.
    page.route("**/console/preview", lambda route: None)
    page.get_by_role("button", name="Remove record 1").click()
    expect(page.locator("#happened")).to_contain_text("Undo")

    page.locator(".save").scroll_into_view_if_needed()

    corner, save = (page.locator(one).bounding_box() for one in ("#happened", ".save"))
    assert corner is not None
    assert save is not None
    assert corner["y"] + corner["height"] <= save["y"]
