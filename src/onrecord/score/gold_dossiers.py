"""Gold dossiers: as JSON, or compiled from marked reports."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol, cast

from onrecord.model.dossier import (
    Act,
    Actor,
    AttributionRole,
    AttributionStep,
    Dossier,
    Form,
    Marks,
    MediumKind,
    Polarity,
    Statement,
    StatementKind,
)
from onrecord.model.ids import fact_id, report_id
from onrecord.model.report import Report
from onrecord.model.span import Span, hull
from onrecord.score.inline import InlineReport, InlineStatement, holds

_STEP = re.compile(r"(reported_by|according_to|citing)\s*:\s*")
_MARK = re.compile(r"[\"“”„«»]|``|''")


class ActorBook(Protocol):
    """Gives actors their ids while statements are built, and takes mentions of them."""

    def get(self, name: str, mention: Span | None) -> str | None:
        """Return the id of the actor with this name, noting a mention of it; None where there is none."""

    def all(self) -> tuple[Actor, ...]:
        """Return the actors with their mentions in text order."""


def dossier_from_inline(report: InlineReport, book: ActorBook | None = None) -> Dossier:
    """Return the dossier that the statements of a marked report stand for; for whole dossiers see ``layers``.

    Args:
        report: The compiled report.
        book: The actors; None where they are to follow from the speakers' names.

    Statements with the fact ``passes`` become attribution steps of what their content holds. Parents that are not
    given follow from the marks: the innermost statement whose content holds this one.
    """
    text, identity = report.text, report_id(report.text)
    passing = [s for s in report.statements if "passes" in s.facts]
    told = [s for s in report.statements if "passes" not in s.facts]
    actors = book or _Actors(text)
    ids = statement_ids(report)
    statements = []
    for s in told:
        parent = _parent(s, told)
        source = hull(s.source)
        statements.append(
            Statement(
                id=ids[s.number],
                kind=cast(StatementKind, s.facts.get("kind", "said")),
                speakers=_speakers(s, actors),
                speaker_span=source,
                cue_span=hull(s.cue),
                content=tuple(s.content),
                form=cast(Form, s.facts.get("form") or _form(s, text)),
                marks=cast("Marks | None", s.facts.get("marks")),
                act=cast("Act | None", s.facts.get("act")),
                polarity=cast(Polarity, s.facts.get("polarity", "affirmed")),
                addressee_span=hull(s.addressee),
                medium=cast("MediumKind | None", s.facts.get("medium")),
                outlet_span=hull(s.medium),
                attribution=_steps(s, passing, actors, text),
                parent=ids[parent.number] if parent else None,
                mentions=tuple(s.again),
            )
        )
    day = report.meta.get("published", "")
    return Dossier(
        report=Report(
            id=identity,
            text=text,
            title=report.meta.get("title"),
            publisher=report.meta.get("publisher"),
            published=date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
            published_source="given" if day else None,
            language="en",
        ),
        actors=actors.all(),
        statements=tuple(sorted(statements, key=lambda s: hull([*s.content, *filter(None, [s.cue_span])]) or (0, 0))),
    )


class _Actors:
    """Actors by name, gathered while statements are built."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._mentions: dict[str, set[Span]] = {}

    def get(self, name: str, mention: Span | None) -> str:
        """Return the id of the actor with this name, noting a mention of it."""
        if name not in self._mentions:
            places = re.finditer(rf"\b{re.escape(name)}\b", self._text)
            self._mentions[name] = {Span(*place.span()) for place in places}
        if mention:
            self._mentions[name].add(mention)
        return f"actor-{name}"

    def all(self) -> tuple[Actor, ...]:
        """Return the actors with their mentions in text order."""
        return tuple(
            Actor(id=f"actor-{name}", name=name, kind="group", mentions=tuple(sorted(mentions)))
            for name, mentions in self._mentions.items()
        )


def _speakers(s: InlineStatement, actors: ActorBook) -> tuple[str, ...]:
    """Return the speakers' ids; the words at the cue are a mention of each."""
    names = split_names(s.facts.get("speaker", ""))
    source = hull(s.source)
    found = [actors.get(name, source) for name in names]
    return tuple(actor for actor in found if actor is not None)


def split_names(fact: str) -> list[str]:
    """Return the names of "Ada Bell + Carl Dorn"."""
    return [name for name in (part.strip() for part in re.split(r"\s\+\s|\s&\s", fact)) if name]


def statement_ids(report: InlineReport) -> dict[int, str]:
    """Return number to id of the statements that do not merely pass others on."""
    identity = report_id(report.text)
    told = [s for s in report.statements if "passes" not in s.facts]
    return {s.number: fact_id(identity, "statement", _evidence(s)) + f"-{s.number}" for s in told}


def _evidence(s: InlineStatement) -> Span:
    return (s.content or s.cue or s.source)[0]


def _parent(s: InlineStatement, told: list[InlineStatement]) -> InlineStatement | None:
    if "parent" in s.facts:
        return next((other for other in told if other.number == int(s.facts["parent"])), None)
    around = [other for other in told if other is not s and holds(other, s) and not holds(s, other)]
    return min(around, key=lambda other: sum(span.end - span.start for span in other.content), default=None)


def _form(s: InlineStatement, text: str) -> str:
    words = " ".join(span.of(text) for span in s.content)
    if not _MARK.search(words):
        return "indirect"
    return "direct" if _MARK.match(words) and _MARK.search(words[-3:]) else "mixed"


def _steps(
    s: InlineStatement, passing: list[InlineStatement], actors: ActorBook, text: str
) -> tuple[AttributionStep, ...]:
    """Return who passed the statement on: from marks, outermost first, then from ``via`` what marks leave out."""
    steps = []
    around = [p for p in passing if holds(p, s)]
    for p in sorted(around, key=lambda p: -sum(span.end - span.start for span in p.content)):
        span = hull(p.source) or hull(p.cue)
        if span:
            name = p.facts.get("speaker") or span.of(text)
            role = cast(AttributionRole, p.facts.get("role", "reported_by"))
            steps.append(AttributionStep(role=role, span=span, actor=actors.get(name, span)))
    named = [piece.strip(" ,") for piece in _STEP.split(s.facts.get("via", ""))[1:]]
    for role_name, name in zip(named[::2], named[1::2], strict=True):
        place = re.search(re.escape(name), text)
        if place and not any(step.role == role_name for step in steps):
            span = Span(*place.span())
            role = cast(AttributionRole, role_name)
            steps.append(AttributionStep(role=role, span=span, actor=actors.get(name, span)))
    return tuple(steps)
