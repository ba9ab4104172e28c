"""What the editor's pages need of the server: the edition in use, packs, entries that are kept, and the day."""

from typing import cast

from flask import current_app

from sidelight.core.entry import Pack
from sidelight.errors import EntryNotFoundError, PackNotFoundError
from sidelight.services.asked import Asked
from sidelight.services.curation.values import StoredEntry
from sidelight.web.console.editing.trying import Around, Trials
from sidelight.web.current import wired

_TRIALS = "sidelight-trials"
#: Any question: the answer says which day the server takes for today.
_ANY = Asked(text="…")


def around(pack_id: str) -> Around:
    """Gather the world that a draft of this pack would come into.

    Raises:
        PackNotFoundError: There is no such pack.
    """
    services = wired()
    return Around(
        live=services.editions.current,
        pack=pack_named(pack_id),
        today=services.annotator.checked(_ANY).on,
        kept=kept,
    )


def pack_named(pack_id: str) -> Pack:
    """Give a pack's own part as it is now.

    Raises:
        PackNotFoundError: There is no such pack.
    """
    for stored in wired().curating.entries.packs():
        if stored.head.id == pack_id:
            return stored.head
    msg = f"there is no pack {pack_id!r}"
    raise PackNotFoundError(msg, remedy="Choose one of the packs that there are.")


def packs() -> list[Pack]:
    """List the packs that an entry may be written in."""
    return [stored.head for stored in wired().curating.entries.packs()]


def kept(entry_id: str) -> StoredEntry | None:
    """Find an entry that is kept, live or not."""
    try:
        return wired().curating.entries.entry(entry_id)
    except EntryNotFoundError:
        return None


def trials() -> Trials:
    """Give this process's compiled drafts."""
    return cast("Trials", current_app.extensions.setdefault(_TRIALS, Trials()))
