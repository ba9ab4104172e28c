"""No code knows any event: a pack about an invented one, written from the data contract alone, gives its findings.

The same article goes in four ways (text, passages, HTML, and by address over loopback) and must give the same answer.
"""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sidelight.bootstrap import Services, build
from sidelight.config import read_config
from sidelight.core.annotation import AnnotationPage
from sidelight.core.dates import PartialDate
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.services.asked import Asked
from sidelight.shapes.replies import render_page

HERE = Path(__file__).parent / "invented"
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
TEXT = (HERE / "article.txt").read_text(encoding="utf-8")
HTML = (HERE / "article.html").read_text(encoding="utf-8")
PUBLISHED = PartialDate.parse(EXPECTED["published"])


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(HERE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def services(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("data")
    given = {"SIDELIGHT_DATA_DIR": str(folder), "SIDELIGHT_FETCH_ALLOW": site.removeprefix("http://")}
    # However slow the machine is, no page takes so long.
    config = read_config(given | {"SIDELIGHT_EXTRACT_SECONDS": "100", "SIDELIGHT_FETCH_DEADLINE_SECONDS": "100"})
    built = build(config, pack_folders=(HERE / "pack",), today=lambda: date.fromisoformat(EXPECTED["today"]))
    yield built
    built.close()


def ask(services: Services, **more: Any) -> AnnotationPage:
    return services.annotator.annotate(
        Asked(**{"text": TEXT, "title": EXPECTED["title"], "published": PUBLISHED, **more})
    )


def triples(page: AnnotationPage) -> list[tuple[str, str, str]]:
    return [(item.entry.id, item.selectors.exact, item.finding) for item in page.items]


def missing(page: AnnotationPage, wanted: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        want
        for want in wanted
        if not any(
            entry == want["entry"] and want["quote_contains"] in quote and finding == want["finding"]
            for entry, quote, finding in triples(page)
        )
    ]


def test_the_pack_gives_its_findings(services: Services) -> None:
    page = ask(services)

    assert missing(page, EXPECTED["triples"]) == []


def test_the_reading_and_the_records_are_as_written(services: Services) -> None:
    (toll,) = (i for i in ask(services).items if i.entry.id == EXPECTED["reading"]["entry"])

    assert isinstance(toll.assessment, FigureAssessment)
    assert (toll.assessment.reading.value, toll.assessment.reading.form) == (412, "at-least")
    assert toll.assessment.then
    assert toll.assessment.latest
    assert (toll.assessment.then.value, str(toll.assessment.then.as_of)) == (412, "2023-05-18")
    assert (toll.assessment.latest.value, str(toll.assessment.latest.as_of)) == (437, "2023-11-30")


def test_every_form_of_the_article_gives_the_same_answer(services: Services, site: str) -> None:
    expected = triples(ask(services))
    blank = {"text": None, "title": None, "published": None}

    html = ask(services, **blank, html=HTML)
    passages = tuple((p.role, p.text) for p in html.article.passages)
    by_passages = ask(services, text=None, passages=passages)
    by_url = ask(services, **blank, url=f"{site}/article.html")

    assert triples(html) == triples(by_passages) == triples(by_url) == expected
    assert html.article.published
    assert str(html.article.published.date) == EXPECTED["published"]


def test_nothing_of_menus_and_related_links_is_quoted(services: Services) -> None:
    text = ask(services, text=None, html=HTML, title=None).article.text
    quotes = [quote for _, quote, _ in triples(ask(services, text=None, html=HTML, title=None))]

    assert not [never for never in EXPECTED["html"]["never_quoted"] if any(never in quote for quote in quotes)]
    assert "412 people" in text


def test_every_quote_stands_at_its_position(services: Services) -> None:
    page = ask(services)

    assert all(TEXT[i.selectors.start : i.selectors.end] == i.selectors.exact for i in page.items)


def test_as_of_the_day_nothing_later_is_said(services: Services) -> None:
    wanted = EXPECTED["as_of"]

    page = ask(services, as_of=date.fromisoformat(wanted["date"]))
    body = render_page(page, False).decode("utf-8")

    assert missing(page, wanted["triples"]) == []
    assert not {entry for entry, _, _ in triples(page)} & set(wanted["absent"])
    assert all(any(name in code for code in page.partial) for name in wanted["partial_names"])
    assert [later for later in wanted["never_in_reply"] if later in body] == []


def test_without_a_date_the_figure_is_undated(services: Services) -> None:
    page = ask(services, published=None)

    assert missing(page, EXPECTED["undated"]["triples"]) == []


@pytest.mark.parametrize("case", EXPECTED["none"], ids=lambda case: case["why"])
def test_hard_negatives_give_nothing(services: Services, case: dict[str, str]) -> None:
    published = PartialDate.parse(case["published"])

    page = ask(services, text=case["text"], title=case["title"], published=published)

    assert case["not_entry"] not in {entry for entry, _, _ in triples(page)}


@pytest.mark.parametrize("case", EXPECTED["none_or_explained"], ids=lambda case: case["why"])
def test_a_negated_label_is_tied_to_nobody(services: Services, case: dict[str, Any]) -> None:
    page = ask(services, text=case["text"], title=case["title"], published=PartialDate.parse(case["published"]))

    assert not {finding for entry, _, finding in triples(page) if entry == case["entry"]} & set(case["never"])
