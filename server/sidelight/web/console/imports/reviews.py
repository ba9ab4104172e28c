"""Fact checks of others (ClaimReview) into drafts of background entries."""

from typing import Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.entry import Entry
from sidelight.errors import EntryInvalidError, SidelightError
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.services.imports.claim_review import MOST_REVIEWS, Drafts
from sidelight.services.ports import Page
from sidelight.shapes.entries import entry_from
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.imports import given
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

REASON: Final = "imported from ClaimReview: look at the phrases before you publish it"


def register(console: Blueprint) -> None:
    """Add the page on which imports begin, and this import's two steps."""
    console.add_url_rule("/import", "imports", start)
    console.add_url_rule("/import/reviews", "import_reviews", look, methods=["POST"])
    console.add_url_rule("/import/reviews/save", "save_reviews", save, methods=["POST"])


@allow("curator")
def start() -> Response:
    """Show what can be imported."""
    return given.start()


@allow("curator")
def look() -> Response:
    """Read reviews and show the drafts that they would become."""
    pack = pages.written("pack")
    try:
        drafts = _drafts(pack)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        field = "url" if pages.written("url") else "review_text"
        return given.start("reviews", {field: [pages.told(error)]}, status=kind_of(type(error)).status)
    if drafts is None:
        told = "is empty: give an address, or choose a file, or paste the JSON-LD"
        return given.start("reviews", {"url": [told]})
    return pages.show("imports/reviews.html", drafts=drafts, pack=pack, carried=given.carried(drafts.entries))


def _drafts(pack: str) -> Drafts | None:
    imports = wired().curating.imports
    url, file, text = pages.written("url"), given.given_bytes("review_file"), pages.written("review_text")
    if url:
        return imports.reviews_at(url, pack=pack)
    if file or text:
        return imports.reviews_in(Page(body=file or text), pack=pack)
    return None


@allow("curator")
def save() -> AnyResponse:
    """Keep the drafts that were chosen."""
    chosen, pack = set(request.form.getlist("take")), pages.written("pack")
    try:
        drafts = [entry for entry in _carried(pack) if entry.id in chosen]
        if not drafts:
            pages.say("No review was chosen, so nothing was kept.", "note")
            return pages.back_to("imports")
        wired().curating.imports.save(drafts, pack=pack, by=current_curator().name, reason=REASON)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return given.start("reviews", {"": [pages.told(error)]}, status=kind_of(type(error)).status)
    kept = pages.count(len(drafts), "draft is", "drafts are")
    pages.say(f"{kept} there. Look at the phrases of each: they are only proposed.")
    return pages.back_to("entries", status="draft", tag="claim-review")


def _carried(pack: str) -> list[Entry]:
    """Read the drafts back that the page carried.

    Raises:
        ImportRefusedError: The page was changed on the way.
    """
    data = given.read_json(request.form.get("carried", "[]"))
    if not isinstance(data, list) or len(data) > MOST_REVIEWS:
        msg = "the drafts did not come back as they were shown"
        raise ImportRefusedError(msg, remedy="Read the reviews again.")
    try:
        return [entry_from(one, pack=pack) for one in data]
    except (EntryInvalidError, AttributeError, TypeError) as error:
        msg = "a draft did not come back as it was shown"
        raise ImportRefusedError(msg, remedy="Read the reviews again.") from error
