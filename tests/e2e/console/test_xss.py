"""Whatever anybody writes anywhere is shown as text: in a real browser nothing of it runs, on any page."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.e2e.browsers.chromium import BINARY
from tests.e2e.conftest import served
from tests.e2e.console.hostile import ALL, LIVE, PARTS, PAYLOADS, TITLES, Watched, missing, seed, squeezed
from tests.extension.driver import shared_driver
from tests.web.curating.newsroom import PASSWORD, TOLL, UNION, newsroom

from sidelight.services.imports.claim_review import MOST_NAME_CHARACTERS
from sidelight.services.imports.json_ld import tidy

#: Addresses whose pages, taken together, show every payload.
SHOWING = {
    "reports": ["/console/inbox"],
    "requests": ["/console/inbox?show=request", "/console/inbox?show=request&offset=50"],
    "corpus": ["/console/corpus", "/console/corpus?offset=50"],
    "article": [f"/console/corpus/{len(PAYLOADS) + 1}"],
    "hits": [f"/console/entries/{TOLL}/hits"],
    "packs": ["/console/packs"],
    "entries": ["/console/entries?q=hostile"],
}
OF_AN_ENTRY = ("", "/history", "/compare", "/hits", "/publish")
#: What stands in addresses comes back in fields and in messages.
ECHOING = (
    "/console/entries?q={}", "/console/entries?kind={}&status={}&pack={}&tag={}", "/console/corpus?q={}",
    "/console/inbox?entry={}&reason={}", "/console/import?entry={}&url={}", "/console/entries/{}", "/console/{}",
    "/console/entries/new?kind={}&pack={}", "/console/log-in?next={}",
)  # fmt: skip


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BrowserContext, str]]:
    """A browser in which an admin is logged in, before a console full of payloads."""
    with (
        newsroom(tmp_path_factory.mktemp("hostile"), SIDELIGHT_LOG_LEVEL="error") as room,
        served(room.app) as port,
        shared_driver() as playwright,
    ):
        seed(room)
        address = f"http://127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=BINARY, args=["--no-sandbox"])
        opened = browser.new_context()
        opened.set_default_timeout(60_000)
        page = opened.new_page()
        page.goto(f"{address}/console/log-in")
        page.fill("[name=name]", "admin")
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        expect(page.get_by_role("heading", level=1)).to_have_text("Entries")
        page.close()
        yield opened, address
        browser.close()


@pytest.fixture
def watched(context: tuple[BrowserContext, str]) -> Iterator[Watched]:
    opened, address = context
    page = opened.new_page()
    yield Watched(page, address)
    page.close()


def test_there_are_many_payloads_and_no_two_are_the_same() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 40


def test_the_watch_notices_what_it_is_made_for(watched: Watched) -> None:
    watched.page.goto("about:blank")
    watched.page.set_content("<a href=https://a.example/>x</a><img src=x onerror=alert(1)><a href=javascript:x>y</a>")
    watched.page.wait_for_function("window.ran.length")

    assert watched.page.evaluate("window.ran") == ["alert"]
    assert watched.page.evaluate(LIVE) == ["rel of https://a.example/", "onerror", "javascript:x"]


@pytest.mark.parametrize("name", SHOWING)
def test_lists_show_every_payload_as_text(watched: Watched, name: str) -> None:
    told = " ".join(watched.open(path) for path in SHOWING[name])

    assert missing(told) == []


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("page", OF_AN_ENTRY)
def test_pages_of_an_entry_run_nothing_and_show_every_payload(watched: Watched, kind: str, page: str) -> None:
    told = watched.open(f"/console/entries/hostile-{kind}{page}")

    assert missing(told) == []


@pytest.mark.parametrize("path", ECHOING)
def test_what_stands_in_an_address_runs_nothing(watched: Watched, path: str) -> None:
    for payload in PAYLOADS[::6]:
        watched.open(path.replace("{}", quote(payload, safe="")))


def test_the_forms_behind_a_report_and_a_request_run_nothing(watched: Watched) -> None:
    for number, payload in list(enumerate(PAYLOADS, start=1))[::9]:
        assert missing(watched.open(f"/console/inbox/report/{number}/example"), [payload]) == []
        assert missing(watched.open(f"/console/inbox/request/{number}/entry"), [payload]) == []


def test_tokens_and_people_run_nothing(watched: Watched) -> None:
    assert missing(watched.open("/console/tokens"), TITLES) == []
    told = watched.open("/console/audit")
    while missing(told) and watched.page.locator("a[rel=next]").count():
        told += watched.press(watched.page.locator("a[rel=next]"))
    assert missing(told) == []
    for path in ("/console/curators", "/console/account", "/console/editions", "/console/stale", "/console/corpus/1"):
        watched.open(path)


def test_claim_reviews_run_nothing_and_are_told_as_text(watched: Watched) -> None:
    texts = [tidy(payload, MOST_NAME_CHARACTERS) or "" for payload in PAYLOADS if "&" not in payload]
    reviews = [
        {"@type": "ClaimReview", "claimReviewed": f"{payload} {number}", "author": payload, "headline": payload,
         "url": f"https://a.example/'{number}", "reviewRating": {"alternateName": payload},
         "itemReviewed": {"author": {"name": payload}}}
        for number, payload in enumerate(PAYLOADS)
    ]  # fmt: skip
    reviews += [{"@type": "ClaimReview", "claimReviewed": payload, "url": payload} for payload in PAYLOADS]
    watched.open("/console/import")
    watched.page.locator("summary", has_text="or paste JSON-LD").click()
    watched.page.fill("[name=review_text]", json.dumps(reviews))

    told = watched.press(watched.page.locator("text=Show the drafts"))

    assert missing(told, texts) == []
    watched.press(watched.page.locator("text=Keep the chosen as drafts"))


@pytest.mark.parametrize("column", ["value", "note"])
def test_tables_run_nothing_whether_they_are_refused_or_shown(watched: Watched, column: str) -> None:
    cells = [payload.replace('"', '""') for payload in PAYLOADS]
    lines = [f'"{cell}",{1700 + number}' for number, cell in enumerate(cells)]
    if column == "note":
        lines = [f'{number},{1700 + number},"{cell}","{cell}"' for number, cell in enumerate(cells)]
    heading = "value,as_of" if column == "value" else "value,as_of,note,by"
    watched.open("/console/import")
    watched.page.fill("[name=entry]", TOLL)
    watched.page.locator("summary", has_text="or paste the table").click()
    watched.page.fill("[name=csv]", "\n".join([heading, *lines]))
    show = watched.page.locator("section", has=watched.page.locator("#records")).get_by_text("Show the difference")

    told = watched.press(show)

    assert missing(told) == []
    assert squeezed(lines[0].split(",")[0].strip('"')) in squeezed(told)


def test_a_form_that_is_shown_again_and_a_refused_one_run_nothing(watched: Watched) -> None:
    watched.open("/console/corpus")
    watched.page.locator("summary", has_text="By pasting a text").click()
    watched.page.fill("[name=text]", ALL)
    watched.page.fill("[name=title]", PAYLOADS[3])
    watched.page.evaluate("document.querySelector('[name=published]').removeAttribute('maxlength')")
    watched.page.fill("[name=published]", PAYLOADS[0])
    assert missing(watched.press(watched.page.get_by_role("button", name="Save", exact=True))) == []

    watched.open(f"/console/entries/{UNION}/hits")
    watched.page.evaluate("document.querySelector('[name=csrf_token]').value = 'x'")
    watched.press(watched.page.locator("text=Log out"))
