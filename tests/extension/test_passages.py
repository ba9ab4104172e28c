import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.extension.conftest import Open
from tests.extension.replies import ARTICLE

from sidelight.adapters.extract.page import extract
from sidelight.services import ports

SERVER = Path(__file__).parents[1] / "adapters" / "extract"
CASES = json.loads((SERVER / "passages.json").read_text(encoding="utf-8"))
SCORED = json.loads((SERVER / "scoring.json").read_text(encoding="utf-8"))
PAGES = sorted((SERVER / "pages").glob("*.html"))
#: Read without running the page's own scripts, as the server does.
READ_HTML = """([html, title]) => {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return Sidelight.readPassages(parsed, title).passages.map(({ role, text }) => [role, text]);
}"""
SCORE = """({ candidates, around }) => {
  const blocks = candidates.map(({ text, tag, box, link_share: linkShare, role, outside }) =>
    ({ block: { text, setting: { tag, box }, linkShare }, role, outside }));
  return Sidelight.areArticles(blocks, around);
}"""
READ = "title => Sidelight.readPassages(document, title).passages.map(({ role, text }) => [role, text])"


def as_the_server_reads(html: str) -> tuple[str | None, list[list[str]]]:
    article = extract(ports.Page(body=html))
    return article.title, [[passage.role, passage.text] for passage in article.passages]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_fragments_are_read_as_the_server_reads_them(scripts: Page, case: dict[str, str]) -> None:
    assert scripts.evaluate(READ_HTML, [case["html"], None]) == case["passages"]


@pytest.mark.parametrize("case", SCORED, ids=lambda case: case["name"])
def test_blocks_are_told_apart_as_the_server_tells_them(scripts: Page, case: dict[str, Any]) -> None:
    own = scripts.evaluate(SCORE, case)

    assert own == case["own"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_whole_pages_are_read_as_the_server_reads_them(scripts: Page, path: Path) -> None:
    html = path.read_text(encoding="utf-8")

    title, passages = as_the_server_reads(html)

    assert scripts.evaluate(READ_HTML, [html, title]) == passages


def test_what_the_page_hides_by_its_style_sheet_is_not_read(open_page: Open) -> None:
    page = open_page("<style>.twin { display: none }</style><p>One is here.</p><p class='twin'>One is here.</p>")

    assert page.evaluate(READ, None) == [["body", "One is here."]]


def test_every_word_leads_back_to_its_place_on_the_page(open_page: Open) -> None:
    page = open_page(ARTICLE)

    wrong = page.evaluate("""() => {
      const page = Sidelight.readPassages(document);
      return [...page.text.matchAll(/\\S+/g)].filter(({ index, 0: word }) =>
        Sidelight.rangeOf(page, { start: index, end: index + word.length }).toString() !== word).map(([word]) => word);
    }""")

    assert wrong == []


def test_a_place_whose_text_has_changed_since_is_no_place(open_page: Open) -> None:
    page = open_page("<p id='p'>Nine people died.</p>")

    found = page.evaluate("""() => {
      const page = Sidelight.readPassages(document);
      document.getElementById("p").firstChild.data = "Ten people died.";
      return Sidelight.rangeOf(page, { start: 0, end: 4 });
    }""")

    assert found is None


def test_reading_leaves_the_page_as_it_was(open_page: Open) -> None:
    page: Page = open_page(ARTICLE)
    before = page.evaluate("document.documentElement.outerHTML")

    page.evaluate(READ, None)

    assert page.evaluate("document.documentElement.outerHTML") == before


def test_what_a_reader_may_be_writing_in_is_not_read(open_page: Open) -> None:
    page = open_page(
        "<p>One is here.</p><div contenteditable><p>A private letter.</p></div><textarea>Another.</textarea>"
        "<sidelight-cards>Ours.</sidelight-cards>"
    )

    assert page.evaluate(READ, None) == [["body", "One is here."]]


def test_a_page_in_design_mode_is_not_read(open_page: Open) -> None:
    page = open_page("<p>One is here.</p>")

    page.evaluate("document.designMode = 'on'")

    assert page.evaluate(READ, None) == []


def test_reading_in_slices_gives_the_same_as_reading_at_once(open_page: Open) -> None:
    page = open_page(ARTICLE)

    sliced = page.evaluate("Sidelight.inSlices(Sidelight.reading(document)).then(({ text }) => text)")

    assert sliced == page.evaluate("Sidelight.readPassages(document).text")


def test_work_that_is_ended_before_it_is_done_gives_nothing(scripts: Page) -> None:
    result = scripts.evaluate("""async () => {
      const ended = new AbortController();
      let steps = 0;
      const work = (function* () { for (;;) { steps += 1; if (steps === 5) ended.abort(); yield; } })();
      return [await Sidelight.inSlices(work, ended.signal), steps];
    }""")

    assert result == [None, 5]


def test_what_stands_behind_two_million_characters_is_not_read(scripts: Page) -> None:
    many = scripts.evaluate("""() => {
      const doc = document.implementation.createHTMLDocument("");
      for (let at = 0; at < 5; at += 1) {
        const paragraph = doc.createElement("p");
        paragraph.textContent = "word ".repeat(100_000);
        doc.body.append(paragraph);
      }
      return Sidelight.readPassages(doc).whole.text.length;
    }""")

    assert 2_000_000 <= many < 2_100_000
