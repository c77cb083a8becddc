"""What the facts of one annotated report refer to while they are built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from onrecord.model.dossier import Place, Statement, TimeExpression
from onrecord.model.span import Span
from onrecord.score.inline import InlineReport
from onrecord.score.listed_actors import ListedActors
from onrecord.score.notes import Findings

_Item = TypeVar("_Item", TimeExpression, Place)


@dataclass(slots=True)
class Draft:
    """What one report's facts refer to while they are built."""

    report: InlineReport
    #: Id of the report.
    identity: str
    findings: Findings
    actors: ListedActors
    statements: tuple[Statement, ...]
    #: Number of a statement in the file to its id.
    statement_ids: dict[int, str]
    #: Number to the items of its marks.
    times: dict[int, list[TimeExpression]] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    #: Number of an event to its id.
    event_ids: dict[int, str] = field(default_factory=dict)

    def statement(self, number: str, line: int) -> Statement | None:
        """Return the statement of a number as written; None, noted, where there is none."""
        wanted = self.statement_ids.get(int(number)) if number.isdigit() else None
        if wanted is None:
            self.findings.wrong(
                line, f"there is no statement {number} (or it only passes others on); correct the number"
            )
        return next((s for s in self.statements if s.id == wanted), None)

    def around(self, span: Span) -> Statement | None:
        """Return the innermost statement in whose content a span stands."""
        holding = [s for s in self.statements if any(piece.contains(span) for piece in s.content)]
        return min(holding, key=lambda s: sum(p.end - p.start for p in s.content), default=None)


def pick_time(draft: Draft, label: str, near: Span | None, line: int) -> TimeExpression | None:
    """Return the time of a label ("t2"), of its marks the one nearest to a span; None, noted, where there is none."""
    found = draft.times.get(int(label[1:])) if label[:1] == "t" and label[1:].isdigit() else None
    if found is None:
        draft.findings.wrong(line, f"'{label}' is no time of this file; write t and the number of a time line")
    return nearest(found or (), near)


def pick_place(draft: Draft, label: str, near: Span | None, line: int) -> str | None:
    """Return the id of the place of a label ("p1"); None, noted, where there is none."""
    found = draft.places.get(int(label[1:])) if label[:1] == "p" and label[1:].isdigit() else None
    if found is None:
        draft.findings.wrong(line, f"'{label}' is no place of this file; write p and the number of a place line")
    place = nearest(found or (), near)
    return place.id if place else None


def nearest(items: Iterable[_Item], near: Span | None) -> _Item | None:
    """Return the item that stands nearest to a span."""
    start = near.start if near else 0
    return min(items, key=lambda item: abs(item.span.start - start), default=None)
