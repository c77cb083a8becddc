"""Paragraphs of plain text: blank lines, single line ends, and lines broken at a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.span import Span
from onrecord.text.tokens import INVISIBLE

#: Line ends, Unicode's among them.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_TRIM = re.compile(rf"[\s{INVISIBLE}]*")
_FIRST_WORD = re.compile(r"\S+")
_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: Columns at which people and mail programs break lines.
_NARROWEST, _WIDEST = 40, 110
#: Share of line ends that must be full for a text to count as broken at a column, and how many there must be.
_FULL_RATIO, _FULL_COUNT = 0.6, 3
_BULLETS = frozenset("-–—•·*▪●○►‣")
_ENDINGS = frozenset(".!?:;…”\"’'»)")


def split_paragraphs(text: str) -> list[Span]:
    """Return the paragraphs, trimmed of space, in text order.

    Blank lines part paragraphs. So do single line ends, unless the text's lines are broken at a column (40 to 110
    characters wide): then a line that could not have taken the next line's first word runs on. A line that stops
    in the middle of a sentence runs on into one that begins with a small letter.
    """
    blocks = _blocks(text)
    width = _column(text, blocks)
    paragraphs: list[Span] = []
    for block in blocks:
        start = 0
        for number in range(len(block)):
            if number + 1 == len(block) or not _runs_on(text, block[number], block[number + 1], width):
                paragraphs.append(Span(block[start].start, block[number].end))
                start = number + 1
    return paragraphs


def _blocks(text: str) -> list[list[Span]]:
    """Return the lines with something on them, trimmed, in blocks parted by blank lines."""
    blocks: list[list[Span]] = []
    end_of_last = -1
    for line in _LINE.finditer(text):
        trimmed = _trimmed(text, line.start(), line.end())
        if trimmed is None:
            continue
        gap = text[end_of_last : line.start()] if end_of_last >= 0 else "\n\n"
        if len(_LINE_ENDS.findall(gap)) == 1:
            blocks[-1].append(trimmed)
        else:
            blocks.append([trimmed])
        end_of_last = line.end()
    return blocks


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without space and invisible characters at its ends; None where nothing is left."""
    match = _TRIM.match(text, start, end)
    start = match.end() if match else start
    while end > start and _TRIM.fullmatch(text, end - 1, end):
        end -= 1
    return Span(start, end) if start < end else None


def _column(text: str, blocks: Sequence[Sequence[Span]]) -> int | None:
    """Return the column at which lines are broken; None where they are not."""
    lengths = sorted(line.end - line.start for block in blocks for line in block)
    if not lengths:
        return None
    width = lengths[(len(lengths) - 1) * 95 // 100]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    breaks = [(block[n], block[n + 1]) for block in blocks for n in range(len(block) - 1)]
    full = sum(_is_full(text, line, following, width) for line, following in breaks)
    return width if full >= _FULL_COUNT and full >= _FULL_RATIO * len(breaks) else None


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the next line's first word had no room on a line."""
    word = _FIRST_WORD.match(text, following.start, following.end)
    length = word.end() - word.start() if word else 0
    return line.end - line.start + 1 + length > width - 2


def _runs_on(text: str, line: Span, following: Span, width: int | None) -> bool:
    if text[following.start] in _BULLETS and text[following.start + 1 : following.start + 2].isspace():
        return False
    if width is not None and _is_full(text, line, following, width):
        return True
    return text[line.end - 1] not in _ENDINGS and text[following.start].islower() and text[line.start] not in _BULLETS
