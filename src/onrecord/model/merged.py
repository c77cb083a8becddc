"""Many reports: what is kept of each to compare it with others, and what the comparison gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from onrecord.model.dossier import Act, ActorKind, Bound, EventType, Form, Modality, Polarity, Unit
from onrecord.model.span import Span

#: What people may judge to be the same or not.
JudgedKind = Literal["report", "story", "event", "statement", "actor"]
Verdict = Literal["same", "not_same"]
#: How two reports of one group are alike: the same text; the same but for case, marks and white space; most of the
#: words; most of the shorter one's words or quotations.
DuplicateWay = Literal["exact", "normalised", "near", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody decided: it stands above all that is computed."""

    kind: JudgedKind
    #: Ids of reports (``report`` for duplicates, ``story``), events, statements or actors; of actors also identities.
    left: str
    right: str
    verdict: Verdict
    #: Who decided.
    by: str
    #: When; of two judgements on one pair the later one stands.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorTrace:
    """An actor of a report, as ``Actor``."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    title: str | None = None
    #: How often the report mentions him.
    n_mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTrace:
    """A figure in the sentence of an event, as ``Figure``."""

    id: str
    span: Span
    low: float | None
    best: float | None
    high: float | None
    bound: Bound
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTrace:
    """An event of a report."""

    id: str
    #: Its trigger.
    span: Span
    type: EventType
    modality: Modality
    negated: bool = False
    background: bool = False
    #: Stems of the trigger's words, the telling one first.
    stems: tuple[str, ...] = ()
    #: Actor ids; suspects count as actors.
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    #: When it was or is to be, half-open; None where unknown.
    start: datetime | None = None
    end: datetime | None = None
    #: Where; None where unknown. Degrees, ISO 3166-1 alpha-3, and 1 (exact) to 7 (country).
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: int | None = None
    #: Keys of the words, names and numbers of its sentence, ascending.
    words: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    #: Keys of the nearest words before and behind it in its sentence, nearest first.
    before: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    #: Keys of the quotations in its sentence.
    quotes: tuple[int, ...] = ()
    figures: tuple[FigureTrace, ...] = ()
    #: Number of its sentence, from the beginning of the report.
    sentence: int = 0
    #: How often the report tells it.
    n_mentions: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTrace:
    """A statement of a report."""

    id: str
    #: From the first to the last word of its content.
    span: Span
    speakers: tuple[str, ...]
    form: Form
    polarity: Polarity
    act: Act | None = None
    #: Day it was said; None where unknown.
    said: date | None = None
    #: Keys of its words, ascending, and of its quotations.
    words: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    n_words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Words of one sort with how often a report has them; keys ascending."""

    keys: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTrace:
    """What is kept of a report to compare it with 100,000 others: some kilobytes, no sentence of it."""

    id: str
    published: date | None = None
    publisher: str | None = None
    #: sha-256 (hex, 16 digits) of the words alone: case, marks and white space do not count.
    text_key: str
    n_words: int
    #: MinHash of the runs of words, unsigned 32 bits each; empty where there are too few words.
    signature: tuple[int, ...] = ()
    #: Keys of the quotations of five words or more, and of the sentences of eight or more, ascending.
    quotes: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()
    words: Terms = Terms()
    persons: Terms = Terms()
    bodies: Terms = Terms()
    places: Terms = Terms()
    numbers: Terms = Terms()
    #: Days that are named, by date where it is known, else by name.
    days: Terms = Terms()
    actors: tuple[ActorTrace, ...] = ()
    events: tuple[EventTrace, ...] = ()
    statements: tuple[StatementTrace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateGroup:
    """Reports that print one text."""

    #: Stable under new runs as long as the representative is.
    id: str
    #: The earliest; of those the fullest.
    representative: str
    #: Report ids, the representative first, then by day and id.
    reports: tuple[str, ...]
    #: How each is like the group, in the order of ``reports``; the representative is "exact".
    ways: tuple[DuplicateWay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports that follow one happening."""

    id: str
    #: Report ids by day and id.
    reports: tuple[str, ...]
    #: First and last day of publication; None where no report has one.
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEvidence:
    """One report's telling of a merged event."""

    report: str
    event: str
    #: The trigger in that report.
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAlternative:
    """What one report counts for a merged event."""

    report: str
    figure: str
    span: Span
    unit: Unit
    bound: Bound
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEvent:
    """One event with all reports that tell it."""

    #: Of its earliest evidence, so that a later report does not change it.
    id: str
    #: What most reports say, and all that any says.
    type: EventType
    types: tuple[EventType, ...]
    modality: Modality
    modalities: tuple[Modality, ...]
    #: Identities, those most reports name first.
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    #: The narrowest interval that some report gives; None where none does.
    start: datetime | None
    end: datetime | None
    #: The most exact place that some report gives; None where none does.
    place: str | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: int | None
    n_reports: int
    n_publishers: int
    n_mentions: int
    evidence: tuple[EventEvidence, ...]
    #: Every report's figures; ``conflicting`` names the units on which two reports cannot both be right.
    figures: tuple[FigureAlternative, ...] = ()
    conflicting: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEvidence:
    """One report's print of a statement."""

    report: str
    statement: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedStatement:
    """One statement with all reports that print it."""

    id: str
    #: Identities of the speakers.
    speakers: tuple[str, ...]
    n_reports: int
    n_publishers: int
    evidence: tuple[StatementEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTitle:
    """A title that reports give somebody."""

    title: str
    #: First and last day of a report that gives it; None where no such report has a date.
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One person, state or body over all reports."""

    #: Hash of name, country and kind: the same on every run.
    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    #: Every name that means it, most frequent first.
    names: tuple[str, ...]
    titles: tuple[HeldTitle, ...]
    #: Actor ids over all reports.
    actors: tuple[str, ...]
    n_reports: int
