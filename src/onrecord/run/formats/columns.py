"""Text in the columns of a terminal: what can be shown, how wide it is, where it breaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_REPLACEMENT = "\ufffd"
_JOINER = "\u200d"
#: Characters that turn the direction of what follows; they would garble a line that mixes report and layout.
_TURNERS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def one_line(words: str) -> str:
    """Return words on one line, fit for any terminal: white space folded, nothing that steers the terminal.

    Control characters and lone surrogates become the replacement character.

    >>> one_line("two\\n  lines\\x1b[2J")
    'two lines\ufffd[2J'
    """
    folded = " ".join(words.split())
    if folded.isascii() and folded.isprintable():
        return folded
    return "".join(map(_shown, folded.translate(_TURNERS)))


def _shown(char: str) -> str:
    return _REPLACEMENT if unicodedata.category(char) in ("Cc", "Cs") else char


def columns(words: str) -> int:
    """Return how many columns words take in a terminal.

    Wide characters take two; marks that combine, and what a joiner glues to an emoji, take none.

    >>> columns("東京 ok")
    7
    """
    if words.isascii():
        return len(words)
    return sum(size for _, size in _sizes(words))


def _sizes(words: str) -> Iterator[tuple[str, int]]:
    """Give each character with the columns it adds."""
    before = ""
    for char in words:
        wide = unicodedata.east_asian_width(char) in "WF"
        nothing = unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") or "\U0001f3fb" <= char <= "\U0001f3ff"
        yield char, 0 if nothing or (before == _JOINER and wide) else 2 if wide else 1
        before = char


def wrap(words: str, width: int, *, label: str = "", hang: int = 0) -> list[str]:
    """Break words into lines.

    Args:
        words: Words on one line.
        width: Columns a line may take; what is wider than a line of its own is cut.
        label: What stands before the first line.
        hang: Columns the further lines are indented by.
    """
    rows: list[str] = []
    row, used, empty = label, columns(label), True
    for word in words.split(" "):
        size = columns(word)
        if not empty and used + 1 + size > width:
            rows.append(row)
            row, used, empty = " " * hang, hang, True
        pieces = _cut(word, width - used, width - hang) if empty and used + size > width else [word]
        for piece in pieces[:-1]:
            rows.append(row + piece)
            row, used = " " * hang, hang
        row += ("" if empty else " ") + pieces[-1]
        used += (0 if empty else 1) + columns(pieces[-1])
        empty = False
    rows.append(row.rstrip())
    return rows


def _cut(word: str, first: int, rest: int) -> list[str]:
    """Cut a word without spaces into pieces of at most ``first``, then ``rest`` columns."""
    pieces, piece, room = [], "", max(first, 2)
    for char, size in _sizes(word):
        if piece and size and size > room:
            pieces.append(piece)
            piece, room = "", max(rest, 2)
        piece += char
        room -= size
    return [*pieces, piece]


def shorten(words: str, width: int) -> str:
    """Shorten words that take more than ``width`` columns, between two words where it can be, with "..." for the rest.

    >>> shorten("a word or two more", 12)
    'a word or...'
    """
    if columns(words) <= width:
        return words
    start = _cut(words, width - 3, width)[0]
    at = start.rfind(" ")
    return (start[:at] if at > width // 2 else start).rstrip(" ,;:-") + "..."
