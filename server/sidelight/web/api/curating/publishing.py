"""What readers meet: entries and packs judged, published, tried and retired; each of these acts makes an edition."""

from collections.abc import Iterable
from typing import Final

from flask import Response

from sidelight import errors
from sidelight.services.curation import errors as curation
from sidelight.services.curation.packs import Waiting, nothing_but_retired
from sidelight.services.curation.values import EditionRecord
from sidelight.shapes.curating.replies import judgement_reply, pack_judgement_reply, record_reply
from sidelight.shapes.curating.requests import (
    JudgementQueryShape,
    PackStepShape,
    RetirementShape,
    ReviewShape,
    RevisionStepShape,
    Step,
    Wanted,
)
from sidelight.shapes.requests import NothingShape, Options
from sidelight.shapes.strict import Strict
from sidelight.web.access import current_curator
from sidelight.web.api.answers import private_json
from sidelight.web.api.curating.named import ENTRY_ID, PACK_ID, entry_named, pack_named
from sidelight.web.api.operation import Operation
from sidelight.web.api.reading import read_body, read_query
from sidelight.web.current import wired

_JUDGEMENT: Final = JudgementQueryShape()
_REVISION: Final = RevisionStepShape()
_RETIREMENT: Final = RetirementShape()
_REVIEW: Final = ReviewShape()
_PACK: Final = PackStepShape()
_NOTHING: Final = NothingShape()


def judge_entry(entry_id: str) -> Response:
    """Tell what speaks against publishing an entry's newest revision, and what to be warned of.

    Nothing is changed. Objections refuse a publication, warnings do not; each names the place, the sentence and what
    to do. `links` tries the addresses of the sources too, which takes seconds.
    """
    wanted = read_query(_JUDGEMENT, Wanted)
    judgement = wired().curating.publishing.judge([entry_named(entry_id)], status=wanted.status, links=wanted.links)
    return private_json(judgement_reply(judgement))


def publish_entry(entry_id: str) -> Response:
    """Publish an entry's newest revision, unless something speaks against it (422, with `objections`).

    The reply is the new edition; every process of the server answers with it within two seconds.
    """
    step = _step(_REVISION)
    publishing = wired().curating.publishing
    return _made(publishing.publish(entry_named(entry_id), revision=step.revision, by=_me(), reason=step.reason))


def try_entry(entry_id: str) -> Response:
    """Let an entry's newest revision be matched and counted without being shown; guarded as publishing is."""
    step = _step(_REVISION)
    publishing = wired().curating.publishing
    return _made(publishing.trial(entry_named(entry_id), revision=step.revision, by=_me(), reason=step.reason))


def retire_entry(entry_id: str) -> Response:
    """Take an entry out for good, or replace it by another one that is published."""
    step = _step(_RETIREMENT)
    publishing = wired().curating.publishing
    return _made(publishing.retire(entry_named(entry_id), by=_me(), reason=step.reason, replaced_by=step.replaced_by))


def mark_reviewed(entry_id: str) -> Response:
    """Say that an entry is still right, and by when it is to be looked at again; published at once."""
    step = _step(_REVIEW)
    if step.review_by is None:
        msg = "the shape requires review_by"
        raise TypeError(msg)
    publishing = wired().curating.publishing
    return _made(publishing.reviewed(entry_named(entry_id), review_by=step.review_by, by=_me(), reason=step.reason))


def judge_pack(pack_id: str) -> Response:
    """Tell what waits in a pack, what speaks against publishing all of it, and what to be warned of.

    Nothing is changed. `seen` and `own` name what was judged: send them with the publication, and nothing else is
    published. Entries that were retired and are drafts again are left out (`left_out`), unless `seen` names them.
    """
    wanted = read_query(_JUDGEMENT, Wanted)
    waiting = _waiting(pack_named(pack_id))
    judgement = wired().curating.publishing.judge(
        waiting.entries, status=wanted.status, packs=[pack_id], links=wanted.links
    )
    return private_json(pack_judgement_reply(judgement, waiting))


def publish_pack(pack_id: str) -> Response:
    """Publish what waits in a pack, and the pack's own part, as one edition.

    With `seen` or `own`, what they name is published and nothing else, entries and the pack's own part: `POST
    /v1/packs/{pack_id}/judge` gives both, to be sent back as they are. If there is a newer revision of one, nothing is
    published (422, with `objections`), as it is with entries. A pack that was never published goes live with its first
    entries: `seen` needs `own` then. Without the two, it is all that waits by now, but for entries that were retired
    and are drafts again: each of those is published by its name alone. What waits on is named in `left_out`.
    """
    step = _step(_PACK)
    waiting = _waiting(pack_named(pack_id))
    wanted = tuple(waiting.entries if step.seen is None else step.seen)
    waits = (*waiting.entries, *waiting.left_out, *waiting.unread)
    left_out = [entry_id for entry_id in waits if entry_id not in wanted]
    own = step.seen is None or step.own is not None
    if not wanted and waiting.left_out and not (own and waiting.own):
        raise nothing_but_retired(pack_id, waiting.left_out)
    if wanted and not own:
        _refuse_unnamed(pack_id)
    _refuse_foreign(set(wanted).difference(waiting.entries, waiting.left_out), pack_id)
    record = wired().curating.publishing.publish_all(
        wanted, packs={pack_id: step.own} if own else {}, seen=step.seen, by=_me(), reason=step.reason
    )
    return private_json({**record_reply(record), "left_out": left_out})


