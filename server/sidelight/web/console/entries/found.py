"""The list of entries: what the console opens with."""

from typing import Final

from flask import Blueprint, Response, request

from sidelight.core.entry import Status
from sidelight.services.curation.values import Search
from sidelight.shapes.entries import KINDS
from sidelight.web.access import allow
from sidelight.web.console import pages
from sidelight.web.current import wired

STATUSES: Final[tuple[Status, ...]] = ("published", "trial", "draft", "retired")
#: Filters of the address, beside the page's number.
FILTERS: Final = ("q", "kind", "status", "pack", "tag", "waits", "stale", "reported")


def register(console: Blueprint) -> None:
    """Add the page."""
    console.add_url_rule("/entries", "entries", listed)


@allow("curator")
def listed() -> Response:
    """List entries, newest change first, as the filters say."""
    wanted = _search()
    entries = wired().curating.entries
    found = entries.search(wanted)
    filtered = any(request.args.get(name, "").strip() for name in FILTERS)
    return pages.show(
        "entries.html",
        found=found,
        wanted=wanted,
        filtered=filtered,
        packs=entries.packs(),
        kinds=KINDS,
        statuses=STATUSES,
        today=pages.today(),
        paging=pages.Paging(total=found.total, offset=wanted.offset),
    )


def _search() -> Search:
    kind, status = pages.asked("kind"), pages.asked("status")
    return Search(
        q=pages.asked("q"),
        kind=kind if kind in KINDS else None,
        status=status if status in STATUSES else None,
        pack=pages.asked("pack"),
        tag=pages.asked("tag"),
        waits=pages.asked("waits") is not None,
        stale=pages.today() if pages.asked("stale") else None,
        reported=pages.asked("reported") is not None,
        limit=pages.PAGE_LINES,
        offset=pages.asked_offset(),
    )
