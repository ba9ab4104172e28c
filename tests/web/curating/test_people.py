"""Curators and API tokens over the API: nobody gives more than they have, and no secret is told twice."""

import json
import logging
from pathlib import Path

import pytest
from tests.web.curating.newsroom import PASSWORD, Clock, Newsroom, open_app

from sidelight.services.curation.errors import LogInFailedError


class TestCurators:
    def test_an_admin_adds_and_changes_them(self, room: Newsroom) -> None:
        admin = room.client("admin")

        added = admin.post("/v1/curators", json={"name": "anna", "role": "curator", "password": PASSWORD})
        changed = admin.patch("/v1/curators/anna", json={"role": "reviewer"})
        listed = {each["name"]: each for each in admin.get("/v1/curators").get_json()["curators"]}

        assert (added.status_code, added.get_json()["active"]) == (201, True)
        assert changed.get_json()["role"] == listed["anna"]["role"] == "reviewer"
        assert room.accounts.log_in("anna", PASSWORD, address="203.0.113.7")[1].name == "anna"

    def test_no_token_sets_a_password(self, room: Newsroom) -> None:
        admin = room.client("admin")
        admin.post("/v1/curators", json={"name": "anna", "role": "curator", "password": PASSWORD})

        response = admin.patch("/v1/curators/anna", json={"password": f"{PASSWORD} {PASSWORD}"})

        assert (response.status_code, "password" in response.get_json()["fields"]) == (422, True)
        assert room.accounts.log_in("anna", PASSWORD, address="203.0.113.7")[1].name == "anna"

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"name": "anna", "role": "boss", "password": PASSWORD}, "role"),
            ({"name": "anna", "role": "curator", "password": "zorblatt"}, "password"),
            ({"name": "anna", "role": "curator", "password": 7}, "password"),
            ({"role": "curator", "password": PASSWORD}, "name"),
        ],
        ids=str,
    )
    def test_what_is_wrong_is_named_and_never_the_password(
        self, shared_room: Newsroom, body: dict[str, object], field: str
    ) -> None:
        response = shared_room.client("admin").post("/v1/curators", json=body)

        assert (response.status_code, list(response.get_json()["fields"])) == (422, [field])
        assert "zorblatt" not in response.get_data(as_text=True)

    @pytest.mark.parametrize(
        ("name", "body", "status"),
        [("nobody", {"role": "admin"}, 404), ("x%00y", {"role": "admin"}, 404), ("admin", {}, 422)],
    )
    def test_what_cannot_be_changed_is_refused(
        self, shared_room: Newsroom, name: str, body: dict[str, object], status: int
    ) -> None:
        assert shared_room.client("admin").patch(f"/v1/curators/{name}", json=body).status_code == status

    def test_the_last_admin_stays_one(self, room: Newsroom) -> None:
        response = room.client("admin").patch("/v1/curators/admin", json={"active": False})

        assert (response.status_code, response.get_json()["code"]) == (409, "cannot")


class TestTokens:
    def test_a_token_works_and_is_told_once(self, room: Newsroom) -> None:
        room.tokens["new"], _ = room.accounts.make_token("curator", "import", "curator", days=30, by="curator")

        listed = room.client("new").get("/v1/tokens")

        (new, *_) = listed.get_json()["tokens"]
        assert (new["title"], new["curator"], new["last_used"] is not None) == ("import", "curator", True)
        assert room.tokens["new"] not in listed.get_data(as_text=True)

    def test_others_tokens_are_seen_and_ended_by_admins_alone(self, room: Newsroom) -> None:
        curator, admin = room.client("curator"), room.client("admin")
        everybodys = admin.get("/v1/tokens").get_json()["tokens"]
        other = next(each["id"] for each in everybodys if each["curator"] == "reviewer")

        own = {each["curator"] for each in curator.get("/v1/tokens").get_json()["tokens"]}
        ended = curator.delete(f"/v1/tokens/{other}")

        assert own == {"curator"}
        assert ended.status_code == 403
        assert admin.delete(f"/v1/tokens/{other}").get_json()["revoked"] is not None
        assert room.client("reviewer").get("/v1/tokens").status_code == 401

    def test_no_token_makes_another(self, room: Newsroom) -> None:
        before = room.accounts.tokens()

        answer = room.client("admin").post("/v1/tokens", json={"title": "for good", "role": "curator"})

        assert (answer.status_code, room.accounts.tokens()) == (405, before)

    def test_revoked_here_it_ends_at_another_server_on_the_same_database(self, room: Newsroom, tmp_path: Path) -> None:
        elsewhere = open_app(tmp_path, Clock())
        elsewhere.tokens = room.tokens
        token = room.client("curator").get("/v1/tokens").get_json()["tokens"][0]["id"]
        before = elsewhere.client("curator").get("/v1/tokens").status_code

        room.client("curator").delete(f"/v1/tokens/{token}")

        assert (before, elsewhere.client("curator").get("/v1/tokens").status_code) == (200, 401)
        elsewhere.wired.close()


class TestSecrets:
    def test_no_secret_is_in_a_log_line_or_in_any_other_answer(
        self, room: Newsroom, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        admin = room.client("admin")
        admin.post("/v1/curators", json={"name": "anna", "role": "curator", "password": PASSWORD})
        admin.patch("/v1/curators/anna", json={"password": f"{PASSWORD} {PASSWORD}"})
        admin.patch("/v1/curators/anna", json={"password": PASSWORD, "rolle": PASSWORD[:5]})
        room.tokens["new"], _ = room.accounts.make_token("admin", "import", "admin", days=1, by="admin")
        session, _ = room.accounts.log_in("anna", PASSWORD, address="203.0.113.77")
        with pytest.raises(LogInFailedError):
            room.accounts.log_in("anna", f"{PASSWORD} {PASSWORD}", address="203.0.113.77")
        client = room.client("new")

        answers = [client.get(path) for path in ("/v1/curators", "/v1/tokens", "/v1/audit?limit=500", "/metrics")]
        answers += [client.get(f"/v1/entries/{room.tokens['new']}"), client.post("/v1/curators", json=PASSWORD)]

        told = "".join((*capfd.readouterr(), caplog.text, *(each.get_data(as_text=True) for each in answers[:4])))
        assert '"answered"' in told
        secrets = {PASSWORD, session, room.tokens["new"], room.tokens["admin"], "203.0.113.77"}
        assert [secret for secret in secrets if secret in told] == []

    def test_the_audit_log_tells_who_did_what(self, room: Newsroom) -> None:
        room.client("admin").post("/v1/curators", json={"name": "anna", "role": "curator", "password": PASSWORD})

        reply = room.client("admin").get("/v1/audit?limit=1").get_json()

        (line,) = reply["lines"]
        assert (line["by"], line["on"]) == ("admin", "anna")
        assert json.dumps(reply["next"]) == '"/v1/audit?limit=1&offset=1"'
