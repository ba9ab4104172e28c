"""A span of text: half-open, in code points."""

from dataclasses import dataclass

from sidelight.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` in code points.

    Raises:
        SpanError: The start is negative or after the end.

    Example:
        >>> Span(4, 7).of("The Fed met.")
        'Fed'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            msg = f"a span must have 0 <= start <= end, not [{self.start}, {self.end})"
            raise SpanError(msg)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Cut the span out of its text.

        Raises:
            SpanError: The span reaches past the end of the text.
        """
        if self.end > len(text):
            msg = f"the span [{self.start}, {self.end}) reaches past a text of {len(text)} code points"
            raise SpanError(msg)
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one code point.

        Example:
            >>> Span(0, 4).overlaps(Span(4, 8))
            False
        """
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> "Span":
        """Move the span, as when a passage's span becomes the article's."""
        return Span(self.start + by, self.end + by)
