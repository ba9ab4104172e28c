import json
import socket
from pathlib import Path
from typing import Any

import pytest

from sidelight.adapters.extract.page import extract
from sidelight.core.article import Dated
from sidelight.services.ports import Page

CASES = json.loads(Path(__file__).with_name("dates.json").read_text(encoding="utf-8"))


def shown(dated: Dated | None) -> list[str] | None:
    return None if dated is None else [str(dated.date), dated.evidence]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_dates_are_found_with_their_evidence(case: dict[str, Any]) -> None:
    article = extract(Page(body=f"{case['html']}<p>Nine people died.</p>", url=case.get("url")))

    assert shown(article.published) == case.get("published")
    assert shown(article.modified) == case.get("modified")


def test_a_page_that_begins_like_an_address_is_never_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/<p>Nine"

        article = extract(Page(body=address))

        assert article.published is None
        with pytest.raises(BlockingIOError):  # nobody has called
            listening.accept()
