"""A session that follows its page: edits, late content, routes, dialogs, and scripts that come twice."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from tests.extension.conftest import CONTENT, FILES, add_content_scripts

FIRST = "At least 412 people were killed in Melvaro on Sunday, the office said."
SECOND = "The works were led by Orrinvale, which the ministry has listed since last June."
HTML = f"<!doctype html><title>Quake</title><main><p id='first'>{FIRST}</p><p id='second'>{SECOND}</p></main>"
LONG = "The search went on through the night in all parts of the town. " * 12
#: Answers with a note on each of two quotes, wherever they stand in what was sent; keeps what was sent and told.
START = """options => {
  const quotes = ["412 people were killed", "which the ministry has listed"];
  const annotation = (text, exact, at) => ({
    id: `urn:note:${exact.length}`,
    entry: { id: `entry-${exact.length}`, kind: "figure", title: "T" },
    finding: "known",
    says: "Says.",
    target: { selector: [
      {
        type: "TextQuoteSelector",
        exact,
        prefix: text.slice(Math.max(0, at - 32), at),
        suffix: text.slice(at + exact.length, at + exact.length + 32),
      },
      { type: "TextPositionSelector", start: at, end: at + exact.length },
    ] },
  });
  Object.assign(window, { sent: [], told: [], open: Promise.resolve(), ...options.world });
  const postPassages = async (body) => {
    window.sent.push(body);
    const text = (body.passages ?? []).map((passage) => passage.text).join("\\n\\n");
    const places = quotes.map((quote) => [quote, text.indexOf(quote)]).filter(([, at]) => at !== -1);
    const items = places.map(([quote, at]) => annotation(text, quote, at));
    await window.open;
    return { reply: { type: "AnnotationPage", items, article: {}, checked: {}, partial: [] } };
  };
  return Sidelight.start({ postPassages, report: ({ root, ...state }) => window.told.push(state), ...options });
}"""
PAINTED = """[...CSS.highlights]
  .filter(([name]) => /^sidelight-(?!active-)/.test(name))
  .flatMap(([, ranges]) => [...ranges].map(String))"""
ADD = """text => {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  document.querySelector("main").append(paragraph);
}"""
BOTH = ["412 people were killed", "which the ministry has listed"]

Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a page at an address, with a session on it; an error in a script fails the test."""
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    errors: list[str] = []

    def serve(route: Route) -> None:
        route.fulfill(body=HTML, content_type="text/html")

    def open_page(**options: Any) -> Page:
        context.route("**/*", serve)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("https://news.example/quake")
        add_content_scripts(page)
        page.evaluate(START, options)
        return page

    yield open_page
    context.close()
    assert errors == []


def wait_painted(page: Page, quotes: list[str]) -> None:
    """Wait until exactly these are painted."""
    page.wait_for_function(f"quotes => JSON.stringify({PAINTED}) === JSON.stringify(quotes)", arg=quotes)


def told(page: Page) -> dict[str, Any]:
    state: dict[str, Any] = page.evaluate("JSON.parse(JSON.stringify(window.told.at(-1)))")
    return state


def test_a_session_paints_and_tells_how_it_stands(visit: Visit) -> None:
    page = visit()

    state = told(page)

    assert page.evaluate(PAINTED) == BOTH
    assert {key: state[key] for key in ("state", "count", "kinds", "notPlaced")} == {
        "state": "found",
        "count": 2,
        "kinds": {"figure": 2},
        "notPlaced": 0,
    }


def test_a_paragraph_that_the_page_draws_anew_is_marked_again(visit: Visit) -> None:
    page = visit()

    redraw = f"text => {{ document.getElementById('first').textContent = text; return {PAINTED}; }}"
    emptied = page.evaluate(redraw, FIRST)

    assert emptied != BOTH
    wait_painted(page, BOTH)
    assert page.evaluate("window.sent.length") == 1


def test_a_number_that_changes_under_its_mark_takes_the_mark_away(visit: Visit) -> None:
    page = visit()

    page.evaluate("document.getElementById('first').firstChild.replaceData(9, 3, '431')")

    wait_painted(page, BOTH[1:])
    assert [note["reason"] for note in told(page)["notes"]] == [None, "changed"]


def test_a_passage_that_is_opened_later_is_marked_then(visit: Visit) -> None:
    page = visit()
    page.evaluate(
        """() => {
          const details = document.createElement("details");
          details.append(document.getElementById("second"));
          document.querySelector("main").append(details);
        }"""
    )
    page.wait_for_function("window.told.at(-1).notPlaced === 1")

    page.evaluate("document.querySelector('details').open = true")

    wait_painted(page, BOTH)


def test_a_page_that_has_grown_by_much_is_asked_about_again(visit: Visit) -> None:
    page = visit()

    page.evaluate(ADD, LONG)

    page.wait_for_function("window.sent.length === 2")
    assert LONG.strip() in [passage["text"] for passage in page.evaluate("window.sent.at(-1).passages")]
    wait_painted(page, BOTH)


def test_a_page_is_asked_about_a_few_times_only(visit: Visit) -> None:
    page = visit()

    page.evaluate("Sidelight.session.asked = 4")
    page.evaluate("text => { document.querySelector('main').append(text); }", LONG)

    assert page.evaluate("text => Sidelight.session.round(text.length)", LONG) is False
    assert page.evaluate("window.sent.length") == 1


