"""The numbers tell how often each entry is shown, or would be if it were not on trial; never to whom."""

import re
from dataclasses import replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from sidelight.core.edition import make_edition
from sidelight.services.wired import Wired
from sidelight.web.app import create_app


def counts(client: FlaskClient) -> dict[tuple[str, str], float]:
    told = client.get("/metrics").get_data(as_text=True)
    lines = re.findall(r'^sidelight_entry_annotations_total\{entry="([^"]+)",outcome="([^"]+)"\} (\S+)$', told, re.M)
    return {(entry, outcome): float(number) for entry, outcome, number in lines}


def test_an_entry_is_counted_as_shown_or_once_on_trial_as_such(build_services: Any, article: dict[str, Any]) -> None:
    services: Wired = build_services()
    client = _app(services).test_client()
    client.post("/v1/annotations", json=article)
    shown = counts(client)

    _put_on_trial(services)
    client.post("/v1/annotations", json=article)

    both = counts(client)
    assert shown
    assert {outcome for _, outcome in shown} == {"shown"}
    assert {key: number for key, number in both.items() if key[1] == "shown"} == shown
    assert {entry for entry, outcome in both if outcome == "trial"} >= {entry for entry, _ in shown}


def test_what_is_on_trial_is_not_in_the_reply(build_services: Any, article: dict[str, Any]) -> None:
    services: Wired = build_services()
    _put_on_trial(services)

    reply = _app(services).test_client().post("/v1/annotations", json=article)

    assert reply.get_json()["items"] == []


def _app(services: Any) -> Flask:
    return create_app(services, services.config)


def _put_on_trial(services: Wired) -> None:
    edition = services.editions.current.edition
    tried = (
        replace(pack, entries=tuple(replace(entry, status="trial") for entry in pack.entries)) for pack in edition.packs
    )
    services.editions.swap(make_edition(tried, number=edition.number + 1))
