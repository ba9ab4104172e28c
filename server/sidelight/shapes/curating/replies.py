"""What curators are answered: entries with their standing, revisions, editions, people and tokens, as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from sidelight.services.curation.differences import Difference
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.guard import Judgement
from sidelight.services.curation.packs import PackDifference, Waiting
from sidelight.services.curation.values import (
    Act,
    AuditLine,
    Curator,
    EditionRecord,
    Revision,
    SavedArticle,
    StoredEntry,
    Token,
)
from sidelight.services.sent import Kept
from sidelight.shapes.entries import entry_to
from sidelight.shapes.plain import Json


def act_reply(act: Act) -> Json:
    """Write who did something, when and why."""
    return {"by": act.by, "at": act.at.isoformat(), "reason": act.reason}


def stored_reply(stored: StoredEntry) -> Json:
    """Write an entry at its newest revision, with what readers meet of it."""
    live, retired = stored.live, stored.retired
    return {
        **_standing(stored),
        **act_reply(stored.head.act),
        "entry": entry_to(replace(stored.head.entry, revision=stored.head.number, status=stored.status)),
        "live": live and {"revision": live.revision, "status": live.status, "edition": live.edition}
        | act_reply(live.act),
        "retired": retired and act_reply(retired.act) | {"replaced_by": retired.replaced_by},
    }  # fmt: skip


def found_reply(stored: StoredEntry) -> Json:
    """Write an entry of a list: as it stands in its pack at its newest revision, with its standing beside."""
    written = entry_to(replace(stored.head.entry, revision=stored.head.number, status=stored.status))
    return {
        **written,
        **_standing(stored),
        "live": stored.live.revision if stored.live else None,
        "changed": stored.head.act.at.isoformat(),
        "by": stored.head.act.by,
    }


def _standing(stored: StoredEntry) -> Json:
    return {
        "id": stored.id,
        "pack": stored.pack,
        "revision": stored.head.number,
        "status": stored.status,
        "waits": stored.waits,
        "reports": stored.reports,
    }


def revision_line(revision: Revision) -> Json:
    """Write a revision of a list, without its content."""
    return {"revision": revision.number, **act_reply(revision.act)}


def revision_reply(revision: Revision) -> Json:
    """Write a revision whole."""
    return {**revision_line(revision), "entry": entry_to(replace(revision.entry, revision=revision.number))}


def differences_reply(found: Iterable[Difference]) -> list[Json]:
    """Write differences, each with its place and both values; what was not there is null."""
    return [{"place": each.place, "before": each.before, "after": each.after} for each in found]


def judgement_reply(judgement: Judgement) -> Json:
    """Write what the guard of publishing says."""
    return {
        "objections": _objections(judgement.objections),
        "warnings": _objections(judgement.warnings),
        "edition": judgement.edition,
    }


def pack_judgement_reply(judgement: Judgement, waiting: Waiting) -> Json:
    """Write what the guard says of all that waits in a pack, with what to name when it is published."""
    return {
        **judgement_reply(judgement),
        "seen": dict(waiting.seen),
        "own": waiting.own,
        "left_out": list(waiting.left_out),
        "unread": list(waiting.unread),
    }


def _objections(objections: Iterable[Objection]) -> list[Json]:
    return [asdict(each) for each in objections]


def public_record_reply(record: EditionRecord) -> Json:
    """Write an edition of the public log of changes; who made it is nobody's business outside."""
    return {
        "number": record.number,
        "sha256": record.sha256,
        "entries": record.entries,
        "published": record.act.at.isoformat(),
        "reason": record.act.reason,
        "changes": changes_reply(record),
    }


def changes_reply(record: EditionRecord) -> Json:
    """Write what an edition did, by ids; `replaced` names what stands in the place of an entry that was removed."""
    return {
        "added": sorted(each.entry for each in record.changes if each.before is None and each.after is not None),
        "changed": sorted(each.entry for each in record.changes if None not in (each.before, each.after)),
        "removed": sorted(each.entry for each in record.changes if each.before is not None and each.after is None),
        "replaced": {each.entry: each.replaced_by for each in record.changes if each.replaced_by is not None},
    }


def record_reply(record: EditionRecord) -> Json:
    """Write the edition that an act has made."""
    return {**public_record_reply(record), "by": record.act.by}


def pack_difference_reply(difference: PackDifference) -> Json:
    """Write what an import changes."""
    return {
        "pack": difference.pack,
        "new": difference.new,
        "own": differences_reply(difference.own),
        "added": list(difference.added),
        "changed": [
            {"id": entry_id, "differences": differences_reply(found)} for entry_id, found in difference.changed
        ],
        "unchanged": list(difference.unchanged),
        "only_here": list(difference.only_here),
        "retired": list(difference.retired),
    }


def saved_reply(saved: SavedArticle) -> Json:
    """Write what is known of an article of the corpus, without its text."""
    return {
        "id": saved.id,
        "title": saved.title,
        "url": saved.url,
        "published": saved.published,
        "characters": saved.characters,
        "text_sha256": saved.text_sha256,
        **act_reply(saved.act),
    }


def kept_reply(kept: Kept) -> Json:
    """Write what a reader sent, with its number and the day on which it came."""
    return {"id": kept.id, "received": kept.received.isoformat()} | {
        name: value for name, value in asdict(kept.sent).items() if value is not None
    }


def curator_reply(curator: Curator) -> Json:
    """Write a curator."""
    return {
        "name": curator.name,
        "role": curator.role,
        "active": curator.active,
        "since": curator.since.isoformat(),
    }


def token_reply(token: Token) -> Json:
    """Write what is known of an API token, which is never the token itself."""
    return {
        "id": token.id,
        "curator": token.curator,
        "title": token.title,
        "role": token.role,
        "prefix": token.prefix,
        "made": token.made.isoformat(),
        "expires": token.expires and token.expires.isoformat(),
        "last_used": token.last_used and token.last_used.isoformat(),
        "revoked": token.revoked and token.revoked.isoformat(),
    }


def audit_reply(line: AuditLine) -> Json:
    """Write a line of the audit log."""
    return {"number": line.number, "what": line.what, "on": line.on, **act_reply(line.act)}
