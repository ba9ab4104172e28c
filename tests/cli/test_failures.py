"""How the command ends: exit codes, what is said, and to whom."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from tests.cli.conftest import ARTICLE, DATED, PACK, Run

from sidelight import __version__
from sidelight.cli.main import COMMANDS, Commands, main
from sidelight.errors import ConfigError, EntryInvalidError, PhraseError, RequestInvalidError, SpanError

SERVER = Path(__file__).parents[2] / "server"
LISTED = [(), *((name,) for name in COMMANDS), *(("entries", name) for name in ("list", "show", "check"))]


def ended_by(error: BaseException) -> Result:
    """Run a command that fails in this way."""

    def fail() -> None:
        raise error

    group = Commands(name="sidelight")
    group.add_command(click.Command("fail", callback=fail))
    return CliRunner().invoke(group, ["fail"], catch_exceptions=False)


class TestHelp:
    @pytest.mark.parametrize("words", LISTED, ids=" ".join)
    def test_every_command_has_an_example(self, run: Run, words: tuple[str, ...]) -> None:
        shown = run(*words, "--help").stdout

        assert f"\n    {' '.join(('sidelight', *words))}" in shown

    def test_the_commands_are_told_in_whole_sentences(self, run: Run) -> None:
        shown = run("--help").stdout

        assert "...\n" not in shown.partition("Commands:")[2]
        assert all(f"\n  {name} " in shown for name in COMMANDS)

    def test_the_version_is_the_packages(self, run: Run) -> None:
        assert run("--version").stdout == f"sidelight, version {__version__}\n"

    def test_the_nearest_command_is_proposed_for_a_mistyped_one(self, run: Run) -> None:
        result = run("anotate")

        assert result.exit_code == 2
        assert "anotate" in result.stderr

    def test_the_list_of_commands_is_the_one_that_there_is(self) -> None:
        folder = SERVER / "sidelight" / "cli"
        files = {".".join(path.relative_to(folder).with_suffix("").parts) for path in folder.rglob("*.py")}

        assert set(COMMANDS.values()) <= files
        assert all(main.get_command(click.Context(main), name) for name in COMMANDS)


class TestExitCodes:
    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (RequestInvalidError("no file"), 2),
            (ConfigError("no port"), 3),
            (SpanError("turned round"), 4),
            (OSError(28, "No space left on device"), 3),
            (KeyError("oops"), 4),
            (KeyboardInterrupt(), 130),
            (click.UsageError("no such thing"), 2),
            (click.exceptions.Exit(1), 1),
        ],
        ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
    )
    def test_the_exit_code_names_who_can_act(self, error: BaseException, code: int) -> None:
        assert ended_by(error).exit_code == code

    def test_an_expected_error_is_two_lines(self) -> None:
        told = ended_by(ConfigError("the port is 'x'", remedy="Set it to a number.")).stderr

        assert told == "sidelight: the port is 'x'\nSet it to a number.\n"

    def test_a_wrong_phrase_is_pointed_at(self) -> None:
        told = ended_by(PhraseError("a bracket is open", phrase="(old pier", column=1)).stderr

        assert "\n  (old pier\n  ^\n" in told

    def test_every_problem_of_an_entry_is_told(self) -> None:
        told = ended_by(EntryInvalidError("wrong", problems=(("id", "is missing"), ("kind", "is empty")))).stderr

        assert "\n  id: is missing\n  kind: is empty\n" in told

    def test_a_bug_is_told_without_a_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        short = ended_by(KeyError("oops")).stderr
        monkeypatch.setenv("SIDELIGHT_LOG_LEVEL", "debug")
        long = ended_by(KeyError("oops")).stderr

        assert "Traceback" not in short
        assert "KeyError: 'oops'" in short
        assert "Traceback" in long

    def test_ctrl_c_says_nothing(self) -> None:
        result = ended_by(KeyboardInterrupt())

        assert (result.stdout, result.stderr) == ("", "")

    def test_a_wrong_setting_is_the_operators(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SIDELIGHT_PORT", "many")

        result = run("annotate", ARTICLE)

        assert (result.exit_code, result.stdout) == (3, "")
        assert "SIDELIGHT_PORT is 'many'" in result.stderr

    def test_a_reader_that_goes_away_is_no_error(self) -> None:
        arguments = [sys.executable, "-m", "sidelight", "annotate", ARTICLE, *PACK, *DATED]
        read, write = os.pipe()
        os.close(read)
        try:
            ended = subprocess.run(
                arguments,
                stdout=write,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(SERVER)},
                check=False,
            )
        finally:
            os.close(write)

        assert (ended.returncode, ended.stderr) == (0, b"")


def test_commands_are_read_only_when_they_are_asked_for() -> None:
    program = "import sys, sidelight.cli.main; print('sidelight.bootstrap' in sys.modules)"

    shown = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SERVER)},
        check=True,
    ).stdout

    assert shown == "False\n"
