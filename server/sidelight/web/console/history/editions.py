"""The log of editions: what readers were served when, and what each edition changed."""

from typing import Final

from flask import Blueprint, Response

from sidelight.web.access import allow
from sidelight.web.console import pages
from sidelight.web.current import wired

#: Changes of an edition on one page; an import may hold thousands.
_CHANGES: Final = 200


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/editions", "editions", listed)
    console.add_url_rule("/editions/<int:number>", "edition", shown)


@allow("curator")
def listed() -> Response:
    """List editions, newest first."""
    editions = wired().editions
    offset = pages.asked_offset()
    newest = editions.history(1)
    return pages.show(
        "editions.html",
        records=editions.history(pages.PAGE_LINES, offset),
        # Numbers count from 1 without gaps.
        paging=pages.Paging(total=newest[0].number if newest else 0, offset=offset),
        served=editions.current.edition.number,
    )


@allow("curator")
def shown(number: int) -> Response:
    """Show one edition with all its changes."""
    editions = wired().editions
    record = editions.record(number)
    paging = pages.Paging(total=len(record.changes), offset=pages.asked_offset(), limit=_CHANGES)
    changes = record.changes[paging.offset : paging.offset + _CHANGES]
    served = editions.current.edition.number
    return pages.show("edition.html", record=record, changes=changes, paging=paging, served=served)
