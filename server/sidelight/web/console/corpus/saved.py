"""The corpus: saved articles, listed, shown with what the current edition annotates in them, added and removed."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.annotation import Annotation
from sidelight.core.article import Passage
from sidelight.core.text.fold import fold_text
from sidelight.core.text.span import Span
from sidelight.services.asked import Asked
from sidelight.services.curation.errors import NotKeptError
from sidelight.services.curation.values import SavedArticle
from sidelight.services.imports.json_ld import address
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.corpus import asking
from sidelight.web.current import wired

#: Articles whose titles and addresses a search goes through.
SEARCHED: Final = 20_000
LABELS: Final = {"addresses": "Addresses", "files": "Files", "text": "Text", "title": "Title", "published": "Published"}


def register(console: Blueprint) -> None:
    """Add the pages, and the test by which templates make links of addresses."""
    console.add_app_template_test(is_web_address, "web_address")
    console.add_url_rule("/corpus", "corpus", listed)
    console.add_url_rule("/corpus/files", "add_files", add_files, methods=["POST"])
    console.add_url_rule("/corpus/text", "add_text", add_text, methods=["POST"])
    console.add_url_rule("/corpus/<int:number>", "article", shown)
    console.add_url_rule("/corpus/<int:number>/remove", "remove_article", remove, methods=["POST"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, with the number of the annotation that marks it, if one does."""

    text: str
    mark: int | None = None


@allow("curator")
def listed() -> Response:
    """List the articles, newest first."""
    return page()


def page(problems: dict[str, list[str]] | None = None, *, opened: str = "addresses", status: int = 200) -> Response:
    """Show the list; with problems, the forms again as they were filled in."""
    wanted, offset = pages.asked("q"), pages.asked_offset()
    corpus = wired().curating.corpus
    articles, total = _found(wanted, offset)
    return pages.show(
        "corpus/list.html",
        status=status,
        articles=articles,
        wanted=wanted or "",
        count=corpus.count(),
        paging=pages.Paging(total=total, offset=offset),
        problems=problems or {},
        labels=LABELS,
        sent=request.form,
        opened=opened,
    )


def _found(wanted: str | None, offset: int) -> tuple[tuple[SavedArticle, ...], int]:
    corpus = wired().curating.corpus
    if wanted is None:
        return tuple(corpus.listed(limit=pages.PAGE_LINES, offset=offset)), corpus.count()
    words = fold_text(wanted).split()
    found = [
        saved
        for saved in corpus.listed(limit=SEARCHED, offset=0)
        if all(word in fold_text(f"{saved.title} {saved.url or ''}") for word in words)
    ]
    return tuple(found[offset : offset + pages.PAGE_LINES]), len(found)


@allow("curator")
def add_files() -> AnyResponse:
    """Save files of pages or plain texts."""
    by, files = current_curator().name, asking.files()
    if not files:
        return page({"files": ["is empty: choose one or more HTML or text files"]}, opened="files", status=pages.WRONG)
    wrong = []
    for file in files:
        told, well = asking.save_file(file, by=by)
        if well:
            pages.say(told)
        else:
            wrong.append(f"{file.filename}: {told}")
    if wrong:
        return page({"files": wrong}, opened="files", status=pages.WRONG)
    return pages.back_to("corpus")


@allow("curator")
def add_text() -> AnyResponse:
    """Save a pasted text."""
    asked = asking.pasted()
    if isinstance(asked, asking.Fault):
        return page({asked.field: [asked.message]}, opened="text", status=pages.WRONG)
    told, well = asking.save(asked, by=current_curator().name)
    if not well:
        return page({"text": [told]}, opened="text", status=pages.WRONG)
    pages.say(told)
    return pages.back_to("corpus")


@allow("curator")
def shown(number: int) -> Response:
    """Show an article with what the current edition annotates in it."""
    saved, article = wired().curating.corpus.article(number)
    annotated = wired().annotator.annotate(Asked(text=article.text), article)
    marks = annotated.items
    passages = [(passage.role, tuple(_pieces(passage, marks))) for passage in article.passages]
    return pages.show(
        "corpus/article.html",
        saved=saved,
        article=article,
        passages=passages,
        marks=marks,
        edition=annotated.checked.edition,
    )


def _pieces(passage: Passage, marks: tuple[Annotation, ...]) -> list[Piece]:
    """Cut a passage where marks begin and end; marks never overlap."""
    spans = sorted(
        (span.start, span.end, number)
        for number, mark in enumerate(marks)
        for span in (Span(mark.selectors.start, mark.selectors.end), *mark.also_at)
        if passage.span.start <= span.start < span.end <= passage.span.end
    )
    pieces, at = [], 0
    for start, end, number in spans:
        first, last = start - passage.span.start, end - passage.span.start
        if first >= at:
            pieces += [Piece(passage.text[at:first]), Piece(passage.text[first:last], number)]
            at = last
    return [piece for piece in (*pieces, Piece(passage.text[at:])) if piece.text]


def is_web_address(url: object) -> bool:
    """Tell whether an address may stand behind a link: http or https, and nothing that a browser would run.

    Example:
        >>> is_web_address("https://courier.example/"), is_web_address("javascript:alert(1)")
        (True, False)
    """
    return address(url) is not None


@allow("curator")
def remove(number: int) -> AnyResponse:
    """Remove an article for good."""
    try:
        wired().curating.corpus.remove(number, by=current_curator().name)
    except NotKeptError as error:
        pages.say_problem(error)
    else:
        pages.say(f"Article {number} is removed.")
    return pages.back_to("corpus")
