"""Who may ask for what: every route of the app against every sort of caller, and no route that names nobody."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from tests.web.curating.newsroom import PASSWORD, Newsroom, newsroom
from werkzeug.test import TestResponse

from sidelight.bootstrap import Services
from sidelight.config import Config, read_config
from sidelight.services.curation.values import SYSTEM, Role, may
from sidelight.web import access
from sidelight.web.api import health
from sidelight.web.app import create_app

#: Every route with who it is for; a route that is not here fails the test.
EXPECTED: dict[str, access.Access] = json.loads(Path(__file__).with_name("access.json").read_text(encoding="utf-8"))
#: What the variables of paths are: names of nothing, so that no call changes anything.
VALUES: Mapping[str, object] = {"number": 999_999, "revision": 999_999, "language": "en", "kind": "report"}
#: Every sort of caller of the API, with what they may do.
CALLERS: dict[str, Role | None] = {
    "nobody": None,
    "curator": "curator",
    "reviewer": "reviewer",
    "admin": "admin",
    "revoked token": None,
    "expired token": None,
    "inactive curator": None,
    "forged token": None,
    "admin's name and password": None,
    "admin's session": None,
    "admin with a curator's token": "curator",
    "reviewer with an admin's token": "reviewer",
}
#: Every sort of visitor of the console.
VISITORS: dict[str, Role | None] = {
    "nobody": None,
    "curator": "curator",
    "reviewer": "reviewer",
    "admin": "admin",
    "expired session": None,
    "ended session": None,
    "inactive curator": None,
    "forged session": None,
    "admin's token": None,
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("room")) as opened:
        opened.tokens["forged token"] = f"sl_{'x' * 43}"
        yield opened


@pytest.fixture(scope="module")
def sessions(room: Newsroom) -> dict[str, str]:
    """Secrets of sessions, by what sort of visitor has them."""

    def log_in(name: str) -> str:
        return room.accounts.log_in(name, PASSWORD, address="203.0.113.7")[0]

    found = {"expired session": log_in("admin"), "forged session": "x" * 43}
    room.clock.pass_by(days=1)
    room.accounts.add("leaver", "admin", PASSWORD, by=SYSTEM)
    found |= {role: log_in(role) for role in ("curator", "reviewer", "admin")}
    found |= {"ended session": log_in("admin"), "inactive curator": log_in("leaver")}
    room.accounts.change("leaver", active=False, by=SYSTEM)
    room.accounts.log_out(found["ended session"])
    return found


def routes(app: Flask) -> dict[str, str]:
    """Every route of the app, such as `GET /v1/entries/<entry_id>`, with a path that leads there."""
    found = {}
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: VALUES.get(name, "unknown") for name in rule.arguments}
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            path = adapter.build(rule.endpoint, values, method=method, append_unknown=False)
            found[f"{method} {rule.rule}"] = path
    return found


def ask(client: FlaskClient, route: str, path: str) -> TestResponse:
    """Ask with a body that no call takes for one."""
    method = route.split()[0]
    if method in ("GET", "DELETE"):
        return client.open(path, method=method, buffered=True)
    if is_console(path):
        return client.open(path, method=method, buffered=True, data={})
    return client.open(path, method=method, buffered=True, json={})


def is_console(path: str) -> bool:
    return path.startswith("/console")


def test_every_route_has_a_row_and_every_row_a_route(room: Newsroom) -> None:
    assert sorted(routes(room.app)) == sorted(EXPECTED)


@pytest.mark.parametrize("caller", CALLERS)
def test_the_api_answers_those_who_may_ask(room: Newsroom, sessions: dict[str, str], caller: str) -> None:
    client = room.client(caller if caller in room.tokens else None)
    if caller == "admin's name and password":
        client.environ_base["HTTP_AUTHORIZATION"] = "Basic YWRtaW46c2V2ZW4gc21hbGwgZ3JleSBwZWJibGVz"
    elif caller == "admin's session":
        client.set_cookie("sidelight", cookie_of(room.app, sessions["admin"]))

    wrong = {}
    for route, path in routes(room.app).items():
        if not is_console(path):
            response = ask(client, route, path)
            expected = refusal(EXPECTED[route], CALLERS[caller])
            told = (response.status_code, response.get_json()["code"]) if expected else response.status_code
            challenged = response.headers.get("WWW-Authenticate", "").startswith("Bearer")
            right = told == expected if expected else told not in (401, 403) and response.status_code < 500
            if not right or challenged != (response.status_code == 401):
                wrong[route] = told

    assert wrong == {}


@pytest.mark.parametrize("visitor", VISITORS)
def test_the_console_opens_for_those_who_may_enter(room: Newsroom, sessions: dict[str, str], visitor: str) -> None:
    client = room.client("admin" if visitor == "admin's token" else None)
    if visitor in sessions:
        client.set_cookie("sidelight", cookie_of(room.app, sessions[visitor]))

    wrong = {}
    for route, path in routes(room.app).items():
        if is_console(path):
            response = ask(client, route, path)
            refused = refusal(EXPECTED[route], VISITORS[visitor])
            to_log_in = response.headers.get("Location", "").startswith(access.LOG_IN_PATH)
            if refused and refused[0] == 401 and route.startswith("GET"):
                right = response.status_code == 302 and to_log_in
            elif refused:
                right = response.status_code == refused[0]
            elif route.startswith("GET"):
                right = response.status_code not in (401, 403) and response.status_code < 500 and not to_log_in
            else:  # the form came without its token
                right = response.status_code == 400
            if not right:
                wrong[route] = response.status_code

    assert wrong == {}


def refusal(for_whom: access.Access, role: Role | None) -> tuple[int, str] | None:
    if for_whom == "everyone":
        return None
    if role is None:
        return 401, "log-in-needed"
    return None if may(role, for_whom) else (403, "role-needed")


def cookie_of(app: Flask, secret: str) -> str:
    """Write the cookie of a session, as the browser would send it."""
    with app.test_client() as client:
        with client.session_transaction() as session:
            session["session"] = secret
        cookie = client.get_cookie("sidelight", path="/console")
        assert cookie is not None
        return cookie.value


class TestRoutes:
    def test_a_view_without_a_mark_stops_the_start(
        self, shared_services: Services, configured: Config, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bare = Blueprint("bare", __name__)
        bare.add_url_rule("/v1/secret", "secret", lambda: "told")
        monkeypatch.setattr(health, "blueprint", bare)

        with pytest.raises(RuntimeError, match=r"bare\.secret"):
            create_app(shared_services, configured)

    def test_a_view_has_one_door(self) -> None:
        def view() -> str:
            return ""

        access.allow("curator")(view)

        with pytest.raises(TypeError, match="curator"):
            access.allow("everyone")(view)

    def test_a_route_that_is_added_later_answers_nobody(self, shared_services: Services, configured: Config) -> None:
        app = create_app(shared_services, configured)
        app.add_url_rule("/late", "late", access.allow("everyone")(lambda: "told"))

        assert app.test_client().get("/late").status_code == 500

    def test_what_is_for_everyone_asks_nobody_who_they_are(self, room: Newsroom) -> None:
        used = room.client("admin")
        before = room.accounts.tokens("admin")

        for path in ("/v1/entries", "/v1/editions", "/health/ready", "/docs"):
            assert used.get(path).status_code == 200

        assert room.accounts.tokens("admin") == before


def enter() -> str:
    access.open_session("secret")
    return "in"


class TestCookie:
    @pytest.mark.parametrize(("https", "secure"), [("off", False), ("on", True)])
    def test_no_script_and_no_other_site_has_the_sessions_cookie(self, https: str, secure: bool) -> None:
        app = Flask(__name__)
        access.set_up_sessions(app, read_config({"SIDELIGHT_HTTPS": https}), b"k" * 32)
        app.add_url_rule("/console/in", "enter", enter)

        (cookie,) = app.test_client().get("/console/in").headers.getlist("Set-Cookie")

        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert {"HttpOnly", "Path=/console", "SameSite=Lax"} <= parts
        assert ("Secure" in parts) == secure

    def test_a_session_that_is_closed_leaves_nothing_in_the_browser(self) -> None:
        app = Flask(__name__)
        access.set_up_sessions(app, read_config({}), None)
        app.add_url_rule("/console/in", "enter", enter)
        app.add_url_rule("/console/out", "leave", lambda: access.close_session() or "none")
        client = app.test_client()
        client.get("/console/in")

        told = [client.get("/console/out").get_data(as_text=True) for _ in range(2)]

        assert told == ["secret", "none"]
        assert client.get_cookie("sidelight", path="/console") is None
