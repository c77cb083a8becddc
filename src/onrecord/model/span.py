"""A place in a report's text: the evidence every fact carries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of Unicode code points in ``report.text``.

    >>> Span(0, 4).of("Moscow denied")
    'Mosc'
    """

    #: First code point.
    start: int
    #: One past the last code point.
    end: int

    def of(self, text: str) -> str:
        """Return the words this span stands for."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class TokenRange(NamedTuple):
    """Half-open range of token numbers on a Page."""

    #: Number of the first token.
    first: int
    #: One past the number of the last token.
    last: int


def hull(spans: Iterable[Span]) -> Span | None:
    """Return the smallest span that covers all of ``spans``; None where there are none."""
    known = list(spans)
    if not known:
        return None
    return Span(min(s.start for s in known), max(s.end for s in known))
