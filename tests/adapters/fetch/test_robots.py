"""robots.txt: asked once, heeded, and cheap however hostile it is."""

import pytest
from tests.adapters.fetch.build import PATIENT, SHORT, fetcher, line
from tests.adapters.fetch.fault_server import Answer, drip, fault_server, pour, redirect, reply

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.fetch.robots import MOST_DELAY_SECONDS, ROBOTS_BYTES, Robots
from sidelight.adapters.fetch.transfer import Answer as Said
from sidelight.errors import (
    AddressBlockedError,
    FetchError,
    FetchFailedError,
    FetchTimeoutError,
    RobotsDisallowedError,
)

PAGE = reply(b"<p>Hello", headers=("Content-Type: text/html",))
URL = "https://news.example/politics/story.html?id=5"


def check(text: str | bytes, *, url: str = URL, status: int = 200) -> float:
    body = text if isinstance(text, bytes) else text.encode()
    return Robots(MemoryCache()).check(url, "news.example", lambda _: Said(status, None, None, body))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow:\n",
        "User-agent: *\nDisallow: /private\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: Sidelight\nAllow: /\n",
        "User-agent: *\nDisallow: /politics\nAllow: /politics/story\n",
        "User-agent: Otherbot\nDisallow: /\n",
        "User-agent: Otherbot\nUser-agent: Thirdbot\nDisallow: /\n\nUser-agent: *\nDisallow: /x\n",
        "Disallow: /\n",
        "User-agent: *\nDisallow: /x\nUser-agent: Otherbot\nDisallow: /\n",
        "User-agent: Sidelighter\nDisallow: /\n",
        "<html><p>Disallow: /</p></html>",
        "User-agent: *\nDisallow: /politics$\n",
    ],
)
def test_what_is_not_forbidden_is_fetched(text: str) -> None:
    assert check(text) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /\n",
        "User-agent: *\nDisallow: /politics/\n",
        "\ufeffUser-agent: Sidelight\r\nDisallow: / # all of it\r\n",
        "user-agent:SIDELIGHT\ndisallow:/politics\n",
        "User-agent: Sidelight/1.0\nDisallow: /\n",
        "User-agent: Otherbot\nUser-agent: Sidelight\nDisallow: /\n",
        "User-agent: Sidelight\nUser-agent: Otherbot\nDisallow: /\n",
        "User-agent: *\nDisallow: /*.html\n",
        "User-agent: *\nDisallow: /*?id=\n",
        "User-agent: *\nAllow: /\n\nUser-agent: Sidelight\nDisallow: /\n",
        "User-agent: *\nSitemap: https://news.example/map\nDisallow: /\n",
        "User-agent: *\r\rDisallow: /\r",
    ],
)
def test_what_is_forbidden_is_not_fetched(text: str) -> None:
    with pytest.raises(RobotsDisallowedError, match=r"news\.example asks programs such as Sidelight"):
        check(text)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_robots_allows_everything(status: int) -> None:
    assert check("User-agent: *\nDisallow: /\n", status=status) == 0.0


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_cannot_be_read_forbids_everything(status: int) -> None:
    with pytest.raises(RobotsDisallowedError, match="cannot be read now"):
        check("", status=status)


@pytest.mark.parametrize(
    ("asked", "given"),
    [("0.5", 0.5), ("10", MOST_DELAY_SECONDS), ("soon", 0.0), ("-1", 0.0), ("1e9", MOST_DELAY_SECONDS)],
)
def test_the_pause_a_site_asks_for_is_kept_within_reason(asked: str, given: float) -> None:
    assert check(f"User-agent: *\nCrawl-delay: {asked}\nDisallow: /x\n") == given


def test_what_is_kept_names_no_site() -> None:
    cache = MemoryCache()
    text = b"# news.example\nSitemap: https://news.example/map\nHost: news.example\nUser-agent: *\nDisallow: /x\n"
    Robots(cache).check(URL, "news.example", lambda _: Said(200, None, None, text))

    kept = cache.get("robots:https://news.example/robots.txt")

    assert kept == b"user-agent: *\ndisallow: /x\n"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: bot{number}\n" for number in range(15_000)) + "Disallow: /x\n" * 19_000,
        "User-agent: *\n" + "Disallow: /" + "*a" * 250_000,
        "User-agent: *\n" + "".join(f"Disallow: /*{'a*' * 8}{number}$\n" for number in range(14_000)),
        "User-agent: *\n" * 35_000,
        "\n" * ROBOTS_BYTES,
        ":" * ROBOTS_BYTES,
    ],
    ids=["groups times rules", "stars", "patterns", "agents", "lines", "colons"],
)
def test_a_hostile_file_is_read_like_any_other(text: str) -> None:
    assert check(text[:ROBOTS_BYTES], url=f"https://news.example/{'a' * 2000}") == 0.0


