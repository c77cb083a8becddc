"""Acts that the network saw, in the light of the statements they stand in: drafts of events."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.act_draft import ActDraft
from onrecord.extract.view import View
from onrecord.model.dossier import Statement
from onrecord.model.reading import ActFrame, Reading
from onrecord.model.span import Span, TokenRange

#: Acts that people do together: who is named as acted upon takes part.
_TOGETHER = frozenset({"CONSULT"})
#: Most words of a trigger.
_LONGEST_TRIGGER = 4


def draft_acts(reading: Reading, statements: Sequence[Statement]) -> list[ActDraft]:
    """Return a draft for every telling of an act, in text order.

    Args:
        reading: The page with its acts.
        statements: Its statements; their speakers need not be resolved.
    """
    view = View(reading)
    cues = [(view.tokens_in(s.cue_span), s) for s in statements if s.cue_span is not None]
    return [_draft(view, frame, cues, statements) for frame in reading.acts]


def _draft(
    view: View, frame: ActFrame, cues: Sequence[tuple[TokenRange, Statement]], statements: Sequence[Statement]
) -> ActDraft:
    trigger = TokenRange(frame.trigger.first, min(frame.trigger.last, frame.trigger.first + _LONGEST_TRIGGER))
    draft = ActDraft(
        frame, trigger, frame.type, max(frame.rating.modality, key=frame.rating.modality.__getitem__), score=frame.score
    )
    draft.actors = _fillers(view, frame, "actor")
    draft.recipients = _fillers(view, frame, "recipient")
    if frame.type in _TOGETHER:
        draft.actors, draft.recipients = [*draft.actors, *draft.recipients], []
    draft.condition = next(iter(frame.fillers("condition")), None)
    draft.place = _surest(frame, "place")
    draft.time = _surest(frame, "time")
    draft.cue_of = next((s for cue, s in cues if _touch(cue, trigger)), None)
    if draft.cue_of is not None and draft.cue_of.act is not None:
        draft.type = draft.cue_of.act
    draft.inside = innermost(statements, view.page.cover(trigger))
    draft.in_furniture = view.paragraph(trigger.first).kind != "prose"
    return draft


def _fillers(view: View, frame: ActFrame, name: str) -> list[Span]:
    """Return the words that fill a role, surest first, without the determiners and titles the resolver wants too."""
    roles = sorted((r for r in frame.roles if r.name == name), key=lambda r: -r.score)
    return [view.page.cover(role.tokens) for role in roles]


def _surest(frame: ActFrame, name: str) -> TokenRange | None:
    roles = [r for r in frame.roles if r.name == name]
    return max(roles, key=lambda r: r.score).tokens if roles else None


def _touch(one: TokenRange, other: TokenRange) -> bool:
    return one.first < other.last and other.first < one.last


def innermost(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the statement with the shortest content around a span; None where it stands in none."""
    around = [
        (sum(piece.end - piece.start for piece in s.content), n, s)
        for n, s in enumerate(statements)
        if any(piece.start <= span.start and span.end <= piece.end for piece in s.content)
    ]
    return min(around)[2] if around else None
