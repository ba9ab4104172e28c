"""What a reader does from the first run on: the same in both browsers, against the real server."""

from tests.e2e.browsers.face import (
    HOST,
    Browser,
    choose,
    hover,
    light_up,
    open_card,
    painted,
    tell,
    wait,
)
from tests.e2e.conftest import Server

from sidelight.services.sent import Report

TOLL = "412 people were killed"
#: Close the first-run page; how many of them were open.
CLOSE_WELCOME = """chrome.tabs.query({}).then(async (all) => {
  const opened = all.filter(({ url }) => url === chrome.runtime.getURL("/welcome.html")).map(({ id }) => id);
  await chrome.tabs.remove(opened);
  return opened.length;
})"""
#: Nothing listens there.
NOBODY = "http://127.0.0.1:9"
_OBSERVE = f"""(window.seen = [], new MutationObserver((records) => seen.push(...records
  .filter(({{target, addedNodes, removedNodes}}) => target.localName !== "{HOST}" &&
    ![...addedNodes, ...removedNodes].every((node) => node.localName === "{HOST}"))
  .map(({{type, target}}) => type + " " + target.nodeName)))
  .observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}}))"""


def test_resting_on_a_passage_shows_its_card_and_escape_hides_it(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")

    says = hover(browser, TOLL)
    focus = browser.js("document.activeElement.localName")
    browser.press("Escape")

    assert says
    assert "437" in says
    assert focus != HOST, "a card that came by hovering never takes the focus"
    assert wait(lambda: browser.inside(".card") is None)


def test_a_card_that_came_by_hovering_goes_when_the_pointer_leaves(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")
    assert hover(browser, TOLL)

    browser.move(2, 2)
    browser.move(4, 4)

    assert wait(lambda: browser.inside(".card") is None)


def test_everything_can_be_done_by_keyboard(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")
    browser.js("void document.querySelector('a').focus()")

    browser.command("next-note")
    first = wait(lambda: browser.inside(".card .says"))
    browser.press("Tab")
    browser.press("Tab")
    inside = browser.js("document.activeElement.localName")
    source = browser.inside(".card .sources a")
    browser.press("Escape")
    closed = wait(lambda: browser.inside(".card") is None)
    browser.command("next-note")
    second = wait(lambda: browser.inside(".card .says"))
    browser.command("previous-note")
    back = wait(lambda: (now := browser.inside(".card .says")) == first and now)

    assert first
    assert inside == HOST, "the focus is in the card"
    assert source
    assert closed
    assert second
    assert second != first
    assert back == first


def test_one_key_hides_all_and_shows_all_again(browser: Browser, news: str) -> None:
    quotes = light_up(browser, f"{news}/article")

    browser.command("toggle-notes")
    hidden = wait(lambda: painted(browser) == [])
    browser.command("toggle-notes")

    assert hidden
    assert wait(lambda: sorted(painted(browser)) == sorted(quotes))


def test_a_hidden_card_can_be_had_back_at_once(browser: Browser, news: str) -> None:
    quotes = light_up(browser, f"{news}/article")
    open_card(browser, TOLL)

    browser.click_inside(".card .actions button:nth-child(2)")
    gone = wait(lambda: not [quote for quote in painted(browser) if TOLL in quote])
    kept = wait(lambda: browser.own("chrome.storage.local.get('hiddenEntries').then((all) => all.hiddenEntries)"))
    browser.click_inside(".card .view button")

    assert gone
    assert len(kept) == 1
    assert wait(lambda: len(painted(browser)) == len(quotes))
    assert wait(lambda: browser.own("chrome.storage.local.get().then((all) => all.hiddenEntries.length === 0)"))


def test_a_report_reaches_the_curators_as_it_was_shown(browser: Browser, news: str, server: Server) -> None:
    light_up(browser, f"{news}/article")
    open_card(browser, TOLL)
    before = len(server.readers.reports())

    browser.click_inside(".card .actions button")
    shown = wait(lambda: browser.inside(".card .preview"))
    browser.click_inside('.card input[value="out-of-date"]')
    browser.click_inside(".card .main-button")

    assert shown
    assert TOLL in shown
    assert wait(lambda: len(server.readers.reports()) == before + 1)
    sent = server.readers.reports()[-1].sent
    assert isinstance(sent, Report)
    assert sent.reason == "out-of-date"
    assert TOLL in (sent.quote or "")
    assert sent.url is None, "the address goes only when it is ticked"
    assert wait(lambda: browser.inside(".card .done"))


def test_a_request_for_context_reaches_the_curators(browser: Browser, news: str, server: Server) -> None:
    light_up(browser, f"{news}/article")
    before = len(server.readers.requests())
    browser.js(
        "void (p => getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 37))"
        "([...document.querySelectorAll('p')].find((p) => p.textContent.startsWith('Roads into')))"
    )

    tell(browser, "request")
    assert wait(lambda: browser.inside(".request-panel blockquote"))
    browser.click_inside(".request-panel .main-button")

    assert wait(lambda: len(server.readers.requests()) == before + 1)
    assert server.readers.requests()[-1].sent.quote == "Roads into the upper valley were clea"


def test_nothing_is_sent_before_the_reader_has_agreed(browser: Browser, news: str, server: Server) -> None:
    choose(browser, consent=None)
    asked = len(server.asked)
    browser.open(f"{news}/article")
    browser.click_action()
    browser.close_popup()
    browser.command("next-note")
    # The key leads to the first-run page, which must not come later, in front of the article.
    assert wait(lambda: browser.own(CLOSE_WELCOME) == 1)

    with browser.page_of_ours("welcome.html") as page:
        assert wait(lambda: page.js("document.body.classList.contains('ready')"))
        before = server.asked[asked:]
        page.click("#form button.main")
        agreed = wait(lambda: page.js("chrome.storage.local.get('consent').then((all) => all.consent)"))

    assert before == []
    assert agreed
    assert light_up(browser, f"{news}/article")
    assert server.asked[asked:] == ["POST /v1/annotations"]


def test_the_popup_counts_lists_and_leads_to_a_passage(browser: Browser, news: str) -> None:
    quotes = light_up(browser, f"{news}/article")
    tab = browser.own("chrome.tabs.query({active: true}).then(([tab]) => tab.id)")

    with browser.page_of_ours(f"popup.html?tab={tab}") as popup:
        assert wait(lambda: popup.js("document.querySelectorAll('.note').length"))
        status = popup.js("document.getElementById('status').textContent")
        listed = popup.js("document.querySelectorAll('.note').length")
        popup.click(".note")

    assert status == f"{len(quotes)} notes on this page"
    assert listed == len(quotes)
    assert wait(lambda: browser.inside(".card .says"))


def test_a_server_that_is_down_is_told_with_its_remedy(browser: Browser, news: str) -> None:
    choose(browser, server=NOBODY)
    browser.open(f"{news}/article")

    browser.click_action()

    problem = wait(lambda: tell(browser, "status").get("problem"))
    assert problem["detail"]
    assert problem["remedy"].endswith(".")


def test_a_server_of_another_kind_is_told_as_such(browser: Browser, news: str) -> None:
    choose(browser, server=news.replace("localhost", "127.0.0.1"))
    browser.open(f"{news}/article")

    browser.click_action()

    assert wait(lambda: (tell(browser, "status").get("problem") or {}).get("code") in {"not-sidelight", "not-found"})
    assert painted(browser) == []


def test_scripts_that_come_twice_leave_one_overlay(browser: Browser, news: str) -> None:
    quotes = light_up(browser, f"{news}/article")

    browser.own(
        "fetch('/content/files.json').then((r) => r.json()).then(({scripts, extension}) =>"
        " chrome.tabs.query({active: true}).then(([tab]) => chrome.scripting.executeScript({target: {tabId: tab.id},"
        " files: [...scripts, ...extension].map((name) => '/content/' + name)}))).then(() => 1)"
    )

    assert browser.js(f"document.querySelectorAll('{HOST}').length") == 1
    assert sorted(painted(browser)) == sorted(quotes)
    assert open_card(browser, TOLL)


def test_the_page_outside_our_element_is_left_untouched(browser: Browser, news: str) -> None:
    browser.open(f"{news}/article")
    browser.js(f"void {_OBSERVE}")

    browser.click_action()
    assert wait(lambda: painted(browser))
    browser.close_popup()
    open_card(browser, TOLL)
    browser.press("Escape")
    tell(browser, "list")
    tell(browser, "toggle")

    assert wait(lambda: painted(browser) == [])
    assert browser.js("seen") == []


def test_only_the_address_is_sent_when_the_reader_chose_so(browser: Browser, news: str, server: Server) -> None:
    choose(browser, mode="address")
    asked = len(server.asked)
    browser.open(f"{news}/article")

    browser.click_action()

    assert wait(lambda: server.asked[asked:] == ["POST /v1/annotations"])
    assert "earthquake that struck" not in server.bodies[-1]
    assert wait(lambda: tell(browser, "status").get("problem")), "this server fetches no pages"
