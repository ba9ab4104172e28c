"""What every kind of turns promises: one at a time, nobody waits for the dead, and a dead folder stops nothing."""

import hashlib
import logging
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from sidelight.adapters.cache.turns import FileTurns, ThreadTurns
from sidelight.services.ports import Turns

SERVER = Path(__file__).parents[2] / "server"
HOLD = """
import sys, time
from pathlib import Path
from sidelight.adapters.cache.turns import FileTurns

with FileTurns(Path(sys.argv[1]), b"secret").turn(sys.argv[2], wait_seconds=60) as ours:
    print(ours, flush=True)
    time.sleep(600)
"""


@pytest.fixture(params=["file", "thread"])
def turns(request: pytest.FixtureRequest, tmp_path: Path) -> Turns:
    return FileTurns(tmp_path / "turns", b"secret") if request.param == "file" else ThreadTurns()


class TestAllTurns:
    def test_a_turn_that_is_free_comes_at_once(self, turns: Turns) -> None:
        for _ in range(3):
            with turns.turn("page:a", wait_seconds=0) as ours:
                assert ours

    def test_a_turn_that_is_taken_does_not_come(self, turns: Turns) -> None:
        with turns.turn("page:a", wait_seconds=0), turns.turn("page:a", wait_seconds=0.01) as ours:
            assert not ours

    def test_who_waited_in_vain_does_not_end_the_turn_of_others(self, turns: Turns) -> None:
        with turns.turn("page:a", wait_seconds=0):
            with turns.turn("page:a", wait_seconds=0):
                pass
            with turns.turn("page:a", wait_seconds=0) as ours:
                assert not ours

    def test_turns_of_different_kinds_do_not_wait_for_one_another(self, turns: Turns) -> None:
        with turns.turn("page:a", wait_seconds=0) as page, turns.turn("site:a", wait_seconds=0) as site:
            assert page
            assert site

    def test_an_error_ends_the_turn(self, turns: Turns) -> None:
        with pytest.raises(ValueError, match="within"), turns.turn("page:a", wait_seconds=0):
            raise ValueError("within")

        with turns.turn("page:a", wait_seconds=0) as ours:
            assert ours

    def test_threads_take_turns_one_at_a_time(self, turns: Turns) -> None:
        inside, most = [0], [0]

        def work(_: int) -> bool:
            with turns.turn("page:a", wait_seconds=300) as ours:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                threading.Event().wait(0.001)
                inside[0] -= 1
                return ours

        with ThreadPoolExecutor(8) as pool:
            came = list(pool.map(work, range(24)))

        assert all(came)
        assert most == [1]


class TestFiles:
    def test_a_turn_holds_among_processes_and_ends_with_its_process(self, tmp_path: Path) -> None:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path / "turns"), "page:a"],
            env={**os.environ, "PYTHONPATH": str(SERVER)},
            stdout=subprocess.PIPE,
            text=True,
        )
        with holder:
            try:
                assert holder.stdout is not None
                assert holder.stdout.readline() == "True\n"
                turns = FileTurns(tmp_path / "turns", b"secret")

                with turns.turn("page:a", wait_seconds=0) as while_it_lives:
                    assert not while_it_lives
                holder.send_signal(signal.SIGKILL)
                with turns.turn("page:a", wait_seconds=60) as after_its_death:
                    assert after_its_death
            finally:
                holder.kill()

    def test_the_folder_tells_nothing_and_is_empty_afterwards(self, tmp_path: Path) -> None:
        turns = FileTurns(tmp_path / "turns", b"secret")
        with turns.turn("site:news.example", wait_seconds=0):
            (meanwhile,) = (tmp_path / "turns").iterdir()
            plain = hashlib.sha256(b"site:news.example").hexdigest()

        assert "news" not in meanwhile.name
        assert plain not in meanwhile.name
        assert list((tmp_path / "turns").iterdir()) == []
        assert (tmp_path / "turns").stat().st_mode & 0o777 == 0o700

    def test_different_keys_never_wait_for_one_another(self, tmp_path: Path) -> None:
        turns = FileTurns(tmp_path / "turns", b"secret")
        with ExitStack() as stack:
            came = [stack.enter_context(turns.turn(f"site:{number}", wait_seconds=0)) for number in range(300)]

        assert all(came)

    def test_without_a_folder_all_goes_on_and_it_is_said_once(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        (tmp_path / "turns").write_text("a file")
        turns = FileTurns(tmp_path / "turns", b"secret")

        with caplog.at_level(logging.WARNING, logger="sidelight"):
            for _ in range(3):
                with turns.turn("page:a", wait_seconds=0) as ours:
                    assert ours

        assert len(caplog.records) == 1
