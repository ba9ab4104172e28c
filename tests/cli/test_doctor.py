"""Is this installation sound, and if not, what to do."""

from pathlib import Path

import pytest
from tests.cli.conftest import INVENTED, Run, fill_database, write_pack

from sidelight.config import SETTINGS


@pytest.fixture(autouse=True)
def small_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDELIGHT_PACK", str(INVENTED / "pack"))


def test_a_sound_installation_is_well(run: Run) -> None:
    result = run("doctor")

    assert result.exit_code == 0
    assert result.stdout.count("\n  ok  ") == 7
    assert "4 entries of the pack karvenia-test" in result.stdout
    assert result.stdout.endswith("\nAll is well.\n")


def test_every_setting_is_shown_with_its_value(run: Run, tmp_path: Path) -> None:
    shown = run("doctor").stdout

    assert [setting.name for setting in SETTINGS if setting.name not in shown] == []
    assert f"  set SIDELIGHT_DATA_DIR                {tmp_path / 'data'}\n" in shown
    assert "      SIDELIGHT_PORT                    8400\n" in shown


def test_a_wrong_setting_is_named_and_the_rest_is_still_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDELIGHT_PORT", "many")

    result = run("doctor")

    assert result.exit_code == 1
    assert "fail  settings      SIDELIGHT_PORT is 'many'" in result.stdout
    assert "  ok  page reading" in result.stdout
    assert "wrong SIDELIGHT_PORT                    many\n" in result.stdout


def test_beside_a_wrong_setting_the_others_are_shown_as_they_are_used(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIDELIGHT_PORT", "many")
    monkeypatch.setenv("SIDELIGHT_FETCH", "false")

    shown = run("doctor").stdout

    assert f"  set SIDELIGHT_DATA_DIR                {tmp_path / 'data'}\n" in shown
    assert "  set SIDELIGHT_FETCH                   off\n" in shown
    assert f"  ok  data folder   {tmp_path}"[:40] in shown


def test_a_misspelt_setting_ends_in_one_mark(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDELIGHT_PORTT", "8400")
    monkeypatch.setenv("COLUMNS", "300")

    shown = run("doctor").stdout

    assert "did you mean SIDELIGHT_PORT?\n" in shown


def test_a_pack_that_cannot_be_read_is_told_once(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIDELIGHT_PACK", str(tmp_path / "missing"))
    monkeypatch.setenv("COLUMNS", "300")

    result = run("doctor")

    assert result.exit_code == 1
    assert " ".join(result.stdout.split()).count("cannot be read as a pack's folder") == 1
    assert result.stdout.count("\nfail") == 1


def test_a_data_folder_that_cannot_be_written_is_told_with_the_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("SIDELIGHT_DATA_DIR", str(tmp_path / "file" / "data"))
    monkeypatch.setenv("COLUMNS", "300")

    result = run("doctor")

    assert result.exit_code == 1
    assert "fail  data folder" in result.stdout
    assert " ".join(result.stdout.split()).count("Set SIDELIGHT_DATA_DIR to a folder that you may write to.") == 2


def test_an_entry_that_is_left_out_is_noted_once(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    topic = (INVENTED / "pack" / "registers.yaml").read_text(encoding="utf-8") + "- id: Bad Id\n  kind: background\n"
    topic = topic.replace("karvenia}", "harbours}").replace("sundmark", "inland")
    pack = write_pack(tmp_path / "pack", topic)
    (pack / "cues.yaml").write_text('harbours: {en: ["harbour"]}\ninland: {en: ["inland"]}\n', encoding="utf-8")
    monkeypatch.setenv("SIDELIGHT_PACK", str(pack))

    result = run("doctor")

    assert result.exit_code == 0
    assert result.stdout.count("'Bad Id' is not an id") == 1
    assert result.stderr == ""


class TestTheDatabase:
    @pytest.fixture(autouse=True)
    def without_a_pack(self, small_pack: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SIDELIGHT_PACK")

    def test_one_that_is_not_there_yet_is_well_and_is_not_made(self, run: Run, tmp_path: Path) -> None:
        result = run("doctor")

        assert result.exit_code == 0
        assert "`sidelight serve` fills it" in " ".join(result.stdout.split())
        assert not (tmp_path / "data" / "sidelight.sqlite3").exists()

    def test_one_that_can_be_used_is_told_with_its_edition(self, run: Run, tmp_path: Path) -> None:
        fill_database(tmp_path)

        result = run("doctor")

        assert result.exit_code == 0
        assert "can be read and written, edition 1" in " ".join(result.stdout.split())
        assert "2 entries of the pack test" in result.stdout

    def test_one_that_cannot_be_used_is_told_and_the_rest_is_still_checked(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "sidelight.sqlite3").write_text("no database at all\n" * 100, encoding="utf-8")

        result = run("doctor")

        assert result.exit_code == 1
        assert "fail  database" in result.stdout
        assert "  ok  page reading" in result.stdout
        assert "  ok  cache" in result.stdout

    def test_a_password_is_not_shown(self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("SIDELIGHT_DATABASE_URL", "postgresql://anna:secret-word@127.0.0.1:1/none")

        result = run("doctor")

        assert "fail  database" in result.stdout
        assert "secret-word" not in result.stdout + result.stderr
