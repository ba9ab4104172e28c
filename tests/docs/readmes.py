"""The two READMEs as the tests read them: tables, fenced commands, code in the text."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "server" / "sidelight"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = (ROOT / "server" / "README.md").read_text(encoding="utf-8")

_FENCE = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
_CALL = re.compile(r"(?:^|&&\s|\|\s)\s*(?:\S*/)?sidelight\s([^|&]+)")
_CODE = re.compile(r"`([^`\n]+)`")


def fences(text: str, language: str) -> list[str]:
    """Fenced blocks of a language."""
    return [block for name, block in _FENCE.findall(text) if name == language]


def prose(text: str) -> str:
    """All but the fenced blocks."""
    return _FENCE.sub("", text)


def code(text: str) -> list[str]:
    """What stands between backquotes in the prose."""
    return _CODE.findall(prose(text))


def shell_lines(text: str) -> Iterator[str]:
    """Lines of the fenced commands, those that are broken by a backslash joined."""
    for block in fences(text, "sh"):
        yield from block.replace("\\\n", " ").splitlines()


def calls(text: str) -> Iterator[list[str]]:
    """The words after `sidelight` wherever a command line is written, fenced or in the prose."""
    for line in (*shell_lines(text), *code(text)):
        for call in _CALL.findall(line):
            yield shlex.split(call, comments=True)


def table(text: str, *header: str) -> list[list[str]]:
    """The rows of the table with this header."""
    lines = text.splitlines()
    start = lines.index(f"| {' | '.join(header)} |") + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return rows


def row(*cells: str) -> str:
    """One row as it should be written."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
