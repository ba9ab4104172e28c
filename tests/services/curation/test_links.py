"""Trying the links of sources: which are named when the time is over."""

import threading

from sidelight.services.curation.warnings.links import LINKS_AT_ONCE, reasons_of


def test_links_whose_turn_did_not_come_are_named_with_those_that_hang() -> None:
    hangs = threading.Event()
    many = [f"https://gazette.example/{number}" for number in range(LINKS_AT_ONCE + 2)]

    found = reasons_of(many, lambda _: str(hangs.wait(600)), 0.2)
    hangs.set()

    assert found == dict.fromkeys(many, "no answer came within 0.2 seconds")
