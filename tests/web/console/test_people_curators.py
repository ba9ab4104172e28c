"""Curators: added, given roles and passwords, let in or not; and the audit log."""

import pytest
from tests.web.console.browsing import page_of, person, rows, words
from tests.web.curating.newsroom import Newsroom

from sidelight.services.curation.values import SYSTEM

OTHER = "nine long brown rivers"


def test_an_admin_adds_a_curator_who_can_log_in(room: Newsroom) -> None:
    admin = person(room, "admin")

    page = admin.sent("/console/curators", name="zoé", role="reviewer", password=OTHER)

    assert "zoé can log in now" in words(page)
    assert any(row.startswith("zoé reviewer active") for row in rows(page))
    assert person(room, "zoé", password=OTHER).get("/console/entries").status_code == 200


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"name": "Admin", "role": "curator", "password": OTHER}, 409, "name"),
        ({"name": "a b", "role": "curator", "password": OTHER}, 409, "name"),
        ({"name": "", "role": "curator", "password": OTHER}, 409, "name"),
        ({"name": SYSTEM, "role": "curator", "password": OTHER}, 409, "name"),
        ({"name": "zoé", "role": "owner", "password": OTHER}, 422, "role"),
        ({"name": "zoé", "role": "curator", "password": "short"}, 422, "password"),
    ],
)
def test_a_curator_who_will_not_do_is_told_at_the_field(
    shared_room: Newsroom, fields: dict[str, str], status: int, field: str
) -> None:
    before = shared_room.accounts.curators()

    page = page_of(person(shared_room, "admin").post("/console/curators", **fields), status=status)

    assert [link["href"] for link in page.select("[role=alert] a")] == [f"#f-{field}"]
    assert page.find(id=f"f-{field}")
    assert page.select_one("form [name=name]")["value"] == fields["name"]  # type: ignore[index]
    assert shared_room.accounts.curators() == before


def test_a_deactivated_curator_is_logged_out_and_can_be_let_in_again(room: Newsroom) -> None:
    admin, curator = person(room, "admin"), person(room, "curator")

    admin.sent("/console/curators/curator", active="no")
    assert curator.get("/console/entries").status_code == 302

    admin.sent("/console/curators/curator", active="yes")
    assert person(room, "curator").get("/console/entries").status_code == 200


def test_an_admin_gives_a_role_and_a_password(room: Newsroom) -> None:
    admin = person(room, "admin")

    page = admin.sent("/console/curators/curator", role="reviewer")
    assert "curator has the role reviewer now" in words(page)
    admin.sent("/console/curators/curator/password", password=OTHER)

    assert [each.role for each in room.accounts.curators() if each.name == "curator"] == ["reviewer"]
    assert person(room, "curator", password=OTHER).get("/console/entries").status_code == 200


def test_an_admin_changes_their_own_password_only_with_the_old_one(room: Newsroom) -> None:
    admin = person(room, "admin")

    page = admin.sent("/console/curators/admin/password", password=OTHER)

    assert "with the one that you have now" in words(page, ".flash.problem")
    assert page.select_one("#f-old_password, [name=old_password]")
    assert person(room, "admin").get("/console/entries").status_code == 200
    assert "/console/curators/admin/password" not in str(admin.read("/console/curators"))


def test_a_short_password_is_told_beside_the_curator(shared_room: Newsroom) -> None:
    fields = {"password": "short"}

    page = page_of(person(shared_room, "admin").post("/console/curators/curator/password", **fields), status=422)

    assert page.select("details[open] [aria-invalid=true]")[0]["id"] == "f-password-curator"
    assert page.select("[role=alert] a")[0]["href"] == "#f-password-curator"


def test_the_last_admin_stays_one(room: Newsroom) -> None:
    page = person(room, "admin").sent("/console/curators/admin", role="curator")

    assert "admin" in words(page, ".flash.problem")
    assert [each.role for each in room.accounts.curators() if each.name == "admin"] == ["admin"]


@pytest.mark.parametrize("fields", [{"role": "owner"}, {"active": "perhaps"}, {}])
def test_a_change_that_is_none_changes_nothing(shared_room: Newsroom, fields: dict[str, str]) -> None:
    before = shared_room.accounts.curators()

    assert person(shared_room, "admin").post("/console/curators/curator", **fields).status_code == 303
    assert shared_room.accounts.curators() == before


def test_nobody_but_admins_changes_curators(shared_room: Newsroom) -> None:
    before = shared_room.accounts.curators()
    for name in ("curator", "reviewer"):
        somebody = person(shared_room, name)
        for path in ("/console/curators", "/console/curators/admin", "/console/curators/admin/password"):
            answer = somebody.post(path, name="zoé", role="curator", password=OTHER, active="no")
            assert answer.status_code == 403

    assert shared_room.accounts.curators() == before


def test_the_audit_log_says_who_did_what_and_why(room: Newsroom) -> None:
    admin = person(room, "admin")
    admin.sent("/console/curators/curator", role="reviewer")

    newest = rows(admin.read("/console/audit"))[0]

    assert "admin" in newest
    assert "curator" in newest
    assert "role: reviewer" in newest


def test_the_audit_log_is_for_admins(shared_room: Newsroom) -> None:
    assert person(shared_room, "reviewer").get("/console/audit").status_code == 403
