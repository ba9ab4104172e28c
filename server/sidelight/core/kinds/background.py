"""Background: two sentences on a person, organisation, place or claim; there is nothing to compare."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class BackgroundAssessment:
    """Context, whatever the article says."""

    finding: Literal["context"] = "context"


def assess_background() -> BackgroundAssessment:
    """Give the one finding that background has.

    Example:
        >>> assess_background().finding
        'context'
    """
    return BackgroundAssessment()
