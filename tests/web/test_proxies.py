"""Behind proxies: whose address and scheme the server believes."""

from pathlib import Path

import pytest
from tests.web.console.browsing import person
from tests.web.curating.newsroom import PASSWORD, newsroom

from sidelight.services.curation.errors import LogInFailedError


@pytest.mark.parametrize(
    ("proxies", "told", "believed"),
    [
        ("0", "203.0.113.9", "127.0.0.1"),
        ("1", "203.0.113.9", "203.0.113.9"),
        # What the browser itself claims stands before what the proxy adds.
        ("1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("2", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
    ],
)
def test_tries_to_log_in_are_counted_for_the_address_that_the_trusted_proxies_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxies: str, told: str, believed: str
) -> None:
    addresses: list[str] = []

    def refuse(_name: str, _password: str, *, address: str) -> None:
        addresses.append(address)
        msg = "no such name and password"
        raise LogInFailedError(msg)

    with newsroom(tmp_path, SIDELIGHT_PROXIES=proxies) as room:
        monkeypatch.setattr(room.accounts, "log_in", refuse)
        browser = person(room)
        browser.client.environ_base["HTTP_X_FORWARDED_FOR"] = told

        browser.post("/console/log-in", name="curator", password=PASSWORD)

    assert addresses == [believed]
