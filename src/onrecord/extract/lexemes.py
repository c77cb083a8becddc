"""Words, numbers and marks as figures need them: "37m", "$5-10bn" and "F-16" come apart at other places than tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.model.span import Span

#: Thin, narrow and ordinary blanks that part thousands: "14 000".
_BLANK = " \u00a0\u202f\u2009"
_LEXEME = re.compile(
    rf"""
    (?P<number>
        \d{{1,3}}(?:[,\u066c]\d{{3}}(?!\d))+(?:[.\u066b]\d+)?
      | \d{{1,3}}(?:\.\d{{3}}(?!\d)){{2,}}
      | \d{{1,3}}(?:[{_BLANK}]\d{{3}}(?![\d,.]?\d))+
      | \d+(?:[.\u066b]\d+)?
      | (?<![\w.])\.\d+
      | [¼½¾⅓⅔⅛⅜⅝⅞]
    )
  | (?P<word>
        [^\W\d_](?:\.[^\W\d_])+\.?
      | (?:US|HK|AU|CA|NZ|[ACSR])\$
      | Y=(?=\d)
      | (?:PS|Rs|RM|USD|EUR|GBP|RUB|CHF|AED|JPY|CNY|INR)(?=\d+(?:[.,]\d+)*(?:m|bn|k|tn|\b))
      | [^\W\d_](?:[^\W_]|[²³])*
    )
  | (?P<mark>\S)
    """,
    re.X,
)


@dataclass(slots=True)
class Lexemes:
    """The lexemes of one stretch of prose; all lists run side by side."""

    #: Code points in the report.
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    #: As written.
    texts: list[str] = field(default_factory=list)
    #: In lower case.
    lower: list[str] = field(default_factory=list)
    #: One of ``number``, ``word``, ``mark``.
    kinds: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def word(self, place: int) -> str:
        """Return a lexeme in lower case; empty beyond the ends."""
        return self.lower[place] if 0 <= place < len(self.lower) else ""

    def text(self, place: int) -> str:
        """Return a lexeme as written; empty beyond the ends."""
        return self.texts[place] if 0 <= place < len(self.texts) else ""

    def kind(self, place: int) -> str:
        """Return what a lexeme is; empty beyond the ends."""
        return self.kinds[place] if 0 <= place < len(self.kinds) else ""

    def glued(self, place: int) -> bool:
        """Tell whether nothing stands between a lexeme and the one before it."""
        return 0 < place < len(self.texts) and self.ends[place - 1] == self.starts[place]

    def span(self, first: int, last: int) -> Span:
        """Return the span of a range of lexemes that is not empty."""
        return Span(self.starts[first], self.ends[last - 1])


def cut_lexemes(text: str, start: int, end: int) -> Lexemes:
    """Cut a stretch of text into lexemes. Linear time whatever the input.

    >>> cut_lexemes("a $5-10bn plan", 0, 14).texts
    ['a', '$', '5', '-', '10', 'bn', 'plan']
    """
    found = Lexemes()
    add_start, add_end = found.starts.append, found.ends.append
    add_text, add_kind = found.texts.append, found.kinds.append
    for match in _LEXEME.finditer(text, start, end):
        first, last = match.span()
        add_start(first)
        add_end(last)
        add_text(match[0])
        add_kind(match.lastgroup or "mark")
    found.lower = [word.lower() for word in found.texts]
    return found
