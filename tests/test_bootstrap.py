"""What bootstrap wires: a private data folder, entries that are sound, and nothing that was not asked for."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sidelight.adapters.cache.secret import read_secret
from sidelight.bootstrap import Services, build, utc_today
from sidelight.config import read_config
from sidelight.errors import AddressBlockedError, CacheUnavailableError, ConfigError, PackError
from sidelight.services.asked import Asked
from sidelight.services.curation.errors import CurationOffError
from sidelight.services.sent import ContextRequest

SOUND = """
- id: {name}
  kind: background
  title: {{en: "{name}"}}
  summary: {{en: "A pier."}}
  phrases: {{en: ["{phrase}"]}}
  sources: [{{id: s, title: "T", publisher: "P", url: "https://example.org/"}}]
"""


def write_pack(folder: Path, topic: str, *, pack_id: str = "piers") -> Path:
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(f"id: {pack_id}\ntitle: Piers\nlicence: CC0-1.0\n", encoding="utf-8")
    (folder / "piers.yaml").write_text(topic, encoding="utf-8")
    return folder


def built(tmp_path: Path, *packs: Path, curate: bool = True, **settings: str) -> Services:
    config = read_config({"SIDELIGHT_DATA_DIR": str(tmp_path / "data"), **settings})
    services = build(config, pack_folders=packs or None, curate=curate)
    services.close()
    return services


def ids(services: Services) -> list[str]:
    return list(services.editions.current.edition.entries)


class TestPacks:
    def test_the_starter_pack_is_used_when_none_is_named(self, tmp_path: Path) -> None:
        services = built(tmp_path)

        assert [pack.id for pack in services.editions.current.edition.packs] == ["starter"]

    def test_the_pack_of_the_settings_is_used_instead(self, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", SOUND.format(name="old-pier", phrase="old pier"))

        assert ids(built(tmp_path, SIDELIGHT_PACK=str(pack))) == ["old-pier"]

    def test_several_packs_are_one_edition(self, tmp_path: Path) -> None:
        first = write_pack(tmp_path / "a", SOUND.format(name="old-pier", phrase="old pier"))
        second = write_pack(tmp_path / "b", SOUND.format(name="new-pier", phrase="new pier"), pack_id="more")

        assert ids(built(tmp_path, first, second)) == ["old-pier", "new-pier"]

    @pytest.mark.parametrize(
        "bad",
        [
            "- {id: wrong, kind: background, colour: red}",
            SOUND.format(name="wrong", phrase="old (pier"),
            SOUND.format(name="wrong", phrase="the"),
            SOUND.format(name="wrong", phrase="far pier") + "  scope: {about: {any: [{cues: nowhere}]}}",
            "- {id: wrong, kind: background, summary: {en: A pier.}, phrases: {en: [far pier]}}",
        ],
        ids=["shape", "grammar", "stop-words", "cue-set", "no-source"],
    )
    def test_an_entry_that_is_not_sound_is_left_out_and_told(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, bad: str
    ) -> None:
        pack = write_pack(tmp_path / "pack", f"{SOUND.format(name='old-pier', phrase='old pier')}\n{bad}\n")

        with caplog.at_level(logging.WARNING, logger="sidelight"):
            services = built(tmp_path, pack)

        assert ids(services) == ["old-pier"]
        assert "wrong" in caplog.text

    def test_a_pack_without_one_sound_entry_is_refused(self, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", SOUND.format(name="old-pier", phrase="old (pier"))

        with pytest.raises(PackError, match="no entry of 'piers'"):
            built(tmp_path, pack)

    def test_two_packs_that_share_an_entry_are_refused(self, tmp_path: Path) -> None:
        topic = SOUND.format(name="old-pier", phrase="old pier")
        packs = [write_pack(tmp_path / name, topic, pack_id=name) for name in ("a", "b")]

        with pytest.raises(PackError, match="old-pier"):
            built(tmp_path, *packs)


class TestDataFolder:
    def test_the_secret_stays_the_same(self, tmp_path: Path) -> None:
        built(tmp_path)
        first = (tmp_path / "data" / "secret.key").read_bytes()
        built(tmp_path)

        assert (tmp_path / "data" / "secret.key").read_bytes() == first
        assert len(first) == 32

    def test_processes_that_start_together_share_one_secret(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Both have seen that there is no file when the first of them writes it.
        together = threading.Barrier(2)

        def name(_size: int) -> str:
            return f"draft-{together.wait(60)}"

        monkeypatch.setattr("sidelight.adapters.cache.secret.secrets.token_hex", name)
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(read_secret, [tmp_path / "data"] * 2)

        assert first == second == (tmp_path / "data" / "secret.key").read_bytes()
        assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret.key"]

    def test_without_a_cache_and_a_database_no_folder_is_made(self, tmp_path: Path) -> None:
        built(tmp_path, SIDELIGHT_CACHE_URL="null://", curate=False)

        assert not (tmp_path / "data").exists()

    def test_a_folder_that_cannot_be_made_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("a file")

        with pytest.raises(ConfigError, match="data"):
            built(tmp_path)

    def test_a_secret_of_another_length_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "secret.key").write_bytes(b"short")

        with pytest.raises(ConfigError, match="5 bytes"):
            built(tmp_path)

    def test_a_cache_folder_that_others_may_write_to_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "data" / "cache").mkdir(parents=True)
        (tmp_path / "data" / "cache").chmod(0o777)

        with pytest.raises(CacheUnavailableError):
            built(tmp_path)


@pytest.mark.parametrize("part", ["Editions", "ExtractPool", "Annotator", "Publishing"])
def test_what_was_opened_is_closed_if_something_fails_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(part)

    built(tmp_path)
    threads = set(threading.enumerate())
    monkeypatch.setattr(f"sidelight.bootstrap.{part}{'.of' if part == 'Editions' else ''}", fail)

    with pytest.raises(RuntimeError, match=part):
        built(tmp_path)

    assert held_open(tmp_path / "data") == []
    assert set(threading.enumerate()) <= threads


def held_open(folder: Path) -> list[str]:
    """The files of a folder that this process has open."""
    found = (link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return [str(path) for path in found if path.is_relative_to(folder)]


def test_nothing_is_fetched_when_fetching_is_off(tmp_path: Path) -> None:
    services = built(tmp_path, SIDELIGHT_FETCH="off")

    with pytest.raises(AddressBlockedError, match="turned off"):
        services.annotator.read(Asked(url="https://news.example/"))


def test_today_is_the_same_for_every_reader() -> None:
    assert abs((utc_today() - datetime.now(UTC).date()).days) <= 1


class TestDatabase:
    def test_an_empty_one_is_filled_with_the_starter_pack_as_edition_one(self, tmp_path: Path) -> None:
        services = built(tmp_path)

        assert services.editions.current.edition.number == 1
        assert services.editions.current.edition.sha256 == built(tmp_path).editions.current.edition.sha256

    def test_processes_that_start_together_fill_it_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sidelight.adapters.store.engine.WAIT_SECONDS", 300)
        with ThreadPoolExecutor(3) as pool:
            found = list(pool.map(lambda _: built(tmp_path).editions.current.edition, range(3)))

        assert {edition.number for edition in found} == {1}
        assert len({edition.sha256 for edition in found}) == 1

    def test_what_was_published_is_there_after_a_new_start(self, tmp_path: Path) -> None:
        config = read_config({"SIDELIGHT_DATA_DIR": str(tmp_path / "data")})
        services = build(config)
        services.curating.publishing.retire("titanic", by="anna", reason="not ours")
        services.close()

        edition = built(tmp_path, curate=False).editions.current.edition

        assert edition.number == 2
        assert "titanic" not in edition.entries

    def test_a_command_makes_none_and_uses_the_starter_pack(self, tmp_path: Path) -> None:
        services = built(tmp_path, curate=False)

        assert not (tmp_path / "data" / "sidelight.sqlite3").exists()
        assert "titanic" in services.editions.current.edition.entries

    def test_with_packs_from_folders_there_is_none_and_curating_says_so(self, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", SOUND.format(name="old-pier", phrase="old pier"))

        services = built(tmp_path, pack)

        assert not (tmp_path / "data" / "sidelight.sqlite3").exists()
        with pytest.raises(CurationOffError):
            services.curating.entries.entry("old-pier")
        with pytest.raises(CurationOffError):
            services.curating.queue.reports()
        with pytest.raises(CurationOffError):
            services.curating.queue.open()
        assert services.readers.reports() == ()

    def test_what_came_before_the_inbox_was_turned_off_can_be_dealt_with(self, tmp_path: Path) -> None:
        config = read_config({"SIDELIGHT_DATA_DIR": str(tmp_path / "data")})
        services = build(config)
        services.readers.send(ContextRequest(quote="The old pier."))
        services.close()

        queue = built(tmp_path, SIDELIGHT_INBOX="off").curating.queue

        assert (queue.open(), len(queue.requests())) == ({"report": 0, "request": 1}, 1)

    def test_one_secret_for_all_machines_signs_the_same_sessions(self, tmp_path: Path) -> None:
        one = built(tmp_path / "one", SIDELIGHT_SECRET="made by chance " * 3)
        other = built(tmp_path / "other", SIDELIGHT_SECRET="made by chance " * 3)
        alone = built(tmp_path / "alone")

        assert one.session_key == other.session_key
        assert alone.session_key not in (None, one.session_key)
