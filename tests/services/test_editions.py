"""Editions: fixed ones, and those that a process takes over from the store while it answers."""

import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.factories import background, pack, ranking, toll

from sidelight.core.edition import Edition, make_edition
from sidelight.core.matching.matcher import compile_matcher
from sidelight.errors import EditionNotFoundError, PackError
from sidelight.services.curation.errors import StoreUnavailableError
from sidelight.services.editions import Editions, EditionSource

#: Seconds after which a test that waits gives up; none takes that long.
PATIENCE = 20


class Source:
    """A store of editions that can die, and that tells when it was asked."""

    def __init__(self) -> None:
        self.edition = edition(1)
        self.dead = False
        self.broken: str | None = None
        self.loads = 0
        self.asked = threading.Semaphore(0)

    def load(self) -> Edition:
        self._live()
        if self.broken:
            raise PackError(self.broken)
        self.loads += 1
        return self.edition

    def newest(self) -> int:
        self.asked.release()
        self._live()
        return self.edition.number

    def await_asked(self, times: int = 1) -> None:
        """Wait until it was asked so often from now on."""
        while self.asked.acquire(blocking=False):
            pass
        for _ in range(times):
            assert self.asked.acquire(timeout=PATIENCE)

    def opened(self) -> Editions:
        return Editions.of(EditionSource(load=self.load, newest=self.newest, poll_seconds=0.01))

    def _live(self) -> None:
        if self.dead:
            raise StoreUnavailableError("the disk is gone")


def edition(number: int, *phrases: str) -> Edition:
    return make_edition([pack(background("pier", *(phrases or ("old pier",))))], number=number)


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def editions(source: Source) -> Iterator[Editions]:
    opened = source.opened()
    yield opened
    opened.close()


def test_an_edition_from_folders_stays() -> None:
    fixed = Editions(edition(7))

    fixed.watch()

    assert fixed.refresh() is False
    assert fixed.current.edition.number == 7
    assert fixed.history(10) == ()
    with pytest.raises(EditionNotFoundError, match="the one in use is 7"):
        fixed.record(6)


def test_a_new_edition_is_taken_over_once(source: Source, editions: Editions) -> None:
    source.edition = edition(2)

    assert [editions.refresh(), editions.refresh()] == [True, False]
    assert (editions.current.edition.number, source.loads) == (2, 2)


def test_nothing_is_loaded_while_the_number_stays(source: Source, editions: Editions) -> None:
    editions.refresh()

    assert source.loads == 1


