"""The demo page under its own strict policy: the server's pages, in a real browser, without a network."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route
from tests.extension.driver import wait
from tests.extension.replies import annotation, reply_to

from sidelight.web.demo import blueprint

ORIGIN = "http://demo.example"
STATUS = "#notes-status"
ROOT = "[...Sidelight.session.root"


class Demo:
    """The page's server, with a canned answer to the question for annotations."""

    def __init__(self, page: Page) -> None:
        app = Flask("demo", static_folder=None)
        app.register_blueprint(blueprint)
        self._client = app.test_client()
        self.page = page
        self.complaints: list[str] = []
        self.answer: tuple[int, Any] = (200, None)
        self.inbox: int = 201
        self.sent: list[tuple[str, Any]] = []
        self.asked: Any = None
        self.items: list[str] = ["killed at least 139 people"]
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self._fulfil)

    def open(self, query: str = "") -> Page:
        self.page.goto(f"{ORIGIN}/demo{query}")
        self.page.locator("#notes-list:enabled, #notes.problem").wait_for()
        return self.page

    def press(self, name: str) -> None:
        """Press a button inside the closed root, by its words."""
        self.page.evaluate(f"{ROOT}.querySelectorAll('button')].find((one) => one.textContent === {name!r}).click()")

    def until_shown(self, places: str) -> None:
        """Wait for an element inside the closed root; the page's policy forbids Playwright's own wait."""
        assert wait(lambda: self.page.evaluate(f"Boolean(Sidelight.session.root.querySelector({places!r}))")), places

    def _fulfil(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in {"/v1/reports", "/v1/requests"}:
            self.sent.append((path, route.request.post_data_json))
            route.fulfill(status=self.inbox, body='{"id": "r1"}', headers={"Content-Type": "application/json"})
            return
        if path == "/v1/annotations":
            self.asked = route.request.post_data_json
            status, answer = self.answer
            body = json.dumps(answer or self._reply(route.request.post_data_json))
            headers = {"Content-Type": "application/json", "X-Request-Id": "a1b2"}
            route.fulfill(status=status, body=body, headers=headers)
            return
        with self._client.get(path) as response:
            route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.data)

    def _reply(self, sent: Any) -> dict[str, Any]:
        text = "\n\n".join(passage["text"] for passage in sent["passages"])
        figure = annotation("At least 412 people were killed", "figure")
        items = []
        for quote in self.items:
            start = text.index(quote)
            selectors = [
                {"type": "TextQuoteSelector", "exact": quote, "prefix": "", "suffix": ""},
                {"type": "TextPositionSelector", "start": start, "end": start + len(quote)},
            ]
            items.append({**figure, "target": {"selector": selectors}})
        return {**reply_to(text, figure), "items": items}


@pytest.fixture
def demo(chromium: Browser) -> Iterator[Demo]:
    context = chromium.new_context(viewport={"width": 375, "height": 700})
    yield Demo(context.new_page())
    context.close()


def test_the_demo_runs_under_its_own_policy(demo: Demo) -> None:
    page = demo.open()

    assert page.locator(STATUS).text_content() == "1 note on this page."
    assert page.evaluate("CSS.highlights.has('sidelight-figure')")
    assert demo.complaints == []


def test_the_side_list_leads_to_the_card_and_back_by_keyboard(demo: Demo) -> None:
    page = demo.open()
    page.set_viewport_size({"width": 1000, "height": 800})
    page.locator("#notes-list").focus()

    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opened = page.evaluate("Sidelight.session.root.querySelector('.card .says')?.textContent")
    page.keyboard.press("Escape")
    line = page.evaluate("Sidelight.session.root.activeElement.className")
    page.keyboard.press("Escape")

    assert "412 killed" in opened
    assert line == "line figure"
    assert page.evaluate("document.activeElement.id") == "notes-list"


