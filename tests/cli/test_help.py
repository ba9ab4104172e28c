"""What `--help` shows: examples that can be typed as they stand, in the same words everywhere."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sidelight.cli.main import main

#: What an example may stand behind or before in a shell.
_CALL = re.compile(r"(?:^|\|\s)\s*sidelight\s?([^|>]*)")


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, click.Command]]:
    """Every command and group by the words that call it."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield " ".join((*before, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, *before, name)


ALL = {"": main, **dict(commands(main))}


def shown(command: click.Command) -> list[str]:
    """The lines of the examples at the end of a command's help."""
    return [line.strip() for line in (command.epilog or "").splitlines()[2:]]


EXAMPLES = [(name, line) for name, command in ALL.items() for line in shown(command)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where examples are typed: what they name is there."""
    monkeypatch.chdir(tmp_path)
    for _, line in EXAMPLES:
        for word in shlex.split(line):
            if word.endswith("/") and ":" not in word:
                (tmp_path / word).mkdir(exist_ok=True)
                (tmp_path / word / "pack.yaml").touch()
            elif re.fullmatch(r"[\w-]+\.(?:txt|html|backup)", word):
                (tmp_path / word).touch()
    return tmp_path


@pytest.mark.parametrize("name", ALL)
def test_every_command_shows_examples_of_itself(name: str) -> None:
    calls = [call for line in shown(ALL[name]) for call in _CALL.findall(line)]

    assert calls
    assert [call for call in calls if not call.startswith(name)] == []


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
@pytest.mark.usefixtures("folder")
def test_an_example_can_be_typed_as_it_stands(name: str, line: str) -> None:
    (call,) = _CALL.findall(line)
    context, words = click.Context(main), shlex.split(call)
    while isinstance(context.command, click.Group):
        found, command, words = context.command.resolve_command(context, words)
        assert command is not None
        # Without a terminal nothing is asked: what is missing would be refused here.
        context = (
            command.make_context(found, words, parent=context)
            if not isinstance(command, click.Group)
            else (click.Context(command, parent=context))
        )


@pytest.mark.parametrize("name", [name for name in ALL if name])
def test_what_a_command_does_is_told_in_a_sentence_that_fits_the_list(name: str) -> None:
    told = ALL[name].short_help or ""

    assert re.fullmatch(r"[A-Z].{6,58}\.", told), told


@pytest.mark.parametrize("word", ["--pack", "--as", "--yes", "--kinds", "--published", "--as-of", "--lang"])
def test_an_option_is_told_in_the_same_words_everywhere(word: str) -> None:
    options = [
        option.help
        for name, command in ALL.items()
        for option in command.params
        # There it names a pack of the database.
        if isinstance(option, click.Option) and word in option.opts and name != "entries publish"
    ]

    assert len(options) > 1
    assert len(set(options)) == 1
