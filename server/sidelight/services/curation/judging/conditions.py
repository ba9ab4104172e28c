"""What must hold before the guard is asked at all: there is something to publish, and it is what the publisher saw."""

from collections.abc import Callable, Iterable, Mapping

from sidelight.core.matching.matcher import Matcher
from sidelight.services.curation.errors import CannotError, SecondPersonNeededError
from sidelight.services.curation.judging.guard import refuse
from sidelight.services.curation.judging.remedies import newer_revision
from sidelight.services.curation.values import Change, LiveStatus, Revision, StoredEntry, StoredPack


def refuse_unseen(stored: Iterable[StoredEntry], seen: Mapping[str, int]) -> None:
    """Refuse to publish what has a newer revision than the publisher saw. Raises PublishRefusedError."""
    for one in stored:
        number = seen.get(one.id, one.head.number)
        if number != one.head.number:
            refuse([newer_revision(one.id, seen=number, head=one.head.number)], f"{one.id!r} cannot be published")


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


def ask_second_person(
    stored: Iterable[StoredEntry],
    packs: Iterable[StoredPack],
    *,
    revisions: Callable[[str], Iterable[Revision]],
    by: str,
) -> None:
    """Refuse to let people publish what they wrote. Raises SecondPersonNeededError."""
    for pack in packs:
        if pack.head.cues and by in pack.written_by:
            msg = f"{by!r} wrote cue sets of the pack {pack.head.id!r}, and here another person must publish them"
            raise SecondPersonNeededError(msg)
    for one in stored:
        own = written_by(by, one, revisions(one.id))
        if own:
            msg = f"{by!r} wrote revision {own[0]} of {one.id!r}, and here another person must publish it"
            raise SecondPersonNeededError(msg)


def written_by(name: str, stored: StoredEntry, revisions: Iterable[Revision]) -> tuple[int, ...]:
    """Number the revisions of an entry that this person wrote and readers have not met; trial shows them none."""
    live = stored.live
    met = 0 if live is None else live.revision if live.status == "published" else live.revision - 1
    return tuple(revision.number for revision in revisions if revision.number > met and revision.act.by == name)


def check_replacement(entry_id: str, replaced_by: str | None, live: Matcher) -> None:
    """Refuse a replacement that readers would not meet. Raises CannotError."""
    if replaced_by is not None and (replaced_by == entry_id or replaced_by not in live.edition.entries):
        why = "is the entry itself" if replaced_by == entry_id else "is not published"
        msg = f"{replaced_by!r} cannot replace {entry_id!r}: it {why}"
        raise CannotError(msg, remedy="Name another entry that is published, or none.")


def change_to(stored: StoredEntry, status: LiveStatus) -> Change:
    """Write down what the edition does to an entry whose newest revision goes live."""
    before = stored.live.revision if stored.live is not None else None
    return Change(entry=stored.id, before=before, after=stored.head.number, status=status)


def told_status(stored: StoredEntry) -> str:
    """Name a status as it is said in a sentence."""
    return {"draft": "a draft", "trial": "on trial", "published": "published", "retired": "retired"}[stored.status]


def told_act(stored: tuple[StoredEntry, ...], packs: tuple[StoredPack, ...]) -> str:
    """Say what cannot be done."""
    names = [repr(one.id) for one in stored] or [f"the pack {pack.head.id!r}" for pack in packs]
    return f"{names[0]} cannot be published" if len(names) == 1 else f"{len(names)} entries cannot be published"
