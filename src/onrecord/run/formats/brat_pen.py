"""Numbers and writes the lines of a stand-off annotation for the brat tool."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model.span import Span

#: What may stand in one piece of an annotation: neither a line break nor the tab that parts its columns.
_LINE = re.compile(r"[^\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")


class BratPen:
    """Collects annotations of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[str] = []
        self._counts = {"T": 0, "E": 0, "R": 0, "A": 0, "#": 0}

    def _next(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"

    def add_span(self, kind: str, spans: list[Span]) -> str | None:
        """Add a text-bound annotation and return its number; None where nothing is left of the spans."""
        pieces = sorted({piece for span in spans for piece in _cut_at_breaks(self._text, span)})
        if not pieces:
            return None
        number = self._next("T")
        places = ";".join(f"{p.start} {p.end}" for p in pieces)
        words = " ".join(p.of(self._text) for p in pieces)
        self._lines.append(f"{number}\t{kind} {places}\t{words.encode('utf-8', 'replace').decode('utf-8')}")
        return number

    def add_event(self, kind: str, trigger: str, arguments: Iterable[tuple[str, str]]) -> str:
        """Add an event with its trigger and (role, number) pairs, and return its number.

        A role that is there again is numbered from the second time on, as brat wants it: Actor, Actor2.
        """
        seen: dict[str, int] = {}
        parts = [f"{kind}:{trigger}"]
        for role, number in dict.fromkeys(arguments):
            seen[role] = seen.get(role, 0) + 1
            parts.append(f"{role}{seen[role] if seen[role] > 1 else ''}:{number}")
        name = self._next("E")
        self._lines.append(f"{name}\t{' '.join(parts)}")
        return name

    def add_relation(self, kind: str, one: str, other: str | None) -> None:
        """Add a relation between two annotations."""
        if other is not None:
            self._lines.append(f"{self._next('R')}\t{kind} Arg1:{one} Arg2:{other}")

    def add_attribute(self, name: str, of: str, value: str | None = None) -> None:
        """Add an attribute of an annotation; one without a value is a flag."""
        self._lines.append(f"{self._next('A')}\t{name} {of}" + ("" if value is None else f" {value}"))

    def add_note(self, of: str, words: str) -> None:
        """Add a note to an annotation."""
        self._lines.append(f"{self._next('#')}\tAnnotatorNotes {of}\t{words}")

    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self._lines) + ("\n" if self._lines else "")


def _cut_at_breaks(text: str, span: Span) -> list[Span]:
    """Cut a span at line breaks and tabs, white space at the cuts left out."""
    pieces = []
    for line in _LINE.finditer(text, span.start, span.end):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        if words.strip():
            pieces.append(Span(start, start + len(words.strip())))
    return pieces
