"""The facts of a dossier by their ids, so that one fact can speak of another by its name or number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.dossier import Actor, Dossier, Place, Position
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.words import words_at

_NOBODY = "somebody not named"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A dossier with its facts by id. Where an id stands twice the first fact bears it."""

    dossier: Dossier
    actors: dict[str, Actor]
    places: dict[str, Place]
    #: Ids to numbers, from 1, in the order of the dossier.
    statements: dict[str, int]
    events: dict[str, int]

    @classmethod
    def of(cls, dossier: Dossier) -> Lookup:
        """Return the facts of a dossier by their ids."""
        return cls(
            dossier,
            {actor.id: actor for actor in reversed(dossier.actors)},
            {place.id: place for place in reversed(dossier.places)},
            _numbers(statement.id for statement in dossier.statements),
            _numbers(event.id for event in dossier.events),
        )

    def names(self, ids: Iterable[str]) -> list[str]:
        """Return the names of actors; ids that no actor bears are passed over."""
        known = (self.actors[i] for i in dict.fromkeys(ids) if i in self.actors)
        return [one_line(actor.name) or "(no name)" for actor in known]

    def sayer(self, number: int) -> str:
        """Return who made the statement of a number: his name, else the words for him in marks."""
        statement = self.dossier.statements[number - 1]
        names = self.names(statement.speakers)
        if names:
            return " and ".join(names)
        return f'"{words_at(self.dossier, statement.speaker_span)}"' if statement.speaker_span else _NOBODY

    def party(self, position: Position) -> str:
        """Return the name of the party of a position."""
        return next(iter(self.names([position.party])), "(party not known)")

    def other_speaker(self, position: Position) -> str:
        """Return the name of who spoke for the party; empty where it is the party itself or nobody is named."""
        if position.speaker is None or position.speaker == position.party:
            return ""
        return next(iter(self.names([position.speaker])), "")


def _numbers(ids: Iterable[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, name in enumerate(ids, 1):
        numbers.setdefault(name, number)
    return numbers
