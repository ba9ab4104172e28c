"""Pages that are hard to live in: routes, frames, strict policies, dialogs, other directions, print, zoom."""

from tests.e2e.browsers.face import (
    HOST,
    Browser,
    Look,
    click_words,
    light_up,
    open_card,
    painted,
    place_of,
    tell,
    wait,
)
from tests.e2e.conftest import Server

TOLL = "412 people were killed"
CLAIM = "deadliest earthquake"
HOSTS = f"document.querySelectorAll('{HOST}').length"
SIZE = "[innerWidth, innerHeight]"
#: How each kind of passage is underlined, as the browser has worked it out.
UNDERLINE = "getComputedStyle(document.body, '::highlight(sidelight-figure)').textDecorationLine"


def is_seen_whole(browser: Browser) -> bool:
    """Tell whether the card is in the window as it is now."""
    box = browser.box(".card")
    width, height = browser.js(SIZE)
    assert box is not None
    return box["left"] >= 0 and box["top"] >= 0 and box["right"] <= width + 1 and box["bottom"] <= height + 1


def covers(browser: Browser, words: str) -> bool:
    """Tell whether the card lies over the first line of a passage."""
    x, y = place_of(browser, words)
    box = browser.box(".card")
    assert box is not None
    return box["left"] < x < box["right"] and box["top"] < y < box["bottom"]


def test_another_route_takes_the_notes_away_and_waits_for_a_click(browser: Browser, news: str, server: Server) -> None:
    light_up(browser, f"{news}/edge/07-route")
    asked = len(server.asked)

    browser.js("document.getElementById('next').click()")

    assert wait(lambda: painted(browser) == [])
    assert wait(lambda: browser.js(HOSTS) == 0)
    assert len(server.asked) == asked
    browser.click_action()
    assert wait(lambda: len(server.asked) > asked)
    assert wait(lambda: "Rescue union honoured" in server.bodies[-1])


def test_going_back_leaves_one_overlay_and_the_button_works(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/article")
    browser.js("void (location.href = '/rain')")
    assert wait(lambda: browser.js("document.title") == "Rain")

    browser.js("void history.back()")
    assert wait(lambda: "Melvaro" in browser.js("document.title"))
    browser.click_action()

    assert wait(lambda: [quote for quote in painted(browser) if TOLL in quote])
    assert browser.js(HOSTS) == 1


def test_frames_are_neither_read_nor_asked_about(browser: Browser, news: str, server: Server) -> None:
    asked = len(server.asked)

    light_up(browser, f"{news}/edge/08-frames")

    assert server.asked[asked:] == ["POST /v1/annotations"]
    assert "advertisement" not in server.bodies[-1].lower()
    assert browser.js(f"document.getElementById('ad').contentDocument.querySelectorAll('{HOST}').length") == 0


def test_a_sandboxed_page_is_marked(browser: Browser, news: str) -> None:
    assert light_up(browser, f"{news}/edge/08-sandbox")


def test_a_strict_page_has_nothing_to_complain_of(browser: Browser, news: str) -> None:
    browser.open(f"{news}/edge/09-strict")
    browser.js(
        "(window.complaints = [], addEventListener('securitypolicyviolation', e => complaints.push(e.blockedURI)))"
    )

    browser.click_action()
    assert wait(lambda: len(painted(browser)) == 3)
    browser.close_popup()

    assert "437" in open_card(browser, TOLL)
    assert browser.js("complaints") == []


def test_a_card_stands_above_everything_but_makes_way_for_a_dialog(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/11-overlays")
    browser.js("void document.getElementById('bar').showPopover()")
    open_card(browser, TOLL)
    box = browser.box(".card .close")
    assert box is not None
    at = f"document.elementFromPoint({box['x'] + box['width'] / 2}, {box['y'] + box['height'] / 2}).localName"
    top = browser.js(at)

    browser.js("void document.getElementById('wall').showModal()")
    assert wait(lambda: browser.inside(".card") is None)
    click_words(browser, TOLL)
    over_dialog = browser.inside(".card")
    browser.js("void document.getElementById('agree').click()")

    assert top == HOST
    assert over_dialog is None
    assert browser.js("document.getElementById('bar').matches(':popover-open')")
    assert open_card(browser, TOLL)


def test_the_page_does_not_hear_keys_pressed_in_the_card(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/11-overlays")
    open_card(browser, TOLL)
    browser.js("void (keys.length = 0)")

    for key in ("j", "Tab", "Escape"):
        browser.press(key)

    assert wait(lambda: browser.inside(".card") is None)
    assert browser.js("keys") == []
    browser.click(300, 20)
    browser.press("k")
    assert wait(lambda: browser.js("keys") == ["k"]), "outside the card the page has its keys"


def test_lines_that_run_otherwise_get_their_cards_beside_them(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/12-directions")

    for words in (TOLL, CLAIM):
        assert open_card(browser, words)
        assert wait(lambda: is_seen_whole(browser))
        assert not covers(browser, words)


def test_print_shows_neither_marks_nor_card(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/13-print")
    open_card(browser, TOLL)
    on_screen = (browser.js(UNDERLINE), browser.box(".card") is not None)

    browser.look(Look(printed=True))

    assert on_screen == ("underline", True)
    assert wait(lambda: browser.box(".card") is None)
    assert wait(lambda: browser.js(UNDERLINE) == "none")


def test_a_document_that_is_no_page_is_refused(browser: Browser, news: str, server: Server) -> None:
    asked = len(server.asked)
    browser.open(f"{news}/plain")

    browser.click_action()

    assert wait(lambda: tell(browser, "status").get("refusal") == "not-a-page")
    assert browser.js(HOSTS) == 0
    assert len(server.asked) == asked


def test_at_400_per_cent_the_card_fits_and_follows_the_page(browser: Browser, news: str) -> None:
    browser.look(Look(width=1280, height=1024, zoom=4))
    light_up(browser, f"{news}/edge/14-long")

    tell(browser, "next")
    assert wait(lambda: browser.box(".card"))
    assert wait(lambda: is_seen_whole(browser))
    before = browser.box(".card")
    browser.js("void scrollBy({top: 40, behavior: 'instant'})")

    assert wait(lambda: (now := browser.box(".card")) and now != before)
    assert browser.js("document.documentElement.scrollWidth <= innerWidth + 1")


def test_a_passage_far_down_is_brought_into_view(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/14-long")

    tell(browser, "previous")

    assert wait(lambda: browser.inside(".card .says"))
    assert browser.js("scrollY > 1000")
    assert wait(lambda: is_seen_whole(browser))
    assert not covers(browser, "Amberline Rescue Union")
