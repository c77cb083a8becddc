"""Stand-off annotation for the brat tool: the ``.ann`` beside a ``.txt`` with the report's text."""

from __future__ import annotations

import re

from onrecord.model.dossier import Dossier, Statement
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.run.formats.columns import one_line

_ATTRIBUTES = ("kind", "form", "marks", "act", "polarity", "medium")
#: What may stand in one piece of an annotation: neither a line break nor the tab that parts its columns.
_LINE = re.compile(r"[^\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")


def write(dossier: Dossier, reading: Reading | None, *, width: int, color: bool) -> str:  # noqa: ARG001
    """Return the statements as text-bound annotations, relations and attributes.

    A statement hangs on its content: ``E``-like relations lead from the content to speaker, cue, addressee, outlet and
    to each step that passed it on; attributes say the rest. Offsets are code points, as brat counts them; pieces of a
    content are fragments, and a span that runs over a line break is cut there, as brat wants it. A lone surrogate is
    written as a question mark, as in the text file beside it.
    """
    pen = _Pen(dossier.report.text)
    anchors = {s.id: anchor for s in dossier.statements if (anchor := pen.add_span("Content", _anchor_spans(s)))}
    for statement in dossier.statements:
        anchor = anchors.get(statement.id)
        if anchor is None:
            continue
        for role, span in (
            ("Speaker", statement.speaker_span),
            ("Cue", statement.cue_span),
            ("Addressee", statement.addressee_span),
            ("Outlet", statement.outlet_span),
        ):
            if span is not None:
                pen.add_relation(role, anchor, pen.add_span(role, [span]))
        for step in statement.attribution:
            pen.add_relation(step.role, anchor, pen.add_span("Passed_on", [step.span]))
        if statement.parent in anchors:
            pen.add_relation("Inside", anchor, anchors[statement.parent])
        for name in _ATTRIBUTES:
            value = getattr(statement, name)
            if value is not None:
                pen.add_attribute(name, anchor, value)
    for actor in dossier.actors:
        for mention in actor.mentions:
            mark = pen.add_span("Actor", [mention])
            if mark:
                pen.add_note(mark, one_line(actor.name) or "(no name)")
    return pen.text()


def _anchor_spans(statement: Statement) -> list[Span]:
    return list(statement.content) or [s for s in (statement.cue_span, statement.speaker_span) if s][:1]


class _Pen:
    """Numbers and writes annotations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[str] = []
        self._counts = {"T": 0, "R": 0, "A": 0, "#": 0}

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

    def add_relation(self, kind: str, one: str, other: str | None) -> None:
        """Add a relation between two annotations."""
        if other is not None:
            self._lines.append(f"{self._next('R')}\t{kind} Arg1:{one} Arg2:{other}")

    def add_attribute(self, name: str, of: str, value: str) -> None:
        """Add an attribute of an annotation."""
        self._lines.append(f"{self._next('A')}\t{name} {of} {value}")

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
