"""`sidelight annotate`: the main job, for one or many articles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sidelight.bootstrap import Services
from sidelight.cli.inputs import answer_options, article_options, asked_of, kinds_option, opened, warn, warn_of_days
from sidelight.cli.telling.render import print_page
from sidelight.cli.telling.terminal import examples, output, tell, watched
from sidelight.core.annotation import AnnotationPage
from sidelight.errors import SidelightError
from sidelight.shapes.replies import render_page

#: Stands in JSON for an article that could not be read, so that answers and inputs keep the same order.
NOTHING = b"null"


@click.command(
    short_help="Find the passages of articles that have context.",
    epilog=examples(
        "sidelight annotate article.txt --published 2024-03-26",
        "sidelight annotate https://news.example/article --format json",
        "curl -s https://news.example/article | sidelight annotate -",
        "sidelight annotate articles/*.html --format jsonl > annotations.jsonl",
    ),
)
@click.argument("sources", metavar="URL|FILE|-...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@kinds_option
@click.option("--include-text", is_flag=True, help="With json and jsonl: add the text that positions count in.")
@article_options
@answer_options
@click.pass_context
def annotate(ctx: click.Context, /, sources: tuple[str, ...], form: str, packs: tuple[Path, ...], **known: Any) -> None:
    """Find the passages with context in an article: an address, a text or HTML file, or - for standard input.

    The text is for reading; json is one W3C AnnotationPage, or an array of them for several inputs; jsonl is one line
    for each input. When one of several inputs cannot be read, the others are still answered (in JSON, null stands in
    its place) and the exit code is that of the worst failure.
    """
    include_text = known.pop("include_text")
    if include_text and form == "text":
        warn("--include-text adds nothing to text: use it with --format json or jsonl")
    warn_of_days(known)
    failures: list[int] = []
    with opened(packs) as services:
        pages = _pages(services, sources, known, failures)
        if form == "text":
            _print_text(pages)
        else:
            bodies = (NOTHING if page is None else render_page(page, include_text) for _, page in pages)
            _print_json(bodies, array=form == "json" and len(sources) > 1)
    ctx.exit(max(failures, default=0))


def _pages(
    services: Services, sources: tuple[str, ...], known: dict[str, Any], failures: list[int]
) -> Iterator[tuple[str, AnnotationPage | None]]:
    for source in watched(sources, "Annotating", streaming=True):
        try:
            page = services.annotator.annotate(asked_of(source, **known))
        except SidelightError as error:
            if len(sources) == 1:
                raise
            failures.append(tell(error, about=source))
            yield source, None
        else:
            yield source, page


def _print_text(pages: Iterator[tuple[str, AnnotationPage | None]]) -> None:
    console = output()
    printed = False
    for source, page in pages:
        if page is not None:
            if printed:
                console.print()
            print_page(console, page, source)
            printed = True


def _print_json(bodies: Iterator[bytes], *, array: bool) -> None:
    if not array:
        for body in bodies:
            click.echo(body)
        return
    before = b"["
    for body in bodies:
        click.echo(before + body, nl=False)
        before = b",\n"
    click.echo(b"]")
