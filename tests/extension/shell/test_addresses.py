"""Which addresses a server may have, which pages may be read, and what of a page's address is sent."""

import json
from pathlib import Path

import pytest
from tests.extension.shell.loaded import Loaded

CASES = json.loads(Path(__file__).with_name("addresses.json").read_text(encoding="utf-8"))


def shared(shell: Loaded, module: str, call: str) -> object:
    """Call a function of a shared module, which is there as `it`."""
    return shell.run(f"import('/shared/{module}.js').then((it) => {call})")


@pytest.mark.parametrize(("typed", "expected"), CASES["servers"])
def test_a_server_is_https_or_on_this_computer(shell: Loaded, typed: str, expected: str) -> None:
    read = shared(shell, "server", f"it.readServer({json.dumps(typed)})")

    assert read == {"refusal" if expected.startswith("problem_") else "server": expected}


@pytest.mark.parametrize(("url", "refusal"), CASES["pages"])
def test_only_public_pages_are_read(shell: Loaded, url: str, refusal: str | None) -> None:
    page = json.dumps({"url": url, "incognito": False})

    read = shared(shell, "addresses", f"it.refusalOf({page}, {{allowLocal: false, hiddenSites: ['hidden.example']}})")

    assert read == refusal


def test_a_private_window_is_refused_whatever_it_shows(shell: Loaded) -> None:
    page = json.dumps({"url": "https://news.example/a", "incognito": True})

    refusal = shared(shell, "addresses", f"it.refusalOf({page}, {{allowLocal: true, hiddenSites: []}})")

    assert refusal == "private"


def test_local_pages_are_read_once_the_reader_allows_them(shell: Loaded) -> None:
    page = json.dumps({"url": "http://192.168.1.1/", "incognito": False})

    assert shared(shell, "addresses", f"it.refusalOf({page}, {{allowLocal: true, hiddenSites: []}})") is None


@pytest.mark.parametrize(("url", "sent"), CASES["sent"])
def test_an_address_is_sent_without_fragment_password_and_tracking(shell: Loaded, url: str, sent: str) -> None:
    assert shared(shell, "addresses", f"it.sendableAddress({json.dumps(url)})") == sent


def test_the_page_is_told_by_origin_and_path(shell: Loaded) -> None:
    same = ["https://a.example/x?1#2", "https://a.example/x"]
    others = ["https://b.example/x", "https://a.example/y", "http://a.example/x", "nothing"]

    def is_same(url: str) -> object:
        return shared(shell, "addresses", f"it.isSamePage({json.dumps(url)}, 'https://a.example/x')")

    assert [is_same(url) for url in same] == [True, True]
    assert [is_same(url) for url in others] == [False] * 4
