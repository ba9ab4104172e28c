"""The audit log: who did what to what, and why. For admins."""

from flask import Blueprint, Response

from sidelight.web.access import allow
from sidelight.web.console import pages
from sidelight.web.current import wired


def register(console: Blueprint) -> None:
    """Add the page."""
    console.add_url_rule("/audit", "audit", listed)


@allow("admin")
def listed() -> Response:
    """List what was done, newest first."""
    offset = pages.asked_offset()
    # One line more than is shown tells whether there is another page; nobody counts a log.
    lines = wired().curating.accounts.audit(limit=pages.PAGE_LINES + 1, offset=offset)
    paging = pages.Paging(total=offset + len(lines), offset=offset)
    return pages.show("audit.html", lines=lines[: pages.PAGE_LINES], paging=paging)
