"""A newsroom with an API: the whole app on a store of its own, with API tokens of every sort."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from tests.stores import sqlite_store
from tests.web.conftest import INVENTED, PATIENT, TODAY
from werkzeug.test import TestResponse

from sidelight.adapters.packs.folder import read_pack
from sidelight.bootstrap import Services, build
from sidelight.config import read_config
from sidelight.services.curation.accounts import Accounts
from sidelight.services.curation.values import SYSTEM, Act
from sidelight.web.app import create_app

PASSWORD = "seven small grey pebbles"  # noqa: S105 — of tests alone
#: Entries of the invented pack.
PACK = "karvenia-test"
TOLL = "melvaro-earthquake-death-toll"
UNION = "amberline-rescue-union"
HOST = {"Host": "localhost"}


@dataclass
class Clock:
    """A clock that goes on by a second at each look, and by more when it is told to."""

    at: datetime = field(default_factory=lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC))

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


class Untiring:
    """Lets everybody try for ever."""

    def take(self, key: str, *, times: int = 1) -> bool:
        return bool(key) and times > 0


class CheapHashes:
    """Hashes that cost nothing."""

    def hash_password(self, password: str) -> str:
        return f"hash of {password}"

    def password_fits(self, password_hash: str, password: str) -> bool:
        return password_hash == f"hash of {password}"

    def is_outdated(self, password_hash: str) -> bool:
        return not password_hash


@dataclass
class Newsroom:
    """The app with its services; `tokens` are keys of the API by what sort of caller has them."""

    app: Flask
    wired: Services
    clock: Clock
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def accounts(self) -> Accounts:
        return self.wired.curating.accounts

    def client(self, caller: str | None = None) -> FlaskClient:
        """Give a client that sends that caller's token with each request."""
        client = self.app.test_client()
        if caller is not None:
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens[caller]}"
        return client

    def head(self, entry_id: str = TOLL) -> dict[str, Any]:
        """Read an entry's newest revision."""
        told: dict[str, Any] = self.client("curator").get(f"/v1/entries/{entry_id}/head").get_json()
        return told

    def edit(self, entry_id: str = TOLL, *, caller: str = "curator", **changes: Any) -> TestResponse:
        """Add a revision."""
        head = self.head(entry_id)
        body = {"entry": {**head["entry"], **changes}, "reason": "checked"}
        tag = {"If-Match": f'"{head["revision"]}"'}
        return self.client(caller).put(f"/v1/entries/{entry_id}", json=body, headers=tag)


def open_app(folder: Path, clock: Clock, **settings: str) -> Newsroom:
    """Open an app on the database of a folder; two of the same folder are two servers on one database."""
    given = {"SIDELIGHT_DATA_DIR": str(folder / "data"), "SIDELIGHT_CACHE_URL": "null://", "SIDELIGHT_FETCH": "off"}
    config = read_config(PATIENT | given | settings)
    services = build(config, today=lambda: clock.at.date(), now=clock.now)
    # Hashes that cost nothing, and no limit of tries: what is asked here is what an API token may do.
    store = sqlite_store(folder)
    accounts = Accounts(
        store=store.accounts,
        now=clock.now,
        passwords=CheapHashes(),
        session_hours=12,
        tries=Untiring(),
    )
    wired = replace(
        services,
        curating=replace(services.curating, accounts=accounts),
        closing=(*services.closing, store.close),
    )
    return Newsroom(app=create_app(wired, config), wired=wired, clock=clock)


@contextmanager
def newsroom(folder: Path, **settings: str) -> Iterator[Newsroom]:
    """Open a newsroom with the invented pack, people of every role, and tokens of every sort."""
    clock = Clock()
    store = sqlite_store(folder)
    store.load([read_pack(INVENTED / "pack").pack], act=Act(by=SYSTEM, at=clock.now(), reason="first start"))
    room = open_app(folder, clock, **settings)
    make = room.accounts.make_token
    for role in ("curator", "reviewer", "admin"):
        room.accounts.add(role, role, PASSWORD, by=SYSTEM)
        room.tokens[role], _ = make(role, "all of it", role, days=None, by=SYSTEM)
    room.tokens["admin with a curator's token"], _ = make("admin", "less", "curator", days=None, by=SYSTEM)
    room.tokens["expired token"], _ = make("admin", "short", "admin", days=1, by=SYSTEM)
    room.tokens["revoked token"], revoked = make("admin", "ended", "admin", days=None, by=SYSTEM)
    room.accounts.revoke(revoked.id, by=SYSTEM)
    room.accounts.add("gone", "admin", PASSWORD, by=SYSTEM)
    room.tokens["inactive curator"], _ = make("gone", "left", "admin", days=None, by=SYSTEM)
    room.accounts.change("gone", active=False, by=SYSTEM)
    room.accounts.add("lowered", "admin", PASSWORD, by=SYSTEM)
    room.tokens["reviewer with an admin's token"], _ = make("lowered", "more", "admin", days=None, by=SYSTEM)
    room.accounts.change("lowered", role="reviewer", by=SYSTEM)
    room.clock.pass_by(days=2)
    yield room
    room.wired.close()
    store.close()
