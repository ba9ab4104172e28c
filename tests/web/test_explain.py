"""Explaining over HTTP: saved entries and unsaved ones."""

from typing import Any

from flask.testing import FlaskClient
from tests.web.conftest import TEXT


class TestExplain:
    def test_a_match_is_told_step_by_step(self, client: FlaskClient, article: dict[str, Any]) -> None:
        reply = client.post("/v1/explain", json={**article, "entry": "melvaro-earthquake-death-toll"}).get_json()

        assert reply["shown"] is True
        assert [step["step"] for step in reply["steps"]][-2:] == ["finding", "selection"]
        assert all({"step", "ok", "detail"} <= step.keys() for step in reply["steps"])

    def test_an_unsaved_entry_is_tried(self, client: FlaskClient) -> None:
        entry = {
            "id": "old-pier",
            "kind": "background",
            "title": {"en": "The old pier"},
            "summary": {"en": "The pier was built in 1911."},
            "phrases": {"en": ["[the] old pier"]},
            "sources": [{"id": "s", "title": "Piers", "publisher": "Gazette", "url": "https://example.org/piers"}],
        }

        reply = client.post("/v1/explain", json={"text": "They met at the old pier.", "entry": entry}).get_json()

        assert (reply["entry"], reply["shown"]) == ("old-pier", True)
        assert client.get("/v1/entries/old-pier").status_code == 404

    def test_an_unsaved_change_of_a_saved_entry_uses_its_packs_cues(self, client: FlaskClient) -> None:
        entry = client.get("/v1/entries/amberline-rescue-union").get_json()
        del entry["pack"]
        entry["phrases"] = {"en": ["Pavo Lindqvar"]}

        reply = client.post("/v1/explain", json={"text": TEXT, "entry": entry}).get_json()

        assert reply["shown"] is True

    def test_a_cue_set_that_no_pack_has_is_a_problem(self, client: FlaskClient) -> None:
        entry = client.get("/v1/entries/amberline-rescue-union").get_json()
        del entry["pack"]
        entry["scope"] = {"about": {"any": [{"cues": "nowhere"}]}}

        response = client.post("/v1/explain", json={"text": TEXT, "entry": entry})

        assert (response.status_code, response.get_json()["code"]) == (422, "pack-invalid")
