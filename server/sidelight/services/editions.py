"""Holds the matcher in use; a new edition replaces it whole, by one assignment."""

from sidelight.core.edition import Edition
from sidelight.core.matching.matcher import Matcher, compile_matcher


class Editions:
    """The current edition, compiled. Readers take `current` once and keep it for the whole request."""

    def __init__(self, edition: Edition) -> None:
        self._matcher = compile_matcher(edition)

    @property
    def current(self) -> Matcher:
        """The matcher of the current edition."""
        return self._matcher

    def swap(self, edition: Edition) -> None:
        """Compile another edition aside, then use it from now on.

        Raises:
            PhraseError: A phrase is not in the phrase language; the old edition stays in use.
        """
        self._matcher = compile_matcher(edition)
