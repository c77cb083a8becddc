"""Double quotation marks as they stand: their glyphs, and which way each seems to face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.span import Span
from onrecord.text.tokens import INVISIBLE_CHARS

Facing = Literal["opens", "closes", "either"]

#: Glyph → which way it is meant to face.
GLYPHS: dict[str, Facing] = {
    "“": "opens",
    "„": "opens",
    "‟": "opens",
    "〝": "opens",
    "‘‘": "opens",
    "‚‚": "opens",
    ",,": "opens",
    "``": "opens",
    "«": "opens",
    "<<": "opens",
    "”": "closes",
    "〞": "closes",
    "’’": "closes",
    "´´": "closes",
    "»": "closes",
    ">>": "closes",
    '"': "either",
    "＂": "either",
    "''": "either",
}
#: Glyphs of one family belong together; those not named are family 0.
_FAMILIES = {"«": 1, "»": 1, "<<": 1, ">>": 1}
#: Pairs that are right as they stand.
SOUND_PAIRS = frozenset(
    {
        ("“", "”"),
        ("„", "“"),
        ("„", "”"),
        ("‟", "”"),
        ("〝", "〞"),
        ("‘‘", "’’"),
        ("‚‚", "‘‘"),
        ("‚‚", "’’"),
        (",,", "''"),
        ("``", "''"),
        ("``", "´´"),
        ("«", "»"),
        ("»", "«"),
        ("»", "»"),
        ("<<", ">>"),
        ('"', '"'),
        ("＂", "＂"),
        ("''", "''"),
    }
)
_FIRST_CHARS = frozenset(glyph[0] for glyph in GLYPHS)
_OPENING_NEIGHBOURS = frozenset("([{—–-/…¿¡:=|“„«‘‹'\"")
_CLOSING_NEIGHBOURS = frozenset(",.;:!?)]}—–…/|”»’›'\"")


@dataclass(slots=True)
class Mark:
    """One mark, or the same mark typed twice."""

    #: Number of its first token.
    first: int
    #: One past the number of its last token.
    last: int
    span: Span
    #: A key of ``GLYPHS``.
    glyph: str
    #: Which way its neighbours make it face.
    facing: Facing
    #: True where a space, punctuation or the end follows.
    ends_words: bool
    #: True where it was typed twice.
    doubled: bool = False

    @property
    def family(self) -> int:
        """Return the family whose marks belong together."""
        return _FAMILIES.get(self.glyph, 0)

    def leans(self) -> Facing:
        """Return which way it faces, its neighbours first and its glyph second."""
        return self.facing if self.facing != "either" else GLYPHS[self.glyph]


def find_marks(text: str, tokens: Sequence[Span], first: int, last: int) -> list[Mark]:
    """Return the double marks among the tokens ``first`` to ``last`` of one paragraph, in order."""
    marks: list[Mark] = []
    for number in range(first, last):
        span = tokens[number]
        if text[span.start] not in _FIRST_CHARS:
            continue
        glyph = text[span.start : span.end]
        if glyph not in GLYPHS:
            continue
        previous = marks[-1] if marks else None
        if previous is not None and previous.span.end == span.start and previous.glyph == glyph:
            # Typed twice (or more): one mark.
            previous.last, previous.doubled = number + 1, True
            previous.span = Span(previous.span.start, span.end)
        else:
            marks.append(Mark(number, number + 1, span, glyph, "either", False))
    start = tokens[first].start if first < last else 0
    end = tokens[last - 1].end if first < last else 0
    for mark in marks:
        _face(text, mark, start, end)
    return marks


def _face(text: str, mark: Mark, start: int, end: int) -> None:
    """Fill in which way a mark faces, from the characters beside it."""
    left, right = mark.span
    before = text[left - 1] if left > start else " "
    after = text[right] if right < end else " "
    space_before = before.isspace() or before in INVISIBLE_CHARS
    space_after = after.isspace() or after in INVISIBLE_CHARS
    dots = after == "…" or text.startswith("..", right)
    mark.ends_words = space_after or (after in _CLOSING_NEIGHBOURS and not dots)
    starts_words = (space_before or before in _OPENING_NEIGHBOURS) and not (space_after or mark.ends_words)
    before_another = (space_before or before in "([{“„«") and not space_after and after in "“„«‘‹'\""
    if starts_words or before_another:
        mark.facing = "opens"
    elif not space_before and before not in "([{" and (mark.ends_words or dots):
        mark.facing = "closes"
