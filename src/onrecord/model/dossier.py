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
#: PLOVER 2.0 types of events.
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Modality = Literal["happened", "alleged", "planned", "offered", "threatened", "demanded", "possible", "denied"]
Stance = Literal[
    "demands", "refuses", "offers", "accepts", "threatens", "denies", "accuses", "supports", "opposes", "conditions",
    "undecided",
]  # fmt: skip
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range"]
Unit = Literal[
    "deaths", "injured", "missing", "detained", "displaced", "troops", "people", "equipment", "money", "votes",
    "distance", "share", "other",
]  # fmt: skip
PlaceUse = Literal["literal", "government", "modifier"]


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
class Event:
    """One act or state of affairs that the report asserts or talks about."""

    id: str
    #: The one to four words that name it, in its fullest telling.
    trigger_span: Span
    #: The act itself, whatever became of it.
    type: EventType
    modality: Modality
    #: PLOVER mode and contexts; None and empty where there are none.
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    #: The type that PLOVER's own rules on tense and negation give; derived from type, modality and negation.
    plover: EventType | None = None
    #: PLOVER quad class, 1 to 4, and score, -10 to 10; they follow from type and mode, or from ``custom_type``.
    quad: int | None = None
    intensity: float | None = None
    #: Name of the type of a custom codebook that refines ``type``; None without a codebook, or where no cue of it fits.
    custom_type: str | None = None
    #: True where the act demanded, offered or threatened is that something not be done.
    negated: bool = False
    #: Actor ids. All parties of a meeting are ``actors``; one who is only suspected stands in ``actors_alleged``.
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    actors_alleged: tuple[str, ...] = ()
    #: Actor ids of those who deny what the report tells.
    disputed_by: tuple[str, ...] = ()
    #: The "if …" it hangs on.
    condition_span: Span | None = None
    #: True where it lies a month or more before the news of the report.
    background: bool = False
    when: TimeExpression | None = None
    #: Place id; None where unknown.
    where: str | None = None
    #: Id of the statement in whose content the trigger stands.
    statement: str | None = None
    #: Id of the event this one is a part of.
    part_of: str | None = None
    #: Other tellings of the same act.
    mentions: tuple[Span, ...] = ()
    in_furniture: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a party stands on an issue."""

    id: str
    #: Actor id of the state, government, body or group; the speaker himself where he speaks for none.
    party: str
    #: Actor id of who said it; None where nobody is named.
    speaker: str | None
    #: A short noun phrase: "Freedonia's membership".
    issue: str
    stance: Stance
    #: Actor ids.
    toward: tuple[str, ...] = ()
    content_span: Span
    #: Id of the statement it comes from.
    statement: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many."""

    id: str
    #: Number, approximator and unit words: "around 100,000 troops".
    span: Span
    #: Least, best and greatest value; None where the words set no bound ("more than 700" has no greatest).
    low: float | None
    best: float | None
    high: float | None
    bound: Bound
    unit: Unit
    #: The unit as the report has it ("troops", "dollars", "per cent"); None where there is none.
    unit_text: str | None = None
    #: Who or what is counted; None where the report does not say.
    of_span: Span | None = None
    in_furniture: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A name of a place as the report uses it."""

    id: str
    #: The bare name, without possessive and type word.
    span: Span
    #: Its usual English name; the words of the report where unresolved.
    name: str
    #: GeoNames id; None for regions of our own table and where unresolved.
    geonameid: int | None = None
    #: WGS-84 degrees; None where unresolved.
    lat: float | None = None
    lon: float | None = None
    #: ISO 3166-1 alpha-3; None where it lies in none or in several.
    country: str | None = None
    #: 1 (exact) to 7 (country), as UCDP's where_prec; None where unresolved.
    precision: int | None = None
    use: PlaceUse = "literal"
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
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    #: Plain-language warnings ("no publication date …"); hold no article text.
    warnings: tuple[str, ...] = ()
    model: ModelStamp | None = None
