"""Log-in, a curator's own password, curators, and tokens."""

import pytest
from flask.testing import FlaskClient
from tests.web.console.browsing import page_of, person, words
from tests.web.curating.newsroom import PASSWORD, Newsroom

from sidelight.services.curation.errors import TooManyTriesError
from sidelight.web.console.people.session import own_path

OTHER = "nine long brown rivers"


def test_logging_in_leads_to_the_page_that_was_wanted(shared_room: Newsroom) -> None:
    nobody = person(shared_room)

    answer = nobody.post("/console/log-in", name="curator", password=PASSWORD, next="/console/editions?offset=0")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/console/editions?offset=0"
    assert words(nobody.read("/console/editions"), ".who").startswith("Your account: curator curator")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/console/",
        "//evil.example/console/",
        "/\\evil.example",
        "/console/../demo",
        "/console\\@evil.example",
        "/console/a\nLocation: x",
        "javascript:alert(1)",
        "/v1/entries",
        "console/entries",
    ],
)
def test_logging_in_never_leads_elsewhere(shared_room: Newsroom, elsewhere: str) -> None:
    nobody = person(shared_room)

    answer = nobody.post("/console/log-in", name="curator", password=PASSWORD, next=elsewhere)

    assert own_path(elsewhere) is None
    assert answer.headers["Location"] == "/console/entries"


@pytest.mark.parametrize(("name", "password"), [("curator", "wrong" * 4), ("nobody", PASSWORD), ("gone", PASSWORD)])
def test_a_refused_log_in_says_the_same_whatever_was_wrong(shared_room: Newsroom, name: str, password: str) -> None:
    page = page_of(person(shared_room).post("/console/log-in", name=name, password=password), status=401)

    assert words(page, "[role=alert]") == (
        "You are not logged in No active curator has that name and password. "
        "Check name and password; an admin can set a new password."
    )
    assert page.select_one("[name=name]")["value"] == name  # type: ignore[index]
    assert password not in str(page)


def test_too_many_tries_are_told_with_what_to_do(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        msg = "there were too many tries to log in within a minute"
        raise TooManyTriesError(msg)

    monkeypatch.setattr(room.accounts, "log_in", refuse)

    page = page_of(person(room).post("/console/log-in", name="curator", password=PASSWORD), status=429)

    assert "Wait a minute" in words(page, "[role=alert]")


def test_where_there_is_no_curator_yet_the_log_in_says_how_to_make_one(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = "sidelight curators add NAME --role admin"
    assert command not in words(person(room).read("/console/log-in"))

    monkeypatch.setattr(room.accounts, "curators", tuple)

    assert command in words(person(room).read("/console/log-in"))


def test_logging_in_gives_another_session(shared_room: Newsroom) -> None:
    # given a browser that has a cookie from before
    somebody = person(shared_room)
    token = somebody.token()

    # when its owner logs in
    somebody.post("/console/log-in", name="curator", password=PASSWORD)

    # then a form made before is none of the new session's
    assert somebody.client.post("/console/account", data={"csrf_token": token}).status_code == 400


def test_logging_out_ends_the_session_for_good(room: Newsroom) -> None:
    somebody = person(room, "curator")
    stolen = room.app.test_client()
    cookie = somebody.client.get_cookie("sidelight", path="/console")
    assert cookie is not None
    stolen.set_cookie("sidelight", cookie.value, path="/console")
    assert stolen.get("/console/entries").status_code == 200

    page = somebody.sent("/console/log-out")

    assert "You are logged out." in words(page)
    assert somebody.get("/console/entries").status_code == 302
    assert stolen.get("/console/entries").status_code == 302


def test_who_is_logged_in_is_not_asked_again(shared_room: Newsroom) -> None:
    answer = person(shared_room, "curator").get("/console/log-in?next=/console/stale")

    assert answer.headers["Location"] == "/console/stale"


def test_one_can_change_ones_password_and_stays_logged_in_only_here(room: Newsroom) -> None:
    here, elsewhere = person(room, "curator"), person(room, "curator")

    page = here.sent("/console/account", old_password=PASSWORD, password=OTHER, again=OTHER)

    assert "Your password is changed" in words(page)
    assert elsewhere.get("/console/entries").status_code == 302
    assert person(room, "curator", password=OTHER).get("/console/entries").status_code == 200


def test_logging_in_again_ends_the_session_that_was_there(room: Newsroom) -> None:
    browser = person(room, "curator")
    before = browser.client.get_cookie("sidelight", path="/console")
    assert before is not None

    browser.post("/console/log-in", name="reviewer", password=PASSWORD)

    thief = room.app.test_client()
    thief.set_cookie("sidelight", before.value, path="/console")
    assert thief.get("/console/entries").status_code == 302
    assert "reviewer" in words(browser.read("/console/entries"), ".who")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"old_password": "wrong", "password": OTHER, "again": OTHER}, "old_password"),
        ({"old_password": PASSWORD, "password": "short", "again": "short"}, "password"),
        ({"old_password": PASSWORD, "password": "x" * 1001, "again": "x" * 1001}, "password"),
        ({"old_password": PASSWORD, "password": OTHER, "again": f"{OTHER}!"}, "again"),
        ({"old_password": PASSWORD, "password": OTHER}, "again"),
    ],
)
def test_a_new_password_that_will_not_do_is_told_at_its_field(
    shared_room: Newsroom, fields: dict[str, str], field: str
) -> None:
    page = page_of(person(shared_room, "curator").post("/console/account", **fields), status=422)

    assert [wrong["name"] for wrong in page.select("[aria-invalid=true]")] == [field]
    assert [link["href"] for link in page.select("[role=alert] a")] == [f"#f-{field}"]
    assert OTHER not in str(page)
    assert person(shared_room, "curator").get("/console/entries").status_code == 200


def test_where_packs_come_from_folders_the_console_says_how_to_begin(client: FlaskClient) -> None:
    page = page_of(client.get("/console/", follow_redirects=True), status=403)

    assert "sidelight curators add NAME --role admin" in words(page)
