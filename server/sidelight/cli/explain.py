"""`sidelight explain`: why an entry is, or is not, shown on an article."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from sidelight.cli.inputs import answer_options, article_options, asked_of, known_entry, opened
from sidelight.cli.terminal import block, examples, in_one_line, line, output, readable
from sidelight.core.explain import Step
from sidelight.shapes.replies import checked_reply, step_reply

#: Characters of the article shown with a step.
_SHOWN = 70


@click.command(
    short_help="Tell why an entry is, or is not, shown on an article.",
    epilog=examples(
        "sidelight explain foreign-agent-russia article.txt --published 2024-03-26",
        "sidelight explain my-entry https://news.example/article --pack my-pack/",
    ),
)
@click.argument("entry")
@click.argument("source", metavar="URL|FILE|-")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@article_options
@answer_options
def explain(entry: str, source: str, form: str, packs: tuple[Path, ...], **known: Any) -> None:
    """Tell, step by step, why ENTRY (an entry's id) is shown on the article or is not."""
    with opened(packs) as services:
        known_entry(services.editions.current.edition, entry)
        asked = asked_of(source, **known)
        article = services.annotator.read(asked)
        steps = services.annotator.explain(asked, entry, article)
        checked = services.annotator.checked(asked)
    shown = any(step.step == "selection" and step.ok for step in steps)
    if form == "json":
        reply = {
            "entry": entry,
            "shown": shown,
            "steps": [step_reply(s) for s in steps],
            "checked": checked_reply(checked),
        }
        click.echo(json.dumps(reply, ensure_ascii=False, indent=2).encode())
        return
    console = output()
    for step in steps:
        _print(console, step, article.text)
    line(console, "\n", (f"{entry} is {'shown' if shown else 'not shown'} on this article.", "bold"))


def _print(console: Console, step: Step, text: str) -> None:
    mark = ("yes  ", "green") if step.ok else (" no  ", "red")
    block(console, Text(readable(step.detail)), Text.assemble(mark, (f"{step.step:<10}", "bold")))
    if step.span is not None:
        quote = in_one_line(step.span.of(text))
        line(console, " " * 15, (f"“{quote[:_SHOWN]}{'…' if len(quote) > _SHOWN else ''}”", "dim"))
