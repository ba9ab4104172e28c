"""What all pages of the console have: a policy, protection of forms, and words for whatever goes wrong."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask, session
from tests.web.console.browsing import Person, page_of, person, words
from tests.web.curating.newsroom import PASSWORD, TOLL, Newsroom
from werkzeug.routing import Rule

from sidelight.errors import SidelightError
from sidelight.services.curation.errors import CurationOffError, StoreUnavailableError
from sidelight.web.access import routes_of
from sidelight.web.console import pages
from sidelight.web.console.blueprint import CONTENT_SECURITY_POLICY

#: A value for each variable that paths of the console have; any other is an x.
VALUES = {"entry_id": TOLL, "pack_id": "karvenia-test", "name": "curator", "number": "1", "kind": "reports", "act": "x"}
#: Pages that need nothing but somebody who is logged in.
PAGES = (
    "/console/entries",
    "/console/entries?q=melvaro&kind=figure&status=published&pack=karvenia-test&waits=yes&stale=yes&reported=yes",
    f"/console/entries/{TOLL}/history",
    f"/console/entries/{TOLL}/compare",
    "/console/editions",
    "/console/editions/1",
    "/console/stale",
    "/console/packs",
    "/console/packs/karvenia-test/publish",
    "/console/curators",
    "/console/tokens",
    "/console/audit",
    "/console/account",
)


def path_of(rule: Rule) -> str:
    return re.sub(r"<(?:\w+(?:\(.*?\))?:)?(\w+)>", lambda found: VALUES.get(found[1], "x"), rule.rule)


def forms(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("console.") and "POST" in (rule.methods or ()):
            yield rule


@pytest.fixture(scope="module")
def admin(shared_room: Newsroom) -> Person:
    return person(shared_room, "admin")


def test_every_form_without_its_token_is_refused(shared_room: Newsroom, admin: Person) -> None:
    answers = {
        path_of(rule): [
            admin.client.post(path_of(rule), data={"title.en": "kept by the browser"} | token).status_code
            for token in ({}, {"csrf_token": "of another site"})
        ]
        for rule in forms(shared_room.app)
    }

    assert len(answers) > 8
    assert {path: statuses for path, statuses in answers.items() if statuses != [400, 400]} == {}


def test_a_refused_form_shows_what_was_written(admin: Person) -> None:
    fields = {"title": "<b>City</b> desk", "password": "not shown", "csrf_token": "wrong"}

    page = page_of(admin.client.post("/console/packs", data=fields), status=400)

    assert [field.get_text().strip() for field in page.select("textarea")] == ["<b>City</b> desk"]
    assert "not shown" not in page.get_text()


def test_a_form_of_somebody_who_was_logged_out_shows_what_was_written(shared_room: Newsroom) -> None:
    nobody = person(shared_room)

    page = page_of(nobody.post("/console/packs", title="City desk"), status=401)

    assert [field.get_text().strip() for field in page.select("textarea")] == ["City desk"]
    assert page.select_one('main a[href="/console/log-in"]')


@pytest.mark.parametrize("path", ["/console/account", "/console/curators", "/console/log-in"])
def test_a_refused_form_shows_no_password(shared_room: Newsroom, admin: Person, path: str) -> None:
    browser = person(shared_room) if path.endswith("log-in") else admin
    secret = {str(field["name"]) for field in browser.read(path).select("input[type=password]")}
    fields = {"title": "City desk", **dict.fromkeys(secret, "seven secret words")}

    answer = browser.client.post(path, data=fields)

    assert secret
    assert (answer.status_code, "City desk" in answer.text) == (400, True)
    assert "seven secret words" not in answer.text


@pytest.mark.parametrize("path", ["/console/entries", "/console/corpus/text", "/console/import/pack"])
def test_a_form_that_is_too_large_is_refused_on_a_page(shared_room: Newsroom, admin: Person, path: str) -> None:
    most = shared_room.app.config["MAX_CONTENT_LENGTH"]

    page = page_of(admin.client.post(path, data={"text": "x" * (most + 1)}), status=413)

    assert words(page, "h1") == "That is too large"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_one_heading_and_named_controls(admin: Person, path: str) -> None:
    page = admin.read(path)

    assert page.title
    assert page.title.get_text().endswith("· Sidelight")
    assert len(page.select("h1")) == 1
    assert len(page.select("main")) == 1
    ids = [found["id"] for found in page.select("[id]")]
    assert len(ids) == len(set(ids))
    named = {str(label["for"]) for label in page.select("label[for]")}
    bare = [
        control
        for control in page.select("input:not([type=hidden], [hidden]), select, textarea")
        if control.get("id") not in named and control.find_parent("label") is None
    ]
    assert bare == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_or_is_styled_inline(admin: Person, path: str) -> None:
    page = admin.read(path)

    assert page.select("script:not([src]), style, [style]") == []
    assert [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")] == []


@pytest.mark.parametrize("path", [*PAGES, "/console/log-in", "/console/nowhere"])
def test_browsers_are_told_to_be_careful(admin: Person, path: str) -> None:
    headers = admin.get(path).headers

    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-cache, private"


def test_the_cookie_is_kept_from_scripts_and_other_sites(shared_room: Newsroom) -> None:
    cookie = person(shared_room).get("/console/log-in").headers["Set-Cookie"]

    assert {"HttpOnly", "SameSite=Lax", "Path=/console"} <= set(cookie.split("; "))


def test_styles_and_scripts_are_for_everyone_and_kept_for_an_hour(shared_room: Newsroom) -> None:
    for name in ("console.css", "console.js", "vendor/htmx.min.js"):
        with person(shared_room).get(f"/console/static/{name}") as answer:
            assert answer.status_code == 200
            assert "max-age=3600" in answer.headers["Cache-Control"]


def test_who_is_not_logged_in_is_led_to_the_log_in_and_back(shared_room: Newsroom) -> None:
    answer = person(shared_room).get("/console/entries?q=melvaro")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/console/log-in?next=%2Fconsole%2Fentries%3Fq%3Dmelvaro"


def test_a_piece_of_a_page_never_becomes_the_log_in(shared_room: Newsroom) -> None:
    answer = person(shared_room).client.get("/console/entries", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert "Location" not in answer.headers


def test_only_the_door_itself_is_for_everyone(shared_room: Newsroom) -> None:
    open_doors = {
        endpoint
        for endpoint, access in routes_of(shared_room.app).items()
        if endpoint.startswith("console.") and access == "everyone"
    }

    assert open_doors == {"console." + name for name in ("log_in", "log_in_now", "log_out", "static", "nothing")}


def test_the_navigation_shows_admins_more(shared_room: Newsroom, admin: Person) -> None:
    curator = person(shared_room, "curator")

    for somebody, sees in ((curator, False), (admin, True)):
        places = [link.get_text() for link in somebody.read("/console/entries").select("nav.places a")]
        assert places[0] == "Entries"
        assert ("Curators" in places) is sees


def test_the_navigation_says_where_one_is(admin: Person) -> None:
    for path, place in ((f"/console/entries/{TOLL}/history", "Entries"), ("/console/editions/1", "Editions")):
        current = admin.read(path).select("nav.places [aria-current=page]")

        assert [link.get_text() for link in current] == [place]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/console/nowhere", 404),
        ("/console/entries/no-such-entry/history", 404),
        (f"/console/entries/{TOLL}/compare?before=1&after=99", 404),
        (f"/console/entries/{TOLL}/compare?before=x", 404),
        ("/console/editions/999", 404),
        ("/console/packs/none/publish", 404),
        ("/console/packs/none.json", 404),
    ],
)
def test_what_is_not_there_is_told_on_a_page(admin: Person, path: str, status: int) -> None:
    page = admin.read(path, status=status)

    assert len(page.select("h1")) == 1
    assert "What to do:" in words(page)


def test_a_role_that_does_not_suffice_is_told(shared_room: Newsroom) -> None:
    page = person(shared_room, "curator").read("/console/curators", status=403)

    assert "for the role admin" in words(page)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (StoreUnavailableError("the file /var/lib/x is locked"), 503, "SIDELIGHT_DATABASE_URL"),
        (CurationOffError("packs come from folders"), 403, "sidelight curators add NAME --role admin"),
        (ZeroDivisionError("secret"), 500, "Something went wrong inside"),
    ],
)
def test_what_the_server_lacks_is_told_on_a_page(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, error: SidelightError, status: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    # given somebody whose very session can no longer be looked up
    somebody = person(room, "admin")
    monkeypatch.setattr(room.accounts, "who", fail)

    # when they open a page
    page = somebody.read("/console/entries", status=status)

    # then it says what to do, and nothing of what happened inside
    assert said in words(page)
    assert "/var/lib" not in page.get_text()
    assert "secret" not in page.get_text()


def test_a_page_of_a_long_list_keeps_the_filters(shared_room: Newsroom) -> None:
    with shared_room.app.test_request_context("/console/entries?q=a+b&leave=c&leave=d&offset=50"):
        paging = pages.Paging(total=120, offset=50)

        assert (paging.first, paging.last) == (51, 100)
        assert paging.earlier == "/console/entries?q=a+b&leave=c&leave=d"
        assert paging.later == "/console/entries?q=a+b&leave=c&leave=d&offset=100"
        assert pages.Paging(total=120, offset=100).later is None


def test_what_is_said_fits_into_the_cookie(shared_room: Newsroom) -> None:
    with shared_room.app.test_request_context("/console/"):
        pages.say("x" * 5_000)

        ((_, said),) = session["_flashes"]
    assert len(said) <= pages.SAID_CHARACTERS + 1


def test_what_was_written_before_a_session_ended_is_sent_again_after_logging_in(room: Newsroom) -> None:
    somebody = person(room, "curator")
    somebody.post("/console/log-out")
    here = {"Sec-Fetch-Site": "same-origin"}
    fields = {"id": "city-desk", "title": "\nCity desk", "licence": "CC0-1.0", "csrf_token": somebody.token()}
    refused = page_of(somebody.client.post("/console/packs", data=fields, headers=here), status=401)

    # when the form of that page is sent after its writer has logged in, the token of the new session is asked for
    somebody.post("/console/log-in", name="curator", password=PASSWORD)
    asked = page_of(somebody.client.post("/console/packs", data=form_in(refused), headers=here), status=400)
    answer = somebody.client.post("/console/packs", data=form_in(asked), headers=here)

    assert answer.status_code == 303
    assert "city-desk" in [stored.head.id for stored in room.wired.curating.entries.packs()]
    assert form_in(asked)["title"] == "\nCity desk"


@pytest.mark.parametrize("came", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}])
def test_a_form_that_another_site_sent_is_not_offered_to_be_sent_again(admin: Person, came: dict[str, str]) -> None:
    page = page_of(admin.client.post("/console/packs", data={"title": "Not mine"}, headers=came), status=400)

    assert form_in(page) == {}


def form_in(page: BeautifulSoup) -> dict[str, str]:
    """Read the form that sends again what was refused."""
    fields = page.select("main form input, main form textarea[hidden]")
    return {str(field["name"]): str(field.get("value", field.get_text().removeprefix("\n"))) for field in fields}
