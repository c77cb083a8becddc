"""A statement in the making: token ranges, before they become spans."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.codebook.reporting import CueEntry
from onrecord.extract.view import cover
from onrecord.model.dossier import (
    Act,
    AttributionRole,
    Form,
    Marks,
    MediumKind,
    Polarity,
    StatementKind,
    TimeExpression,
)
from onrecord.model.span import Span, TokenRange


@dataclass(slots=True, eq=False)
class Draft:
    """One statement while rules still work on it. Drafts are compared by identity."""

    #: None where a quotation goes on without a cue of its own.
    cue: TokenRange | None
    #: One of ``CUE_CLASSES``.
    cue_class: str
    #: What the code book says of the cue; None where it does not know it.
    entry: CueEntry | None
    source: TokenRange | None
    #: Pieces of the content in text order; empty only where comment was declined.
    content: list[TokenRange]
    #: Probability, 0 to 1.
    score: float
    addressee: TokenRange | None = None
    medium_tokens: TokenRange | None = None
    kind: StatementKind = "said"
    form: Form = "indirect"
    marks: Marks | None = None
    act: Act | None = None
    polarity: Polarity = "affirmed"
    medium: MediumKind | None = None
    outlet: TokenRange | None = None
    said: TimeExpression | None = None
    #: Steps of the attribution chain, outermost first.
    steps: list[tuple[AttributionRole, TokenRange]] = field(default_factory=list)
    parent: Draft | None = None
    #: True where the cue has a subject that is no sayer ("estimates suggest").
    impersonal: bool = False
    #: The draft whose speaker, medium and time this one continues; None where it stands for itself.
    follows: Draft | None = None
    mentions: list[Span] = field(default_factory=list)

    @property
    def cue_word(self) -> str:
        """Return the code book's base form of the cue; "" where unknown."""
        return self.entry.cue if self.entry is not None else ""

    @property
    def content_cover(self) -> TokenRange | None:
        """Return the range from the first to the last token of the content; None without content."""
        return cover(self.content) if self.content else None

    @property
    def extent(self) -> TokenRange:
        """Return the range that holds speaker, cue and content."""
        return cover([r for r in (self.source, self.cue, *self.content) if r is not None])

    @property
    def place(self) -> int:
        """Return the token it is sorted by: the first of its content, else of its cue."""
        return self.content[0].first if self.content else self.extent.first
