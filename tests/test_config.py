import dataclasses
from pathlib import Path

import platformdirs
import pytest

from sidelight.config import SETTINGS, Config, read_config
from sidelight.errors import ConfigError

#: What holds without any setting.
DEFAULTS = Config(
    data_dir=platformdirs.user_data_path("sidelight", appauthor=False),
    host="127.0.0.1",
    port=8400,
    trusted_hosts=("localhost", "127.0.0.1", "[::1]"),
    contact=None,
    pack=None,
    log_level="info",
    cache_url="disk://",
    cache_bytes=256_000_000,
    page_cache_seconds=3600,
    page_fresh_seconds=600,
    reply_cache_seconds=3600,
    fetch=True,
    fetch_deadline_seconds=8.0,
    fetch_bytes=5_000_000,
    fetch_redirects=5,
    fetch_allow=(),
    fetch_hosts=(),
    fetch_deny=(),
    fetch_own_sites=(),
    fetch_proxy=None,
    fetch_delay_seconds=0.25,
    fetch_rest_seconds=60.0,
    fetch_failure_seconds=60,
    fetch_at_once=24,
    extract_seconds=5.0,
    extract_bytes=1024**3,
    extract_workers=1,
    request_bytes=5_000_000,
    text_characters=500_000,
    passages=5_000,
    inbox=True,
    inbox_kept=10_000,
    database_url=None,
    edition_poll_seconds=1.0,
    second_person=False,
    session_hours=12,
    login_tries=5,
    corpus_kept=5_000,
    corpus_density=0.5,
    https=False,
    proxies=0,
    secret=None,
)


def test_without_any_setting_the_defaults_hold() -> None:
    assert read_config({}) == DEFAULTS


def test_the_table_and_the_config_name_the_same_settings() -> None:
    fields = {field.name for field in dataclasses.fields(Config)}

    assert fields == {setting.field for setting in SETTINGS}
    assert all(setting.help.endswith(".") for setting in SETTINGS)


def test_only_the_given_mapping_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDELIGHT_PORT", "9999")

    assert read_config({}).port == 8400


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("SIDELIGHT_DATA_DIR", "/srv/sidelight", Path("/srv/sidelight")),
        ("SIDELIGHT_PACK", "packs", Path.cwd() / "packs"),
        ("SIDELIGHT_HOST", "0.0.0.0", "0.0.0.0"),  # noqa: S104  # nothing listens in this test
        ("SIDELIGHT_HOST", "::1", "::1"),
        ("SIDELIGHT_HOST", "news-desk.example", "news-desk.example"),
        ("SIDELIGHT_PORT", "0", 0),
        ("SIDELIGHT_PORT", " 80 ", 80),
        ("SIDELIGHT_CONTACT", "desk@example.org", "desk@example.org"),
        ("SIDELIGHT_CONTACT", "the desk, desk@example.org", "the desk, desk@example.org"),
        ("SIDELIGHT_LOG_LEVEL", "WARNING", "warning"),
        ("SIDELIGHT_CACHE_URL", "null://", "null://"),
        ("SIDELIGHT_PAGE_CACHE_SECONDS", "0", 0),
        ("SIDELIGHT_FETCH", "off", False),
        ("SIDELIGHT_FETCH", "no", False),
        ("SIDELIGHT_FETCH", "ON", True),
        ("SIDELIGHT_FETCH_DEADLINE_SECONDS", "2.5", 2.5),
        ("SIDELIGHT_FETCH_ALLOW", "10.0.0.0/8, 127.0.0.1:8080,", ("10.0.0.0/8", "127.0.0.1:8080")),
        ("SIDELIGHT_FETCH_DENY", "tabloid.example, новости.example", ("tabloid.example", "новости.example")),
        ("SIDELIGHT_FETCH_PROXY", "http://egress.example:4750", "http://egress.example:4750"),
        ("SIDELIGHT_FETCH_DELAY_SECONDS", "0", 0.0),
        ("SIDELIGHT_TRUSTED_HOSTS", "sidelight.example", ("sidelight.example",)),
        ("SIDELIGHT_CONTACT", "", None),
        ("SIDELIGHT_PORT", "  ", 8400),
    ],
)
def test_a_setting_is_read_as_its_type(name: str, given: str, value: object) -> None:
    config = read_config({name: given})

    assert getattr(config, name.removeprefix("SIDELIGHT_").lower()) == value


