"""Pages whose text is hard to find again: cut up, written in odd characters, repeated, hidden, changing."""

from tests.e2e.browsers.face import Browser, light_up, lost_notes, open_card, painted, tell, wait
from tests.e2e.conftest import Server

TOLL = "At least 412 people were killed"
CLAIM = "deadliest earthquake in Karvenia since the 1987 Tolmere earthquake"
#: The `id` of the block in which each painted passage stands.
BLOCKS = """[...CSS.highlights].filter(([name]) => /^sidelight-(?!active-)/.test(name)).flatMap(([, all]) => [...all])
  .map((one) => one.startContainer.parentElement.closest("[id]")?.id ?? "").sort()"""


def test_a_passage_cut_up_by_inline_elements_is_one_range(browser: Browser, news: str) -> None:
    browser.open(f"{news}/edge/01-inline")
    before = browser.js("document.body.innerHTML")

    quotes = light_up(browser, f"{news}/edge/01-inline")

    assert sorted(quotes) == sorted([TOLL, CLAIM])
    assert browser.js("document.body.innerHTML") == before
    assert "437" in open_card(browser, "were killed")


def test_odd_characters_do_not_hide_a_passage(browser: Browser, news: str) -> None:
    quotes = light_up(browser, f"{news}/edge/02-characters")

    plain = [quote.replace("\u00ad", "").replace("\u00a0", " ").replace("\u200b", "") for quote in quotes]
    assert sorted(plain) == sorted([TOLL, CLAIM])
    assert quotes != plain, "the page's own characters are in the range"


def test_of_a_passage_that_is_repeated_the_one_in_the_text_is_marked(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/03-repeated")

    blocks = browser.js(BLOCKS)

    assert "lead" in blocks
    assert len(blocks) == 2


def test_hidden_copies_are_passed_over_and_never_marked(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/04-hidden")

    assert browser.js(BLOCKS) == ["desktop", "seen"]
    assert set(lost_notes(browser).values()) <= {"hidden"}


def test_a_passage_that_the_page_draws_again_is_marked_again(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/05-edited")

    browser.js("void (changes.rerender(), changes.before())")

    assert wait(lambda: sorted(painted(browser)) == sorted([TOLL, CLAIM]))


def test_a_number_that_has_changed_is_listed_and_never_marked(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/05-edited")

    browser.js("void (changes.number(), changes.rerender())")

    assert wait(lambda: lost_notes(browser).get(TOLL) in {"missing", "changed"})
    assert painted(browser) == [CLAIM]


def test_a_passage_that_was_removed_is_listed_while_the_page_goes_on_changing(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/05-edited")

    browser.js("void (changes.churn(), changes.remove())")

    assert wait(lambda: CLAIM in lost_notes(browser))
    assert painted(browser) == [TOLL]


def test_the_rest_of_a_long_read_is_asked_about_and_marked(browser: Browser, news: str, server: Server) -> None:
    assert light_up(browser, f"{news}/edge/06-lazy") == [TOLL]

    browser.js("document.getElementById('more').click()")

    assert wait(lambda: sorted(painted(browser)) == sorted([TOLL, CLAIM]))
    assert CLAIM in server.bodies[-1]


def test_the_next_article_below_changes_nothing(browser: Browser, news: str, server: Server) -> None:
    light_up(browser, f"{news}/edge/06-lazy")
    asked = len(server.asked)

    browser.js(
        "nextArticle(), document.querySelector('article p').replaceWith(document.querySelector('p').cloneNode(true))"
    )

    assert wait(lambda: painted(browser) == [TOLL])
    assert len(server.asked) == asked


def test_text_in_open_components_is_marked_and_closed_ones_are_left_alone(
    browser: Browser, news: str, server: Server
) -> None:
    quotes = light_up(browser, f"{news}/edge/10-components")

    assert TOLL in quotes
    assert "Civil Protection Office" in server.bodies[-1]
    assert "Amberline" not in server.bodies[-1], "a closed root is the page's own affair"
    assert "437" in open_card(browser, TOLL)


def test_a_translated_page_says_why_nothing_is_marked(browser: Browser, news: str) -> None:
    light_up(browser, f"{news}/edge/15-selection")

    browser.js("translate()")

    assert wait(lambda: set(lost_notes(browser).values()) == {"translated"})
    assert painted(browser) == []


def test_copying_and_selecting_carry_nothing_of_ours(browser: Browser, news: str) -> None:
    whole = "(getSelection().selectAllChildren(document.documentElement), String(getSelection()))"
    browser.open(f"{news}/edge/15-selection")
    before = browser.js(whole)
    quotes = light_up(browser, f"{news}/edge/15-selection")
    open_card(browser, CLAIM)

    assert browser.js(whole) == before
    assert TOLL in quotes, "text that cannot be selected is marked all the same"
    assert tell(browser, "status")["state"] == "found"
