"""Stand-ins for what answers about acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model.reading import TriggerRating
from onrecord.model.span import Span
from onrecord.score.event_answers import PartySpans


def rating(
    modality: str = "happened", *, negated: float = 0, background: float = 0, factuality: float = 0
) -> TriggerRating:
    """Make a rating that is three quarters sure of one modality."""
    other = "possible" if modality != "possible" else "happened"
    return TriggerRating({modality: 0.75, other: 0.25}, negated, background, factuality, None)


@dataclass
class Answers:
    """An EventRater that says what it is told to, by text, and remembers what it was asked."""

    types: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    triggers: Mapping[str, Sequence[TriggerRating]] = field(default_factory=dict)
    parties: Mapping[str, PartySpans] = field(default_factory=dict)
    asked: list[object] = field(default_factory=list)

    def rate_types(self, text: str, source: Sequence[Span], target: Sequence[Span]) -> Mapping[str, float]:
        """Say the types of a text."""
        self.asked.append((text, tuple(source), tuple(target)))
        return self.types[text]

    def rate_triggers(self, text: str, spans: Sequence[Span]) -> Sequence[TriggerRating]:
        """Say the ratings of a text's triggers."""
        self.asked.append((text, tuple(spans)))
        return self.triggers[text]

    def find_parties(self, text: str) -> PartySpans:
        """Say the parties of a text."""
        return self.parties[text]
