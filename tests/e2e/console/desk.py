"""The newsrooms of the gallery: an invented desk at work, one that has just begun, and a server without curation."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.e2e.conftest import served
from tests.stores import sqlite_store
from tests.web.conftest import EXPECTED, INVENTED, TEXT
from tests.web.console.browsing import person
from tests.web.console.filling import opened
from tests.web.curating.newsroom import PACK, PASSWORD, TOLL, UNION, Clock, Newsroom, open_app

from sidelight.adapters.packs.folder import read_pack
from sidelight.bootstrap import build
from sidelight.config import read_config
from sidelight.core.dates import PartialDate
from sidelight.services.asked import Asked
from sidelight.services.curation.values import SYSTEM, Act
from sidelight.services.sent import ContextRequest, Report
from sidelight.shapes.entries import entry_from
from sidelight.web.app import create_app

SHOWN = json.loads((Path(__file__).parent / "demonstration.json").read_text(encoding="utf-8"))
FIGURE = json.loads((INVENTED.parent / "web" / "console" / "figure_form.json").read_text(encoding="utf-8"))
#: A draft with nothing against it, and one that is not ready.
READY, FAILING = FIGURE["first"]["id"], "tarn-bridge-injured"
TRIAL, RETIRED = SHOWN["trial"]["id"], SHOWN["retired"]["id"]
_DAYS_BEFORE = 20


@dataclass(frozen=True)
class Desks:
    """The addresses of the newsrooms, by name, and the one that is at work."""

    addresses: dict[str, str]
    busy: Newsroom
    cookies: dict[str, str]


@contextmanager
def desks(folder: Path) -> Iterator[Desks]:
    """Open all newsrooms anew, so that what one series of pictures does is not seen on the next."""
    with ExitStack() as stack:
        busy, new = (stack.enter_context(_room(folder / name)) for name in ("busy", "new"))
        _fill(busy)
        apps = {"busy": busy.app, "new": new.app, "off": stack.enter_context(_off(folder / "off"))}
        addresses = {name: f"http://127.0.0.1:{stack.enter_context(served(app))}" for name, app in apps.items()}
        cookies = {f"busy {name}": _cookie(busy, name) for name in SHOWN["people"]}
        yield Desks(addresses, busy, cookies | {"new mara": _cookie(new, "mara")})


@contextmanager
def _room(folder: Path) -> Iterator[Newsroom]:
    clock = Clock()
    clock.pass_by(days=-_DAYS_BEFORE)
    store = sqlite_store(folder)
    # Without any edition the server would begin with the starter pack.
    packs = [read_pack(INVENTED / "pack").pack] if folder.name == "busy" else []
    store.load(packs, act=Act(by=SYSTEM, at=clock.now(), reason="first start"))
    store.close()
    room = open_app(folder, clock, SIDELIGHT_LOG_LEVEL="error")
    for name, role in SHOWN["people"].items():
        room.accounts.add(name, role, PASSWORD, by=SYSTEM)
        clock.pass_by(hours=2)
    yield room
    room.wired.close()


@contextmanager
def _off(folder: Path) -> Iterator[Any]:
    given = {"SIDELIGHT_DATA_DIR": str(folder), "SIDELIGHT_CACHE_URL": "null://", "SIDELIGHT_FETCH": "off"}
    config = read_config(given | {"SIDELIGHT_LOG_LEVEL": "error"})
    services = build(config, pack_folders=(INVENTED / "pack",))
    yield create_app(services, config)
    services.close()


def _cookie(room: Newsroom, name: str) -> str:
    found = person(room, name).client.get_cookie("sidelight", path="/console")
    assert found is not None
    return found.value


def _fill(room: Newsroom) -> None:
    _read_articles(room)
    _write_short(room, "trial")
    _write_short(room, "retired")
    _edit_and_publish(room)
    _write_drafts(room)
    for report in SHOWN["reports"]:
        room.wired.readers.send(Report(**report))
    for request in SHOWN["requests"]:
        room.wired.readers.send(ContextRequest(**request))
    make = room.accounts.make_token
    make("jonas", "night import on the desk's machine", "curator", days=90, by="jonas")
    _, old = make("mara", "spreadsheet of the statistics desk", "reviewer", days=None, by="mara")
    room.accounts.revoke(old.id, by="mara")
    room.accounts.add("teo", "curator", PASSWORD, by="mara")
    room.accounts.change("teo", active=False, by="mara")


def _read_articles(room: Newsroom) -> None:
    corpus = room.wired.curating.corpus
    first = {"title": EXPECTED["title"], "published": EXPECTED["published"], "url": None, "text": TEXT}
    for one in (first, *SHOWN["articles"]):
        corpus.add(Asked(**one | {"published": PartialDate.parse(one["published"])}), by="elif")
    room.clock.pass_by(days=1)


def _write_short(room: Newsroom, which: str) -> None:
    told = SHOWN[which]
    texts = {"title": {"en": told["title"]}, "summary": {"en": told["summary"]}, "phrases": {"en": [told["phrase"]]}}
    example = {"text": told["text"], "quote": told["phrase"]}
    shared = {"kind": "background", "sources": [told["source"]], "review_by": "2027-05-01"}
    entry = entry_from({"id": told["id"], "examples": [example], **shared, **texts}, pack=PACK)
    room.wired.curating.entries.create(entry, by="elif", reason="asked for by readers")
    publishing = room.wired.curating.publishing
    room.clock.pass_by(days=1)
    if which == "trial":
        publishing.trial(entry.id, revision=1, by="jonas", reason="to see how often it is hit")
        return
    publishing.publish(entry.id, revision=1, by="jonas", reason="first publication")
    publishing.retire(entry.id, by="jonas", reason="the entry on the union says it", replaced_by=UNION)


def edit(room: Newsroom, entry_id: str, reason: str, *, by: str = "elif", **changes: Any) -> int:
    """Add a revision; gives its number."""
    entries = room.wired.curating.entries
    head = entries.entry(entry_id).head
    changed = replace(head.entry, **changes)
    return entries.edit(changed, based_on=head.number, by=by, reason=reason).head.number


def _edit_and_publish(room: Newsroom) -> None:
    publishing = room.wired.curating.publishing
    number = edit(room, UNION, "a date to look at it again", review_by=date(2026, 11, 8))
    publishing.publish(UNION, revision=number, by="jonas", reason="nothing else is changed")
    room.clock.pass_by(days=2)
    title = {"en": "Melvaro earthquake of 2023: death toll"}
    number = edit(room, TOLL, "the year, since there was a smaller one in 1911", title=title)
    publishing.publish(TOLL, revision=number, by="jonas", reason="title with the year")
    room.clock.pass_by(days=9)
    edit(room, TOLL, SHOWN["edit"]["reason"], phrases={"en": tuple(SHOWN["edit"]["phrases"])})
    room.clock.pass_by(days=1)


def _write_drafts(room: Newsroom) -> None:
    elif_ = person(room, "elif")
    broken = {"id": FAILING, "title.en": "Tarn bridge collapse: injured", "phrases.en": "{count} people were hurt"}
    for changes in (broken, {}):
        form = opened(elif_, "/console/entries/new?kind=figure").write(FIGURE["first"] | changes)
        form = form.pressed(elif_, "add figure.records").write(FIGURE["second record"])
        assert form.press(elif_, "save", reason="asked for by the night desk").status_code == 303
        room.clock.pass_by(hours=3)
    room.clock.pass_by(days=2)
