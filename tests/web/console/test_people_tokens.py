"""API tokens: made, shown once, listed, revoked."""

import pytest
from tests.web.console.browsing import page_of, person, rows, words
from tests.web.curating.newsroom import Newsroom


def test_a_token_is_shown_once_and_opens_the_api(room: Newsroom) -> None:
    # given a curator who makes a token
    curator = person(room, "curator")
    page = page_of(curator.post("/console/tokens", title="nightly import", role="curator", days="30"), status=201)

    # then it is shown, and holds
    secret = str(page.select_one("#secret")["value"])  # type: ignore[index]
    assert room.accounts.bearer(secret)[1] == "curator"
    assert page.select_one("[data-copy=secret]")

    # but never again
    again = curator.read("/console/tokens")
    assert secret not in str(again)
    assert any(row.startswith(f"nightly import {secret[:8]}…") for row in rows(again))


def test_a_token_without_an_end_says_so(room: Newsroom) -> None:
    curator = person(room, "curator")
    page_of(curator.post("/console/tokens", title="for good", role="curator", days=""), status=201)

    assert any("until revoked" in row for row in rows(curator.read("/console/tokens")) if "for good" in row)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "", "role": "curator", "days": "30"}, "title"),
        ({"title": "x" * 101, "role": "curator", "days": "30"}, "title"),
        ({"title": "harmless \u202elive", "role": "curator", "days": "30"}, "title"),
        ({"title": "more than I may", "role": "admin", "days": "30"}, "role"),
        ({"title": "odd", "role": "curator", "days": "31"}, "days"),
    ],
)
def test_a_token_that_will_not_do_is_told_at_its_field(
    shared_room: Newsroom, fields: dict[str, str], field: str
) -> None:
    before = shared_room.accounts.tokens()

    page = page_of(person(shared_room, "curator").post("/console/tokens", **fields), status=422)

    assert [link["href"] for link in page.select("[role=alert] a")] == [f"#f-{field}"]
    assert shared_room.accounts.tokens() == before


def test_a_revoked_token_is_refused_from_then_on(room: Newsroom) -> None:
    number = room.accounts.tokens("curator")[0].id

    page = person(room, "curator").sent(f"/console/tokens/{number}/revoke")

    assert "is revoked" in words(page, ".flash.done")
    assert any("revoked" in row for row in rows(page))
    assert room.client("curator").get("/v1/corpus").status_code == 401


def test_one_revokes_ones_own_tokens_and_admins_all(room: Newsroom) -> None:
    number = room.accounts.tokens("admin")[-1].id

    refused = person(room, "curator").sent(f"/console/tokens/{number}/revoke")
    assert "no token" in words(refused, ".flash.problem")
    assert room.accounts.token(number).revoked is None

    person(room, "reviewer").sent(f"/console/tokens/{number}/revoke")
    assert room.accounts.token(number).revoked is None

    person(room, "admin").sent(f"/console/tokens/{number}/revoke")
    assert room.accounts.token(number).revoked is not None


def test_curators_see_their_own_tokens_and_admins_all(shared_room: Newsroom) -> None:
    own, everybodys = (rows(person(shared_room, name).read("/console/tokens")) for name in ("curator", "admin"))

    assert len(own) == 1
    assert len(everybodys) == len(shared_room.accounts.tokens())


def test_no_browser_keeps_the_page_that_shows_a_token(room: Newsroom) -> None:
    curator = person(room, "curator")

    made = curator.post("/console/tokens", title="nightly import", role="curator", days="30")

    assert made.headers["Cache-Control"] == "no-store"
    assert curator.get("/console/tokens").headers["Cache-Control"] == "no-cache, private"
