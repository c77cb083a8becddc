"""The dossier: what one report turns into. Meaning of every field: docs/dossier.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from onrecord.model.page import Furniture
from onrecord.model.report import Report
from onrecord.model.span import Span

FORMAT = "onrecord/dossier/1"

ActorKind = Literal["person", "state", "government", "organisation", "armed_group", "group", "office"]
StatementKind = Literal["said", "attitude"]
Form = Literal["direct", "indirect", "mixed"]
Marks = Literal["balanced", "repaired", "missing"]
Polarity = Literal["affirmed", "denied", "withheld"]
Act = Literal["REQUEST", "REJECT", "THREATEN", "ACCUSE", "AGREE", "SUPPORT", "CONCEDE", "CONSULT"]
MediumKind = Literal[
    "interview",
    "press_conference",
    "written_statement",
    "social_post",
    "speech",
    "call",
    "letter",
    "meeting",
    "document",
    "broadcast",
    "web",
]
AttributionRole = Literal["reported_by", "according_to", "citing"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeModifier = Literal["approx", "start", "mid", "end", "before", "after", "more_than", "less_than"]
TimeAnchor = Literal["published", "statement", "event", "absolute"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, state or body that the report names or describes."""

    id: str
    #: Fullest proper name in the report, or the description of somebody unnamed.
    name: str
    kind: ActorKind
    #: ISO 3166-1 alpha-3, or EUR, NATO, UNO, IGO, WST; None where unknown.
    country: str | None = None
    #: PLOVER sector code; None where unknown.
    sector: str | None = None
    #: Title as the report gives it; None where it gives none.
    title: str | None = None
    #: Id of the state this actor speaks for (capitals and governments); else None.
    same_as: str | None = None
    #: Every name, title and pronoun that means this actor, in text order.
    mentions: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that say when, with their TIMEX3 value."""

    span: Span
    type: TimeType
    #: TIMEX3 value; None where it cannot be resolved.
    value: str | None
    #: Half-open interval; None for durations without anchor or unresolved words.
    start: datetime | None = None
    end: datetime | None = None
    modifier: TimeModifier | None = None
    anchor: TimeAnchor = "published"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionStep:
    """Somebody who passed a statement on."""

    role: AttributionRole
    span: Span
    #: Actor id; None where unresolved.
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One act of saying, or one publicly held attitude with a content."""

    id: str
    kind: StatementKind
    #: Actor ids; empty where the speaker could not be resolved.
    speakers: tuple[str, ...]
    #: Words for the speaker at the cue; None where there are none.
    speaker_span: Span | None
    #: Words of the cue; None where a quotation goes on without one.
    cue_span: Span | None
    #: What was said, marks included; pieces in text order.
    content: tuple[Span, ...]
    form: Form
    #: State of the quotation marks; None for indirect speech.
    marks: Marks | None
    #: PLOVER type of the main thing done by saying it; None for plain assertion.
    act: Act | None = None
    polarity: Polarity = "affirmed"
    addressee_span: Span | None = None
    medium: MediumKind | None = None
    outlet_span: Span | None = None
    #: When it was said; None where unknown.
    said: TimeExpression | None = None
    #: Who passed it on, outermost first.
    attribution: tuple[AttributionStep, ...] = ()
    #: Id of the statement in whose content this one stands; else None.
    parent: str | None = None
    #: The same statement told again.
    mentions: tuple[Span, ...] = ()
    #: True where it stands in a caption or heading only.
    in_furniture: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStamp:
    """The weights that read a report."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One report and all that was found in it."""

    report: Report
    furniture: tuple[Furniture, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    #: Plain-language warnings ("no publication date …"); hold no article text.
    warnings: tuple[str, ...] = ()
    model: ModelStamp | None = None
