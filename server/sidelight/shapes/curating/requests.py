"""The shapes of curators' requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, get_args

from marshmallow import ValidationError, validates_schema

from sidelight.core.entry import Entry
from sidelight.services.asked import Asked
from sidelight.services.curation.values import ROLES, LiveStatus, Role
from sidelight.shapes.curating.fields import KeptNumber, Password, Seen, Switch, WholeEntry
from sidelight.shapes.fields import Choice, Day, Flag, Id, PartialDay, Text, WebAddress
from sidelight.shapes.requests import FURTHEST_OFFSET, MOST_ENTRIES_SHOWN
from sidelight.shapes.sent import Address, LanguageTag, Line, SentText, Title, Whole
from sidelight.shapes.strict import Strict

#: Longest reason, in characters: a sentence or two, no essay.
REASON_CHARACTERS = 500
_LIVE: tuple[LiveStatus, ...] = get_args(LiveStatus)


def _reason(**more: Any) -> Line:
    return Line(REASON_CHARACTERS, meaning="Why; it stands in the history and the log of changes.", **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A whole entry as it is to be from now on, and why."""

    entry: Entry
    pack: str = ""
    reason: str = "first draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is to be done to a saved entry or a pack; `revision`, `seen` and `own` are what whoever asks has seen."""

    reason: str
    revision: int = 0
    seen: Mapping[str, int] | None = None
    own: int | None = None
    to: int = 0
    based_on: int = 0
    replaced_by: str | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The unsaved entry that a question is about, if it is not about the saved one."""

    entry: Entry | None = None
    pack: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A new curator, or what is to change about one."""

    name: str = ""
    role: Role | None = None
    active: bool | None = None
    password: str | None = None


class Body(Strict):
    """What all bodies have in common."""

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # marshmallow declares it per instance
        "type": "a JSON object is wanted here"
    }


class NewEntryShape(Body):
    """A new entry, which becomes a draft."""

    makes = Edit
    entry = WholeEntry(required=True)
    pack = Id(required=True, metadata={"description": "The pack it will stand in."})
    reason = _reason()


class EntryEditShape(Body):
    """A saved entry as it is to be from now on."""

    makes = Edit
    entry = WholeEntry(required=True)
    reason = _reason(required=True)


class RevisionStepShape(Body):
    """The revision that is meant, and why."""

    makes = Step
    revision = KeptNumber(required=True, metadata={"description": "The newest revision, as you have seen it."})
    reason = _reason(required=True)


class PackStepShape(Body):
    """What is to be published of a pack, and why: what `seen` and `own` name, or without both all that waits."""

    makes = Step
    seen = Seen(
        metadata={"description": "The entries to publish, each at its newest revision, as you have seen it."},
    )
    own = KeptNumber(
        allow_none=True,
        metadata={
            "description": "The newest number of the pack's own part (title, licence, cue sets), as you have seen it; "
            "null if it is not to be published. It must be named with `seen` if the pack was never published."
        },
    )
    reason = _reason(required=True)

    def build(self, values: dict[str, Any]) -> Step:
        """Take `own` alone, which may be null, for the wish to publish no entries."""
        return Step(**({"seen": {}} if "own" in values else {}) | values)


class RetirementShape(Body):
    """Taking an entry out for good."""

    makes = Step
    reason = _reason(required=True)
    replaced_by = Id(allow_none=True, metadata={"description": "The id of the entry that stands in its place."})


class ReversionShape(Body):
    """Going back to an earlier revision, as a new one."""

    makes = Step
    to = KeptNumber(required=True, metadata={"description": "The revision whose content comes back."})
    based_on = KeptNumber(required=True, metadata={"description": "The newest revision, as you have seen it."})
    reason = _reason(required=True)


class ReviewShape(Body):
    """That an entry is still right."""

    makes = Step
    review_by = Day(required=True, metadata={"description": "The day by which it is to be looked at again."})
    reason = _reason(required=True)


class ReasonShape(Body):
    """Why."""

    makes = Step
    reason = _reason(required=True)


class DraftShape(Body):
    """An unsaved entry; without one, the newest revision is meant."""

    makes = Draft
    entry = WholeEntry()
    pack = Id(metadata={"description": "The pack of an entry that was never saved."})


class CorpusArticleShape(Body):
    """An article to save: its text, its page's HTML, or the address where it can be fetched."""

    makes = Asked
    url = Address(allow_none=True)
    html = SentText(allow_none=True)
    text = SentText(allow_none=True)
    title = Title(allow_none=True)
    published = PartialDay(allow_none=True)
    language = LanguageTag(allow_none=True)

    def build(self, values: dict[str, Any]) -> Asked:
        """Hold an address that is not fetched to what may be followed."""
        asked = Asked(**values)
        if asked.sends_content and asked.url is not None:
            try:
                WebAddress().deserialize(asked.url)
            except ValidationError as error:
                raise ValidationError({"url": error.messages}) from None
        return asked


class NewCuratorShape(Body):
    """A new curator."""

    makes = Person
    name = Text(required=True, metadata={"description": "What the curator logs in with; letters, digits and . _ - @."})
    role = Choice(ROLES, required=True)
    password = Password(required=True)


class CuratorChangeShape(Body):
    """What is to change about a curator."""

    makes = Person
    role = Choice(ROLES)
    active = Flag(metadata={"description": "False ends all sessions and tokens at once, for good."})

    @validates_schema
    def change_something(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a change that changes nothing.

        Raises:
            ValidationError: Nothing is given.
        """
        if not data:
            msg = "nothing is to change: give role or active"
            raise ValidationError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What may stand in the queries of curators' calls."""

    limit: int = 50
    offset: int = 0
    after: int = 0
    from_: int = 0
    status: LiveStatus = "published"
    links: bool = False
    drafts: bool = False
    dry_run: bool = False


class PageShape(Strict):
    """Which page of a list is wanted."""

    makes = Wanted
    limit = Whole(least=1, most=MOST_ENTRIES_SHOWN)
    offset = Whole(least=0, most=FURTHEST_OFFSET)


class ComparisonQueryShape(Strict):
    """With which revision another one is compared."""

    makes = Wanted
    from_ = Whole(least=1, most=999_999_999, data_key="from", required=True)


class JudgementQueryShape(Strict):
    """As what an entry is to be judged."""

    makes = Wanted
    status = Choice(_LIVE)
    links = Switch()


class HitsQueryShape(Strict):
    """Where in the corpus to begin, and after how many articles to stop."""

    makes = Wanted
    after = Whole(least=0, most=999_999_999)
    limit = Whole(least=1, most=999_999_999)

    def build(self, values: dict[str, Any]) -> Wanted:
        """Say no limit with zero."""
        return Wanted(**{"limit": 0, **values})


class DraftsQueryShape(Strict):
    """Whether the newest revisions are wanted instead of what is published."""

    makes = Wanted
    drafts = Switch()


class ImportQueryShape(Strict):
    """Whether an import is only tried."""

    makes = Wanted
    dry_run = Switch()
