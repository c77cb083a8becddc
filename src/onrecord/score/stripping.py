"""A text without its quotation marks, and where every span of it went."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from onrecord.model.span import Span
from onrecord.score.gold import Attribution

_DOUBLE = re.compile(r"[\"“”„‟«»＂〝〞]|``|''")
_SINGLE = re.compile(r"(?<!\w)(?P<open>[‘‚‹`'])(?=\S)(?P<words>[^\n]{1,600}?[^\s(\[{])(?P<close>[’›'])(?!\w)")


class StrippedText:
    """A text whose quotation marks were taken out: every double mark, and single marks that stand in pairs.

    >>> stripped = StrippedText("He said: “It's 'over' now.”")
    >>> stripped.text
    "He said: It's over now."
    >>> stripped.move(Span(9, 27)).of(stripped.text)
    "It's over now."
    """

    def __init__(self, text: str) -> None:
        gone = [False] * len(text)
        for mark in _DOUBLE.finditer(text):
            gone[mark.start() : mark.end()] = [True] * len(mark[0])
        for pair in _SINGLE.finditer(text):
            gone[pair.start("open")] = gone[pair.start("close")] = True
        #: The text without marks.
        self.text = "".join(char for char, drop in zip(text, gone, strict=True) if not drop)
        self._places = list(accumulate((not drop for drop in gone), initial=0))

    def move(self, span: Span) -> Span:
        """Return where a span of the old text stands now; empty where it held nothing but marks."""
        return Span(self._places[span.start], self._places[span.end])

    def move_all(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return the spans as they stand now, without those that held nothing but marks."""
        return tuple(span for span in map(self.move, spans) if span.start < span.end)

    def move_attribution(self, attribution: Attribution) -> Attribution:
        """Return the attribution with its spans in the stripped text."""
        return Attribution(
            attribution.id,
            self.move_all(attribution.source),
            self.move_all(attribution.cue),
            self.move_all(attribution.content),
            attribution.parent,
        )
