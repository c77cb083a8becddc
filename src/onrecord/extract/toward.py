"""Toward whom a party stands: of whom it demands, whom it accuses or threatens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.codebook.actors import country_of_people, find_role
from onrecord.extract.view import View
from onrecord.model.dossier import Actor, Event, Statement
from onrecord.model.span import Span

#: Which words tell toward whom each stance is taken, the surest first. ``addressee``: whom the statement is addressed
#: to; ``object``: the object of the cue ("urged Sylvania to …"); ``subject``: that of the content ("that Sylvania
#: withdraw"); ``first``: the first other party in the content. A denial or a wish is rarely toward those it names.
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "accepts": ("addressee", "subject", "first"),
    "accuses": ("object", "first"),
    "conditions": ("subject", "first"),
    "demands": ("addressee", "object", "subject", "first"),
    "offers": ("addressee", "object"),
    "opposes": ("addressee", "object", "first"),
    "refuses": ("first",),
    "supports": ("object", "first"),
    "threatens": ("subject", "first"),
}
#: Sectors of those who pass on what they are told.
_REPORTERS = frozenset({"JRN", "MED"})
#: Nouns for parties that the code book lists as no office.
_SIDES = frozenset(
    "sides side parties party group groups movement movements league leagues community communities".split()
)
_STATES = frozenset({"state", "government"})


def find_toward(
    view: View,
    statement: Statement,
    stance: str,
    content: Span,
    sides: Sequence[Actor],
    actors: Mapping[str, Actor],
    events: Iterable[Event],
) -> tuple[str, ...]:
    """Return the actors toward whom a position is taken; none where the words do not tell.

    Whom the act of the cue befalls comes first; where the report tells no such act, the words of the statement decide.

    Args:
        view: The page.
        statement: The statement of the position.
        stance: One of ``onrecord.model.dossier.Stance``.
        content: Its words.
        sides: The party and the speaker: nobody stands toward himself.
        actors: The actors of the report by id.
        events: Its events.
    """
    own = {side.id for side in sides}
    done = [e for e in events if statement.cue_span and e.trigger_span.overlaps(statement.cue_span)]
    befallen = tuple(dict.fromkeys(a for event in done for a in event.recipients if a not in own))
    befallen = tuple(a for a in befallen if a in actors and _is_somebody(actors[a]))
    if befallen:
        return befallen
    others = [(m, a.id) for a in actors.values() if _may_be(a, sides, own) and _is_somebody(a) for m in a.mentions]
    for sign in _SIGNS.get(stance, ()):
        found = _read_sign(view, sign, statement, content, sorted(others))
        if found:
            return found
    return ()


def _is_somebody(actor: Actor) -> bool:
    """Tell whether an actor can be spoken to or accused: a thing that something befalls is listed as a group, too."""
    if actor.kind != "group" or actor.sector is not None:
        return True
    last = actor.name.split()[-1:]
    return bool(last) and bool(last[0].lower() in _SIDES or find_role(actor.name) or country_of_people(last[0]))


def _may_be(actor: Actor, sides: Sequence[Actor], own: set[str]) -> bool:
    """Tell whether an actor is another than the sides, and no reporter."""
    if actor.id in own or actor.same_as in own or actor.sector in _REPORTERS:
        return False
    if any(side.same_as == actor.id for side in sides):
        return False
    lands = {side.country for side in sides if side.kind in _STATES} - {None}
    return not (actor.kind in _STATES and actor.country in lands)


def _read_sign(
    view: View, sign: str, statement: Statement, content: Span, others: Sequence[tuple[Span, str]]
) -> tuple[str, ...]:
    if sign == "addressee":
        return _meant(others, [statement.addressee_span] if statement.addressee_span else [])
    if sign == "first":
        return next(((actor,) for mention, actor in others if content.contains(mention)), ())
    words = statement.cue_span if sign == "object" else content
    relations = ("obj", "iobj") if sign == "object" else ("nsubj",)
    return _meant(others, _hanging(view, words, relations))


def _hanging(view: View, words: Span | None, relations: Sequence[str]) -> list[Span]:
    """Return the tokens that hang on the head of some words by one of the relations."""
    tokens = view.tokens_in(words) if words else None
    if tokens is None or tokens.first == tokens.last:
        return []
    return [view.page.tokens[t] for t in view.children(view.head_of(tokens)) if view.relation(t) in relations]


def _meant(others: Sequence[tuple[Span, str]], places: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for mention, actor in others for place in places if mention.overlaps(place)))