def _step(shape: Strict) -> Step:
    read_query(_NOTHING, Options)
    return read_body(shape, Step)


def _made(record: EditionRecord) -> Response:
    return private_json(record_reply(record))


def _me() -> str:
    return current_curator().name


def _waiting(pack_id: str) -> Waiting:
    """Name the entries of a pack that wait.

    Raises:
        PackNotFoundError: There is no such pack.
    """
    entries = wired().curating.entries
    if pack_id not in {pack.head.id for pack in entries.packs()}:
        msg = f"there is no pack {pack_id!r}"
        raise errors.PackNotFoundError(msg)
    return entries.waiting_in(pack_id)


def _refuse_unnamed(pack_id: str) -> None:
    """Refuse to let the own part of a pack that was never published go live with its entries, unseen.

    Raises:
        CannotError: It never was.
    """
    stored = next(pack for pack in wired().curating.entries.packs() if pack.head.id == pack_id)
    if stored.live is None:
        msg = f"the pack {pack_id!r} was never published: its title, licence and cue sets go live with its entries"
        raise curation.CannotError(msg, remedy=f"Look at them, and name their number: own, by now {stored.number}.")


def _refuse_foreign(ids: Iterable[str], pack_id: str) -> None:
    """Refuse to publish entries of other packs with a pack.

    Raises:
        EntryNotFoundError: There is no such entry in the pack.
    """
    for entry_id in ids:
        if wired().curating.entries.entry(entry_id).pack != pack_id:
            msg = f"there is no entry {entry_id!r} in the pack {pack_id!r}"
            raise errors.EntryNotFoundError(msg)


_GUARDED = (
    curation.PublishRefusedError,
    curation.SecondPersonNeededError,
    curation.EditionMovedError,
    errors.PackError,
)
_PATH = "/v1/entries/<entry_id>"
_STEP = {"published": {"revision": 3, "reason": "the commission's count"}}


OPERATIONS = (
    Operation(
        rule=f"{_PATH}/judge",
        access="curator",
        method="POST",
        view=judge_entry,
        reply="Judgement",
        query=JudgementQueryShape,
        path_values=ENTRY_ID,
        problems=(errors.EntryNotFoundError, errors.RequestInvalidError, errors.PackError),
    ),
    Operation(
        rule=f"{_PATH}/publish",
        access="reviewer",
        method="POST",
        view=publish_entry,
        reply="MadeEdition",
        query=NothingShape,
        body=RevisionStepShape,
        path_values=ENTRY_ID,
        examples=_STEP,
        problems=(errors.EntryNotFoundError, curation.CannotError, *_GUARDED),
    ),
    Operation(
        rule=f"{_PATH}/trial",
        access="reviewer",
        method="POST",
        view=try_entry,
        reply="MadeEdition",
        query=NothingShape,
        body=RevisionStepShape,
        path_values=ENTRY_ID,
        examples=_STEP,
        problems=(errors.EntryNotFoundError, curation.CannotError, *_GUARDED),
    ),
    Operation(
        rule=f"{_PATH}/retire",
        access="reviewer",
        method="POST",
        view=retire_entry,
        reply="MadeEdition",
        query=NothingShape,
        body=RetirementShape,
        path_values=ENTRY_ID,
        examples={"retired": {"reason": "the register was closed", "replaced_by": "ports-register"}},
        problems=(errors.EntryNotFoundError, curation.CannotError, *_GUARDED),
    ),
    Operation(
        rule=f"{_PATH}/reviewed",
        access="reviewer",
        method="POST",
        view=mark_reviewed,
        reply="MadeEdition",
        query=NothingShape,
        body=ReviewShape,
        path_values=ENTRY_ID,
        examples={"still right": {"review_by": "2027-06-30", "reason": "no newer count"}},
        problems=(
            errors.EntryNotFoundError,
            curation.EditConflictError,
            curation.CannotError,
            *_GUARDED,
        ),
    ),
    Operation(
        rule="/v1/packs/<pack_id>/judge",
        access="curator",
        method="POST",
        view=judge_pack,
        reply="PackJudgement",
        query=JudgementQueryShape,
        path_values=PACK_ID,
        problems=(errors.PackNotFoundError, errors.RequestInvalidError, errors.PackError),
    ),
    Operation(
        rule="/v1/packs/<pack_id>/publish",
        access="reviewer",
        method="POST",
        view=publish_pack,
        reply="MadeEdition",
        query=NothingShape,
        body=PackStepShape,
        path_values=PACK_ID,
        examples={
            "what was seen": {"seen": {"harbour-pier": 3}, "own": 2, "reason": "the desk's January check"},
            "all": {"reason": "the desk's January check"},
        },
        problems=(errors.PackNotFoundError, errors.EntryNotFoundError, curation.CannotError, *_GUARDED),
    ),
)
