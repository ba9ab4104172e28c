"""People in front of the console: a browser that is logged in and sends forms with the site's token."""

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from tests.web.curating.newsroom import PASSWORD, Newsroom
from werkzeug.test import TestResponse


@dataclass
class Person:
    """Somebody with a browser."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def read(self, path: str, *, status: int = 200) -> BeautifulSoup:
        """Open a page of the console."""
        return page_of(self.get(path), status=status)

    def post(self, path: str, /, **fields: Any) -> TestResponse:
        """Send a form with the token that the site gave this browser."""
        return self.client.post(path, data={"csrf_token": self.token(), **fields})

    def sent(self, path: str, /, **fields: Any) -> BeautifulSoup:
        """Send a form that is done, and read the page that it leads to."""
        answer = self.post(path, **fields)
        assert answer.status_code == 303, answer.text
        return self.read(answer.headers["Location"])

    def token(self) -> str:
        """Read the token from a form; every page has one, if only to log in or out."""
        found = page_of(self.client.get("/console/log-in", follow_redirects=True)).select_one("[name=csrf_token]")
        assert isinstance(found, Tag)
        return str(found["value"])


def person(room: Newsroom, name: str | None = None, *, password: str = PASSWORD) -> Person:
    """Open a browser; with a name, log in."""
    somebody = Person(room.app.test_client())
    if name is not None:
        answer = somebody.post("/console/log-in", name=name, password=password)
        assert answer.status_code == 303, answer.text
    return somebody


def page_of(answer: TestResponse, *, status: int = 200) -> BeautifulSoup:
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


def words(page: BeautifulSoup | Tag, selector: str = "main") -> str:
    """The text of a part of a page, with single spaces."""
    return " ".join(" ".join(part.get_text(" ") for part in page.select(selector)).split())


def rows(page: BeautifulSoup) -> list[str]:
    """The text of each line of a page's tables."""
    return [words(row, "th, td") for row in page.select("main tbody tr")]
