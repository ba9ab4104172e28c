"""Packs: what they hold, their export, new ones, and publishing at once all that waits in one."""

import json
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.errors import PackError, SidelightError
from sidelight.services.curation.errors import ExistsError, PublishRefusedError
from sidelight.services.curation.values import Search, StoredEntry, StoredPack
from sidelight.shapes.editions import pack_reply
from sidelight.shapes.packs import pack_from
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

#: Most entries that one form publishes at once.
MOST_AT_ONCE: Final = 500
#: The fields of a pack that are written in its form.
_FIELDS: Final = ("id", "title", "licence", "contact")
_MOVED: Final = "somebody changed what waits since this page was made: look at it as it is now, then publish"
_MOVED_STATUS: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pack with how many entries it has."""

    stored: StoredPack
    published: int
    drafts: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What one form publishes of what waits in a pack.

    Attributes:
        entries: The first that may be published at once.
        total: How many there are to publish, with those that do not go into one form.
        revived: Ids of entries that were retired, which only their own page publishes.
    """

    entries: tuple[StoredEntry, ...]
    total: int
    revived: tuple[str, ...]


def register(console: Blueprint) -> None:
    """Add the pages."""
    console.add_url_rule("/packs", "packs", listed)
    console.add_url_rule("/packs", "add_pack", add, methods=["POST"])
    console.add_url_rule("/packs/<pack_id>.json", "export_pack", export)
    console.add_url_rule("/packs/<pack_id>/publish", "publish_pack", waiting)
    console.add_url_rule("/packs/<pack_id>/publish", "publish_pack_now", publish, methods=["POST"])


@allow("curator")
def listed() -> Response:
    """List packs, with a form for a new one."""
    return _page()


@allow("curator")
def add() -> AnyResponse:
    """Keep a new pack, without entries yet."""
    sent = {name: pages.written(name) for name in _FIELDS if pages.written(name)}
    missing = {name: ["is missing"] for name in ("id", "title", "licence") if name not in sent}
    if missing:
        return _page(problems=missing, status=pages.WRONG)
    try:
        pack = pack_from(sent)
        wired().curating.entries.add_pack(pack, by=current_curator().name, reason="new pack")
    except PackError as error:
        error.remedy = "Correct it here, then add the pack again."
        return _page(problems={"": [pages.told(error)]}, status=pages.WRONG)
    except ExistsError as error:
        return _page(problems={"id": [pages.told(error)]}, status=kind_of(type(error)).status)
    pages.say(f"The pack “{pack.title}” is there. Entries can be written into it now.")
    return pages.back_to("packs")


@allow("curator")
def export(pack_id: str) -> Response:
    """Give a pack as one JSON file, in the form that an import reads."""
    drafts = pages.asked("drafts") is not None
    pack = wired().curating.entries.export(pack_id, live=not drafts)
    text = json.dumps(pack_reply(pack, drafts=drafts), ensure_ascii=False, indent=2)
    response = Response(text, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{pack.id}.json"'
    return response


@allow("reviewer")
def waiting(pack_id: str) -> Response:
    """Show what waits in a pack, what the guard says of it, and a form to publish all of it as one edition."""
    return _publish_page(_pack(pack_id))


@allow("reviewer")
def publish(pack_id: str) -> AnyResponse:
    """Publish all that the page showed, as one edition."""
    shown = _pack(pack_id)
    reason, seen = pages.written_reason(), request.form.getlist("seen")
    waits = _waiting_in(shown).entries
    if not reason:
        return _publish_page(shown, problems={"reason": ["is missing: say why"]}, status=pages.WRONG)
    own = ",".join(str(number) for number in _own_part(shown).values())
    if set(seen) != {_seen(stored) for stored in waits} or pages.written("own") != own:
        return _publish_page(shown, problems={"": [_MOVED]}, status=_MOVED_STATUS)
    try:
        record = wired().curating.publishing.publish_all(
            [stored.id for stored in waits],
            packs=_own_part(shown),
            seen={stored.id: stored.head.number for stored in waits},
            by=current_curator().name,
            reason=reason,
        )
    except SidelightError as error:
        if error.whose != "caller":
            raise
        problems = {} if isinstance(error, PublishRefusedError) else {"": [pages.told(error)]}
        return _publish_page(shown, problems=problems, status=kind_of(type(error)).status)
    pages.say(f"Published as edition {record.number}: {pages.count(len(record.changes), 'entry', 'entries')}.")
    return pages.back_to("edition", number=record.number)


def _page(*, problems: dict[str, list[str]] | None = None, status: int = 200) -> Response:
    packs = [_shown(stored) for stored in wired().curating.entries.packs()]
    return pages.show("packs.html", status=status, packs=packs, problems=problems or {}, sent=request.form)


def _publish_page(shown: Shown, *, problems: dict[str, list[str]] | None = None, status: int = 200) -> Response:
    waits = _waiting_in(shown)
    entries = waits.entries
    judgement = None
    if entries or _own_part(shown):
        judgement = wired().curating.publishing.judge([one.id for one in entries], packs=_own_part(shown))
    return pages.show(
        "publish_pack.html",
        status=status,
        pack=shown,
        own_part=bool(_own_part(shown)),
        entries=entries,
        leave=_left_out(),
        revived=waits.revived,
        total=waits.total,
        judgement=judgement,
        problems=problems or {},
        sent=request.form,
    )


def _pack(pack_id: str) -> Shown:
    stored = next((one for one in wired().curating.entries.packs() if one.head.id == pack_id), None)
    if stored is None:
        abort(404)
    return _shown(stored)


def _shown(stored: StoredPack) -> Shown:
    return Shown(
        stored=stored,
        published=_count(Search(pack=stored.head.id, status="published", limit=1)),
        drafts=_count(Search(pack=stored.head.id, status="draft", limit=1)),
        waiting=_count(Search(pack=stored.head.id, waits=True, limit=1)),
    )


def _count(wanted: Search) -> int:
    return wired().curating.entries.search(wanted).total


def _own_part(shown: Shown) -> dict[str, int | None]:
    """Name the pack, and the newest number of its own part (title, cue sets), if that waits as well."""
    own = shown.stored
    return {} if own.live == own.number else {own.head.id: own.number}


def _seen(stored: StoredEntry) -> str:
    """Name an entry at the revision that is shown, so that nobody publishes what they have not seen."""
    return f"{stored.id}@{stored.head.number}"


def _waiting_in(shown: Shown) -> Waits:
    wanted = Search(pack=shown.stored.head.id, waits=True, limit=max(1, shown.waiting))
    found, left_out = wired().curating.entries.search(wanted).entries, set(_left_out())
    entries = tuple(stored for stored in found if not stored.revived and stored.id not in left_out)
    revived = tuple(sorted(stored.id for stored in found if stored.revived))
    return Waits(entries=entries[:MOST_AT_ONCE], total=len(entries), revived=revived)


def _left_out() -> list[str]:
    """Read from the address which entries are to wait on."""
    return list(dict.fromkeys(request.args.getlist("leave")))[:MOST_AT_ONCE]
