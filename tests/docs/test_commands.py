"""Whatever command line a README shows can be typed."""

import json
import re
import shlex

import click
import pytest
from tests.docs.readmes import MAP, README, ROOT, calls, shell_lines

from sidelight.cli.main import COMMANDS, main
from sidelight.shapes.requests import BodyShape, Question, read_request

CALLS = [words for text in (README, MAP) for words in calls(text)]


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """Walk down to the command that the words name, with what is left for it."""
    command: click.Command = main
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(click.Context(command), rest[0])
        assert found, f"there is no command {' '.join(words)!r}"
        command, rest = found, rest[1:]
    return command, rest


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_every_command_that_is_shown_exists_with_its_options(words: list[str]) -> None:
    command, rest = command_of(words)

    # Only parsed: files and folders of examples need not exist, but an unknown option is refused.
    command.make_parser(click.Context(command)).parse_args(rest)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_shown(name: str) -> None:
    assert name in {words[0] for words in CALLS if words}


def test_every_long_option_in_the_prose_is_one_of_a_command() -> None:
    named = set(re.findall(r"`(--[a-z-]+)", README + MAP))
    known = {"--help", "--version"}
    for name in COMMANDS:
        command, _ = command_of([name])
        group = list(command.commands.values()) if isinstance(command, click.Group) else [command]
        known |= {option for each in group for parameter in each.params for option in parameter.opts}

    assert named - known == set()


def test_other_programs_are_given_files_that_exist() -> None:
    scripts = [
        word for line in shell_lines(README) for word in shlex.split(line, comments=True) if word.endswith(".py")
    ]

    assert scripts
    assert [script for script in scripts if not (ROOT / script).is_file()] == []


def test_the_request_that_is_shown_is_one_that_the_api_takes() -> None:
    bodies = [
        words[words.index("-d") + 1]
        for words in (shlex.split(line, comments=True) for line in shell_lines(README))
        if "-d" in words
    ]

    assert bodies
    for body in bodies:
        assert read_request(BodyShape(), json.loads(body), Question).asked.text