def test_many_that_ask_at_once_make_one_edition(source: Source, editions: Editions) -> None:
    source.edition = edition(2)
    told: list[bool] = []
    threads = [threading.Thread(target=lambda: told.append(editions.refresh())) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert sorted(told) == [False] * 7 + [True]
    assert source.loads == 2


def test_an_older_edition_is_taken_over_too_as_after_a_restore(source: Source, editions: Editions) -> None:
    source.edition = edition(5)
    editions.refresh()
    source.edition = edition(3)

    assert editions.refresh() is True
    assert editions.current.edition.number == 3


def test_an_entry_that_does_not_compile_is_left_out_and_told_once(
    source: Source, editions: Editions, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="sidelight")  # an app of another test may have changed it
    source.edition = make_edition([pack(background("pier", "old (pier"), background("quay", "long quay"))], number=2)

    assert [editions.refresh(), editions.refresh()] == [True, False]
    assert (editions.current.edition.number, list(editions.current.edition.entries)) == (2, ["quay"])
    assert list(editions.left_out) == ["pier"]
    assert [record.message.split(":")[0] for record in caplog.records] == ["entry pier is left out of edition 2"]

    source.edition = edition(3)
    assert editions.refresh() is True
    assert (editions.left_out, list(editions.current.edition.entries)) == ({}, ["pier"])


def test_what_refers_to_an_entry_that_is_left_out_is_left_out_with_it(source: Source) -> None:
    figure = toll(all_phrases={"en": ("old (pier",)})
    source.edition = make_edition([pack(figure, ranking(), background("quay", "long quay"))])

    editions = source.opened()

    assert list(editions.current.edition.entries) == ["quay"]
    assert "tarn-toll" in editions.left_out["zembla-quakes"]


def test_an_edition_that_cannot_be_used_at_all_is_logged_once_and_the_old_one_stays(
    source: Source, editions: Editions, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="sidelight")  # an app of another test may have changed it
    source.broken, source.edition = "the pack cannot be read", edition(2)

    assert [editions.refresh(), editions.refresh()] == [False, False]
    assert (editions.current.edition.number, editions.unusable) == (1, (2, "the pack cannot be read"))
    assert [record.message.split(":")[0] for record in caplog.records] == [
        "edition 2 cannot be used, the old one stays"
    ]

    source.broken, source.edition = None, edition(3)
    assert (editions.refresh(), editions.unusable) == (True, None)


def test_a_dead_database_is_told_to_who_asks(source: Source, editions: Editions) -> None:
    source.dead = True

    with pytest.raises(StoreUnavailableError):
        editions.refresh()
    assert editions.current.edition.number == 1


def test_what_was_compiled_to_judge_is_used_for_the_same_edition(source: Source, editions: Editions) -> None:
    judged = compile_matcher(edition(9, "new pier"))
    source.edition = edition(2, "new pier")

    editions.offer(judged)
    editions.refresh()

    assert editions.current.patterns is judged.patterns
    assert editions.current.edition is source.edition


def test_what_was_compiled_for_another_edition_is_not_used(source: Source, editions: Editions) -> None:
    source.edition = edition(2, "new pier")

    editions.offer(compile_matcher(edition(2, "other pier")))
    editions.refresh()

    assert editions.current.entries["pier"].entry.phrases == {"en": ("new pier",)}


def test_a_watching_process_takes_over_by_itself(source: Source, editions: Editions) -> None:
    editions.watch()
    source.edition = edition(2)

    source.await_asked(3)

    assert editions.current.edition.number == 2


def test_a_watching_process_outlives_a_dead_database_and_says_so_once(
    source: Source, editions: Editions, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="sidelight")  # an app of another test may have changed it
    editions.watch()
    source.dead = True
    source.await_asked(4)
    while_dead = editions.current.edition.number
    source.dead = False
    source.edition = edition(2)
    source.await_asked(3)

    assert (while_dead, editions.current.edition.number) == (1, 2)
    assert sum("edition 1 stays" in record.message for record in caplog.records) == 1
    assert sum("again" in record.message for record in caplog.records) == 1


def test_a_watching_process_outlives_what_nobody_expected(source: Source, editions: Editions) -> None:
    good, source.edition = source.edition, replace(edition(2), packs=None)  # type: ignore[arg-type]
    editions.watch()
    source.await_asked(3)
    source.edition = replace(good, number=3)
    source.await_asked(3)

    assert editions.current.edition.number == 3


def test_once_it_is_closed_nobody_asks_the_source_any_more(source: Source) -> None:
    woken = threading.Event()

    def wait(_seconds: float) -> None:
        woken.wait(PATIENCE)

    others = set(threading.enumerate())
    editions = Editions.of(EditionSource(load=source.load, newest=source.newest, wait=wait, wake=woken.set))
    editions.watch()
    assert source.asked.acquire(timeout=PATIENCE)

    editions.close()

    assert set(threading.enumerate()) <= others
    assert editions.current.edition.number == 1
    editions.ensure_watching()
    assert set(threading.enumerate()) <= others


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_watches_by_itself_and_is_not_held_up_by_a_lock(source: Source, editions: Editions) -> None:
    editions.watch()
    source.edition = edition(2)
    source.await_asked(3)
    with editions._lock:  # As if another thread was making an edition at the moment of the fork.
        child = os.fork()
    if child == 0:
        code = 1
        try:
            source.asked = threading.Semaphore(0)  # The other may have been held, too.
            first = editions.current.edition.number
            source.edition = edition(3)
            source.await_asked(3)
            code = 0 if (first, editions.current.edition.number) == (2, 3) else 2
        finally:
            os._exit(code)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_requests_are_answered_from_one_edition_or_the_other_while_it_changes(
    source: Source, editions: Editions
) -> None:
    editions.watch()
    seen: list[tuple[int, bool]] = []
    done = threading.Event()

    def answer() -> None:
        while not done.is_set():
            matcher = editions.current
            seen.append((matcher.edition.number, matcher.entries["pier"].entry is matcher.edition.entries["pier"]))

    reader = threading.Thread(target=answer)
    reader.start()
    for number in range(2, 8):
        source.edition = edition(number)
        source.await_asked(3)
    done.set()
    reader.join(PATIENCE)

    assert all(whole for _, whole in seen)
    assert [number for number, _ in seen] == sorted(number for number, _ in seen)
    assert {number for number, _ in seen} <= set(range(1, 8))
