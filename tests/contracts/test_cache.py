"""What every cache promises, held against each that ships; then what the one on disk promises besides."""

import logging
import os
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sidelight.adapters.cache.disk import BytesDisk, DiskCache, ForeignRowError
from sidelight.adapters.cache.keyed import KeyedCache
from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.null import NullCache
from sidelight.errors import CacheUnavailableError
from sidelight.services.ports import Cache

#: Larger than what diskcache keeps inside its database.
LARGE = bytes(range(256)) * 1000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[DiskCache]:
    with closing(DiskCache(tmp_path / "cache")) as cache:
        yield cache


@pytest.fixture(params=["disk", "memory", "keyed", "null"])
def cache(request: pytest.FixtureRequest) -> Cache:
    if request.param == "disk":
        disk: DiskCache = request.getfixturevalue("disk")
        return disk
    simple: dict[str, Cache] = {
        "memory": MemoryCache(),
        "keyed": KeyedCache(MemoryCache(), b"secret"),
        "null": NullCache(),
    }
    return simple[request.param]


class TestEveryCache:
    def test_an_unknown_key_is_a_miss(self, cache: Cache) -> None:
        assert cache.get("page:unknown") is None

    @pytest.mark.parametrize("value", [b"", b"\x00\xff", LARGE], ids=["empty", "binary", "large"])
    def test_a_key_gives_the_bytes_it_was_set_to_or_nothing(self, cache: Cache, value: bytes) -> None:
        cache.set("page:a", value, seconds=60)

        assert cache.get("page:a") in (value, None)

    def test_a_key_set_twice_never_gives_the_first_value(self, cache: Cache) -> None:
        cache.set("page:a", b"first", seconds=60)
        cache.set("page:a", b"second", seconds=60)

        assert cache.get("page:a") != b"first"

    def test_what_may_be_kept_for_no_time_is_not_kept(self, cache: Cache) -> None:
        cache.set("page:a", b"text", seconds=0)

        assert cache.get("page:a") is None


class TestDisk:
    @pytest.mark.parametrize("value", [b"", b"\x00\xff", LARGE], ids=["empty", "binary", "large"])
    def test_bytes_come_back_as_they_were(self, disk: DiskCache, value: bytes) -> None:
        disk.set("page:a", value, seconds=60)

        assert disk.get("page:a") == value

    def test_another_process_sees_what_was_kept(self, disk: DiskCache, tmp_path: Path) -> None:
        disk.set("page:a", b"text", seconds=60)

        with closing(DiskCache(tmp_path / "cache")) as other:
            assert other.get("page:a") == b"text"

    def test_what_is_out_of_date_is_dropped_from_the_disk(self, disk: DiskCache, tmp_path: Path) -> None:
        disk.set("page:a", b"passing words", seconds=60)
        _change_rows(tmp_path, "UPDATE Cache SET expire_time = 1")

        missed = disk.get("page:a")
        disk.close()

        assert missed is None
        assert _rows(tmp_path) == 0

    def test_the_folder_is_ours_alone(self, disk: DiskCache, tmp_path: Path) -> None:
        assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
    def test_a_folder_others_may_write_to_is_refused(self, tmp_path: Path, mode: int) -> None:
        folder = tmp_path / "shared"
        folder.mkdir()
        folder.chmod(mode)

        with pytest.raises(CacheUnavailableError, match=f"{mode:04o}"):
            DiskCache(folder)

    def test_a_file_in_the_folders_place_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("a file")

        with pytest.raises(CacheUnavailableError, match="cannot be made"):
            DiskCache(tmp_path / "cache")


class TestMemory:
    def test_bytes_come_back_until_their_time_is_over(self) -> None:
        clock = [100.0]
        memory = MemoryCache(now=lambda: clock[0])
        memory.set("site:a", b"text", seconds=10)

        clock[0] = 109.9
        before = memory.get("site:a")
        clock[0] = 110.0

        assert (before, memory.get("site:a")) == (b"text", None)

    def test_what_was_stored_longest_ago_goes_first(self) -> None:
        memory = MemoryCache(size_limit=100)
        for name in ("a", "b", "c"):
            memory.set(name, bytes(49), seconds=60)

        assert [name for name in ("a", "b", "c") if memory.get(name)] == ["b", "c"]

    def test_setting_a_key_again_takes_no_more_room(self) -> None:
        memory = MemoryCache(size_limit=100)
        memory.set("a", bytes(40), seconds=60)
        for _ in range(9):
            memory.set("b", bytes(40), seconds=60)

        assert memory.get("a") == bytes(40)

    def test_what_is_too_large_is_not_kept(self) -> None:
        memory = MemoryCache(size_limit=100)
        memory.set("a", bytes(40), seconds=60)
        memory.set("b", bytes(101), seconds=60)

        assert (memory.get("a"), memory.get("b")) == (bytes(40), None)


