"""Thirty pages in many languages and encodings are read as they were written, whatever their headers say."""

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from sidelight.adapters.extract.page import extract
from sidelight.errors import NoArticleError
from sidelight.services.ports import Page

PAGES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("encodings.json").read_text(encoding="utf-8"))
#: Python has no codec of this name.
CODECS = {"windows-874": "cp874"}
#: Headers as sites send them: none, wrong, and no encoding at all.
HEADERS = (None, "utf-8", "x-nonsense")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page['language']} in {page['encoding']}")


def encoded(page: dict[str, Any], *, says: str | None = None) -> bytes:
    declares = "" if says is None else f'<meta charset="{says}">'
    html = f"<head>{declares}</head><h1>{escape(page['headline'])}</h1><p>{escape(page['text'], quote=False)}</p>"
    return html.encode(CODECS.get(page["encoding"], page["encoding"]))


def passages(body: bytes, charset: str | None) -> list[tuple[str, str]]:
    return [(one.role, one.text) for one in extract(Page(body=body, charset=charset)).passages]


def test_there_are_thirty_pages_in_fifteen_encodings() -> None:
    assert len({page["text"] for page in PAGES}) >= 30
    assert len({page["encoding"] for page in PAGES}) >= 15


@each_page
def test_a_page_is_read_as_its_header_says(page: dict[str, Any]) -> None:
    read = passages(encoded(page), page["encoding"])

    assert read == [("headline", page["headline"]), ("body", page["text"])]


@each_page
@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_a_page_is_read_as_it_says_itself_if_its_header_cannot_be_true(
    page: dict[str, Any], header: str | None
) -> None:
    read = passages(encoded(page, says=page["encoding"]), header)

    assert read == [("headline", page["headline"]), ("body", page["text"])]


@each_page
def test_a_header_that_names_another_encoding_spoils_the_text_at_most(page: dict[str, Any]) -> None:
    body = encoded(page, says=page["encoding"])

    try:
        read = passages(body, "koi8-r")
    except NoArticleError:  # two bytes for each letter, read as one
        return

    assert [role for role, _ in read][:1] == ["headline"]
    assert "\0" not in "".join(text for _, text in read)
