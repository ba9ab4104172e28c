import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.adapters.fetch.urls import MAX_URL_CHARACTERS, check_url, clean_url, join_url
from sidelight.errors import AddressInvalidError

URLS = json.loads(Path(__file__).with_name("urls.json").read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[3]
TRACKING = ROOT / "server" / "sidelight" / "adapters" / "fetch" / "tracking.json"
EXTENSION = ROOT / "extension" / "shared" / "tracking.js"
NAMES = json.loads(TRACKING.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("url", "reason"), URLS["refused"])
def test_urls_that_are_not_plain_web_addresses_are_refused(url: str, reason: str) -> None:
    with pytest.raises(AddressInvalidError, match=reason):
        check_url(url)


@pytest.mark.parametrize(("url", "sent"), URLS["sent"])
def test_urls_are_sent_in_one_ascii_form(url: str, sent: str) -> None:
    assert check_url(url) == sent
    assert check_url(sent) == sent


@pytest.mark.parametrize("spelling", URLS["one"]["spellings"])
def test_all_spellings_of_an_address_are_one(spelling: str) -> None:
    assert clean_url(spelling) == URLS["one"]["fetched"]


@pytest.mark.parametrize(("one", "other"), URLS["kept_apart"])
def test_what_may_be_another_page_stays_another_address(one: str, other: str) -> None:
    assert clean_url(one) != clean_url(other)


@pytest.mark.parametrize("name", NAMES["tracking"])
def test_each_tracking_parameter_is_cut_off(name: str) -> None:
    written = name.replace("*", "x")

    cleaned = clean_url(f"https://news.example/a?{written}=1&id=5&{written.upper()}=2&{written}")

    assert cleaned == "https://news.example/a?id=5"


def test_the_extension_cuts_off_what_tracks_and_what_is_personal() -> None:
    written = re.search(r"TRACKING = (\[.*?\])", EXTENSION.read_text(encoding="utf-8"), re.DOTALL)
    assert written

    cut_off = json.loads(re.sub(r",\s*\]", "]", written[1]))

    assert sorted(cut_off) == sorted([*NAMES["tracking"], *NAMES["personal"]])


@pytest.mark.parametrize("name", [*NAMES["personal"], "id", "p", "q", "page", "article", "utm", "story_id", "v"])
def test_what_may_name_an_article_is_kept(name: str) -> None:
    assert clean_url(f"https://news.example/a?{name}=1") == f"https://news.example/a?{name}=1"


def test_a_refusal_never_repeats_a_password() -> None:
    with pytest.raises(AddressInvalidError) as caught:
        check_url("https://reader:secret@news.example/")

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("letter", ["a", "я"])
def test_long_urls_are_refused_as_given_and_as_sent(letter: str) -> None:
    start = "https://news.example/"

    with pytest.raises(AddressInvalidError, match="2048"):
        check_url(start + letter * (MAX_URL_CHARACTERS + 1 - len(start)))


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://news.example/b"),
        ("b?c", "https://news.example/x/b?c"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example", "http://other.example/"),
        ("/статья", "https://news.example/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"),
        ("#top", "https://news.example/x/a#top"),
    ],
)
def test_a_redirect_is_read_as_seen_from_where_it_stands(location: str, target: str) -> None:
    assert join_url(location, "https://news.example/x/a") == target


@pytest.mark.parametrize("location", ["http://", "http://[", "http://a b/", "http://\ud800/"])
def test_a_redirect_to_nothing_is_refused(location: str) -> None:
    with pytest.raises(AddressInvalidError):
        join_url(location, "https://news.example/x/a")


@given(st.text(max_size=60))
def test_any_text_is_either_refused_or_sent_as_visible_ascii(text: str) -> None:
    try:
        sent = check_url(f"http://{text}")
    except AddressInvalidError:
        return

    assert sent.isascii()
    assert sent.isprintable()
    assert check_url(sent) == sent
    assert clean_url(clean_url(sent)) == clean_url(sent)
