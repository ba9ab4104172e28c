"""Telling languages: right for short texts, and cheap to begin with however many ask at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from py3langid import langid

from sidelight.core.text import language
from sidelight.core.text.language import tell_language

ENGLISH = "The ministry published its report on the fire on Tuesday."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ENGLISH, "en"),
        ("Министерство опубликовало свой доклад о пожаре во вторник.", "ru"),
        ("Ok", None),
        ("2026-11-22 12:30 139", None),
        ("", None),
    ],
)
def test_the_language_of_a_text_is_told_or_left_open(text: str, told: str | None) -> None:
    assert tell_language(text) == told


def test_the_model_is_loaded_once_however_many_threads_ask_first(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = 8
    tell_language(ENGLISH)
    loaded, ready, loads = langid.IDENTIFIER, threading.Barrier(threads), []

    def load() -> object:
        loads.append(1)
        threading.Event().wait(0.05)  # so that all the others have come before it is there
        return loaded

    def ask(_: int) -> str | None:
        ready.wait(60)
        return tell_language(ENGLISH)

    monkeypatch.setattr(langid, "IDENTIFIER", None)
    monkeypatch.setattr(langid, "_load_identifier", load)
    language._load_model.cache_clear()
    with ThreadPoolExecutor(threads) as pool:
        told = list(pool.map(ask, range(threads)))

    assert told == ["en"] * threads
    assert len(loads) == 1