@pytest.mark.parametrize(
    ("name", "given", "remedy"),
    [
        ("SIDELIGHT_PORT", "http", "set it to a whole number from 0 to 65535"),
        ("SIDELIGHT_PORT", "70000", "set it to a whole number from 0 to 65535"),
        ("SIDELIGHT_PORT", "80.5", "set it to a whole number"),
        ("SIDELIGHT_HOST", "127.0.0.1:8400", "without a port"),
        ("SIDELIGHT_HOST", "http://localhost", "without a port"),
        ("SIDELIGHT_CACHE_URL", "redis://cache", "set it to one of disk://, null://"),
        ("SIDELIGHT_LOG_LEVEL", "loud", "set it to one of debug, info, warning, error"),
        ("SIDELIGHT_PAGE_CACHE_SECONDS", "3601", "set it to a whole number from 0 to 3600"),
        ("SIDELIGHT_FETCH", "perhaps", "set it to on or off"),
        ("SIDELIGHT_FETCH_DEADLINE_SECONDS", "nan", "set it to seconds from 0.1 to 120"),
        ("SIDELIGHT_FETCH_DEADLINE_SECONDS", "0", "set it to seconds from 0.1 to 120"),
        ("SIDELIGHT_FETCH_PROXY", "egress.example:4750", "set it to a URL of a proxy"),
        ("SIDELIGHT_FETCH_PROXY", "http://прокси.example", "set it to a URL of a proxy"),
        ("SIDELIGHT_CONTACT", "почта@example.org", "set it to an address or URL in ASCII letters"),
        ("SIDELIGHT_CONTACT", "desk@example.org\r\nX-Other: 1", "set it to an address or URL in ASCII letters"),
        ("SIDELIGHT_FETCH_FAILURE_SECONDS", "3601", "set it to a whole number from 0 to 3600"),
        ("SIDELIGHT_EXTRACT_WORKERS", "0", "set it to a whole number from 1 to 64"),
        ("SIDELIGHT_DATA_DIR", "~nobody-of-that-name/x", "set it to the path of a folder"),
    ],
)
def test_a_wrong_value_is_told_with_its_name_and_what_to_write(name: str, given: str, remedy: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_config({name: given})

    assert refused.value.detail.startswith(f"{name} is {given!r}: ")
    assert remedy in refused.value.detail
    assert refused.value.remedy.endswith(".")


def test_all_wrong_settings_are_told_at_once_and_cut_short() -> None:
    with pytest.raises(ConfigError) as refused:
        read_config({"SIDELIGHT_PORT": "9" * 10_000, "SIDELIGHT_FETCH": "perhaps"})

    assert "SIDELIGHT_PORT" in refused.value.detail
    assert "SIDELIGHT_FETCH" in refused.value.detail
    assert len(refused.value.detail) < 400


def test_a_misspelt_setting_is_not_passed_over() -> None:
    with pytest.raises(ConfigError, match="'SIDELIGHT_FETCH_BYTE' is no setting: did you mean SIDELIGHT_FETCH_BYTES"):
        read_config({"SIDELIGHT_FETCH_BYTE": "1000000"})


def test_settings_of_others_are_left_alone() -> None:
    assert read_config({"PORT": "x", "SIDELIGHT_SOMETHING_ELSE": "x"}) == read_config({})


def test_every_value_in_use_can_be_written_back() -> None:
    config = read_config({"SIDELIGHT_FETCH": "off", "SIDELIGHT_FETCH_ALLOW": "10.0.0.0/8,127.0.0.1:8080"})

    written = {setting.name: setting.shown(config) for setting in SETTINGS}

    assert written["SIDELIGHT_FETCH"] == "off"
    assert read_config(written) == config


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIDELIGHT_SECRET", "hush-hush"),
        ("SIDELIGHT_DATABASE_URL", "mysql://curator:hush-hush@db.example/news"),
        ("SIDELIGHT_FETCH_PROXY", "http://user:hush-hush@egress.example"),
    ],
)
def test_a_wrong_value_is_told_without_what_is_secret_in_it(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config({name: value})

    assert name in caught.value.detail
    assert "hush-hush" not in caught.value.detail


def test_settings_are_shown_without_what_is_secret_in_them() -> None:
    given = {
        "SIDELIGHT_SECRET": "s" * 32,
        "SIDELIGHT_DATABASE_URL": "postgresql+psycopg://curator:hush-hush@db.example/news",
    }
    config = read_config(given)

    shown = {setting.name: setting.shown(config) for setting in SETTINGS if setting.name in given}

    assert shown == {
        "SIDELIGHT_SECRET": "(hidden)",
        "SIDELIGHT_DATABASE_URL": "postgresql+psycopg://curator:(hidden)@db.example/news",
    }