def test_robots_are_asked_for_once_for_all_pages_of_a_site() -> None:
    rules = reply(b"User-agent: *\nDisallow: /private\n", headers=("Content-Type: text/plain",))
    with fault_server({"/robots.txt": rules, "/a": PAGE, "/b": PAGE}) as site:
        polite = fetcher(line(site.allowed))
        polite.fetch(f"{site.url}/a")
        polite.fetch(f"{site.url}/b")
        with pytest.raises(RobotsDisallowedError):
            polite.fetch(f"{site.url}/private/c")

        assert [request.path for request in site.robots_requests] == ["/robots.txt"]
        assert [request.path for request in site.requests] == ["/a", "/b"]


def test_a_page_that_a_redirect_leads_to_is_asked_about_too() -> None:
    rules = reply(b"User-agent: *\nDisallow: /private\n")
    with fault_server({"/robots.txt": rules, "/a": redirect("/private/b")}) as site:
        with pytest.raises(RobotsDisallowedError):
            fetcher(line(site.allowed)).fetch(f"{site.url}/a")

        assert [request.path for request in site.requests] == ["/a"]


def test_robots_of_the_operators_own_sites_are_not_asked_for() -> None:
    with fault_server({"/robots.txt": reply(b"User-agent: *\nDisallow: /\n"), "/a": PAGE}) as site:
        page = fetcher(line(site.allowed), own_sites=["127.0.0.1"]).fetch(f"{site.url}/a")

        assert page.body == b"<p>Hello"
        assert site.robots_requests == []


def test_robots_may_be_elsewhere() -> None:
    answers = {"/robots.txt": redirect("/robots"), "/robots": reply(b"User-agent: *\nDisallow: /a\n"), "/b": PAGE}
    with fault_server(answers) as site:
        polite = fetcher(line(site.allowed))
        with pytest.raises(RobotsDisallowedError):
            polite.fetch(f"{site.url}/a")
        polite.fetch(f"{site.url}/b")

        assert [request.path for request in site.requests] == ["/robots", "/b"]


@pytest.mark.parametrize("location", ["/robots.txt", "/again"])
def test_robots_that_redirects_lead_nowhere_are_none(location: str) -> None:
    answers = {"/robots.txt": redirect(location), "/again": redirect("/robots.txt"), "/a": PAGE}
    with fault_server(answers) as site:
        assert fetcher(line(site.allowed)).fetch(f"{site.url}/a").body == b"<p>Hello"


def test_of_a_long_file_the_beginning_counts() -> None:
    long = b"User-agent: *\nDisallow: /a\n" + b"#" * ROBOTS_BYTES + b"\nUser-agent: *\nDisallow: /b\n"
    with fault_server({"/robots.txt": reply(long), "/b": PAGE}) as site:
        polite = fetcher(line(site.allowed))
        with pytest.raises(RobotsDisallowedError):
            polite.fetch(f"{site.url}/a")

        assert polite.fetch(f"{site.url}/b").body == b"<p>Hello"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a"), FetchTimeoutError),
        (pour(b"HTTP/1.1 200 OK\r\n\r\n", b"#" * 65536), None),
        (redirect("http://169.254.169.254/robots.txt"), AddressBlockedError),
        (redirect("file:///etc/passwd"), AddressBlockedError),
        (drip(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b""), FetchTimeoutError),
        (reply(b"this is no gzip", headers=("Content-Encoding: gzip",)), FetchFailedError),
    ],
    ids=["drip", "endless", "link-local", "file", "silence", "no gzip"],
)
def test_robots_go_through_the_same_guard_and_limits(answer: Answer, error: type[FetchError] | None) -> None:
    with fault_server({"/robots.txt": answer, "/": PAGE}) as site:
        strict = fetcher(line(site.allowed), SHORT if error is FetchTimeoutError else PATIENT)
        if error is None:
            assert strict.fetch(site.url).body == b"<p>Hello"
        else:
            with pytest.raises(error):
                strict.fetch(site.url)

            assert site.requests == []
