"""`sidelight extract`: the article's text as Sidelight reads it."""

import json
from typing import Any

import click
from rich.text import Text

from sidelight.cli.inputs import article_options, asked_of, opened, warn_of_days
from sidelight.cli.telling.render import what_is_missing
from sidelight.cli.telling.terminal import block, examples, in_one_line, line, output, readable
from sidelight.core.article import Article, Dated
from sidelight.shapes.plain import Json, day, place


@click.command(
    short_help="Print an article's text as Sidelight reads it.",
    epilog=examples(
        "sidelight extract page.html",
        "sidelight extract https://news.example/article --format json",
    ),
)
@click.argument("source", metavar="URL|FILE|-")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@article_options
def extract(source: str, form: str, **known: Any) -> None:
    """Print the title, dates and passages of an article, each passage with its role.

    Positions in json count in code points of its text.
    """
    warn_of_days(known)
    with opened() as services:
        article = services.annotator.read(asked_of(source, **known))
    if form == "json":
        click.echo(json.dumps(article_reply(article), ensure_ascii=False, indent=2).encode())
    else:
        _print(article)


def article_reply(article: Article) -> Json:
    """Write an article as the contract says."""
    return {
        "title": article.title,
        "language": article.language,
        "published": _dated(article.published),
        "modified": _dated(article.modified),
        "url": article.url,
        "canonical_url": article.canonical_url,
        "site_name": article.site_name,
        "text": article.text,
        "passages": [{"role": p.role, "text": p.text, **place(p.span)} for p in article.passages],
        "partial": list(article.partial),
    }


def _dated(dated: Dated | None) -> Json | None:
    return None if dated is None else {"date": day(dated.date), "evidence": dated.evidence}


def _print(article: Article) -> None:
    console = output()
    line(console, (in_one_line(article.title or "(no title)"), "bold"))
    known = (
        f"published {article.published.date} ({article.published.evidence})" if article.published else "no date known",
        f"modified {article.modified.date} ({article.modified.evidence})" if article.modified else None,
        article.language,
    )
    line(console, (" · ".join(part for part in known if part), "dim"))
    for missing in what_is_missing(article.partial):
        block(console, Text(missing, "yellow"), Text())
    for passage in article.passages:
        console.print()
        line(console, (f"[{passage.role}]", "cyan"))
        block(console, Text(readable(passage.text)), Text())
