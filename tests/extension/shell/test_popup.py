"""The popup: opening it is the click; it says how the page stands, in words that are read out, and leads on."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect
from tests.extension.replies import annotation, reply_to
from tests.extension.shell.loaded import ALLOWED_SITE, Answer, Loaded, Recorder, wait

Reader = Callable[..., Loaded]
NOBODY = "http://127.0.0.1:9"
EMPTY = reply_to("At least 412 people were killed", {}) | {"items": []}


def article(shell: Loaded, site: Recorder) -> Page:
    """Open a page of this computer: its popup may be looked at as a tab, without the right that a click gives."""
    return shell.open(f"http://127.0.0.1:{site.port}/a")


def status(popup: Page) -> Any:
    return expect(popup.get_by_role("status"))


def test_opening_it_checks_the_page_and_lists_what_was_found(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()

    popup = shell.popup_for(article(shell, site))

    status(popup).to_have_text("4 notes on this page")
    assert len(server.sent) == 1
    assert popup.get_by_role("listitem").all_inner_texts() == [
        "Revised since\n“At least 412 people were killed”",
        "Holds\n“deadliest earthquake in Karvenia since the 1987 Tolmere earthquake”",
        "Changed since\n“listed as a restricted contractor”",
        "Background\n“Civil Protection Office”",
    ]
    assert [label.strip() for label in popup.locator(".chip").all_inner_texts()] == [
        "Figures 1",
        "Comparisons 1",
        "Labels 1",
        "Background 1",
    ]


def test_opened_again_it_shows_the_same_without_asking_again(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = article(shell, site)
    status(shell.popup_for(page)).to_have_text("4 notes on this page")

    status(shell.popup_for(page)).to_have_text("4 notes on this page")

    assert len(server.sent) == 1


def test_a_note_without_a_place_is_listed_apart_with_the_reason(
    reader: Reader, server: Recorder, site: Recorder
) -> None:
    lost = annotation("At least 412 people were killed", "figure")
    lost["target"]["selector"][0] |= {"exact": "words that stand nowhere on this page at all"}
    server.answer = lambda _: Answer(body=json.dumps(EMPTY | {"items": [lost]}).encode())
    shell = reader()

    popup = shell.popup_for(article(shell, site))

    expect(popup.get_by_role("heading", level=2)).to_have_text("Not marked on the page")
    assert "These words are not on the page" in popup.get_by_role("listitem").inner_text()


def test_what_was_checked_is_said_when_nothing_was_found(reader: Reader, server: Recorder, site: Recorder) -> None:
    server.answer = lambda _: Answer(body=json.dumps(EMPTY).encode())
    shell = reader()

    popup = shell.popup_for(article(shell, site))

    status(popup).to_have_text("Nothing to add on this page")
    text = popup.locator(".checked").inner_text()
    assert all(words in text for words in ("4 entries", "22 November 2026", "has not been checked", "Article’s date"))


@pytest.mark.parametrize(
    ("settings", "url", "says", "offers"),
    [
        ({"allowLocal": False}, None, "This page is on this computer or in a local network", "Open the options"),
        ({"hiddenSites": ["127.0.0.1"]}, None, "Sidelight is switched off on 127.0.0.1", "Run on this site again"),
        ({}, "about:blank", "Sidelight cannot read this page", None),
        ({}, "chrome://version/", "Sidelight cannot read this page", None),
        ({"server": NOBODY}, None, f"The Sidelight server at {NOBODY} does not answer.", "Try again"),
    ],
)
def test_a_page_that_is_not_checked_is_told_why(
    reader: Reader, server: Recorder, site: Recorder, settings: dict[str, Any], url: str | None, says: str, offers: str
) -> None:
    shell = reader(**settings)

    popup = shell.popup_for(shell.open(url) if url else article(shell, site))

    status(popup).to_have_text(says)
    assert popup.locator("#body p").first.inner_text().endswith(".")
    assert not offers or popup.get_by_role("button", name=offers, exact=True).is_visible()
    assert server.sent == []


def test_trying_again_asks_again(reader: Reader, server: Recorder, site: Recorder) -> None:
    right = server.answer
    server.answer = lambda _: Answer(500, b'{"detail": "x"}', {"X-Request-Id": "a1"})
    shell = reader()
    popup = shell.popup_for(article(shell, site))
    expect(popup.get_by_text("Request id a1")).to_be_visible()

    server.answer = right
    popup.get_by_role("button", name="Try again").click()

    status(popup).to_have_text("4 notes on this page")


def test_without_consent_nothing_is_sent_until_the_button_that_consents(
    reader: Reader, server: Recorder, site: Recorder
) -> None:
    shell = reader(consent=None)
    popup = shell.popup_for(article(shell, site))
    status(popup).to_have_text("Nothing has been sent yet")
    before = len(server.sent)

    popup.get_by_role("button", name="Agree and check this page").click()

    status(popup).to_have_text("4 notes on this page")
    assert (before, len(server.sent)) == (0, 1)
    assert shell.run("chrome.storage.local.get('consent')")["consent"]


def test_the_choice_of_what_is_sent_is_right_there(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader(consent=None)
    page = article(shell, site)
    popup = shell.popup_for(page)

    popup.get_by_label("Only the page’s address").check()
    popup.get_by_role("button", name="Agree and check this page").click()

    assert wait(lambda: server.sent)
    assert server.sent[0].json == {"url": page.url}


def test_one_button_hides_all_and_brings_them_back(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = article(shell, site)
    popup = shell.popup_for(page)

    popup.get_by_role("button", name="Hide all").click()
    status(popup).to_have_text("The notes on this page are hidden")
    hidden = page.evaluate("[...CSS.highlights.values()].every((one) => one.size === 0)")
    popup.get_by_role("button", name="Show the notes again").click()

    status(popup).to_have_text("4 notes on this page")
    assert hidden
    assert len(server.sent) == 1


def test_a_kind_is_switched_off_in_the_list_and_on_the_page(reader: Reader, site: Recorder) -> None:
    shell = reader()
    page = article(shell, site)
    popup = shell.popup_for(page)

    popup.get_by_label("Labels").uncheck()

    expect(popup.get_by_text("Changed since")).to_be_hidden()
    painted = (
        "[...CSS.highlights].flatMap(([, all]) => [...all].map(String)).includes('listed as a restricted contractor')"
    )
    assert wait(lambda: not page.evaluate(painted))


def test_kinds_that_the_reader_does_not_want_are_switched_off_from_the_start(reader: Reader, site: Recorder) -> None:
    shell = reader(kinds=["figure", "comparison"])

    popup = shell.popup_for(article(shell, site))

    expect(popup.get_by_label("Figures")).to_be_checked()
    expect(popup.get_by_label("Labels")).not_to_be_checked()
    expect(popup.get_by_text("Changed since")).to_be_hidden()


def test_a_line_of_the_list_leads_to_its_card(reader: Reader, site: Recorder) -> None:
    shell = reader()
    page = article(shell, site)
    popup = shell.popup_for(page)

    # The popup may be gone before the key is reported as pressed.
    with popup.expect_event("close"), contextlib.suppress(Error):
        popup.get_by_role("button", name="Revised since").press("Enter")

    marks = "[...(CSS.highlights.get('sidelight-active-figure') ?? [])].map(String)"
    assert wait(lambda: page.evaluate(marks)) == ["At least 412 people were killed"]


def test_never_on_this_site_takes_everything_away_at_once(reader: Reader, site: Recorder) -> None:
    shell = reader()
    page = article(shell, site)
    popup = shell.popup_for(page)
    status(popup).to_have_text("4 notes on this page")

    popup.get_by_role("button", name="Never on this site").click()

    status(popup).to_have_text("Sidelight is switched off on 127.0.0.1")
    assert wait(lambda: page.evaluate("document.querySelectorAll('sidelight-cards').length") == 0)


def test_what_comes_late_from_a_page_that_is_switched_off_is_not_shown(reader: Reader, site: Recorder) -> None:
    shell = reader()
    page = article(shell, site)
    tab = shell.tab_of(page)
    popup = shell.popup_for(page)
    status(popup).to_have_text("4 notes on this page")
    popup.get_by_role("button", name="Never on this site").click()
    status(popup).to_have_text("Sidelight is switched off on 127.0.0.1")

    shell.world_of(page)("chrome.runtime.sendMessage({type: 'state', state: 'found', count: 4})")
    # What the popup asks the page upon that is answered before this.
    popup.evaluate(f"chrome.tabs.sendMessage({tab}, {{type: 'status'}})")

    status(popup).to_have_text("Sidelight is switched off on 127.0.0.1")


def test_the_switch_shows_whether_the_site_is_always_checked(reader: Reader, site: Recorder) -> None:
    shell = reader()
    allowed = shell.popup_for(shell.open(f"http://{ALLOWED_SITE}:{site.port}/a"))
    other = shell.popup_for(article(shell, site))

    expect(allowed.get_by_role("switch", name=f"Always check pages on {ALLOWED_SITE}")).to_be_checked()
    expect(other.get_by_role("switch", name="Always check pages on 127.0.0.1")).not_to_be_checked()


def test_the_real_click_brings_the_scripts_where_no_permission_is(
    reader: Reader, server: Recorder, site: Recorder
) -> None:
    shell = reader()
    page = shell.open(f"http://news.example:{site.port}/a")

    shell.click_action(page)

    assert wait(lambda: server.sent)
    assert wait(lambda: shell.badge(page) == "4")


def test_the_real_popup_shows_what_was_found(reader: Reader, site: Recorder) -> None:
    shell = reader()

    shell.click_action(shell.open(f"http://news.example:{site.port}/a"))

    text = shell.read_real_popup("on this page")
    assert "4 notes on this page" in text
    assert "Always check pages on news.example" in text


def test_asking_for_context_opens_the_form_on_the_page(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = article(shell, site)
    popup = shell.popup_for(page)
    status(popup).to_have_text("4 notes on this page")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('p'))")

    with popup.expect_event("close"):
        popup.get_by_role("button", name="Request context").click()

    assert wait(lambda: "Request context" in shell.inside(page, ".request-panel"))
    assert len(server.sent) == 1


def test_a_click_on_a_worker_that_was_just_stopped_counts(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = shell.open(f"http://news.example:{site.port}/a")
    shell.stop_worker()

    shell.click_action(page)

    assert wait(lambda: server.sent)
    assert wait(lambda: shell.badge(page) == "4")


@pytest.mark.parametrize("width", [200, 320, 368])
def test_it_needs_no_sideways_scrolling(reader: Reader, site: Recorder, width: int) -> None:
    shell = reader()
    popup = shell.popup_for(article(shell, site))
    status(popup).to_have_text("4 notes on this page")

    popup.set_viewport_size({"width": width, "height": 400})

    assert wait(lambda: popup.evaluate("innerWidth") == width)
    assert popup.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_speaks_the_readers_language(reader: Reader, site: Recorder) -> None:
    shell = reader(language="ru")

    popup = shell.popup_for(article(shell, site))

    status(popup).to_have_text("4 пояснения на этой странице")
    assert popup.evaluate("document.documentElement.lang") == "ru"
