"""The `sidelight` command: its group, how errors are told, and what ends a command early."""

import importlib
import io
import os
import sys
import traceback
from collections.abc import Iterable
from typing import Any, TextIO

import click

from sidelight import __version__
from sidelight.cli.telling.terminal import EXIT_CODES, errors, examples, line, readable, tell
from sidelight.errors import SidelightError

#: Each command is the function of that name in this module, read when it is asked for: `--version` and mistyped names
#: answer at once.
COMMANDS = {
    "serve": "serve",
    "annotate": "annotate",
    "extract": "extract",
    "explain": "explain",
    "entries": "entries",
    "curators": "curating.curators",
    "tokens": "curating.tokens",
    "corpus": "curating.corpus",
    "inbox": "inbox",
    "backup": "curating.backups",
    "restore": "curating.backups",
    "migrate": "curating.migrate",
    "extension": "extension",
    "doctor": "doctor",
}
#: What a shell gives a program that Ctrl+C ended.
INTERRUPTED = 130


class Commands(click.Group):
    """A group that tells expected errors in two lines, what happened and what to do, and others without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Read a command; for a name that there is not, all of them, so that the nearest can be proposed."""
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            self.add_command(getattr(importlib.import_module(f"sidelight.cli.{COMMANDS[name]}"), name))
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; its exit code tells who can act on a failure."""
        try:
            return super().invoke(ctx)
        except SidelightError as error:
            ctx.exit(tell(error))
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of our output went away (`| head`): nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            ctx.exit(_tell_machine(error))
        except Exception as error:  # noqa: BLE001 - whoever typed the command cannot read a traceback
            ctx.exit(_tell_bug(error))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "sidelight serve",
        "sidelight annotate https://news.example/article",
        "sidelight annotate article.txt --published 2024-03-26 --format json",
    ),
)
@click.version_option(__version__, prog_name="sidelight")
def main() -> None:
    """Sourced context beside the news: which passages of an article have some, and what it is.

    Results go to standard output; progress, warnings and errors to standard error.

    Exit codes: 0 done, 1 a check failed, 2 something is wrong with the input, 3 with this machine or its settings,
    4 with Sidelight itself, 130 stopped by Ctrl+C.
    """
    _replace_unknown((sys.stdout, sys.stderr))


def _replace_unknown(streams: Iterable[TextIO]) -> None:
    """Let letters that a terminal of another alphabet lacks become question marks, not a failure."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _tell_machine(error: OSError) -> int:
    console = errors()
    where = f" ({error.filename})" if error.filename else ""
    line(console, ("sidelight: ", "bold red"), readable(f"{error.strerror or error}{where}"))
    line(console, "Check disk, permissions and memory of this machine, then try again.")
    return EXIT_CODES["operator"]


def _tell_bug(error: Exception) -> int:
    console = errors()
    what = f"{type(error).__name__}: {error}"
    line(console, ("sidelight: ", "bold red"), readable(f"something went wrong inside: {what}"))
    if os.environ.get("SIDELIGHT_LOG_LEVEL", "").lower() == "debug":
        line(console, readable("".join(traceback.format_exception(error)).replace("\r", "")))
    line(console, "Report it as a bug, with the command; SIDELIGHT_LOG_LEVEL=debug shows where it happened.")
    return EXIT_CODES["us"]
