"""Whole dossiers from annotated reports: events, positions, figures, times, places, actors and furniture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from onrecord.model.dossier import Dossier, Event, Figure, Place, Statement
from onrecord.model.ids import report_id
from onrecord.model.page import Furniture
from onrecord.model.span import Span, hull
from onrecord.score.check_statements import check_header, check_statements
from onrecord.score.draft import Draft, pick_time
from onrecord.score.gold_dossiers import dossier_from_inline, statement_ids
from onrecord.score.inline import InlineError, InlineReport, compile_inline
from onrecord.score.layer_events import build_event
from onrecord.score.layer_facts import build_figures, build_furniture, build_places, build_position, build_times
from onrecord.score.listed_actors import ListedActors
from onrecord.score.notes import Findings, Note, gather_notes

#: Layers a file may carry, as its header line ``layers`` names them.
LAYERS: tuple[str, ...] = (
    "statements",
    "actors",
    "events",
    "positions",
    "figures",
    "times",
    "places",
    "furniture",
)
_Fact = TypeVar("_Fact", Statement, Event, Figure, Place)
_LETTERS = {
    "n": "actors",
    "e": "events",
    "k": "positions",
    "f": "figures",
    "t": "times",
    "p": "places",
    "h": "furniture",
}


def layers_of(report: InlineReport) -> frozenset[str]:
    """Return the layers a file carries; ``statements`` where it does not say."""
    wanted = report.meta.get("layers", "statements")
    if wanted == "all":
        return frozenset(LAYERS)
    return frozenset(filter(None, (word.strip() for word in wanted.split(",")))) | {"statements"}


def annotate(report: InlineReport) -> tuple[Dossier, Findings]:
    """Build the dossier of an annotated report. It is whole only where the findings name no problem."""
    findings = Findings(report.name)
    carried = layers_of(report)
    for unknown in sorted(carried - set(LAYERS)):
        findings.wrong(1, f"layers: '{unknown}' is no layer; write 'layers: all' or some of {', '.join(LAYERS)}")
    notes = gather_notes(report, findings)
    for kind, layer in _LETTERS.items():
        for note in notes[kind].values():
            if layer not in carried:
                findings.wrong(
                    note.line, f"{note.label}, but the header does not name {layer}; write 'layers: all' there"
                )
    check_header(report, findings)
    check_statements(report, findings, listed="actors" in carried)
    if "actors" not in carried:
        return dossier_from_inline(report), findings
    identity = report_id(report.text)
    actors = ListedActors(report, notes["n"], identity, findings)
    told = dossier_from_inline(report, _Lines(report, actors))
    draft = Draft(report, identity, findings, actors, told.statements, statement_ids(report))
    return _fill(told, draft, notes), findings


class _Lines:
    """The listed actors, who complain of the line of the statement that names them."""

    def __init__(self, report: InlineReport, actors: ListedActors) -> None:
        self._report, self._actors = report, actors

    def get(self, name: str, mention: Span | None) -> str | None:
        """As ``ListedActors.get``."""
        self._actors.at(self._line(name, mention))
        return self._actors.get(name, mention)

    def all(self) -> tuple[()]:
        """Return none yet: other facts still add mentions."""
        return ()

    def _line(self, name: str, mention: Span | None) -> int:
        for s in self._report.statements:
            if name in s.facts.get("speaker", "") or name in s.facts.get("via", ""):
                return self._report.fact_lines.get(s.number, 1)
        return self._report.line_of(mention.start) if mention else 1


def _fill(told: Dossier, draft: Draft, notes: dict[str, dict[int, Note]]) -> Dossier:
    draft.times = {n: build_times(draft, note) for n, note in notes["t"].items()}
    draft.places = {n: build_places(draft, note) for n, note in notes["p"].items()}
    figures = [figure for note in notes["f"].values() for figure in build_figures(draft, note)]
    furniture = [piece for note in notes["h"].values() for piece in build_furniture(draft, note)]
    events = [event for note in notes["e"].values() for event in [build_event(draft, note, notes["e"])] if event]
    positions = [pos for note in notes["k"].values() for pos in [build_position(draft, note)] if pos]
    return replace(
        told,
        furniture=tuple(sorted(furniture, key=lambda piece: piece.span)),
        actors=draft.actors.all(),
        statements=tuple(_finish(draft, s, furniture) for s in told.statements),
        events=tuple(sorted((_inside(e, e.trigger_span, furniture) for e in events), key=lambda e: e.trigger_span)),
        positions=tuple(sorted(positions, key=lambda p: p.content_span)),
        figures=tuple(sorted((_inside(f, f.span, furniture) for f in figures), key=lambda f: f.span)),
        times=tuple(sorted((t for found in draft.times.values() for t in found), key=lambda t: t.span)),
        places=tuple(
            sorted(
                (_inside(p, p.span, furniture) for found in draft.places.values() for p in found), key=lambda p: p.span
            )
        ),
    )


def _finish(draft: Draft, statement: Statement, furniture: list[Furniture]) -> Statement:
    """Give a statement its time, and note where it stands in furniture."""
    evidence = hull([*statement.content, *filter(None, [statement.cue_span])])
    statement = _inside(statement, evidence, furniture) if evidence else statement
    number = next(n for n, identity in draft.statement_ids.items() if identity == statement.id)
    facts = next(s.facts for s in draft.report.statements if s.number == number)
    if "said" not in facts:
        return statement
    line = draft.report.fact_lines.get(number, 1)
    return replace(statement, said=pick_time(draft, facts["said"], statement.cue_span or evidence, line))


def _inside(fact: _Fact, evidence: Span, furniture: list[Furniture]) -> _Fact:
    """Mark a fact that stands in a caption or heading."""
    if any(piece.kind in ("caption", "heading") and piece.span.contains(evidence) for piece in furniture):
        return replace(fact, in_furniture=True)
    return fact


def compile_annotated(path_or_text: Path | str) -> tuple[Dossier, frozenset[str]]:
    """Return the dossier of an annotated report and the layers it carries.

    Raises:
        InlineError: Something is wrong with the file; the message names every line, what is wrong and how to mend it.
    """
    report = compile_inline(path_or_text)
    dossier, findings = annotate(report)
    if findings.problems:
        raise InlineError("\n".join(findings.lines(findings.problems)))
    return dossier, layers_of(report)
