"""Articles by their addresses: one at once, several one after the other with the progress shown.

The list of addresses travels with the form and is never kept. With htmx the page goes on by itself, one address at a
time; without, a button fetches the next few.
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.services.asked import Asked
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.corpus import asking
from sidelight.web.console.corpus.saved import page

#: Addresses that one press of the button fetches, on a page without JavaScript.
AT_ONCE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a list of addresses has been fetched; `results` are those of this answer."""

    results: tuple[tuple[str, str, bool], ...]
    left: tuple[str, ...]
    failed: tuple[str, ...]
    total: int

    @property
    def done(self) -> int:
        """How many addresses were tried."""
        return self.total - len(self.left)


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/corpus/addresses", "add_addresses", add, methods=["POST"])
    console.add_url_rule("/corpus/addresses/next", "add_next", go_on, methods=["POST"])


@allow("curator")
def add() -> AnyResponse:
    """Save the article at one address, or begin with a list of them."""
    wanted = asking.addresses(request.form.get("addresses", ""))
    if not wanted or len(wanted) > asking.MOST_ADDRESSES:
        told = f"give 1 to {asking.MOST_ADDRESSES} addresses, one a line: there are {len(wanted)}"
        return page({"addresses": [told]}, status=pages.WRONG)
    if len(wanted) > 1:
        progress = Progress(results=(), left=wanted, failed=(), total=len(wanted))
        return pages.show("corpus/progress.html", progress=progress, at_once=AT_ONCE)
    told, well = asking.save(Asked(url=wanted[0]), by=current_curator().name)
    if not well:
        return page({"addresses": [told]}, status=pages.WRONG)
    pages.say(told)
    return pages.back_to("corpus")


@allow("curator")
def go_on() -> Response:
    """Fetch the next of a list: one for htmx, a few for a page without JavaScript."""
    by = current_curator().name
    left = asking.addresses(request.form.get("left", ""))[: asking.MOST_ADDRESSES]
    failed = asking.addresses(request.form.get("failed", ""))[: asking.MOST_ADDRESSES]
    piece = "HX-Request" in request.headers
    now = left[: 1 if piece else AT_ONCE]
    results = tuple((url, *asking.save(Asked(url=url), by=by)) for url in now)
    total = request.form.get("total", "")
    progress = Progress(
        results=results,
        left=left[len(now) :],
        failed=(*failed, *(url for url, _, well in results if not well)),
        total=max(len(left), int(total) if total.isdecimal() and len(total) <= 4 else 0),
    )
    template = "corpus/progress_piece.html" if piece else "corpus/progress.html"
    return pages.show(template, progress=progress, at_once=AT_ONCE)
