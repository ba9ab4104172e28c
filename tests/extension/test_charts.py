"""The charts on a card: drawn from numbers only, and told in words."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.extension.conftest import add_content_scripts
from tests.extension.replies import QUOTES, annotation, ranked, record, reply_to
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


#: Draw charts; give the texts that are cut at an edge or touch on a line, each with the number of its chart.
CROWDED = r"""([kind, replies]) => {
  const draw = { figure: Sidelight.figureChart, comparison: Sidelight.rankingChart }[kind];
  const host = document.body.appendChild(document.createElement("div"));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${Sidelight.styles.join("")}.card { position: static; inline-size: auto; max-block-size: none; }`);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const charts = replies.map((reply) => draw(Sidelight.readReply(reply).notes[0]));
  root.append(Sidelight.element("div", { class: "card" }, ...charts));
  const found = charts.flatMap((chart, at) => {
    const svg = chart.querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    const texts = [...svg.querySelectorAll("text")].map((text) => {
      const { x, width } = text.getBBox();
      return { told: text.textContent, left: x, right: x + width, y: Number(text.getAttribute("y")) };
    });
    const cut = texts.filter(({ left, right, y }) => left < -2 || right > width + 2 || y < 9 || y > height);
    const touching = texts.filter((one) => texts.some((other) =>
      one !== other && Math.abs(one.y - other.y) < 10 && one.left < other.right + 1 && other.left < one.right + 1));
    return [...cut, ...touching].map(({ told }) => [at, told]);
  });
  host.remove();
  return found;
}"""
DAYS = (2, 3, 4, 7, 11, 14)
WINDOWS = [("en", 320), ("en", 375), ("en", 1000), ("ru", 320), ("ru", 1000)]
NAMES = [
    "Flood",
    "The Great Tolmere and Upper Vethering Earthquake",
    "MMWM WWMM MWMW WMWM " * 3,
    "ЖИЛОЙ ДОМ НА ШОССЕ " * 3,
]


@pytest.fixture(scope="module", params=WINDOWS, ids=str)
def window(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Give the content scripts in a language and a window of a width."""
    language, width = request.param
    context = chromium.new_context(viewport={"width": width, "height": 800})
    yield add_content_scripts(context.new_page(), language)
    context.close()


def tolls(pair: tuple[int, int], days: int) -> Iterator[dict[str, Any]]:
    """Write replies with a toll for each day, one of each pair in turn; any day's is the one known to the article."""
    series = [record(pair[day % 2] + day, f"2023-09-{day + 10}") for day in range(days)]
    for then in series:
        item = annotation(QUOTES["figure"][0], "figure")
        item["reading"]["value"] = then["value"]
        item["records"] = {"then": then, "latest": series[-1], "series": series, "other": []}
        yield reply_to("", item)


@pytest.mark.parametrize("pair", [(140, 143), (1_310, 1_405), (9, 120_500), (1_250_000, 1_260_000)], ids=str)
def test_no_text_of_a_figures_chart_touches_another_or_is_cut(window: Page, pair: tuple[int, int]) -> None:
    replies = [reply for days in DAYS for reply in tolls(pair, days)]

    assert window.evaluate(CROWDED, ["figure", replies]) == []


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_long_name_leaves_room_for_its_number(window: Page, name: str) -> None:
    item = annotation(QUOTES["comparison"][0], "comparison")
    item["ranking"] = [ranked(name, value, "1987-03-02") for value in (121_000_000, 1_234, 7)]
    item["ranking"][1]["event"] = item["claim"]["subject"]

    assert window.evaluate(CROWDED, ["comparison", [reply_to("", item)]]) == []


def test_a_name_that_is_cut_keeps_its_year(scripts: Page) -> None:
    item = annotation(QUOTES["comparison"][0], "comparison")
    item["ranking"][0]["name"] = "The great earthquake of Tolmere and of the upper valley of the Vethering"

    named = scripts.evaluate(
        "reply => Sidelight.rankingChart(Sidelight.readReply(reply).notes[0]).querySelector('text').textContent",
        reply_to("", item),
    )

    assert named.startswith("The great earthquake of Tolmere")
    assert named.endswith("…, 1987")


def test_each_date_stands_under_its_bar_in_a_chart_of_two_records(scripts: Page) -> None:
    item = annotation(QUOTES["figure"][0], "figure")
    series = [record(140, "2023-05-14"), record(143, "2023-05-28")]
    item["records"] = {"then": series[0], "latest": series[1], "series": series, "other": []}

    places = scripts.evaluate(
        """reply => {
          const svg = Sidelight.figureChart(Sidelight.readReply(reply).notes[0]).querySelector("svg");
          const place = (name) => (shape) => Number(shape.getAttribute(name));
          const dates = [...svg.querySelectorAll("text")].filter((text) => text.textContent.includes("May"));
          const bars = [...svg.querySelectorAll(".bar")].map((bar) => place("x")(bar) + place("width")(bar) / 2);
          return [dates.map(place("x")), bars];
        }""",
        reply_to("", item),
    )

    assert places[0] == places[1]


def test_a_labels_time_line_has_the_article_among_the_events(noted_page: Noted) -> None:
    page = noted_page()

    click_passage(page, "label")

    words = page.evaluate(f"{CARD}.querySelector('figure > svg desc').textContent")
    assert words == "9 June 2022: Listed. 18 May 2023: This article. February 2024: Removed from the list."
    assert page.evaluate(f"{CARD}.querySelectorAll('figure > svg .diamond').length") == 1
    assert "Works Act of 2019" in (card_text(page) or "")
