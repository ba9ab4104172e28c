"""The corpus: saved articles on which curators see what an entry would hit."""

from typing import Final

from flask import Response, url_for

from sidelight import errors
from sidelight.services.asked import Asked
from sidelight.services.curation import errors as curation
from sidelight.shapes.curating.replies import saved_reply
from sidelight.shapes.curating.requests import CorpusArticleShape, PageShape, Wanted
from sidelight.shapes.requests import NothingShape, Options
from sidelight.web.access import current_curator
from sidelight.web.api.annotations import PAGE_PROBLEMS
from sidelight.web.api.answers import page_json, private_json
from sidelight.web.api.curating.named import NUMBER
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_body, read_query
from sidelight.web.current import wired

_ARTICLE: Final = CorpusArticleShape()
_PAGE: Final = PageShape()
_NOTHING: Final = NothingShape()


def list_articles() -> Response:
    """List the saved articles, newest first, without their texts."""
    wanted = read_query(_PAGE, Wanted)
    corpus = wired().curating.corpus
    found = [saved_reply(each) for each in corpus.listed(limit=wanted.limit, offset=wanted.offset)]
    return page_json("articles", found, wanted, path=url_for("corpus.list_articles"), total=corpus.count())


def save_article() -> Response:
    """Save an article: its text, its page's HTML, or with `url` alone the page that is fetched from there.

    The same text is kept once: `new` says whether it was not there yet.
    """
    read_query(_NOTHING, Options)
    saved, new = wired().curating.corpus.add(read_body(_ARTICLE, Asked), by=current_curator().name)
    response = private_json({**saved_reply(saved), "new": new})
    response.status_code = 201
    response.headers["Location"] = url_for("corpus.read_article", number=saved.id)
    return response


def read_article(number: int) -> Response:
    """Give a saved article with its text."""
    read_query(_NOTHING, Options)
    saved, article = wired().curating.corpus.article(number)
    return private_json({**saved_reply(saved), "text": article.text})


def remove_article(number: int) -> Response:
    """Remove a saved article for good."""
    read_query(_NOTHING, Options)
    wired().curating.corpus.remove(number, by=current_curator().name)
    return private_json({"id": number})


OPERATIONS = (
    Operation(
        rule="/v1/corpus",
        access="curator",
        view=list_articles,
        reply="CorpusList",
        query=PageShape,
        problems=(errors.RequestInvalidError,),
    ),
    Operation(
        rule="/v1/corpus",
        access="curator",
        method="POST",
        status=201,
        view=save_article,
        reply="SavedArticle",
        query=NothingShape,
        body=CorpusArticleShape,
        examples={
            "text": {"text": "At least 12 people died in the fire.", "title": "Fire at the harbour"},
            "address": {"url": "https://news.example/article"},
        },
        problems=(curation.CorpusFullError, *PAGE_PROBLEMS),
    ),
    Operation(
        rule="/v1/corpus/<number:number>",
        access="curator",
        view=read_article,
        reply="CorpusArticle",
        query=NothingShape,
        path_values=NUMBER,
        problems=(curation.NotKeptError, errors.RequestInvalidError),
    ),
    Operation(
        rule="/v1/corpus/<number:number>",
        access="curator",
        method="DELETE",
        view=remove_article,
        reply="Done",
        query=NothingShape,
        path_values=NUMBER,
        problems=(curation.NotKeptError, errors.RequestInvalidError),
    ),
)
