"""Events: who did what to whom, from the drafts of acts and their resolved parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onrecord.extract.act_draft import ActDraft
from onrecord.extract.contexts import contexts_of
from onrecord.extract.event_times import when_of
from onrecord.extract.retold_acts import Telling, join_tellings
from onrecord.model.dossier import Actor, Event, EventType, Modality, Place, Statement, TimeExpression
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange

#: Modalities under which the thing may be that something not be done.
_NEGATABLE = frozenset({"demanded", "offered", "threatened"})
#: What lies this long before the report is its background.
_LONG_AGO = timedelta(days=30)
#: Words before a party that is only suspected.
_SUSPECTING = ("suspected", "alleged", "presumed")
_US = frozenset({"we", "us", "our", "ours", "ourselves"})
#: Probability from which somebody is a party.
LEAST_ACTOR = 0.75
LEAST_RECIPIENT = 0.3
#: Tokens between an act and the place it is said to be at.
_NEAR_PLACE = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What else was found in the report."""

    reading: Reading
    statements: Sequence[Statement]
    times: Sequence[TimeExpression]
    places: Sequence[Place]
    #: Actor ids by the words for a party.
    parties: Mapping[Span, tuple[str, ...]]
    actors: Mapping[str, Actor]


def build_events(drafts: Sequence[ActDraft], known: Known) -> tuple[Event, ...]:
    """Return the events of a report, in text order; tellings of one act are one event."""
    statements = {s.id: s for s in known.statements}
    groups = [[drafts[n] for n in group] for group in join_tellings(tellings_of(drafts, known), known.reading)]
    events = [_event(fullest_first(group), known, statements) for group in groups]
    return tuple(sorted(events, key=lambda e: e.trigger_span))


def tellings_of(drafts: Sequence[ActDraft], known: Known) -> list[Telling]:
    """Return what is compared of each draft to find out which tell one act."""
    statements = {s.id: s for s in known.statements}
    return [_telling(draft, known, statements) for draft in drafts]


def _telling(draft: ActDraft, known: Known, statements: Mapping[str, Statement]) -> Telling:
    actors, recipients = _parties(draft, known, statements)
    inside = draft.inside.id if draft.inside else None
    return Telling(draft.trigger, draft.type, draft.modality, frozenset(actors), frozenset(recipients), inside)


def fullest_first(group: Sequence[ActDraft]) -> list[ActDraft]:
    """Sort the tellings of one act: the report's own voice first, then the one that names most parties."""
    return sorted(group, key=lambda d: (d.inside is not None, -min(2, len(d.parties(LEAST_ACTOR))), d.trigger))


