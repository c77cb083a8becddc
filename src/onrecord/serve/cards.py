"""Fact cards: what stands beside the text for each fact, in text order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.dossier import Actor, Dossier, Event, Place, Position, Statement
from onrecord.model.span import Span
from onrecord.serve.marking import evidence_of, key_of


@dataclass(frozen=True, slots=True)
class Card:
    """A fact as the reader shows it."""

    key: str
    kind: str
    #: The words it stands on, exactly.
    words: str
    #: What the fact says: "Sergei Ryabkov", "ASSAULT".
    head: str
    #: Names and values below the head.
    lines: tuple[tuple[str, str], ...]
    #: happened, planned, …; None where the fact has none.
    modality: str | None
    #: From the one who said it to this report: "Ryabkov", "Interfax", "this report".
    chain: tuple[str, ...]
    confidence: float
    start: int


def cards_of(dossier: Dossier) -> list[Card]:
    """Return the cards of a report: statements, events, positions and figures, in text order."""
    names = {a.id: a for a in dossier.actors}
    places = {p.id: p for p in dossier.places}
    text = dossier.report.text
    found = [_statement(s, names, text) for s in dossier.statements if s.content or s.cue_span]
    found += [_event(e, names, places, text) for e in dossier.events]
    found += [_position(p, names, text) for p in dossier.positions]
    for figure in dossier.figures:
        bounds = f"{_number(figure.low)} / {_number(figure.best)} / {_number(figure.high)}"
        lines = [("low / best / high", bounds), ("unit", figure.unit), ("bound", figure.bound)]
        of = figure.of_span.of(text) if figure.of_span else ""
        found.append(
            Card(
                key_of("figure", figure.span), "figure", figure.span.of(text), of or figure.unit, _told(lines), None,
                (), figure.confidence, figure.span.start,
            )
        )  # fmt: skip
    return sorted(found, key=lambda c: (c.start, c.kind))


def _statement(s: Statement, names: dict[str, Actor], text: str) -> Card:
    speakers = _names(s.speakers, names) or (s.speaker_span.of(text) if s.speaker_span else "nobody named")
    steps = tuple(names[a.actor].name if a.actor in names else a.span.of(text) for a in reversed(s.attribution))
    lines = [
        ("form", s.form + (f", marks {s.marks}" if s.marks else "")),
        ("act", s.act or ""),
        ("to", s.addressee_span.of(text) if s.addressee_span else ""),
        ("through", (s.medium or "").replace("_", " ")),
        ("when", s.said.value or s.said.span.of(text) if s.said else ""),
        ("polarity", s.polarity if s.polarity != "affirmed" else ""),
    ]
    words = " … ".join(piece.of(text) for piece in s.content) or (s.cue_span.of(text) if s.cue_span else "")
    key = key_of("statement", evidence_of(s))
    chain = (speakers, *steps, "this report")
    return Card(key, "statement", words, speakers, _told(lines), None, chain, s.confidence, evidence_of(s).start)


def _event(e: Event, names: dict[str, Actor], places: dict[str, Place], text: str) -> Card:
    where = places.get(e.where or "")
    lines = [
        ("who", _names(e.actors, names)),
        ("suspected", _names(e.actors_alleged, names)),
        ("to whom", _names(e.recipients, names)),
        ("when", e.when.value or e.when.span.of(text) if e.when else ""),
        ("where", where.name if where else ""),
        ("if", e.condition_span.of(text) if e.condition_span else ""),
        ("disputed by", _names(e.disputed_by, names)),
        ("background", "yes" if e.background else ""),
    ]
    head = e.type + (f" · {e.mode}" if e.mode else "") + (" · not to be done" if e.negated else "")
    key = key_of("event", e.trigger_span)
    words = e.trigger_span.of(text)
    return Card(key, "event", words, head, _told(lines), e.modality, (), e.confidence, e.trigger_span.start)


def _position(p: Position, names: dict[str, Actor], text: str) -> Card:
    party = names[p.party].name if p.party in names else ""
    lines = [("issue", p.issue), ("stance", p.stance), ("toward", _names(p.toward, names))]
    key = key_of("position", p.content_span)
    return Card(
        key, "position", p.content_span.of(text), f"{party} {p.stance}", _told(lines), None, (), p.confidence,
        p.content_span.start,
    )  # fmt: skip


def spans_of(dossier: Dossier, key: str) -> list[Span]:
    """Return where a fact stands, by its key; nothing where there is none."""
    kind, _, _ = key.partition(":")
    if kind == "statement":
        # Tables know a statement of several pieces by its whole stretch.
        keyed = [(key_of(kind, span), s) for s in dossier.statements for span in (evidence_of(s), _whole(s))]
        found = next((s for name, s in keyed if name == key), None)
        return list(found.content) or [evidence_of(found)] if found else []
    known: list[Span] = [
        *(e.trigger_span for e in dossier.events if kind == "event"),
        *(p.content_span for p in dossier.positions if kind == "position"),
        *(f.span for f in dossier.figures if kind == "figure"),
        *(t.span for t in dossier.times if kind == "time"),
        *(p.span for p in dossier.places if kind == "place"),
        *(m for a in dossier.actors if kind == "actor" for m in a.mentions),
    ]
    return [s for s in known if key_of(kind, s) == key][:1]


def _whole(s: Statement) -> Span:
    return Span(s.content[0].start, s.content[-1].end) if s.content else evidence_of(s)


def _names(ids: Sequence[str], names: dict[str, Actor]) -> str:
    return ", ".join(names[i].name for i in ids if i in names)


def _told(lines: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in lines if value)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.6g}"
