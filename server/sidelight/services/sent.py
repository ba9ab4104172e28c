"""What readers choose to send: reports on an annotation, and requests for context.

Beside the day on which it came, nothing is kept but the values below, all of which the reader saw before sending.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

Reason = Literal["does-not-fit", "out-of-date", "wrong"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A reader's word on an annotation.

    Attributes:
        entry: The entry's id.
        reason: What is the matter.
        annotation: The annotation's id.
        revision: The revision of the entry that was shown.
        edition: The number of the edition it came from.
        quote: The passage it was shown on.
        note: What the reader adds.
        url: The page's address, only if the reader chose to send it.
    """

    entry: str
    reason: Reason
    annotation: str | None = None
    revision: int | None = None
    edition: int | None = None
    quote: str | None = None
    note: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRequest:
    """A reader's wish for context on a passage; `prefix` and `suffix` stand around it, the note is the reader's."""

    quote: str
    prefix: str | None = None
    suffix: str | None = None
    title: str | None = None
    note: str | None = None
    url: str | None = None


Sent = Report | ContextRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was sent, with its number and the day on which it came."""

    id: int
    received: date
    sent: Sent
