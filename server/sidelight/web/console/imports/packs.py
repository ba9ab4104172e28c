"""A pack that was exported, changed in an editor and comes back: new revisions of what differs, as drafts."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.entry import Pack
from sidelight.errors import EntryInvalidError, RequestInvalidError, SidelightError
from sidelight.services.curation.packs import PackDifference
from sidelight.shapes.curating.packs import whole_pack_from
from sidelight.shapes.entries import entry_to
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.history.layout import Row, lay_out
from sidelight.web.console.imports import given
from sidelight.web.current import wired
from sidelight.web.problems import kind_of

#: Changed entries whose differences are shown in full; the others are named.
SHOWN_IN_FULL = 40
#: The status of a difference that is shown again because what is kept has changed meanwhile.
_MOVED = 409


def register(console: Blueprint) -> None:
    """Add the two steps."""
    console.add_url_rule("/import/pack", "import_pack", look, methods=["POST"])
    console.add_url_rule("/import/pack/save", "save_pack", save, methods=["POST"])


@allow("curator")
def look() -> Response:
    """Read a pack and show how it differs from what is kept."""
    try:
        text = given.given_text("pack_file", "pack_text")
        pack = whole_pack_from(given.read_json(text))
        difference = wired().curating.entries.difference_of(pack)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return _wrong(error)
    return _difference(pack, difference, text)


def _wrong(error: SidelightError) -> Response:
    wrong = [pages.told(error)]
    if isinstance(error, RequestInvalidError):
        wrong += [f"{place}: {'; '.join(messages)}" for place, messages in error.fields.items()]
    elif isinstance(error, EntryInvalidError):
        wrong += [f"{place}: {message}" for place, message in error.problems]
    return given.start("pack", {"pack_file": wrong}, status=kind_of(type(error)).status)


def _difference(pack: Pack, difference: PackDifference, text: str, *, moved: bool = False) -> Response:
    return pages.show(
        "imports/pack.html",
        status=_MOVED if moved else 200,
        pack=pack,
        difference=difference,
        changed=_rows(pack, difference),
        own=lay_out(difference.own, {}, {}),
        text=text,
        seal=given.seal(difference),
        moved=moved,
    )


def _rows(pack: Pack, difference: PackDifference) -> list[tuple[str, tuple[Row, ...]]]:
    entries = wired().curating.entries
    new = {entry.id: entry for entry in pack.entries}
    shown = difference.changed[:SHOWN_IN_FULL]
    return [
        (name, lay_out(found, entry_to(entries.entry(name).head.entry), entry_to(new[name]))) for name, found in shown
    ]


@allow("curator")
def save() -> AnyResponse:
    """Keep what differs as drafts, unless it is not what was shown any more."""
    text = request.form.get("pack_text", "")
    reason = pages.written_reason() or "import of the pack"
    entries = wired().curating.entries
    try:
        pack = whole_pack_from(given.read_json(text))
        difference = entries.difference_of(pack)
        if given.seal(difference) != pages.written("seal"):
            return _difference(pack, difference, text, moved=True)
        staged = entries.stage(pack, by=current_curator().name, reason=reason)
    except SidelightError as error:
        if error.whose != "caller":
            raise
        return _wrong(error)
    kept = pages.count(len(staged.drafts), "draft waits", "drafts wait")
    pages.say(f"The pack {pack.id} is imported: {kept} to be published.")
    return pages.back_to("entries", pack=pack.id, waits="yes")
