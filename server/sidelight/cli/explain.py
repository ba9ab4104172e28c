"""`sidelight explain`: why an entry is, or is not, shown on an article."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from sidelight.cli.inputs import answer_options, article_options, asked_of, known_entry, opened, warn_of_days
from sidelight.cli.telling.reasons import Verdict, reasons_of, verdict_of
from sidelight.cli.telling.terminal import block, examples, hint, in_one_line, line, output, readable
from sidelight.core.article import Article
from sidelight.core.entry import Entry
from sidelight.core.explain import Step
from sidelight.shapes.replies import checked_reply, step_reply

#: Characters of the article shown with a step.
_SHOWN = 70
#: Findings, or refusals, that the verdict tells.
_TOLD = 3


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
@click.option("--verbose", is_flag=True, help="With text: tell every phrase and quantity that was tried.")
@article_options
@answer_options
def explain(entry: str, source: str, form: str, packs: tuple[Path, ...], **known: Any) -> None:
    """Tell whether ENTRY (an entry's id) is shown on the article, and step by step why.

    The verdict comes first. Of the phrases that are not in the text, only the nearest in the article's language are
    told, unless --verbose is given.
    """
    verbose = known.pop("verbose")
    warn_of_days(known)
    with opened(packs) as services:
        asked_about = known_entry(services.editions.current.edition, entry)
        asked = asked_of(source, **known)
        article = services.annotator.read(asked)
        steps = services.annotator.explain(asked, entry, article)
        checked = services.annotator.checked(asked)
    verdict = verdict_of(steps)
    if form == "json":
        reply = {
            "entry": entry,
            "shown": verdict.shown,
            "steps": [step_reply(s) for s in steps],
            "checked": checked_reply(checked),
        }
        click.echo(json.dumps(reply, ensure_ascii=False, indent=2).encode())
        return
    _print_text(asked_about, article, verdict, steps, verbose=verbose)


def _print_text(entry: Entry, article: Article, verdict: Verdict, steps: tuple[Step, ...], *, verbose: bool) -> None:
    console = output()
    _print_verdict(console, entry, verdict)
    told = steps if verbose else reasons_of(steps, entry, language=article.language, text=article.text)
    line(console, "\nReasons:")
    for step in told:
        _print(console, step, article.text)
    if len(told) < len(steps):
        hint("Phrases and quantities that are far from a match are not told; --verbose tells all.")


def _print_verdict(console: Console, entry: Entry, verdict: Verdict) -> None:
    line(console, (f"{entry.id} is {'shown' if verdict.shown else 'not shown'} on this article.", "bold"))
    for told in verdict.told[:_TOLD]:
        block(console, Text(readable(told)), Text("  "))
    if (more := len(verdict.told) - _TOLD) > 0:
        line(console, f"  and {more} more, told below")


def _print(console: Console, step: Step, text: str) -> None:
    mark = ("yes  ", "green") if step.ok else (" no  ", "red")
    block(console, Text(readable(step.detail)), Text.assemble(mark, (f"{step.step:<10}", "bold")))
    if step.span is not None:
        quote = in_one_line(step.span.of(text))
        line(console, " " * 15, (f"“{quote[:_SHOWN]}{'…' if len(quote) > _SHOWN else ''}”", "dim"))
