"""Decisions of people on facts: what may be changed, how a changed fact reads, and who decided what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, get_args
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from onrecord.codebook.plover import intensity_of, plover_code, quad_of
from onrecord.errors import UsageError
from onrecord.model.dossier import (
    Act,
    Actor,
    Bound,
    Dossier,
    Event,
    EventType,
    Figure,
    MediumKind,
    Modality,
    Polarity,
    Position,
    Stance,
    Statement,
    Unit,
)
from onrecord.model.span import Span
from onrecord.record.judged import CORRECTED, WRONG, Ruling, read_rulings
from onrecord.record.table import Record
from onrecord.serve.marking import evidence_of, key_of

#: Verdicts on facts. The last one takes a decision back: the fact is again as it was read.
CONFIRMED, UNDONE = "confirmed", "undone"
VERDICTS = (CONFIRMED, WRONG, CORRECTED, UNDONE)
#: What a fact is called by the newest decision on it.
STATES: Mapping[str, str] = {CONFIRMED: "confirmed", CORRECTED: "corrected", WRONG: "rejected"}
MACHINE = "machine"
#: Sign of each state, so that it is told by more than a colour.
SIGNS: Mapping[str, str] = {"machine": "·", "confirmed": "✓", "corrected": "✎", "rejected": "✗"}
COOKIE = "onrecord_by"
#: Characters of a name.
_NAME_CHARS = 80
_YEAR_SECONDS = 365 * 86_400

Fact = Statement | Event | Position | Figure


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a fact that may be set right, from a fixed list."""

    #: Column of the record's tables.
    name: str
    title: str
    #: Values to choose from; None for the actors of the report.
    choices: tuple[str, ...] | None
    #: True where none of them is a choice too.
    optional: bool = False
    #: True where several may be chosen.
    several: bool = False


FIELDS: Mapping[str, tuple[Field, ...]] = {
    "statement": (
        Field("speakers", "speaker", None, optional=True, several=True),
        Field("act", "act", get_args(Act), optional=True),
        Field("polarity", "polarity", get_args(Polarity)),
        Field("medium", "through", get_args(MediumKind), optional=True),
    ),
    "event": (
        Field("type", "type", get_args(EventType)),
        Field("modality", "modality", get_args(Modality)),
        Field("negated", "not to be done", ("no", "yes")),
        Field("actors", "who", None, optional=True, several=True),
        Field("recipients", "to whom", None, optional=True, several=True),
    ),
    "position": (
        Field("party", "party", None),
        Field("stance", "stance", get_args(Stance)),
        Field("toward", "toward", None, optional=True, several=True),
    ),
    "figure": (Field("unit", "unit", get_args(Unit)), Field("bound", "bound", get_args(Bound))),
}
_LISTS: Mapping[str, str] = {kind: f"{kind}s" for kind in FIELDS}


def facts_of(dossier: Dossier) -> dict[str, Fact]:
    """Return the facts of a report that can be decided on, by their keys."""
    found: dict[str, Fact] = {}
    for kind in FIELDS:
        for fact in getattr(dossier, _LISTS[kind]):
            if kind != "statement" or fact.content or fact.cue_span or fact.speaker_span:
                found.setdefault(key_of(kind, evidence(fact)), fact)
    return found


def evidence(fact: Fact) -> Span:
    """Return the span by which a fact is known."""
    if isinstance(fact, Statement):
        return evidence_of(fact)
    if isinstance(fact, Event):
        return fact.trigger_span
    return fact.content_span if isinstance(fact, Position) else fact.span


def rulings_of(record: Record, report_id: str, dossier: Dossier) -> dict[str, Ruling]:
    """Return the newest decisions on the facts of a report, by the keys that the reader uses."""
    own = {f"{r.kind[:-1]}:{r.place}": r for r in read_rulings(record) if r.report == report_id}
    found: dict[str, Ruling] = {}
    for key, fact in facts_of(dossier).items():
        ruling = max((own[k] for k in _names_of(key, fact) if k in own), key=lambda r: r.at, default=None)
        if ruling is not None and ruling.verdict in STATES:
            found[key] = ruling
    return found


def _names_of(key: str, fact: Fact) -> list[str]:
    """Return the keys by which decisions may name a fact: those that ``record.judged`` matches."""
    if not isinstance(fact, Statement):
        return [key]
    spans = [*fact.content, *(s for s in (fact.cue_span,) if s is not None)]
    return list(dict.fromkeys([key, *(key_of("statement", span) for span in spans)]))


