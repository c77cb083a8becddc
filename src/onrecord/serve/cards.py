"""Fact cards: what stands beside the text for each fact, in text order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.dossier import Actor, Dossier, Event, Place, Position, Statement
from onrecord.model.span import Span
from onrecord.record.judged import Ruling
from onrecord.serve.decisions import FIELDS, MACHINE, Fact, chosen, corrected, facts_of, judged, state_of
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
    #: machine, confirmed, corrected or rejected.
    state: str = MACHINE
    #: What a correction changed: name, value as read, value now.
    changes: tuple[tuple[str, str, str], ...] = ()
    #: When the newest decision was made; "" where there is none.
    decided: str = ""


def cards_of(dossier: Dossier, rulings: Mapping[str, Ruling] | None = None) -> list[Card]:
    """Return the cards of a report: statements, events, positions and figures, in text order.

    Args:
        dossier: The report as it was read.
        rulings: The decisions on its facts, by key (see ``decisions.rulings_of``).
    """
    decided = rulings or {}
    facts = facts_of(dossier)
    cards = _read(judged(dossier, decided, without_wrong=False))
    return [_with_state(card, decided.get(card.key), facts.get(card.key), dossier) for card in cards]


def _with_state(card: Card, ruling: Ruling | None, fact: Fact | None, dossier: Dossier) -> Card:
    if ruling is None or fact is None:
        return card
    before = chosen(card.kind, fact, dossier.actors)
    after = chosen(card.kind, corrected(fact, ruling, dossier.actors), dossier.actors)
    changes = tuple(
        (field.title, _shown(before[field.name]), _shown(after[field.name]))
        for field in FIELDS[card.kind]
        if before[field.name] != after[field.name]
    )
    return replace(card, state=state_of(ruling), changes=changes, decided=f"{ruling.at:%Y-%m-%d %H:%M} UTC")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(value).replace("_", " ") if value is not None else "none"


def _read(dossier: Dossier) -> list[Card]:
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


@dataclass(frozen=True, slots=True)
class Told:
    """What some marked words were taken for."""

    kind: str
    head: str
    lines: tuple[tuple[str, str], ...]
    confidence: float
    #: Keys and words of its other mentions.
    others: tuple[tuple[str, str], ...] = ()


#: Other mentions that are listed of an actor.
_MENTIONS = 8


def about_words(dossier: Dossier, keys: Sequence[str]) -> list[Told]:
    """Return what the facts of some words are: what they resolve to, why, where else, how sure.

    Args:
        dossier: The report.
        keys: Keys of marks (see ``marking.marks_of``); those that are none are passed over.
    """
    text = dossier.report.text
    found: dict[str, Told] = {}
    for actor in dossier.actors:
        if not actor.mentions:
            continue
        same = next((a.name for a in dossier.actors if a.id == actor.same_as), "")
        lines = [
            ("kind", actor.kind.replace("_", " ")), ("country", actor.country or ""), ("sector", actor.sector or ""),
            ("title", actor.title or ""), ("speaks for", same), ("mentions", str(len(actor.mentions))),
        ]  # fmt: skip
        others = tuple((key_of("actor", m), m.of(text)) for m in actor.mentions[:_MENTIONS])
        key = key_of("actor", actor.mentions[0])
        found[key] = Told("who", actor.name, _told(lines), actor.confidence, others)
    for time in dossier.times:
        lines = [("value", time.value or "not resolved"), ("type", time.type), ("counted from", time.anchor)]
        found[key_of("time", time.span)] = Told("when", time.span.of(text), _told(lines), time.confidence)
    for place in dossier.places:
        at = f"{place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else ""
        lines = [
            ("country", place.country or ""), ("at", at), ("used as", place.use),
            ("precision", f"{place.precision} of 7" if place.precision else ""),
            ("GeoNames", str(place.geonameid or "")),
        ]  # fmt: skip
        found[key_of("place", place.span)] = Told("where", place.name, _told(lines), place.confidence)
    for card in _read(dossier):
        found.setdefault(card.key, Told(card.kind, card.head, card.lines, card.confidence))
    return [found[key] for key in dict.fromkeys(keys) if key in found]
