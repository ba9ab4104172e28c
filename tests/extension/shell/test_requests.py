"""Every request of the browser over twenty pages, seen by a proxy: what the extension sends, to whom, and when."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from tests.extension.driver import shared_driver
from tests.extension.replies import ARTICLE
from tests.extension.shell.conftest import CONSENT, found
from tests.extension.shell.loaded import (
    ALLOWED_SITE,
    Answer,
    Loaded,
    Recorder,
    Sent,
    copied_extension,
    recording,
    wait,
)

#: Seconds for a test here: each opens up to twenty pages.
pytestmark = pytest.mark.timeout(600)
SERVER = "http://127.0.0.1:8400"
#: Pages of a site that is always checked, and of ten sites that wait for a click.
PAGES = [
    *(f"http://{ALLOWED_SITE}/{number}?utm_source=x&reader=42#end" for number in range(10)),
    *(f"http://paper-{number}.example/{number}?session=secret" for number in range(10)),
]
#: What a browser says of every request, and what our question is made of.
HEADERS = {
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Cache-Control",
    "Connection",
    "Content-Length",
    "Content-Type",
    "Host",
    "Origin",
    "Pragma",
    "Proxy-Connection",
    "Sec-Fetch-Dest",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Site",
    "User-Agent",
}
#: Where the browser itself looks for updates, whatever it was told.
BROWSERS_OWN = {"update.googleapis.com"}
SITES = "chrome.scripting.getRegisteredContentScripts()"
FIELDS = {"passages", "title", "url", "published", "modified", "language", "lang"}


def answer(sent: Sent) -> Answer:
    """Be every site of the web, and the Sidelight server; each sets a cookie."""
    cookie = {"Set-Cookie": "reader=42; Max-Age=9999; Path=/"}
    if sent.path.startswith(SERVER):
        told = found(Sent(sent.method, sent.path.removeprefix(SERVER), sent.headers, sent.body))
        return Answer(told.status, told.body, cookie)
    return Answer(200, ARTICLE.encode(), {"Content-Type": "text/html; charset=utf-8", **cookie})


@pytest.fixture(scope="module")
def seen() -> Iterator[Recorder]:
    """Give the proxy that sees every request of the browser."""
    with recording(answer) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def browsing(seen: Recorder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Give a browser that has no other way out than the proxy."""
    with shared_driver() as playwright:
        extension = copied_extension(tmp_path_factory.mktemp("requests"))
        proxied = Loaded(
            playwright, extension, f"--proxy-server={seen.address}", "--proxy-bypass-list=<-loopback>", "--no-pings"
        )
        yield proxied
        proxied.close()


@pytest.fixture(scope="module")
def visit(browsing: Loaded, seen: Recorder) -> Callable[..., list[Sent]]:
    """Read pages, clicking where the site is not always checked; gives what went elsewhere than to the pages' sites.

    Either the page is asked about, or its popup says in the words of `refusal` that it is not.
    """

    def came(many: int) -> bool:
        return len(elsewhere(seen)) >= many

    def visited(pages: list[str], *, refusal: str | None = None, **settings: object) -> list[Sent]:
        browsing.close_pages()
        browsing.seed(**settings)
        seen.sent.clear()
        for number, url in enumerate(pages, start=1):
            page = browsing.open(url)
            if ALLOWED_SITE not in url:
                browsing.click_action(page)
                assert refusal is None or browsing.read_real_popup(refusal)
            assert refusal or wait(partial(came, number)), f"nothing asks about {url}"
        # What is on its way through the background comes before an answer that the background gives now.
        browsing.run(f"{SITES}.then(() => chrome.tabs.query({{}}))")
        return elsewhere(seen)

    return visited


@pytest.fixture(scope="module")
def asked(visit: Callable[..., list[Sent]]) -> list[Sent]:
    """Give what is sent when a reader who agreed reads twenty pages."""
    return visit(PAGES, consent=CONSENT)


def elsewhere(seen: Recorder) -> list[Sent]:
    hosts = {urlsplit(url).netloc for url in PAGES} | BROWSERS_OWN
    return [sent for sent in seen.sent if urlsplit(sent.path).netloc not in hosts]


def test_nothing_is_sent_before_consent(visit: Callable[..., list[Sent]], seen: Recorder) -> None:
    assert visit(PAGES, refusal="Nothing has been sent yet") == []
    assert {sent.path for sent in seen.sent} >= {url.split("#")[0] for url in PAGES}


def test_nothing_is_sent_for_excluded_sites(visit: Callable[..., list[Sent]]) -> None:
    hidden = sorted({urlsplit(url).hostname or "" for url in PAGES})

    assert visit(PAGES, refusal="Sidelight is switched off", consent=CONSENT, hiddenSites=hidden) == []


def test_nothing_is_sent_for_pages_of_this_computer(visit: Callable[..., list[Sent]], seen: Recorder) -> None:
    pages = ["http://localhost:5000/a", "http://wiki/a", "http://192.168.0.7/a"]

    sent = visit(pages, refusal="This page is on this computer", consent=CONSENT)

    assert {(one.method, one.path) for one in sent if not one.path.endswith("favicon.ico")} == {
        ("GET", page) for page in pages
    }


def test_one_question_a_page_goes_to_the_server_and_nothing_anywhere_else(asked: list[Sent]) -> None:
    assert [(one.method, one.path) for one in asked] == [("POST", f"{SERVER}/v1/annotations")] * len(PAGES)
    assert sorted(one.json["url"] for one in asked) == sorted(url.split("?")[0] for url in PAGES)
    assert {field for one in asked for field in one.json} <= FIELDS
    assert {name for one in asked for passage in one.json["passages"] for name in passage} == {"role", "text"}


def test_no_question_carries_a_cookie_or_says_who_asks(asked: list[Sent]) -> None:
    assert {name for one in asked for name in one.headers} <= HEADERS
    assert {one.headers["Accept-Language"] for one in asked} == {"*"}
    assert not [one for one in asked if b"secret" in one.body or b"reader" in one.body]
    # Apart from the page's own words nothing tells one question from another.
    assert (
        len({frozenset(one.headers.items() - {("Content-Length", one.headers["Content-Length"])}) for one in asked})
        == 1
    )


def test_the_address_alone_is_sent_in_that_mode(visit: Callable[..., list[Sent]]) -> None:
    sent = visit([*PAGES[:2], *PAGES[-2:]], consent=CONSENT, mode="address")

    assert [set(one.json) for one in sent] == [{"url"}] * 4
    assert not [one for one in sent if b"utm_" in one.body or b"session" in one.body or b"#" in one.body]
