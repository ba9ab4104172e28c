"""Why a mention does not become an annotation."""

from dataclasses import dataclass

from sidelight.core.matching.places import Place


@dataclass(frozen=True, slots=True)
class Refusal:
    """The step that refused, in words for a curator, and where the reason stands if it stands anywhere."""

    step: str
    detail: str
    place: Place | None = None
