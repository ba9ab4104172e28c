"""The demo page under its own strict policy: the server's pages, in a real browser, without a network."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route
from tests.extension.replies import annotation, reply_to

from sidelight.web.demo import blueprint

ORIGIN = "http://demo.example"
STATUS = "#notes-status"


class Demo:
    """The page's server, with a canned answer to the question for annotations."""

    def __init__(self, page: Page) -> None:
        app = Flask("demo", static_folder=None)
        app.register_blueprint(blueprint)
        self._client = app.test_client()
        self.page = page
        self.complaints: list[str] = []
        self.answer: tuple[int, Any] = (200, None)
        self.items: list[str] = ["killed at least 139 people"]
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self._fulfil)

    def open(self) -> Page:
        self.page.goto(f"{ORIGIN}/demo")
        self.page.locator(f"{STATUS}:not(:text('looking'))").wait_for()
        return self.page

    def _fulfil(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/v1/annotations":
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

    assert page.locator(STATUS).text_content() == "1 note on this page. Choose one to go to it."
    assert page.evaluate("CSS.highlights.has('sidelight-figure')")
    assert demo.complaints == []


def test_a_line_of_the_list_opens_its_card_without_a_pointer(demo: Demo) -> None:
    page = demo.open()
    page.locator("#notes-list button").focus()

    page.keyboard.press("Enter")
    opened = page.evaluate("Sidelight.session.root.querySelector('.card .says')?.textContent")
    page.keyboard.press("Escape")

    assert "412 killed" in opened
    assert page.evaluate("Sidelight.session.root.querySelector('.card')") is None
    assert page.evaluate("document.activeElement.closest('#notes-list') !== null")


def test_an_empty_answer_says_so(demo: Demo) -> None:
    demo.items = []

    page = demo.open()

    assert page.locator(STATUS).text_content() == "Nothing to add on this page."
    assert page.locator("#notes-more").text_content() == "4 entries were checked."
    assert page.locator("#notes-list").is_hidden()


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


def test_the_first_tab_stop_leads_to_the_notes(demo: Demo) -> None:
    page = demo.open()

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    seen = page.evaluate("document.activeElement.getBoundingClientRect().height > 20")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert first == "Go to the notes"
    assert seen
    assert page.evaluate("document.activeElement.closest('#notes-list') !== null")


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
    assert not [text for _, text in passages if text.startswith(("Sidelight", "Notes on", "Go to", "This is a sample"))]
