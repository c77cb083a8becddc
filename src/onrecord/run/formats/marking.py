"""The report cut into pieces, each with all that is known of its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.model.dossier import Dossier, Statement
from onrecord.model.span import Span, hull
from onrecord.run.formats.facts import Fact
from onrecord.run.formats.words import anchor_of

#: Mean length of a line, in code points, from which lines without blank lines between them are paragraphs.
_LONG_LINE = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece is to a statement."""

    #: Number of the statement, from 1.
    number: int
    #: ``content``, ``cue``, ``speaker``, ``addressee``, ``outlet`` or ``passed_on``.
    role: str


@dataclass(frozen=True, slots=True)
class FactMark:
    """A piece that says when, where or how many."""

    #: Key of the fact.
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the report through which nothing begins or ends."""

    span: Span
    #: Marks, the widest statement first.
    marks: tuple[Mark, ...]
    #: Kind of furniture; None for prose.
    furniture: str | None
    #: Numbers of the statements whose first evidence begins here.
    begins: tuple[int, ...]
    #: Keys of the times, places and figures it is a part of, and of those that stand here first.
    facts: tuple[str, ...] = ()
    fact_begins: tuple[str, ...] = ()


#: Places in the text to the statements and facts that begin there.
_Begins = dict[int, tuple[list[int], list[str]]]
_Entry = tuple[int, int, "Mark | FactMark | str"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the report as it is shown."""

    #: Number of its first line in the report, from 1.
    line: int
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Sweep:
    """What begins and ends at each place of the text."""

    begin: dict[int, list[_Entry]] = field(default_factory=dict)
    end: dict[int, list[_Entry]] = field(default_factory=dict)

    def add(self, span: Span, entry: _Entry) -> None:
        """Add a stretch; one without characters is left out."""
        if span.start < span.end:
            self.begin.setdefault(span.start, []).append(entry)
            self.end.setdefault(span.end, []).append(entry)


def cut_blocks(dossier: Dossier, facts: Sequence[Fact] = ()) -> list[Block]:
    """Cut a report into paragraphs and those into pieces. Nothing is lost but white space between paragraphs.

    Args:
        dossier: What was found.
        facts: Times, places and figures to be marked.
    """
    text = dossier.report.text
    places = list(_paragraphs(text))
    begins: _Begins = {}
    for number, statement in enumerate(dossier.statements, 1):
        anchor = anchor_of(statement)
        if anchor:
            begins.setdefault(_into(places, anchor.start), ([], []))[0].append(number)
    for fact in facts:
        begins.setdefault(_into(places, fact.spans[0].start), ([], []))[1].append(fact.key)
    sweep = _sweep(dossier, facts)
    cuts = sorted({*sweep.begin, *sweep.end, *begins, *(p for span in places for p in span)})
    pieces = iter(_pieces(cuts, sweep, begins))
    blocks, line, counted = [], 1, 0
    piece = next(pieces, None)
    for place in places:
        line += text.count("\n", counted, place.start)
        counted = place.start
        own = []
        while piece is not None and piece.span.start < place.end:
            if piece.span.start >= place.start:
                own.append(piece)
            piece = next(pieces, None)
        blocks.append(Block(line, tuple(own)))
    return blocks


def _into(places: list[Span], start: int) -> int:
    """Return a place itself where it stands in a paragraph, else the beginning of the next, or of the last, one."""
    number = bisect_right(places, start, key=lambda span: span.end)
    if number < len(places):
        return max(start, places[number].start)
    return places[-1].start if places else 0


def _sweep(dossier: Dossier, facts: Sequence[Fact]) -> _Sweep:
    sweep = _Sweep()
    for count, piece in enumerate(dossier.furniture):
        sweep.add(piece.span, (0, count, piece.kind))
    for number, statement in enumerate(dossier.statements, 1):
        for role, span in _roles(statement):
            sweep.add(span, (-_size(statement), number, Mark(number, role)))
    for fact in facts:
        for count, span in enumerate(fact.spans):
            sweep.add(span, (0, count, FactMark(fact.key)))
    return sweep


def _roles(statement: Statement) -> Iterator[tuple[str, Span]]:
    for span in statement.content:
        yield "content", span
    for role, maybe in (
        ("speaker", statement.speaker_span),
        ("cue", statement.cue_span),
        ("addressee", statement.addressee_span),
        ("outlet", statement.outlet_span),
    ):
        if maybe is not None:
            yield role, maybe
    for step in statement.attribution:
        yield "passed_on", step.span


def _size(statement: Statement) -> int:
    whole = hull(span for role, span in _roles(statement) if role in ("content", "cue", "speaker"))
    return whole.end - whole.start if whole else 0


def _pieces(cuts: list[int], sweep: _Sweep, begins: _Begins) -> Iterator[Piece]:
    going: list[_Entry] = []
    for start, end in pairwise(cuts):
        for entry in sweep.end.get(start, []):
            going.remove(entry)
        going += sweep.begin.get(start, [])
        marks = [m for _, _, m in sorted(going, key=lambda e: e[:2]) if isinstance(m, Mark)]
        numbers, keys = begins.get(start, ((), ()))
        furniture = [kind for _, _, kind in going if isinstance(kind, str)]
        yield Piece(
            Span(start, end),
            tuple(dict.fromkeys(marks)),
            furniture[-1] if furniture else None,
            tuple(numbers),
            tuple(dict.fromkeys(entry.key for _, _, entry in going if isinstance(entry, FactMark))),
            tuple(keys),
        )


def _paragraphs(text: str) -> Iterator[Span]:
    """Give the paragraphs: what stands between blank lines, or each line where lines are long."""
    group: list[Span] = []
    start = 0
    for line in [*text.split("\n"), ""]:
        if line.strip():
            group.append(Span(start, start + len(line)))
        else:
            yield from _shown(group)
            group = []
        start += len(line) + 1


def _shown(group: list[Span]) -> Iterator[Span]:
    whole = hull(group)
    if whole is None:
        return
    if (whole.end - whole.start) / len(group) >= _LONG_LINE:
        yield from group
    else:
        yield whole
