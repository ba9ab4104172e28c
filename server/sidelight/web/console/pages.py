"""What every page of the console is made with: rendering, messages, paging, and the way back.

After a form was sent, a page answers with `back_to` (303) and a message by `say`, or shows the form again with status
422 and the problems beside their fields, so that nothing that was written is lost.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sidelight.errors import SidelightError
from sidelight.services.curation.values import ROLES, Curator, Role, may
from sidelight.shapes.curating.requests import REASON_CHARACTERS
from sidelight.web.access import current_curator
from sidelight.web.current import wired

STATIC_FOLDER: Final = Path(__file__).resolve().parent.parent / "static" / "console"
#: The status of a form that is shown again with what is wrong.
WRONG: Final = 422
#: After a form was done: go there with GET.
SEE_OTHER: Final = 303
#: Lines of a list on one page.
PAGE_LINES: Final = 50
#: Longest message that the next page says.
SAID_CHARACTERS: Final = 600
Tone = Literal["done", "problem", "note"]
_NOT_IN_AN_ID = re.compile(r"[^0-9A-Za-z_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the navigation; it is shown once a page answers to the endpoint."""

    endpoint: str
    label: str
    needs: Role = "curator"


#: The navigation, in groups by what curators come to do.
NAVIGATION: Final[tuple[tuple[str, tuple[Place, ...]], ...]] = (
    (
        "Curate",
        (
            Place("console.entries", "Entries"),
            Place("console.inbox", "Reports and requests"),
            Place("console.stale", "To review"),
            Place("console.corpus", "Corpus"),
        ),
    ),
    (
        "Database",
        (
            Place("console.imports", "Import"),
            Place("console.packs", "Packs"),
            Place("console.editions", "Editions"),
        ),
    ),
    (
        "People",
        (
            Place("console.curators", "Curators", "admin"),
            Place("console.tokens", "API tokens"),
            Place("console.audit", "Audit log", "admin"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of a list is shown; the links keep the filters of the address.

    `path` is where the list is, if not at the address that was asked for: a form that is refused shows it too.
    """

    total: int
    offset: int
    limit: int = PAGE_LINES
    path: str | None = None

    @property
    def first(self) -> int:
        """Number of the first line shown, from 1."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """Number of the last line shown."""
        return min(self.offset + self.limit, self.total)

    @property
    def earlier(self) -> str | None:
        """Address of the page before this one."""
        return self._at(max(0, self.offset - self.limit)) if self.offset > 0 else None

    @property
    def later(self) -> str | None:
        """Address of the page after this one."""
        return self._at(self.offset + self.limit) if self.last < self.total else None

    def _at(self, offset: int) -> str:
        kept = [(name, value) for name, value in request.args.items(multi=True) if name != "offset"]
        query = urlencode([*kept, *([("offset", str(offset))] if offset else [])])
        path = self.path or request.path
        return f"{path}?{query}" if query else path


def register(console: Blueprint) -> None:
    """Give the templates who is asking, the navigation, and how times and ids are written."""
    console.context_processor(_around)
    console.add_app_template_filter(as_id)
    console.add_app_template_filter(as_day)
    console.add_app_template_filter(as_moment)
    console.add_app_template_filter(count)
    console.add_app_template_filter(entry_path)
    console.add_app_template_filter(is_there)
    console.add_app_template_global(reason_characters)


def show(template: str, *, status: int = 200, **values: object) -> Response:
    """Render a page of `templates/console/`."""
    return make_response(render_template(f"console/{template}", **values), status)


def say(message: str, tone: Tone = "done") -> None:
    """Have the next page say what was done; it travels in the cookie, which browsers drop if it is too long."""
    flash(message if len(message) <= SAID_CHARACTERS else f"{message[:SAID_CHARACTERS]}…", tone)


def say_problem(error: SidelightError) -> None:
    """Have the next page say what could not be done, and what helps."""
    say(told(error), "problem")


def told(error: SidelightError) -> str:
    """Write an error as sentences: what happened, and the remedy."""
    detail = error.detail[:1].upper() + error.detail[1:]
    return f"{detail.rstrip('.')}. {error.remedy}"


def back_to(endpoint: str, **values: Any) -> AnyResponse:
    """Answer a form that is done: go to a page of the console."""
    return redirect(url_for(f"console.{endpoint}", **values), SEE_OTHER)


def asked(name: str) -> str | None:
    """Read a word of the address; an empty one counts as not given."""
    return _storable(request.args.get(name, "")).strip() or None


def written(name: str) -> str:
    """Read a field of the form that was sent, without space around it."""
    return _storable(request.form.get(name, "")).strip()


def written_reason() -> str:
    """Read why something is done, on one line; the public log takes no more than the API allows."""
    return " ".join(written("reason").split())[:REASON_CHARACTERS]


def reason_characters() -> int:
    """Give how long a reason may be."""
    return REASON_CHARACTERS


def asked_offset() -> int:
    """Read which line the page begins with; anything else than a number is the first."""
    text = request.args.get("offset", "")
    return int(text) if text.isdecimal() and len(text) <= 9 else 0


def now() -> datetime:
    """Give this moment, to tell what is over by now."""
    return wired().curating.now()


def today() -> date:
    """Give this day, in UTC."""
    return now().date()


def count(number: int, one: str, many: str) -> str:
    """Write how many there are.

    Example:
        >>> count(1, "entry", "entries"), count(2000, "entry", "entries")
        ('1 entry', '2,000 entries')
    """
    return f"{number:,} {one if number == 1 else many}"


def as_id(name: str) -> str:
    """Write a field's name as the id of its control.

    Example:
        >>> as_id("figure.records[0].as_of")
        'f-figure-records-0-as_of'
    """
    return f"f-{_NOT_IN_AN_ID.sub('-', name).strip('-')}"


def as_day(day: date) -> str:
    """Write a day as people read it.

    Example:
        >>> as_day(date(2026, 3, 9))
        '9 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


def as_moment(moment: datetime) -> str:
    """Write a moment to the minute, in UTC.

    Example:
        >>> as_moment(datetime(2026, 3, 9, 14, 5, tzinfo=UTC))
        '9 March 2026, 14:05 UTC'
    """
    utc = moment.astimezone(UTC)
    return f"{as_day(utc)}, {utc:%H:%M} UTC"


def asking() -> Curator | None:
    """Give who is logged in, if anybody is."""
    try:
        return current_curator()
    except Exception:  # noqa: BLE001 — error pages ask as well, whatever it was that failed
        return None


def entry_path(entry_id: str) -> str:
    """Give the address of an entry's own page, its editor.

    Example:
        >>> entry_path("pier")
        '/console/entries/pier'
    """
    return f"/console/entries/{quote(entry_id, safe='')}"


def is_there(endpoint: str) -> bool:
    """Tell whether this server has a page of that name."""
    return endpoint in current_app.view_functions


def _storable(text: str) -> str:
    """Leave out the one character that no database keeps in a text."""
    return text.replace("\0", "")


def _around() -> dict[str, object]:
    who = asking()
    return {"who": who, "may": lambda role: _includes(who, role), "navigation": _navigation(who), "roles": ROLES}


def _includes(who: Curator | None, role: Role) -> bool:
    return who is not None and may(who.role, role)


def _navigation(who: Curator | None) -> list[tuple[str, list[Place]]]:
    there = current_app.view_functions
    groups = (
        (title, [place for place in places if place.endpoint in there and _includes(who, place.needs)])
        for title, places in NAVIGATION
    )
    return [(title, places) for title, places in groups if places]