def state_of(ruling: Ruling | None) -> str:
    """Return "machine", "confirmed", "corrected" or "rejected"."""
    return STATES.get(ruling.verdict, MACHINE) if ruling is not None else MACHINE


def corrected(fact: Fact, ruling: Ruling | None, actors: Sequence[Actor]) -> Fact:
    """Return a fact as a decision has it; names become actors of the report, others are passed over."""
    if ruling is None or ruling.verdict != CORRECTED:
        return fact
    by_name = {a.name: a.id for a in reversed(actors)}
    known = {f.name for f in fields(fact)}
    given: dict[str, Any] = {}
    for field in FIELDS[ruling.kind[:-1]]:
        if field.name not in ruling.value or field.name not in known:
            continue
        value = ruling.value[field.name]
        if field.choices is None:
            ids = tuple(by_name[name] for name in (value if isinstance(value, list) else [value]) if name in by_name)
            if field.several:
                given[field.name] = ids
            elif ids:
                given[field.name] = ids[0]
        elif field.name == "negated":
            given[field.name] = bool(value)
        elif value in field.choices or (value is None and field.optional):
            given[field.name] = value
    changed: Fact = replace(fact, **given)
    return _coded(fact, changed) if isinstance(fact, Event) and isinstance(changed, Event) else changed


def _coded(before: Event, after: Event) -> Event:
    """Return an event with the codes that follow from what was changed."""
    if (before.type, before.modality, before.negated) == (after.type, after.modality, after.negated):
        return after
    mode = after.mode if before.type == after.type else None
    return replace(
        after,
        mode=mode,
        plover=plover_code(after.type, after.modality, after.negated),
        quad=quad_of(after.type, mode),
        intensity=intensity_of(after.type, mode),
    )


def judged(dossier: Dossier, rulings: Mapping[str, Ruling], *, without_wrong: bool = True) -> Dossier:
    """Return a dossier with the decisions of people in it."""
    lists: dict[str, tuple[Fact, ...]] = {}
    for kind, name in _LISTS.items():
        kept: list[Fact] = []
        for fact in getattr(dossier, name):
            placed = kind != "statement" or fact.content or fact.cue_span or fact.speaker_span
            ruling = rulings.get(key_of(kind, evidence(fact))) if placed else None
            if ruling is None or ruling.verdict != WRONG or not without_wrong:
                kept.append(corrected(fact, ruling, dossier.actors))
        lists[name] = tuple(kept)
    return replace(dossier, **lists)  # type: ignore[arg-type]


def chosen(kind: str, fact: Fact, actors: Sequence[Actor]) -> dict[str, Any]:
    """Return what a fact has in each field that may be changed, as the record's tables have it."""
    names = {a.id: a.name for a in actors}
    found: dict[str, Any] = {}
    for field in FIELDS[kind]:
        value = getattr(fact, field.name)
        if field.choices is None:
            ids = value if isinstance(value, tuple) else (value,)
            listed = [names[i] for i in ids if i in names]
            found[field.name] = listed if field.several else (listed[0] if listed else None)
        else:
            found[field.name] = value
    return found


def value_asked(kind: str, given: Mapping[str, Iterable[str]], actors: Sequence[Actor]) -> dict[str, Any]:
    """Return the columns that a form sets, checked against the lists they are chosen from.

    Raises:
        UsageError: A value is on none of them.
    """
    names = {a.name for a in actors}
    value: dict[str, Any] = {}
    for field in FIELDS[kind]:
        wanted = [one for one in given.get(field.name, ()) if one]
        allowed = names if field.choices is None else set(field.choices)
        if (not wanted and not field.optional) or any(one not in allowed for one in wanted):
            raise UsageError(f"The {field.title} is chosen from the list. Choose again.")
        if field.several:
            value[field.name] = list(dict.fromkeys(wanted))
        elif field.name == "negated":
            value[field.name] = wanted[0] == "yes"
        else:
            value[field.name] = wanted[0] if wanted else None
    return value


def name_of(request: Request) -> str | None:
    """Return who decides, as he once said; None where he has not said."""
    return clean_name(unquote(request.cookies.get(COOKIE, ""))) or None


def clean_name(given: str) -> str:
    """Return a name on one line, cut where it is too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in given).split())[:_NAME_CHARS]


def keep_name(answer: Response, name: str) -> None:
    """Keep a name in the browser for a year; it goes to no other site."""
    answer.set_cookie(COOKIE, quote(name), max_age=_YEAR_SECONDS, httponly=True, samesite="strict", path="/")


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)
