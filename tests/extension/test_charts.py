"""The charts on a card: drawn from numbers only, and told in words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.extension.replies import QUOTES, annotation, record, reply_to
from tests.extension.test_card import CARD, card_text, click_passage

Noted = Callable[..., Page]


def test_a_figures_chart_marks_what_the_article_said_and_tells_it_in_words(noted_page: Noted) -> None:
    page = noted_page()

    click_passage(page, "figure")

    chart = page.evaluate(f"""(svg => ({{
      role: svg.getAttribute("role"),
      words: svg.querySelector("desc").textContent,
      bars: [...svg.querySelectorAll(".bar")].map((bar) => bar.getAttribute("class")),
      said: svg.querySelectorAll(".said").length,
    }}))({CARD}.querySelector("svg"))""")
    assert chart == {
        "role": "img",
        "words": "The first figure is 180 on 14 May 2023; on the article’s date it was 412 on 17 May 2023; "
        "the latest is 431 on 2 June 2023. The article says 412.",
        "bars": ["bar ", "bar then", "bar latest", "bar other"],
        "said": 1,
    }
    assert "412 17 May 2023 Civil Protection Office [1]" in page.evaluate(
        f"{CARD}.querySelector('.records').textContent"
    )


def test_a_rankings_chart_marks_the_subject_and_greys_what_does_not_count(noted_page: Noted) -> None:
    page = noted_page()

    click_passage(page, "comparison")

    bars = page.evaluate(f"[...{CARD}.querySelectorAll('figure > svg .bar')].map((bar) => bar.getAttribute('class'))")
    rows = page.evaluate(f"[...{CARD}.querySelectorAll('.records li')].map((row) => row.textContent)")
    assert bars == ["bar ", "bar here", "bar ", "bar left-out"]
    assert rows == [
        "Tolmere, 1987: 1,210 (counts from 1,100 to 1,210; the event it is compared with)",
        "Melvaro, 2023: 431 (the article’s subject)",
        "Ostrelin, 2001: 77",
        "Elsewhere, 1999: 900 (in another place)",
    ]


def ranking_of(page: Page, *rows: tuple[str, int, int]) -> list[str]:
    """Order rows of name, value and high end as the card does; the given order is the server's."""
    given = [{"name": name, "value": value, "low": value, "high": high} for name, value, high in rows]
    return page.evaluate("rows => Sidelight.bySize(rows).map((row) => row.name)", given)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        ([("A", 334, 334), ("B", 129, 166), ("C", 149, 149)], ["A", "C", "B"]),
        ([("A", 10, 10), ("B", 30, 30), ("C", 20, 40)], ["A", "C", "B"]),
        ([("A", 10, 10), ("B", 30, 30), ("C", 20, 20)], ["A", "B", "C"]),
        ([("A", 10, 10)], ["A"]),
    ],
)
def test_a_ranking_is_ordered_by_the_printed_value_the_way_the_server_goes(
    scripts: Page, rows: list[tuple[str, int, int]], order: list[str]
) -> None:
    assert ranking_of(scripts, *rows) == order


def test_legends_begin_with_capitals(noted_page: Noted) -> None:
    page = noted_page()

    legends = {}
    for kind in ("figure", "comparison"):
        page.keyboard.press("Escape")
        click_passage(page, kind)
        legends[kind] = page.evaluate(f"[...{CARD}.querySelectorAll('.legend li')].map((item) => item.textContent)")

    assert legends == {
        "figure": ["This article: 412", "Known on its date", "Latest", "Another count"],
        "comparison": ["The article’s subject", "Not counted here"],
    }


#: Draw the chart of a figure; gives the height of the article's line, and of every number above a bar.
DRAWN = r"""reply => {
  const svg = Sidelight.figureChart(Sidelight.readReply(reply).notes[0]).querySelector("svg");
  const height = (shape, name) => Number(shape.getAttribute(name));
  const numbers = [...svg.querySelectorAll("text")].filter((text) => /^\d+$/.test(text.textContent));
  return [height(svg.querySelector("line.said"), "y1"), numbers.map((text) => height(text, "y"))];
}"""


@pytest.mark.parametrize("value", range(340, 460, 4))
def test_the_articles_line_runs_through_no_number(scripts: Page, value: int) -> None:
    item = annotation(QUOTES["figure"][0], "figure")
    item["records"]["series"] = [record(value, f"2023-05-{day}") for day in range(10, 14)]

    line, bases = scripts.evaluate(DRAWN, reply_to("", item))

    assert len(bases) == 5
    assert all(base <= line - 3 or base - 8 >= line + 1 for base in bases)


def test_a_labels_time_line_has_the_article_among_the_events(noted_page: Noted) -> None:
    page = noted_page()

    click_passage(page, "label")

    words = page.evaluate(f"{CARD}.querySelector('figure > svg desc').textContent")
    assert words == "9 June 2022: Listed. 18 May 2023: This article. February 2024: Removed from the list."
    assert page.evaluate(f"{CARD}.querySelectorAll('figure > svg .diamond').length") == 1
    assert "Works Act of 2019" in (card_text(page) or "")
