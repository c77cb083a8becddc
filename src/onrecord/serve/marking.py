"""The text of a report with its facts marked: pieces of text, each with the facts it belongs to.

Marks of facts overlap in every way, so the text is cut at every border, and each piece names all its facts. The
browser gets finished pieces and computes no positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span

#: Layers of marks that a reader may switch, with what they are called.
LAYERS: dict[str, str] = {
    "who": "who", "said": "said", "did": "did", "when": "when", "where": "where", "figure": "how many",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that belongs to a fact."""

    span: Span
    layer: str
    #: Key of the fact: "statement:120-180"; see ``key_of``.
    key: str


@dataclass(slots=True)
class Piece:
    """A stretch with the same marks all over."""

    text: str
    layers: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    #: True for captions, datelines and other words that are not the report's prose.
    furniture: bool = False
    #: True where the fact that the page was opened for stands.
    target: bool = False


def key_of(kind: str, span: Span) -> str:
    """Return the key of a fact within its report, as decisions name it: "event:12-20"."""
    return f"{kind}:{span.start}-{span.end}"


def marks_of(dossier: Dossier) -> list[Mark]:
    """Return the marks of all facts of a report."""
    found: list[Mark] = []
    for statement in dossier.statements:
        key = key_of("statement", evidence_of(statement))
        found += [Mark(piece, "said", key) for piece in statement.content]
        found += [Mark(s, "said", key) for s in (statement.cue_span, statement.speaker_span) if s is not None]
    for event in dossier.events:
        found.append(Mark(event.trigger_span, "did", key_of("event", event.trigger_span)))
    found += [Mark(t.span, "when", key_of("time", t.span)) for t in dossier.times]
    found += [Mark(p.span, "where", key_of("place", p.span)) for p in dossier.places]
    found += [Mark(f.span, "figure", key_of("figure", f.span)) for f in dossier.figures]
    for actor in dossier.actors:
        if actor.mentions:
            found += [Mark(m, "who", key_of("actor", actor.mentions[0])) for m in actor.mentions]
    for position in dossier.positions:
        found.append(Mark(position.content_span, "said", key_of("position", position.content_span)))
    return found


def evidence_of(statement: Any) -> Span:
    """Return the span by which a statement is known: its first content, else its cue."""
    if statement.content:
        first: Span = statement.content[0]
        return first
    span: Span = statement.cue_span or statement.speaker_span
    return span


def cut(
    text: str,
    marks: Sequence[Mark],
    furniture: Iterable[Span],
    target: Sequence[Span] = (),
    *,
    within: Span | None = None,
) -> list[Piece]:
    """Return the text, or a part of it, in pieces, in order; put together they are that text."""
    part = within or Span(0, len(text))
    marks = [m for m in marks if m.span.overlaps(part)]
    grey = [span for span in furniture if span.overlaps(part)]
    borders = {part.start, part.end}
    for span in (*(m.span for m in marks), *grey, *target):
        borders.update((span.start, span.end))
    ordered = sorted(b for b in borders if part.start <= b <= part.end)
    opening: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        opening.setdefault(mark.span.start, []).append(number)
    # What begins before the part is open at its first border.
    open_now = [number for number, mark in enumerate(marks) if mark.span.start < part.start]
    pieces: list[Piece] = []
    for start, end in pairwise(ordered):
        open_now = [n for n in open_now if marks[n].span.end > start] + opening.get(start, [])
        here = [marks[n] for n in open_now if marks[n].span.end > start]
        pieces.append(
            Piece(
                text[start:end],
                list(dict.fromkeys(m.layer for m in here)),
                list(dict.fromkeys(m.key for m in here)),
                any(g.start <= start and end <= g.end for g in grey),
                any(t.start <= start and end <= t.end for t in target),
            )
        )
    return pieces


def parts_of(text: str, size: int) -> list[Span]:
    """Return a text in parts of about so many characters, each of whole paragraphs where these are not longer still."""
    found: list[Span] = []
    start = 0
    while len(text) - start > size:
        end = text.rfind("\n", start, start + size) + 1
        end = end if end > start else start + size
        found.append(Span(start, end))
        start = end
    return [*found, Span(start, len(text))]


def paragraphs(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces by paragraph: a new one begins after each line break."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        parts = piece.text.split("\n")
        for number, part in enumerate(parts):
            if number:
                found.append([])
            text = part if number == len(parts) - 1 else part + "\n"
            if text:
                found[-1].append(Piece(text, piece.layers, piece.keys, piece.furniture, piece.target))
    return [p for p in found if any(piece.text.strip() for piece in p)]
