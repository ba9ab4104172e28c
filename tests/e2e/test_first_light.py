"""A reader clicks the toolbar button on a news page: the same scenarios in both browsers, against the real server."""

import pytest
from tests.e2e.browsers.face import Browser, choose, click_words, light_up, open_card, painted, wait

TOLL = "412 people were killed"
#: Nothing listens there.
NOBODY = "http://127.0.0.1:9"


@pytest.mark.parametrize("page", ["article", "strict"])
def test_a_click_on_the_button_marks_the_passages(browser: Browser, news: str, page: str) -> None:
    quotes = light_up(browser, f"{news}/{page}")

    assert [quote for quote in quotes if TOLL in quote]
    assert len(quotes) >= 4
    assert wait(lambda: browser.badge() == str(len(quotes)))
    assert wait(lambda: browser.inside(".announcement") == f"{len(quotes)} notes on this page")
    assert browser.inside(".list") is None


def test_nothing_is_done_to_a_page_before_the_click(browser: Browser, news: str) -> None:
    browser.open(f"{news}/article")

    assert painted(browser) == []
    assert browser.js("document.querySelectorAll('sidelight-cards').length") == 0


def test_a_click_on_the_passage_opens_its_card_and_escape_closes_it(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")

    click_words(browser, TOLL)
    says = wait(lambda: browser.inside(".card .says"))
    finding = browser.inside(".card .finding")
    browser.press("Escape")

    assert says
    assert "412" in says
    assert "437" in says
    assert finding == "Revised since · Figure"
    assert wait(lambda: browser.inside(".card") is None)


def test_the_button_leaves_the_focus_where_it_is_when_there_are_no_notes(browser: Browser, news: str) -> None:
    browser.open(f"{news}/rain")

    browser.click_action()

    assert wait(lambda: browser.badge() == "0")
    assert browser.js("document.activeElement === document.body")


def test_a_reader_who_is_writing_keeps_the_focus(browser: Browser, news: str) -> None:
    browser.open(f"{news}/article")
    browser.js("(field => { document.body.append(field); field.focus(); })(document.createElement('textarea'))")

    browser.click_action()

    assert wait(lambda: painted(browser))
    assert browser.js("document.activeElement.localName") == "textarea"


def test_enter_on_a_notes_button_opens_its_card(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")
    browser.js("[...document.querySelectorAll('a')].at(-1).focus()")

    browser.press("Tab")
    browser.press("Enter")
    opened = wait(lambda: browser.inside(".card .says"))
    browser.press("Escape")
    closed = wait(lambda: browser.inside(".card") is None)
    browser.press("Enter")
    again = wait(lambda: browser.inside(".card .says"))

    assert opened
    assert closed
    assert again == opened, "Escape gives the focus back to the button"


def test_the_close_button_closes_the_card(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")
    open_card(browser, TOLL)

    browser.click_inside(".card .close")

    assert wait(lambda: browser.inside(".card") is None)


def test_it_works_after_the_background_was_stopped(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")
    browser.stop_background()

    quotes = light_up(browser, f"{news}/article")

    assert [quote for quote in quotes if TOLL in quote]


def test_a_page_without_notes_says_so(browser: Browser, news: str) -> None:
    browser.open(f"{news}/rain")

    browser.click_action()

    assert wait(lambda: browser.inside(".announcement") == "Nothing to add on this page")
    assert wait(lambda: browser.badge() == "0")


def test_a_server_that_does_not_answer_is_a_problem_on_the_badge(browser: Browser, news: str) -> None:
    choose(browser, server=NOBODY)
    browser.open(f"{news}/article")

    browser.click_action()

    assert wait(lambda: browser.inside(".announcement") == "The page could not be checked")
    assert wait(lambda: browser.badge() == "!")
    assert painted(browser) == []
