"""The app on a small pack about an invented country, with its cache and data in a folder of the test's own."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sidelight.bootstrap import Services, build
from sidelight.config import Config, read_config
from sidelight.web.app import create_app

INVENTED = Path(__file__).parents[1] / "invented"
EXPECTED = json.loads((INVENTED / "expected.json").read_text(encoding="utf-8"))
TEXT = (INVENTED / "article.txt").read_text(encoding="utf-8")
HTML = (INVENTED / "article.html").read_text(encoding="utf-8")
TODAY = date.fromisoformat(EXPECTED["today"])

#: Deadlines that no page of a test reaches, however slow the machine.
PATIENT = {"SIDELIGHT_EXTRACT_SECONDS": "100", "SIDELIGHT_FETCH_DEADLINE_SECONDS": "100"}

Build = Callable[..., Services]


@pytest.fixture
def article() -> dict[str, Any]:
    """The article about the invented earthquake, as a caller sends it."""
    return {"text": TEXT, "title": EXPECTED["title"], "published": EXPECTED["published"]}


@pytest.fixture(scope="session")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return read_config(PATIENT | {"SIDELIGHT_DATA_DIR": str(tmp_path_factory.mktemp("data"))})


@pytest.fixture(scope="session")
def shared_services(configured: Config) -> Iterator[Services]:
    built = build(configured, pack_folders=(INVENTED / "pack",), today=lambda: TODAY)
    yield built
    built.close()


@pytest.fixture(scope="session")
def app(shared_services: Services, configured: Config) -> Flask:
    return create_app(shared_services, configured)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def build_services(tmp_path: Path) -> Iterator[Build]:
    """Build services with settings of the test's own: `build_services(SIDELIGHT_FETCH="off")`."""
    built: list[Services] = []

    def make(**settings: str) -> Services:
        config = read_config(PATIENT | {"SIDELIGHT_DATA_DIR": str(tmp_path / "data"), **settings})
        built.append(build(config, pack_folders=(INVENTED / "pack",), today=lambda: TODAY))
        return built[-1]

    yield make
    for services in built:
        services.close()
