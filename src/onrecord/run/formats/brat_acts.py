"""Events and positions as annotations for brat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model.dossier import Event, Position
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.run.formats.brat_pen import BratPen
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.near import nearest_mention, sentence_of

#: What a value of an attribute may look like.
_VALUE = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers of what is annotated already."""

    #: Ids of statements to the numbers of their contents.
    contents: Mapping[str, str]
    #: Ids of actors with spans of their mentions to the numbers of these.
    mentions: Mapping[tuple[str, Span], str]


def write_events(lookup: Lookup, reading: Reading | None, written: Written, pen: BratPen) -> None:
    """Write each event: trigger, arguments, attributes, and relations to what it belongs to.

    An actor is the first of his mentions in the sentence of the trigger, else his first of all.
    """
    names: dict[str, str] = {}
    made: list[tuple[str, Event]] = []
    for event in lookup.dossier.events:
        trigger = pen.add_span(event.type, [event.trigger_span])
        if trigger is None:
            continue
        sentence = sentence_of(lookup.dossier, reading, event.trigger_span)
        arguments = [
            (role, number)
            for role, ids in (
                ("Actor", event.actors),
                ("Recipient", event.recipients),
                ("Suspect", event.actors_alleged),
                ("Disputed_by", event.disputed_by),
            )
            for number in _mentions(lookup, ids, sentence, written)
        ]
        place = lookup.places.get(event.where) if event.where is not None else None
        for role, span in (
            ("When", event.when.span if event.when else None),
            ("Where", place.span if place else None),
            ("Condition", event.condition_span),
        ):
            number = pen.add_span(role, [span]) if span is not None else None
            if number is not None:
                arguments.append((role, number))
        name = pen.add_event(event.type, trigger, arguments)
        names.setdefault(event.id, name)
        made.append((name, event))
    for name, event in made:
        _describe(event, name, names, written, pen)


def _describe(event: Event, name: str, names: Mapping[str, str], written: Written, pen: BratPen) -> None:
    """Write attributes and relations of an event."""
    pen.add_attribute("Modality", name, event.modality)
    for attribute, value in (("Mode", event.mode), ("Custom_type", event.custom_type)):
        if value is not None and _VALUE.fullmatch(value):
            pen.add_attribute(attribute, name, value)
    for flag, is_set in (("Negated", event.negated), ("Background", event.background)):
        if is_set:
            pen.add_attribute(flag, name)
    whole = names.get(event.part_of) if event.part_of is not None else None
    if whole is not None and whole != name:
        pen.add_relation("Part_of", name, whole)
    if event.statement is not None:
        pen.add_relation("Told_in", name, written.contents.get(event.statement))
    for span in event.mentions:
        pen.add_relation("Told_again", name, pen.add_span("Retelling", [span]))


def write_positions(lookup: Lookup, reading: Reading | None, written: Written, pen: BratPen) -> None:
    """Write each position: its words, stance, issue, party, whom it is toward, and its statement."""
    for position in lookup.dossier.positions:
        words = pen.add_span("Position", [position.content_span])
        if words is None:
            continue
        sentence = sentence_of(lookup.dossier, reading, position.content_span)
        pen.add_attribute("Stance", words, position.stance)
        for role, ids in _parties(position):
            for number in _mentions(lookup, ids, sentence, written):
                pen.add_relation(role, words, number)
        if position.statement is not None:
            pen.add_relation("Stated_in", words, written.contents.get(position.statement))
        pen.add_note(words, one_line(position.issue) or "(issue not named)")


def _parties(position: Position) -> tuple[tuple[str, tuple[str, ...]], ...]:
    speaker = () if position.speaker in (None, position.party) else (position.speaker,)
    return ("Party", (position.party,)), ("Spoken_by", speaker), ("Toward", position.toward)


def _mentions(lookup: Lookup, ids: tuple[str, ...], sentence: Span, written: Written) -> list[str]:
    """Return the numbers of the mentions that stand for actors in a sentence."""
    found = []
    for actor in (lookup.actors[i] for i in dict.fromkeys(ids) if i in lookup.actors):
        allowed = [span for span in actor.mentions if (actor.id, span) in written.mentions]
        mention = nearest_mention(actor, sentence, allowed)
        if mention is not None:
            found.append(written.mentions[actor.id, mention])
    return found