class TestKeyed:
    def test_what_is_kept_does_not_tell_whom_it_is_about(self, disk: DiskCache, tmp_path: Path) -> None:
        KeyedCache(disk, b"secret").set("site:news.example", b"3", seconds=60)
        disk.close()

        kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
        assert b"site:" in kept
        assert b"news.example" not in kept

    def test_another_secret_finds_nothing(self, disk: DiskCache) -> None:
        KeyedCache(disk, b"secret").set("site:news.example", b"3", seconds=60)

        assert KeyedCache(disk, b"other").get("site:news.example") is None
        assert KeyedCache(disk, b"secret").get("site:news.example") == b"3"


class TestForeignRows:
    @pytest.mark.parametrize("mode", [0, 3, 4, 9])
    def test_a_planted_row_is_a_miss_and_is_not_executed(self, disk: DiskCache, tmp_path: Path, mode: int) -> None:
        disk.set("page:a", b"text", seconds=60)
        trap = tmp_path / "executed"
        _change_rows(tmp_path, "UPDATE Cache SET mode = ?, value = ?", mode, pickle.dumps(_Trap(str(trap))))

        found = disk.get("page:a")

        assert found is None
        assert not trap.exists()

    def test_a_planted_pickle_file_is_not_executed(self, disk: DiskCache, tmp_path: Path) -> None:
        disk.set("page:a", LARGE, seconds=60)
        trap = tmp_path / "executed"
        for kept in (tmp_path / "cache").rglob("*.val"):
            kept.write_bytes(pickle.dumps(_Trap(str(trap))))
        _change_rows(tmp_path, "UPDATE Cache SET mode = 4")

        found = disk.get("page:a")

        assert found is None
        assert not trap.exists()

    @pytest.mark.parametrize("place", ["../secret", "/etc/hostname", "a/../../secret"])
    def test_a_row_cannot_point_to_a_file_elsewhere(self, disk: DiskCache, tmp_path: Path, place: str) -> None:
        (tmp_path / "secret").write_bytes(b"not yours")
        disk.set("page:a", LARGE, seconds=60)
        _change_rows(tmp_path, "UPDATE Cache SET filename = ?", place)

        assert disk.get("page:a") is None

    def test_a_planted_key_is_refused(self, tmp_path: Path) -> None:
        trap = tmp_path / "executed"
        with pytest.raises(ForeignRowError):
            BytesDisk(str(tmp_path)).get(pickle.dumps(_Trap(str(trap))), raw=False)

        assert not trap.exists()

    def test_nothing_but_a_text_can_be_a_key_and_nothing_but_bytes_a_value(self, tmp_path: Path) -> None:
        kept = BytesDisk(str(tmp_path))

        with pytest.raises(TypeError, match="key"):
            kept.put(("page", 1))
        with pytest.raises(TypeError, match="value"):
            kept.store({"text": "words"}, read=False)


class TestBrokenCache:
    def test_a_broken_database_is_a_miss_and_said_once(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        folder = tmp_path / "cache"
        folder.mkdir(mode=0o700)
        (folder / "cache.db").write_bytes(b"this is no database" * 1000)

        with caplog.at_level(logging.WARNING, logger="sidelight"):
            cache = DiskCache(folder)
            cache.set("page:a", b"text", seconds=60)
            found = cache.get("page:a")

        assert found is None
        assert len(caplog.records) == 1

    def test_a_cache_that_breaks_while_in_use_is_a_miss_and_said_once(
        self, disk: DiskCache, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        disk.set("page:a", b"text", seconds=60)
        _change_rows(tmp_path, "DROP TABLE Cache")

        with caplog.at_level(logging.WARNING, logger="sidelight"):
            missed = [disk.get("page:a") for _ in range(3)]
            disk.set("page:a", b"text", seconds=60)

        assert missed == [None, None, None]
        assert len(caplog.records) == 1
        assert "page:a" not in caplog.text


class _Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.place,)


def _change_rows(tmp_path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(tmp_path / "cache" / "cache.db")) as connection, connection:
        connection.execute(statement, values)


def _rows(tmp_path: Path) -> int:
    with closing(sqlite3.connect(tmp_path / "cache" / "cache.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM Cache").fetchone()[0])
