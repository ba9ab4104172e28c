"""`sidelight corpus`: articles on which drafts are tried."""

import json
from typing import Any

import click

from sidelight.cli.curating.database import acting, curating, signing
from sidelight.cli.inputs import article_options, asked_of
from sidelight.cli.telling.terminal import examples, hint, in_one_line, line, output, tell, watched
from sidelight.errors import SidelightError
from sidelight.services.curation.values import SavedArticle

#: Articles listed unless told otherwise.
LISTED = 50


@click.group(
    short_help="Save articles to try drafts on.",
    epilog=examples(
        "sidelight corpus add https://news.example/article", "sidelight corpus list", "sidelight corpus remove 3"
    ),
)
def corpus() -> None:
    """Save, list and remove articles; the console shows what a draft would hit in them."""


@corpus.command(
    short_help="Save articles.",
    epilog=examples(
        "sidelight corpus add https://news.example/article",
        "sidelight corpus add articles/*.html",
        "curl -s https://news.example/article | sidelight corpus add -",
    ),
)
@click.argument("sources", metavar="URL|FILE|-...", nargs=-1, required=True)
@article_options
@acting
@click.pass_context
def add(ctx: click.Context, /, sources: tuple[str, ...], by: str, **known: Any) -> None:
    """Save articles: addresses, text or HTML files, or - for standard input. The same text is saved once.

    When one of several cannot be read, the others are still saved, and the exit code is that of the worst failure.
    """
    failures: list[int] = []
    with curating() as use:
        by = signing(use, by, "curator")
        for source in watched(sources, "Saving", streaming=True):
            try:
                article, new = use.corpus.add(asked_of(source, **known), by=by)
            except SidelightError as error:
                if len(sources) == 1:
                    raise
                failures.append(tell(error, about=source))
            else:
                line(output(), (str(article.id).rjust(6), "bold"), f"  {_told(article)}", "" if new else "  (was kept)")
    ctx.exit(max(failures, default=0))


@corpus.command(
    "list",
    short_help="List them.",
    epilog=examples("sidelight corpus list", "sidelight corpus list --most 500 --format json"),
)
@click.option("--most", type=click.IntRange(1, 10_000), default=LISTED, show_default=True, help="List so many.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_articles(most: int, form: str) -> None:
    """List the saved articles, newest first."""
    with curating() as use:
        found, count = use.corpus.listed(most), use.corpus.count()
    if form == "json":
        click.echo(json.dumps([_row(article) for article in found], ensure_ascii=False, indent=2).encode())
        return
    console = output()
    for article in found:
        line(console, (str(article.id).rjust(6), "bold"), f"  {_told(article)}")
    if len(found) < count:
        hint(f"These are the newest {len(found)} of {count:,}.")
    if not found:
        hint("There are none yet; `sidelight corpus add https://…` saves one.")


@corpus.command(
    short_help="Remove some.", epilog=examples("sidelight corpus remove 3", "sidelight corpus remove 3 4 5")
)
@click.argument("numbers", metavar="NUMBER...", type=click.IntRange(min=1), nargs=-1, required=True)
@acting
@click.pass_context
def remove(ctx: click.Context, numbers: tuple[int, ...], by: str) -> None:
    """Remove articles for good. One that is not there is told; the others are removed."""
    failures = []
    with curating() as use:
        by = signing(use, by, "curator")
        for number in numbers:
            try:
                use.corpus.remove(number, by=by)
            except SidelightError as error:
                failures.append(tell(error))
            else:
                hint(f"The article {number} is removed.")
    ctx.exit(max(failures, default=0))


def _told(article: SavedArticle) -> str:
    title = in_one_line(article.title) or "without a title"
    where = f"  {in_one_line(article.url)}" if article.url else ""
    return f"{article.published or '':<10}  {title}  ({article.characters:,} characters){where}"


def _row(article: SavedArticle) -> dict[str, object]:
    names = ("id", "title", "url", "published", "characters")
    row = {name: getattr(article, name) for name in names}
    return row | {"saved": article.act.at.isoformat(), "by": article.act.by}
