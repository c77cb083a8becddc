"""Stand-off annotation for the brat tool: the ``.ann`` beside a ``.txt`` with the report's text."""

from __future__ import annotations

from onrecord.model.dossier import Dossier, Statement
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.run.formats.brat_acts import Written, write_events, write_positions
from onrecord.run.formats.brat_pen import BratPen
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.lookup import Lookup

_ATTRIBUTES = ("kind", "form", "marks", "act", "polarity", "medium")


def write(dossier: Dossier, reading: Reading | None, *, width: int, color: bool) -> str:  # noqa: ARG001
    """Return statements, actors, events and positions as annotations.

    A statement hangs on its content: relations lead from the content to speaker, cue, addressee, outlet and to each
    step that passed it on; attributes say the rest. An event is a trigger of its type with arguments; a position hangs
    on its words. Offsets are code points, as brat counts them; pieces of a content are fragments, and a span that runs
    over a line break is cut there, as brat wants it. A lone surrogate is written as a question mark, as in the text
    file beside it.
    """
    pen = BratPen(dossier.report.text)
    contents = _write_statements(dossier, pen)
    mentions: dict[tuple[str, Span], str] = {}
    for actor in dossier.actors:
        for mention in actor.mentions:
            mark = pen.add_span("Actor", [mention])
            if mark:
                mentions.setdefault((actor.id, mention), mark)
                pen.add_note(mark, one_line(actor.name) or "(no name)")
    lookup, written = Lookup.of(dossier), Written(contents, mentions)
    write_events(lookup, reading, written, pen)
    write_positions(lookup, reading, written, pen)
    return pen.text()


def _write_statements(dossier: Dossier, pen: BratPen) -> dict[str, str]:
    """Write the statements and return their ids with the numbers of their contents."""
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
    return anchors


def _anchor_spans(statement: Statement) -> list[Span]:
    return list(statement.content) or [s for s in (statement.cue_span, statement.speaker_span) if s][:1]
