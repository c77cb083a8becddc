"""Positions: where each party stands, from the statements whose words take a stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.extract.confidence import calibrate
from onrecord.extract.issues import name_issues
from onrecord.extract.prose import NO_PROSE, is_prose
from onrecord.extract.stances import stance_of
from onrecord.extract.toward import find_toward
from onrecord.extract.view import View
from onrecord.model.dossier import Actor, Event, Position, Stance, Statement
from onrecord.model.ids import fact_id
from onrecord.model.reading import Frame, Reading
from onrecord.model.span import Span, hull


def find_positions(
    reading: Reading,
    statements: Sequence[Statement],
    actors: Mapping[str, Actor],
    events: Sequence[Event],
    sides: Mapping[str, str],
) -> tuple[Position, ...]:
    """Return the positions of a report, in text order.

    Args:
        reading: The page; its frames carry stances.
        statements: Resolved statements.
        actors: The actors of the report by id.
        events: Its events: what a statement does to somebody tells toward whom it stands.
        sides: For whom each actor speaks, both by id; left out are those who speak for themselves.
    """
    view, prose = View(reading), is_prose(reading.page)
    frames = {reading.page.cover(frame.cue): frame for frame in reading.frames}
    found = []
    for statement in statements:
        frame = _frame_of(statement, frames)
        content = hull(statement.content)
        taken = stance_of(statement, frame.stances) if frame is not None else None
        if taken is None or content is None:
            continue
        if statement.in_furniture or not statement.speakers:
            continue
        number = view.paragraph_number(view.tokens_in(content).first)
        most = 1.0 if not prose or prose[number] else NO_PROSE
        for speaker in statement.speakers:
            sayers = (party_of(actors[speaker], actors, sides), actors[speaker])
            position = _position(view, statement, sayers, actors, taken, events)
            found.append(replace(position, confidence=min(most, position.confidence)))
    return name_issues(reading, _without_doubles(found), actors)


def _frame_of(statement: Statement, frames: Mapping[Span, Frame]) -> Frame | None:
    if statement.cue_span is None:
        return None
    exact = frames.get(statement.cue_span)
    return exact or next((f for span, f in frames.items() if span.overlaps(statement.cue_span)), None)


def _position(
    view: View,
    statement: Statement,
    sayers: tuple[Actor, Actor],
    actors: Mapping[str, Actor],
    taken: tuple[Stance, float],
    events: Sequence[Event],
) -> Position:
    content = max(statement.content, key=lambda piece: piece.end - piece.start)
    party, speaker = sayers
    stance, share = taken
    return Position(
        id=fact_id(view.page.report.id, f"position-{party.id}", content),
        party=party.id,
        speaker=speaker.id,
        issue="",  # named once all positions are known
        stance=stance,
        toward=find_toward(view, statement, stance, content, sayers, actors, events),
        content_span=content,
        statement=statement.id,
        confidence=calibrate(statement.confidence * share, "positions"),
    )


def party_of(speaker: Actor, actors: Mapping[str, Actor], sides: Mapping[str, str]) -> Actor:
    """Return for whom somebody speaks: his state, government or body where the report names it, else himself.

    Args:
        speaker: Who speaks.
        actors: The actors of the report by id.
        sides: For whom each actor speaks, both by id.
    """
    return actors.get(sides.get(speaker.id, speaker.id), speaker)


def _without_doubles(found: Sequence[Position]) -> tuple[Position, ...]:
    kept: dict[str, Position] = {}
    for position in found:
        kept.setdefault(position.id, position)
    return tuple(sorted(kept.values(), key=lambda p: (p.content_span, p.id)))