def test_only_the_address_is_asked_with_where_the_reader_chose_so(visit: Visit) -> None:
    page = visit(settings={"mode": "address"})

    assert page.evaluate("window.sent") == [{"url": "https://news.example/quake"}]


def test_another_route_of_the_page_takes_the_notes_away_and_sends_nothing(visit: Visit) -> None:
    page = visit()

    page.evaluate("history.pushState({}, '', '/flood')")

    page.wait_for_function("!Sidelight.session")
    assert page.evaluate(PAINTED) == []
    assert page.evaluate("document.querySelectorAll('sidelight-cards').length") == 0
    assert told(page)["state"] == "hidden"
    assert page.evaluate("window.sent.length") == 1


def test_on_a_site_that_is_always_on_another_route_is_asked_about(visit: Visit) -> None:
    page = visit(alwaysOn=True)

    page.evaluate("history.pushState({}, '', '/flood')")

    page.wait_for_function("window.sent.length === 2")
    assert page.evaluate("window.sent.at(-1).url") == "https://news.example/flood"
    wait_painted(page, BOTH)


def test_a_fragment_is_the_same_page(visit: Visit) -> None:
    page = visit()

    page.evaluate("""new Promise((done) => {
      navigation.addEventListener("navigatesuccess", () => done(), { once: true });
      history.pushState({}, "", "#second");
    })""")

    assert page.evaluate("Boolean(Sidelight.session)")
    assert page.evaluate(PAINTED) == BOTH


def test_an_answer_for_the_page_before_is_dropped(visit: Visit) -> None:
    page = visit(alwaysOn=True)

    page.evaluate("window.open = new Promise((open) => { window.release = open; }); void 0")
    page.evaluate("Sidelight.session.run(); void 0")
    page.wait_for_function("window.sent.length === 2")
    page.evaluate("""() => {
      window.before = Sidelight.session.turn;
      history.pushState({}, "", "/flood");
      document.querySelector("main").textContent = "Water everywhere in the north of it, they said.";
    }""")
    page.wait_for_function("Sidelight.session.turn > window.before")
    page.evaluate("window.release()")
    page.evaluate("window.open = Promise.resolve(); void 0")

    page.wait_for_function("window.sent.length === 3 && window.told.at(-1).state === 'none'")
    assert page.evaluate(PAINTED) == []


def test_back_from_the_cache_a_lost_question_is_put_again(visit: Visit) -> None:
    page = visit()

    page.evaluate("Sidelight.session.last.state = 'problem'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    page.wait_for_function("window.sent.length === 2")
    wait_painted(page, BOTH)


def test_a_modal_dialog_of_the_page_has_the_page_for_itself(visit: Visit) -> None:
    page = visit()
    shown = "getComputedStyle(document.querySelector('sidelight-cards')).display"

    page.evaluate("const d = document.createElement('dialog'); document.body.append(d); d.showModal()")
    page.wait_for_function(f"{shown} === 'none'")
    page.evaluate("document.querySelector('dialog').close()")

    page.wait_for_function(f"{shown} === 'block'")


def test_scripts_that_come_a_second_time_change_nothing(visit: Visit) -> None:
    page = visit()

    for name in FILES["scripts"]:
        page.add_script_tag(path=CONTENT / name)

    assert page.evaluate(PAINTED) == BOTH
    assert page.evaluate("document.querySelectorAll('sidelight-cards').length") == 1
    assert page.evaluate("Sidelight.stop()") is True
    assert page.evaluate(PAINTED) == []


def test_stopping_takes_everything_away_and_leaves_the_pages_own_marks(visit: Visit) -> None:
    page = visit()
    page.evaluate("CSS.highlights.set('own', new Highlight())")

    stopped = page.evaluate("Sidelight.stop()")

    assert stopped is True
    assert page.evaluate("[...CSS.highlights.keys()]") == ["own"]
    assert page.evaluate("document.querySelectorAll('sidelight-cards').length") == 0
    assert page.evaluate("Sidelight.stop()") is False


def test_hiding_and_showing_asks_nothing(visit: Visit) -> None:
    page = visit()

    hidden = page.evaluate("[Sidelight.session.toggle(), window.told.at(-1).state]")
    marks = page.evaluate(PAINTED)
    shown = page.evaluate("[Sidelight.session.toggle(), window.told.at(-1).state]")

    assert [hidden, marks, shown] == [[False, "hidden"], [], [True, "found"]]
    assert page.evaluate(PAINTED) == BOTH
    assert page.evaluate("window.sent.length") == 1


def test_kinds_and_hidden_entries_are_left_unpainted(visit: Visit) -> None:
    page = visit(settings={"hiddenEntries": ["entry-22"]})
    at_first = page.evaluate(PAINTED)

    page.evaluate("Sidelight.session.setKinds(['label'])")

    assert at_first == BOTH[1:]
    assert [note["quote"] for note in told(page)["notes"]] == BOTH[1:]
    assert page.evaluate(PAINTED) == []


def test_next_and_previous_go_round_the_notes(visit: Visit) -> None:
    page = visit()
    steps = ["next", "next", "next", "previous"]

    visited = [page.evaluate(f"Sidelight.session.{step}().id") for step in steps]

    assert visited == ["urn:note:22", "urn:note:29", "urn:note:22", "urn:note:29"]
