"""Selectors: how a span is written down so that it can be found again after the page has changed.

The quote is the truth, the position only a hint: a position counts when quote and context still stand there. A wrong
place is worse than none, so a quote that could be in several places, or a short one whose surroundings are gone, is
not anchored.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sidelight.core.text.fold import fold, fold_text
from sidelight.core.text.span import Span

#: Code points of context kept on each side.
CONTEXT = 32
#: A quote at least this long needs no context, if it occurs once.
TELLING_QUOTE = 20
#: Of a shorter one, this much context must still stand beside it (all of it, where there was less).
TELLING_CONTEXT = 8
#: Places tried for one quote; more say that it tells nothing.
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Selectors:
    """A quote with the text around it, and where it stood."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def describe(text: str, span: Span, context: int = CONTEXT) -> Selectors:
    """Write down a span so that it can be found again after the page has changed.

    Raises:
        SpanError: The span reaches outside the text.

    Example:
        >>> describe("The Fed met.", Span(4, 7), 4)
        Selectors(exact='Fed', prefix='The ', suffix=' met', start=4, end=7)
    """
    return Selectors(
        exact=span.of(text),
        prefix=text[max(0, span.start - context) : span.start],
        suffix=text[span.end : span.end + context],
        start=span.start,
        end=span.end,
    )


def anchor(text: str, selectors: Selectors) -> Span | None:
    """Find a described span in a text that may have changed; `None` when the place is lost or in doubt.

    Example:
        >>> selectors = describe("The Fed met.", Span(4, 7))
        >>> anchor("Updated. The  Fed  met.", selectors)
        Span(start=14, end=17)
    """
    quote = _Quote(selectors.exact, selectors.prefix, selectors.suffix)
    if 0 <= selectors.start <= selectors.end and quote.stands_at(text, selectors.start, selectors.end):
        return Span(selectors.start, selectors.end)
    if not quote.exact.strip():
        return None
    return quote.find(text) or _find_folded(text, quote)


def _find_folded(text: str, quote: "_Quote") -> Span | None:
    """Look again where case, accents, quotation marks, dashes and runs of white space make no difference."""
    alike = _Quote(fold_text(quote.exact).strip(" "), fold_text(quote.prefix), fold_text(quote.suffix))
    if not alike.exact:
        return None
    folded = fold(text)
    span = alike.find(folded.text)
    return None if span is None else folded.unfold(span)


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quote and its context, both in the same spelling as the text it is looked for in."""

    exact: str
    prefix: str
    suffix: str

    def stands_at(self, text: str, start: int, end: int) -> bool:
        """Tell whether quote and context stand exactly here."""
        before = text[max(0, start - len(self.prefix)) : start]
        return text[start:end] == self.exact and before == self.prefix and text.startswith(self.suffix, end)

    def find(self, text: str) -> Span | None:
        """Find the one place whose context fits best; none when two fit as well, or none fits well enough."""
        scored = sorted(((self._context(text, start), start) for start in self._places(text)), reverse=True)
        if not scored or len(scored) >= MOST_PLACES:
            return None
        best, start = scored[0]
        if len(scored) > 1 and scored[1][0] == best:
            return None
        enough = min(TELLING_CONTEXT, len(self.prefix) + len(self.suffix))
        if best < enough and (len(scored) > 1 or len(self.exact) < TELLING_QUOTE):
            return None
        return Span(start, start + len(self.exact))

    def _places(self, text: str) -> Iterator[int]:
        at = text.find(self.exact)
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            yield at
            at = text.find(self.exact, at + 1)

    def _context(self, text: str, start: int) -> int:
        """Count the code points of context that stand on both sides without a gap."""
        end = start + len(self.exact)
        before = text[max(0, start - len(self.prefix)) : start]
        return _alike(self.prefix[::-1], before[::-1]) + _alike(self.suffix, text[end : end + len(self.suffix)])


def _alike(left: str, right: str) -> int:
    """Count the code points that two texts begin with alike."""
    for index, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return index
    return min(len(left), len(right))
