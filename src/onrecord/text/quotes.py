"""Quotations, from marks that may be odd, mismatched or lost.

Marks are paired paragraph by paragraph, so that damage in one paragraph never reaches the next, except where a
quotation runs over paragraphs: each is opened anew and only the last is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.page import MarksState, Quotation
from onrecord.model.span import Span
from onrecord.text.marks import GLYPHS, SOUND_PAIRS, Facing, Mark, find_marks
from onrecord.text.single_marks import find_single_quotations

_OUTSIDE, _OPENER, _INSIDE, _CLOSER, _UNSURE = range(5)
#: What ends the sentence before which a lost opening mark is not looked for.
_SENTENCE_ENDS = frozenset({".", "!", "?", "…"})
#: A quotation, and whether both its ends are sure.
_Found = tuple[Quotation, bool]


def find_quotations(
    text: str, tokens: Sequence[Span], paragraph_starts: Sequence[int]
) -> tuple[list[Quotation], list[int]]:
    """Find what stands in quotation marks.

    A quotation that is never closed ends with its paragraph, one that was never opened begins with its paragraph or
    with its sentence; between such a guess and the mark the state is "unsure". Linear time.

    Args:
        text: The report's text.
        tokens: Its tokens, in text order.
        paragraph_starts: Number of the first token of each paragraph, ascending.

    Returns:
        The quotations in text order, outer before inner, and for each token the number of its quote state
        (``QUOTE_STATES``).
    """
    found: list[_Found] = []
    bounds = [n for n in paragraph_starts if 0 < n < len(tokens)]
    edges = [0, *dict.fromkeys(bounds), len(tokens)]
    for number, first in enumerate(edges[:-1]):
        last = edges[number + 1]
        if first < last:
            reopened = last < len(tokens) and _opens_with_mark(text, tokens, last)
            pairing = _Pairing(text, tokens, first, last, runs_on=reopened)
            double = pairing.run()
            found.extend(double)
            found.extend(
                (quotation, True)
                for quotation in find_single_quotations(text, tokens, first, last, [outer.span for outer, _ in double])
            )
    found.sort(key=lambda item: (item[0].span.start, -item[0].span.end))
    return _nest(found), _paint(tokens, found)


def _opens_with_mark(text: str, tokens: Sequence[Span], number: int) -> bool:
    """Tell whether the paragraph that begins with token ``number`` begins with a mark."""
    return tokens[number].of(text) in GLYPHS


class _Pairing:
    """Pairs the double marks of one paragraph."""

    def __init__(self, text: str, tokens: Sequence[Span], first: int, last: int, *, runs_on: bool) -> None:
        self._text = text
        self._tokens = tokens
        self._first = first
        self._last = last
        self._runs_on = runs_on
        self._marks = find_marks(text, tokens, first, last)
        self._stack: list[Mark] = []
        self._found: list[_Found] = []
        #: One past the last token that an earlier quotation took.
        self._taken = first

    def run(self) -> list[_Found]:
        """Return the paragraph's quotations, and for each whether both its ends are sure."""
        for number, mark in enumerate(self._marks):
            if self._role(number, mark) == "opens":
                self._open(number, mark)
            elif self._stack:
                self._close(mark)
            else:
                self._close_unopened(mark)
        while self._stack:
            opener = self._stack.pop()
            whole = self._runs_on and not self._stack and opener.leans() != "closes"
            self._end(opener, self._last, sure=whole)
        return self._found

    def _ahead(self, number: int) -> Facing | None:
        """Return which way the mark after mark ``number`` leans; None where there is none."""
        return self._marks[number + 1].leans() if number + 1 < len(self._marks) else None

    def _role(self, number: int, mark: Mark) -> Facing:
        """Decide what a mark does here: "opens" or "closes"."""
        meant = GLYPHS[mark.glyph]
        if not self._stack:
            return self._role_outside(number, mark, meant)
        if mark.facing == "opens":
            if meant == "opens" or self._ahead(number) == "closes":
                return "opens"
            return "closes"
        if mark.facing == "closes" or meant != "opens" or mark.ends_words:
            return "closes"
        return "opens"

    def _role_outside(self, number: int, mark: Mark, meant: Facing) -> Facing:
        if mark.facing == "opens":
            return "opens"
        if mark.facing == "closes":
            return "opens" if meant == "opens" and self._ahead(number) == "closes" else "closes"
        return "closes" if meant == "closes" and self._ahead(number) != "closes" else "opens"

    def _open(self, number: int, mark: Mark) -> None:
        if self._stack and not self._nests(number, mark):
            # The last quotation was never closed, and a new one begins.
            while self._stack:
                self._end(self._stack.pop(), mark.first, sure=False)
        self._stack.append(mark)

    def _nests(self, number: int, mark: Mark) -> bool:
        """Tell whether a mark that opens inside an open quotation opens an inner one."""
        if mark.family != self._stack[-1].family:
            return True
        following = self._marks[number + 1 : number + 3]
        return len(following) == 2 and all(other.leans() == "closes" for other in following)

    def _close(self, mark: Mark) -> None:
        if len(self._stack) > 1 and self._stack[-1].family != mark.family == self._stack[-2].family:
            self._end(self._stack.pop(), mark.first, sure=False)
        opener = self._stack.pop()
        sound = (opener.glyph, mark.glyph) in SOUND_PAIRS and not (opener.doubled or mark.doubled)
        span = Span(opener.span.start, mark.span.end)
        self._found.append((Quotation(span, opener.span, mark.span, "balanced" if sound else "repaired"), True))
        self._taken = mark.last

    def _end(self, opener: Mark, last: int, *, sure: bool) -> None:
        """End a quotation without closing mark before token ``last``; a mark with nothing after it is none."""
        if last <= opener.last:
            return
        end = self._tokens[last - 1].end
        marks: MarksState = "balanced" if sure else "repaired"
        self._found.append((Quotation(Span(opener.span.start, end), opener.span, None, marks), sure))
        self._taken = last

    def _close_unopened(self, mark: Mark) -> None:
        """Guess where a quotation began whose opening mark was lost."""
        before = self._text[mark.span.start - 1] if mark.span.start else " "
        if before.isdigit() and GLYPHS[mark.glyph] == "either":
            return  # inches, seconds
        first = self._taken
        if first > self._first or mark.first - first > 80:
            first = self._sentence_start(mark.first, first)
        if mark.first <= first:
            return
        span = Span(self._tokens[first].start, mark.span.end)
        self._found.append((Quotation(span, None, mark.span, "repaired"), False))
        self._taken = mark.last

    def _sentence_start(self, mark: int, first: int) -> int:
        """Return the first token of the sentence that ends at token ``mark``, not before token ``first``."""
        for number in range(mark - 2, first - 1, -1):
            if self._tokens[number].of(self._text) in _SENTENCE_ENDS:
                return number + 1
        return first


def _nest(found: Sequence[_Found]) -> list[Quotation]:
    """Return the quotations with their depth filled in."""
    nested: list[Quotation] = []
    ends: list[int] = []
    for quotation, _ in found:
        while ends and ends[-1] <= quotation.span.start:
            ends.pop()
        depth = len(ends)
        ends.append(quotation.span.end)
        nested.append(replace(quotation, depth=depth) if depth else quotation)
    return nested


def _paint(tokens: Sequence[Span], found: Sequence[_Found]) -> list[int]:
    """Return the quote state of each token; the innermost quotation decides."""
    states: list[int] = []
    stack: list[_Found] = []
    upcoming = 0
    for token in tokens:
        while stack and stack[-1][0].span.end <= token.start:
            stack.pop()
        while upcoming < len(found) and found[upcoming][0].span.start <= token.start:
            stack.append(found[upcoming])
            upcoming += 1
        states.append(_state(token, *stack[-1]) if stack else _OUTSIDE)
    return states


def _state(token: Span, quotation: Quotation, sure: bool) -> int:
    if quotation.opener is not None and quotation.opener.contains(token):
        return _OPENER
    if quotation.closer is not None and quotation.closer.contains(token):
        return _CLOSER
    return _INSIDE if sure else _UNSURE