def test_an_empty_answer_says_so_and_what_was_checked(demo: Demo) -> None:
    demo.items = []

    page = demo.open()
    page.locator("#notes-list").click()

    assert page.locator(STATUS).text_content() == "Nothing to add on this page."
    facts = page.evaluate("Sidelight.session.root.querySelector('.list .facts').textContent")
    assert facts.startswith("Entries4Edition1Checked on22 November 2026")


def test_a_problem_is_told_with_its_remedy_and_can_be_tried_again(demo: Demo) -> None:
    demo.answer = (503, {"detail": "The server is starting.", "remedy": "Wait a moment, then try again."})
    page = demo.open()
    told = [page.locator(place).text_content() for place in (STATUS, "#notes-more")]

    demo.answer = (200, None)
    page.locator("#notes-again").click()

    assert told == ["The server is starting.", "Wait a moment, then try again. Request id a1b2."]
    page.locator(STATUS, has_text="1 note on this page").wait_for()


def test_a_request_that_was_refused_needs_no_id(demo: Demo) -> None:
    demo.answer = (422, {"detail": "The text is empty.", "remedy": "Send a text."})

    page = demo.open()

    assert page.locator("#notes-more").text_content() == "Send a text."


def test_the_cards_speak_russian_when_asked(demo: Demo) -> None:
    page = demo.open("?lang=ru")

    page.locator("#notes-list").click()

    assert page.locator(STATUS).text_content() == "1 пояснение на этой странице."
    assert (
        page.evaluate("Sidelight.session.root.querySelector('.list h2').textContent") == "1 пояснение на этой странице"
    )
    assert demo.asked["lang"] == "ru"


SENT = "Sent. Thank you: a curator will look at it."


@pytest.mark.parametrize(
    ("status", "told"),
    [(201, [SENT]), (404, ["It was not sent.", "This server does not take reports and requests."])],
)
def test_a_report_goes_to_this_server(demo: Demo, status: int, told: list[str]) -> None:
    demo.inbox = status
    page = demo.open()
    page.evaluate("Sidelight.session.next()")

    demo.press("Report…")
    page.evaluate("Sidelight.session.root.querySelector('input[value=wrong]').click()")
    demo.press("Send")

    demo.until_shown(".done, .told p")
    lines = page.evaluate(f"{ROOT}.querySelectorAll('.done, .told p')].map((one) => one.textContent)")
    assert lines[: len(told)] == told
    (path, body) = demo.sent[0]
    assert path == "/v1/reports"
    assert body["reason"] == "wrong"


def test_context_can_be_asked_for_where_a_passage_is_selected(demo: Demo) -> None:
    page = demo.open()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.standfirst'))")

    page.locator("#notes-request").click()
    demo.press("Send")

    demo.until_shown(".done")
    assert demo.sent == [
        (
            "/v1/requests",
            {"quote": "The Belarusian leader’s account of the manhunt differs from the one given in Moscow."},
        )
    ]


def test_the_page_fits_a_narrow_phone(demo: Demo) -> None:
    demo.page.set_viewport_size({"width": 320, "height": 640})

    page = demo.open()

    assert page.evaluate("document.documentElement.scrollWidth <= 320")


def test_nothing_on_the_page_runs_inline(demo: Demo) -> None:
    html = demo.open().content()

    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|<(?!sidelight-cards)[^>]*\s(?:style|on\w+)=", html)
    assert inline == []


def test_the_intro_and_the_list_are_not_read_as_the_article(demo: Demo) -> None:
    page = demo.open()

    passages = page.evaluate(
        "Sidelight.readPassages(document).passages.map(({ role, text }) => [role, text.slice(0, 24)])"
    )

    assert passages[0] == ["headline", "Concert hall gunmen were"]
    assert passages[1] == ["standfirst", "The Belarusian leader’s "]
    assert [text for role, text in passages if role == "notice"] == [
        "A word to our readers",
        "The Moscow Times, which ",
    ]
    assert not [text for _, text in passages if text.startswith(("Sidelight", "A sample", "List of", "Request"))]
