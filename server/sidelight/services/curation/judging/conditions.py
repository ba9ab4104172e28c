"""What must hold before the guard is asked at all: there is something to publish, and it is what the publisher saw."""

from collections.abc import Iterable, Mapping

from sidelight.core.matching.matcher import Matcher
from sidelight.services.curation.errors import CannotError, SecondPersonNeededError
from sidelight.services.curation.judging.guard import refuse
from sidelight.services.curation.judging.remedies import newer_own_part, newer_revision
from sidelight.services.curation.store import EntryStore
from sidelight.services.curation.values import Change, Live, LiveStatus, Standing, StoredEntry, StoredPack


def refuse_unseen(stored: Iterable[StoredEntry], seen: Mapping[str, int]) -> None:
    """Refuse to publish what has a newer revision than the publisher saw. Raises PublishRefusedError."""
    for one in stored:
        number = seen.get(one.id, one.head.number)
        if number != one.head.number:
            refuse([newer_revision(one.id, seen=number, head=one.head.number)], f"{one.id!r} cannot be published")


def refuse_unseen_packs(packs: Iterable[StoredPack], seen: Mapping[str, int | None]) -> None:
    """Refuse a publication if the own part of a pack is not the one that was seen. Raises PublishRefusedError."""
    for pack in packs:
        number = seen.get(pack.head.id)
        if number is not None and number != pack.number:
            objection = newer_own_part(pack.head.id, seen=number, head=pack.number)
            refuse([objection], f"the pack {pack.head.id!r} cannot be published")


def refuse_unusable(unusable: tuple[int, str] | None, used: int) -> None:
    """Refuse to publish on top of an edition that is not in use, since it cannot be. Raises CannotError."""
    if unusable is not None:
        number, reason = unusable
        msg = f"edition {number} cannot be used by this version of Sidelight, edition {used} still is: {reason}"
        raise CannotError(msg, remedy="Run the newest version of Sidelight everywhere; else restore the last backup.")


def what_waits(stored: Iterable[StoredEntry], status: LiveStatus, *, one: bool) -> tuple[StoredEntry, ...]:
    """Keep what would change.

    Raises:
        CannotError: An entry is retired; or the only one that was named would not change.
    """
    found: list[StoredEntry] = []
    for entry in stored:
        if entry.retired is not None:
            msg = f"{entry.id!r} is retired"
            raise CannotError(msg, remedy="Edit or revert it first: then it is a draft again.")
        if entry.waits or entry.status != status:
            found.append(entry)
        elif one:
            msg = f"revision {entry.head.number} of {entry.id!r} is {told_status(entry)} already"
            raise CannotError(msg, remedy="Edit it first; there is nothing new to publish.")
    return tuple(found)


def refuse_nothing(stored: Iterable[StoredEntry], packs: Iterable[StoredPack]) -> None:
    """Refuse an edition that would change nothing. Raises CannotError."""
    if not (*stored, *packs):
        msg = "nothing of this waits to be published"
        raise CannotError(msg, remedy="Edit an entry first, or choose one that waits.")


def ask_second_person(
    stored: Iterable[StoredEntry], packs: Iterable[StoredPack], entries: EntryStore, *, by: str
) -> None:
    """Refuse to let people publish what they wrote. Raises SecondPersonNeededError.

    A new pack without cue sets is a name, which anybody may publish with the entries in it.
    """
    for pack in packs:
        if by in pack.written_by and (pack.head.cues or pack.live is not None):
            what = f"title, licence or cue sets of the pack {pack.head.id!r}"
            msg = f"{by!r} wrote {what}, and here another person must publish them"
            raise SecondPersonNeededError(msg)
    for one in stored:
        own = unmet_by(by, one.id, entries)
        if own:
            msg = f"{by!r} wrote revision {own[0]} of {one.id!r}, and here another person must publish it"
            raise SecondPersonNeededError(msg)


def unmet_by(name: str, entry_id: str, entries: EntryStore) -> tuple[int, ...]:
    """Number the revisions of an entry that this person wrote since the last one that readers met, newest first."""
    met = entries.met(entry_id)
    return tuple(number for number in entries.written_by(name, entry_id) if number > met)


def retirement_of(stored: Standing, replaced_by: str | None, live: Matcher) -> Change:
    """Write down what an edition does to an entry that is taken out. Raises CannotError: readers do not meet it."""
    if stored.live is None:
        msg = f"{stored.id!r} is not published: it is {told_status(stored)}"
        raise CannotError(msg, remedy="Only what readers meet can be retired; leave it as it is.")
    if replaced_by is not None and (replaced_by == stored.id or replaced_by not in live.edition.entries):
        why = "is the entry itself" if replaced_by == stored.id else "is not published"
        msg = f"{replaced_by!r} cannot replace {stored.id!r}: it {why}"
        raise CannotError(msg, remedy="Name another entry that is published, or none.")
    return Change(entry=stored.id, before=stored.live.revision, after=None, status=None, replaced_by=replaced_by)


def settled(stored: StoredEntry) -> Live:
    """Give what is live of an entry of which nothing waits. Raises CannotError: nothing is, or something waits."""
    if stored.live is None or stored.waits:
        is_draft = stored.live is None
        msg = f"{stored.id!r} is {told_status(stored)}" if is_draft else f"a newer revision of {stored.id!r} waits"
        raise CannotError(msg, remedy="Set the day of review in the newest revision, and publish that.")
    return stored.live


def change_to(stored: StoredEntry, status: LiveStatus) -> Change:
    """Write down what the edition does to an entry whose newest revision goes live."""
    before = stored.live.revision if stored.live is not None else None
    return Change(entry=stored.id, before=before, after=stored.head.number, status=status)


def told_status(stored: Standing | StoredEntry) -> str:
    """Name a status as it is said in a sentence."""
    return {"draft": "a draft", "trial": "on trial", "published": "published", "retired": "retired"}[stored.status]


def told_act(stored: tuple[StoredEntry, ...], packs: tuple[StoredPack, ...]) -> str:
    """Say what cannot be done."""
    names = [repr(one.id) for one in stored] or [f"the pack {pack.head.id!r}" for pack in packs]
    return f"{names[0]} cannot be published" if len(names) == 1 else f"{len(names)} entries cannot be published"