def _parties(
    draft: ActDraft, known: Known, statements: Mapping[str, Statement]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return actor ids of who acts and of who is acted upon; nobody is both."""
    speakers: tuple[str, ...] = ()
    if draft.cue_of is not None:
        speakers = statements[draft.cue_of.id].speakers
    us = statements[draft.inside.id].speakers if draft.inside is not None else ()
    acting, acted = _shares(draft.actors, known, us), _shares(draft.recipients, known, us)
    chosen = [a for a, p in acting.items() if p >= LEAST_ACTOR and p >= acted.get(a, 0.0)]
    actors = speakers or _one_per_state(chosen, known)
    others = [a for a, p in acted.items() if p >= LEAST_RECIPIENT and a not in actors]
    return actors, _one_per_state(others, known)


def _one_per_state(ids: Sequence[str], known: Known) -> tuple[str, ...]:
    """Keep of a state and its governments the likeliest: "Moscow" and "Russia" are one side."""
    kept: list[str] = []
    states: set[str | None] = set()
    for actor in ids:
        who = known.actors[actor]
        if who.kind in ("state", "government") and who.country is not None:
            if who.country in states:
                continue
            states.add(who.country)
        kept.append(actor)
    return tuple(kept)


def _shares(words: Sequence[tuple[Span, float]], known: Known, us: tuple[str, ...]) -> dict[str, float]:
    """Return how likely each actor is meant, from all the words that may mean him, likeliest first.

    Args:
        words: Words with the probability that they mean a party.
        known: What else was found.
        us: Who says it: "we" is the speaker's side, and the report knows no better name for it than his.
    """
    text = known.reading.page.report.text
    missed: dict[str, float] = {}
    for span, score in words:
        meant = us if us and span.of(text).lower() in _US else known.parties.get(span, ())
        for actor in meant:
            missed[actor] = missed.get(actor, 1.0) * (1.0 - score)
    return {actor: 1.0 - rest for actor, rest in sorted(missed.items(), key=lambda entry: entry[1])}


def _event(tellings: Sequence[ActDraft], known: Known, statements: Mapping[str, Statement]) -> Event:
    main, others = tellings[0], tellings[1:]
    page = known.reading.page
    trigger = page.cover(main.trigger)
    actors, recipients = _gather(tellings, known, statements)
    suspects = tuple(a for a in actors if _is_suspect(main, a, known))
    when = next(filter(None, (_when(d, known) for d in tellings)), None)
    where = next(filter(None, (_where(d, known) for d in tellings)), None)
    rating = main.frame.rating
    told = main.frame.modes.get(main.type, rating.mode)
    mode = told if told and told.startswith(f"{main.type}/") else None
    return Event(
        id=fact_id(page.report.id, "event", trigger),
        trigger_span=trigger,
        type=_as_type(main.type),
        modality=_as_modality(main.modality),
        mode=mode.partition("/")[2] if mode else None,
        contexts=contexts_of(known.reading, main.trigger),
        negated=main.modality in _NEGATABLE and rating.negated >= 0.5,
        actors=tuple(a for a in actors if a not in suspects),
        recipients=recipients,
        actors_alleged=suspects,
        disputed_by=_disputed_by(main, others, statements),
        condition_span=page.cover(main.condition) if main.condition else None,
        background=_is_background(main, when, known),
        when=when,
        where=where,
        statement=main.inside.id if main.inside else None,
        mentions=tuple(sorted(page.cover(d.trigger) for d in others)),
        in_furniture=all(d.in_furniture for d in tellings),
        confidence=max(d.score for d in tellings),
    )


def _gather(
    tellings: Sequence[ActDraft], known: Known, statements: Mapping[str, Statement]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the parties of the first telling that names any, each side for itself."""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    for draft in tellings:
        acting, acted = _parties(draft, known, statements)
        actors = actors or acting
        recipients = recipients or tuple(a for a in acted if a not in actors)
    return actors, tuple(a for a in recipients if a not in actors)


def _is_suspect(draft: ActDraft, actor: str, known: Known) -> bool:
    text = known.reading.page.report.text
    for span, _ in draft.actors:
        if actor in known.parties.get(span, ()):
            around = text[max(0, span.start - 12) : span.end].lower()
            return any(word in around for word in _SUSPECTING)
    return False


def _disputed_by(main: ActDraft, others: Sequence[ActDraft], statements: Mapping[str, Statement]) -> tuple[str, ...]:
    """Return who denies in another telling what the first one tells."""
    if main.modality == "denied":
        return ()
    deniers = [d.inside for d in others if d.modality == "denied" and d.inside is not None]
    return tuple(dict.fromkeys(a for s in deniers for a in statements[s.id].speakers))


def _is_background(main: ActDraft, when: TimeExpression | None, known: Known) -> bool:
    published = known.reading.page.report.published
    if published is not None and when is not None and when.start is not None and when.end is not None:
        if when.end.date() < published - _LONG_AGO:
            return True
        if when.start.date() > published - _LONG_AGO:
            return False
    return main.frame.rating.background >= 0.5


def _when(draft: ActDraft, known: Known) -> TimeExpression | None:
    if draft.time is not None:
        span = known.reading.page.cover(draft.time)
        found = next((t for t in known.times if t.span.overlaps(span) and t.type in ("DATE", "TIME")), None)
        if found is not None:
            return found
    return when_of(known.reading, known.times, draft.trigger)


def _where(draft: ActDraft, known: Known) -> str | None:
    """Return the place that the network saw as the act's, else a literal one of its sentence: close behind it first."""
    page = known.reading.page
    if draft.place is not None:
        span = page.cover(draft.place)
        found = next((p for p in known.places if p.span.overlaps(span)), None)
        if found is not None:
            return found.id
    sentence = next((s for s in known.reading.sentences if s.first <= draft.trigger.first < s.last), None)
    if sentence is None or draft.cue_of is not None:
        return None
    own = page.cover(sentence)
    here = [p for p in known.places if p.use == "literal" and own.start <= p.span.start < own.end]
    end = page.cover(TokenRange(draft.trigger.first, min(sentence.last, draft.trigger.last + _NEAR_PLACE))).end
    behind = page.cover(draft.trigger).end
    near = [p for p in here if behind <= p.span.start < end]
    if near:
        return near[0].id
    acts = [a for a in known.reading.acts if sentence.first <= a.trigger.first < sentence.last]
    return here[0].id if len(here) == 1 == len(acts) else None


def _as_type(name: str) -> EventType:
    return name  # type: ignore[return-value]


def _as_modality(name: str) -> Modality:
    return name  # type: ignore[return-value]
