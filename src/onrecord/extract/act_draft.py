"""An event in the making: what the network saw of an act, before its parties are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.dossier import Statement
from onrecord.model.reading import ActFrame
from onrecord.model.span import Span, TokenRange


@dataclass(slots=True, eq=False)
class ActDraft:
    """One telling of an act. Drafts are compared by identity."""

    frame: ActFrame
    trigger: TokenRange
    #: One of ``ACT_TYPES``; not the network's own where the cue of a statement tells it better.
    type: str
    modality: str
    #: Words for the parties with the probability of each, surest first.
    actors: list[tuple[Span, float]] = field(default_factory=list)
    recipients: list[tuple[Span, float]] = field(default_factory=list)
    #: Statement whose cue the trigger is; its speakers are the actors.
    cue_of: Statement | None = None
    #: Innermost statement in whose content the trigger stands.
    inside: Statement | None = None
    condition: TokenRange | None = None
    place: TokenRange | None = None
    time: TokenRange | None = None
    in_furniture: bool = False
    #: Probability, 0 to 1, not yet calibrated.
    score: float = 1.0

    def parties(self, least: float = 0.0) -> list[Span]:
        """Return the words for parties, from a probability on."""
        return [span for span, score in (*self.actors, *self.recipients) if score >= least]
