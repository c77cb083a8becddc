"""Quotations in single marks, told from apostrophes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.model.page import Quotation
from onrecord.model.span import Span

#: Opening glyph → glyphs that may close it; the first are right, the others wrong but meant.
_PARTNERS = {"‘": ("’", "'´"), "'": ("'", "’"), "‚": ("‘’", "'"), "‹": ("›", ""), "`": ("'´`", "’")}
_GLYPHS = frozenset("‘’'‚‹›`´")
_BEFORE = frozenset('([{—–-/…:"“„«')
_AFTER = frozenset(',.;:!?)]}—–-…/"”»')
_POINTS = frozenset(',.;:!?…”"')
#: Words that begin with an apostrophe.
_ELISIONS = frozenset(
    {"em", "til", "till", "tis", "twas", "cause", "n", "bout", "round", "cos", "un", "er", "ere", "neath"}
)
#: A closing mark is looked for among this many tokens.
_REACH = 200
#: One that could be a plural's apostrophe counts only among this many.
_NEAR = 8
#: Closing marks tried for one opening mark.
_TRIES = 5


def find_single_quotations(
    text: str, tokens: Sequence[Span], first: int, last: int, outer: Sequence[Span]
) -> list[Quotation]:
    """Find the quotations in single marks of one paragraph.

    A mark counts only where it has a partner: the apostrophes of elisions ("'em") and plurals ("the allies' aim") have
    none. Linear time.

    Args:
        text: The report's text.
        tokens: Its tokens.
        first: Number of the paragraph's first token.
        last: One past the number of its last token.
        outer: The paragraph's quotations in double marks; a pair stands wholly inside or wholly outside each.
    """
    numbers = [n for n in range(first, last) if text[tokens[n].start] in _GLYPHS and len(tokens[n].of(text)) == 1]
    return _Singles(text, tokens, numbers, outer).pairs() if len(numbers) > 1 else []


class _Singles:
    """The single marks of one paragraph. A place is a number in the list of these marks."""

    def __init__(self, text: str, tokens: Sequence[Span], numbers: Sequence[int], outer: Sequence[Span]) -> None:
        self._text = text
        self._tokens = tokens
        self._numbers = numbers
        self._walls = _walls([tokens[n].start for n in numbers], outer)
        self._openers = [place for place in range(len(numbers)) if self._may_open(place)]
        closers = [place for place in range(len(numbers)) if self._may_close(place)]
        self._plural = [place for place in closers if self._may_be_plural(place)]
        plural = set(self._plural)
        self._sure = [place for place in closers if place not in plural]

    def pairs(self) -> list[Quotation]:
        """Return the quotations in text order."""
        found: list[Quotation] = []
        free = 0
        for place in self._openers:
            closing = self._closing(place) if place >= free else None
            if closing is None:
                continue
            opener, closer = self._span(place), self._span(closing)
            sound = self._glyph(closing) in _PARTNERS[self._glyph(place)][0]
            found.append(Quotation(Span(opener.start, closer.end), opener, closer, "balanced" if sound else "repaired"))
            free = closing + 1
        return found

    def _span(self, place: int) -> Span:
        return self._tokens[self._numbers[place]]

    def _glyph(self, place: int) -> str:
        return self._text[self._span(place).start]

    def _beside(self, place: int) -> tuple[str, str]:
        """Return the characters before and after a mark, spaces at the ends of the text."""
        start, end = self._span(place)
        return self._text[start - 1] if start else " ", self._text[end] if end < len(self._text) else " "

    def _may_open(self, place: int) -> bool:
        before, after = self._beside(place)
        if self._glyph(place) not in _PARTNERS or not (before.isspace() or before in _BEFORE):
            return False
        following = self._numbers[place] + 1
        if following < len(self._tokens) and self._tokens[following].of(self._text).lower() in _ELISIONS:
            return False
        return after.isalnum() or after in '“"«„$£€([….'

    def _may_close(self, place: int) -> bool:
        before, after = self._beside(place)
        if self._glyph(place) == "‚" or before.isspace() or before in "([{":
            return False
        return after.isspace() or after in _AFTER

    def _may_be_plural(self, place: int) -> bool:
        before, after = self._beside(place)
        return before in "sSxz" and after.isspace()

    def _closing(self, place: int) -> int | None:
        """Return the place of the mark that closes the one at ``place``."""
        sure = self._first_of(self._sure, place, _REACH)
        plural = self._first_of(self._plural, place, _NEAR)
        if sure is None or (plural is not None and plural < sure and self._opens_between(plural, sure)):
            return plural
        return None if self._opens_between(place, sure) else sure

    def _opens_between(self, place: int, other: int) -> bool:
        at = bisect_right(self._openers, place)
        return at < len(self._openers) and self._openers[at] < other

    def _first_of(self, closers: Sequence[int], place: int, reach: int) -> int | None:
        """Return the first of ``closers`` after ``place`` that can be its partner."""
        right, wrong = _PARTNERS[self._glyph(place)]
        begin = bisect_right(closers, place)
        for other in closers[begin : begin + _TRIES]:
            if self._numbers[other] - self._numbers[place] > reach:
                return None
            if self._walls[other] == self._walls[place] and self._glyph(other) in right + wrong:
                return other
        return None


def _walls(places: Sequence[int], outer: Sequence[Span]) -> list[int]:
    """Return for each place (code points, ascending) the innermost of ``outer`` round it; -1 for none."""
    ordered = sorted(range(len(outer)), key=lambda number: (outer[number].start, -outer[number].end))
    walls: list[int] = []
    stack: list[int] = []
    upcoming = 0
    for place in places:
        while upcoming < len(ordered) and outer[ordered[upcoming]].start <= place:
            while stack and outer[stack[-1]].end <= outer[ordered[upcoming]].start:
                stack.pop()
            stack.append(ordered[upcoming])
            upcoming += 1
        while stack and outer[stack[-1]].end <= place:
            stack.pop()
        walls.append(stack[-1] if stack else -1)
    return walls
