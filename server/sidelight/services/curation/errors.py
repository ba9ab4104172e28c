"""What can go wrong when curating, on one page.

SidelightError
└── CurationError                    caller unless said otherwise
    ├── CurationOffError             this server serves packs from folders
    ├── StoreUnavailableError        the database cannot be used                  operator
    ├── LogInNeededError             nobody said who is asking
    ├── LogInFailedError             no such name and password
    ├── TooManyTriesError            too many tries to log in
    ├── RoleNeededError              the curator's role does not include this
    ├── SecondPersonNeededError      another person must publish this
    ├── ExistsError                  something of that name is there already
    ├── EditConflictError            the entry has a newer revision
    ├── EditionMovedError            another edition was made meanwhile
    ├── RevisionUnnamedError         an edit does not say what it is based on
    ├── PublishRefusedError          the guard of publishing refuses
    ├── CannotError                  the act does not fit what is there
    ├── EntryRetiredError            the entry was taken out for good
    ├── NotKeptError                 no revision, article, curator, token or report of that number or name
    ├── CorpusFullError              as many articles are kept as may be
    ├── ImportRefusedError           what was given cannot be imported
    └── BackupError                  a backup could not be made or restored       operator
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from sidelight.errors import SidelightError, Whose


class CurationError(SidelightError):
    """Something about curating that the person who asked can act on."""

    code = "curation-error"
    whose: ClassVar[Whose] = "caller"
    default_remedy = "Look at the entry as it is now, then try again."


class CurationOffError(CurationError):
    """This server serves packs from folders, and nothing is edited here."""

    code = "curation-off"
    default_remedy = "Start the server without --pack and SIDELIGHT_PACK to curate; until then edit the pack's files."


class StoreUnavailableError(CurationError):
    """The database cannot be used."""

    code = "store-unavailable"
    whose = "operator"
    default_remedy = "Check SIDELIGHT_DATABASE_URL, the disk and permissions; `sidelight doctor` tries the database."


class LogInNeededError(CurationError):
    """Nobody said who is asking."""

    code = "log-in-needed"
    default_remedy = "Send the header Authorization: Bearer with an API token, or log in at /console/."


class LogInFailedError(CurationError):
    """No active curator has that name and password."""

    code = "log-in-failed"
    default_remedy = "Check name and password; an admin can set a new password."


class TooManyTriesError(CurationError):
    """Too many tries to log in."""

    code = "too-many-tries"
    default_remedy = "Wait a minute, then try again."


class RoleNeededError(CurationError):
    """The role of whoever asks does not include this."""

    code = "role-needed"
    default_remedy = "Ask somebody who has that role, or an admin for the role."


class SecondPersonNeededError(CurationError):
    """Whoever wrote the revision may not publish it here."""

    code = "second-person-needed"
    default_remedy = "Ask another reviewer to publish it."


class ExistsError(CurationError):
    """Something of that name is there already."""

    code = "exists-already"
    default_remedy = "Choose another name or id, or edit what is there."


class EditConflictError(CurationError):
    """The entry has a newer revision than the one that was edited; `head` is its number."""

    code = "edit-conflict"
    default_remedy = "Read the newest revision, put your change into it, and send it again."

    def __init__(self, detail: str, *, head: int, remedy: str | None = None) -> None:
        super().__init__(detail, remedy=remedy)
        self.head = head


class EditionMovedError(CurationError):
    """Another edition was made while this one was being judged; publishing tries again by itself."""

    code = "edition-moved"
    default_remedy = "Publish again."


class RevisionUnnamedError(CurationError):
    """An edit does not say which revision it is based on."""

    code = "revision-unnamed"
    default_remedy = 'Send the header If-Match with the revision that you read, such as If-Match: "3".'


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One reason against publishing, or a warning: what is wrong, where, in which sentence, and what to do.

    `entry` is whose examples or records it is about, which may be a neighbour's.
    """

    code: Literal[
        "example-fails", "neighbour-breaks", "source-missing", "undated", "dangling", "newer-revision", "payload",
        "phrase", "no-example", "overlap", "dense", "source-dead", "source-plain-http", "review-past",
        "record-in-future", "records-of-one-day", "source-before-record", "record-jumps", "left-out",
        "pack-goes-live",
    ]  # fmt: skip
    entry: str
    message: str
    remedy: str
    place: str = ""
    sentence: str | None = None


class PublishRefusedError(CurationError):
    """The guard of publishing refuses; `objections` names each reason with sentence, cue and remedy."""

    code = "publish-refused"
    default_remedy = "Mend what is named here, then publish again."

    def __init__(self, detail: str, *, objections: tuple[Objection, ...] = (), remedy: str | None = None) -> None:
        super().__init__(detail, remedy=remedy)
        self.objections = objections


class CannotError(CurationError):
    """The act does not fit what is there, such as retiring a draft that was never published."""

    code = "cannot"


class EntryRetiredError(CurationError):
    """The entry was taken out for good; the message says since which edition, and what replaced it."""

    code = "entry-retired"
    default_remedy = "Use what replaced it, if anything did; its retirement stands in /v1/editions."


class NotKeptError(CurationError):
    """There is no revision, article, curator, token or report of that number or name."""

    code = "not-kept"
    default_remedy = "List what there is, and take one of those."


class CorpusFullError(CurationError):
    """As many articles are kept as may be."""

    code = "corpus-full"
    default_remedy = "Remove articles that are no longer needed, or raise SIDELIGHT_CORPUS_KEPT."


class ImportRefusedError(CurationError):
    """What was given cannot be imported; nothing was changed."""

    code = "import-refused"
    default_remedy = "Correct what is named here, then import it again."


class BackupError(CurationError):
    """A backup could not be made, checked or restored."""

    code = "backup-failed"
    whose = "operator"
    default_remedy = "Check the path and the free space; the database itself was not changed."
