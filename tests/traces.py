"""Traces of reports made by hand, for what compares many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from onrecord.model.dossier import Actor, ActorKind, Dossier, Event, EventType, Figure, Form, Statement, TimeExpression
from onrecord.model.ids import fact_id, report_id
from onrecord.model.merged import JudgedKind, Judgement, ReportTrace, Verdict
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.resolve.traces import light

DAY = date(2031, 5, 2)


@dataclass(frozen=True)
class Who:
    """An actor whose name stands in the text."""

    name: str
    kind: ActorKind = "person"
    country: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Act:
    """An event whose trigger stands in the text; parties by name."""

    trigger: str
    type: EventType = "ASSAULT"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True)
class Said:
    """A statement whose content stands in the text; its speaker by name."""

    content: str
    speaker: str | None = None
    form: Form = "indirect"


def span_of(text: str, words: str) -> Span:
    """Return where words stand first."""
    start = text.index(words)
    return Span(start, start + len(words))


def dossier_of(
    text: str,
    *facts: Who | Act | Said,
    day: date | None = DAY,
    publisher: str | None = None,
    deaths: Sequence[tuple[str, float]] = (),
) -> Dossier:
    """Return a dossier over a text; ``deaths`` are words with the number they tell."""
    own = report_id(text)
    report = Report(id=own, text=text, published=day, publisher=publisher, language="en")
    people = {f.name: _actor(text, own, f) for f in facts if isinstance(f, Who)}
    return Dossier(
        report=report,
        actors=tuple(people.values()),
        events=tuple(_event(text, own, people, f) for f in facts if isinstance(f, Act)),
        statements=tuple(_statement(text, own, people, f) for f in facts if isinstance(f, Said)),
        figures=tuple(_deaths(text, own, words, number) for words, number in deaths),
    )


def trace_of(
    text: str,
    *facts: Who | Act | Said,
    day: date | None = DAY,
    publisher: str | None = None,
    deaths: Sequence[tuple[str, float]] = (),
) -> ReportTrace:
    """Return the trace of a report; arguments as ``dossier_of``."""
    return light(dossier_of(text, *facts, day=day, publisher=publisher, deaths=deaths))


def judged(kind: JudgedKind, left: str, right: str, verdict: Verdict, hour: int = 0) -> Judgement:
    """Return a judgement given at an hour of one day."""
    at = datetime(2031, 6, 1, hour, tzinfo=UTC)
    return Judgement(kind=kind, left=left, right=right, verdict=verdict, by="ada", at=at)


def _actor(text: str, own: str, who: Who) -> Actor:
    span = span_of(text, who.name)
    return Actor(
        id=fact_id(own, "actor", span),
        name=who.name,
        kind=who.kind,
        country=who.country,
        title=who.title,
        mentions=(span,),
    )


def _event(text: str, own: str, people: dict[str, Actor], act: Act) -> Event:
    span, when = span_of(text, act.trigger), None
    if act.day is not None:
        start = datetime(act.day.year, act.day.month, act.day.day)
        end = start + timedelta(days=1)
        when = TimeExpression(span=span, type="DATE", value=act.day.isoformat(), start=start, end=end)
    return Event(
        id=fact_id(own, "event", span),
        trigger_span=span,
        type=act.type,
        modality="happened",
        actors=tuple(people[a].id for a in act.actors),
        recipients=tuple(people[r].id for r in act.recipients),
        when=when,
    )


def _statement(text: str, own: str, people: dict[str, Actor], said: Said) -> Statement:
    span = span_of(text, said.content)
    return Statement(
        id=fact_id(own, "statement", span),
        kind="said",
        speakers=(people[said.speaker].id,) if said.speaker else (),
        speaker_span=None,
        cue_span=None,
        content=(span,),
        form=said.form,
        marks="balanced" if said.form == "direct" else None,
    )


def _deaths(text: str, own: str, words: str, number: float) -> Figure:
    span = span_of(text, words)
    return Figure(
        id=fact_id(own, "figure", span), span=span, low=number, best=number, high=number, bound="exact", unit="deaths"
    )
