"""What the rows of the interface for programs hold: one model per kind, for its description at /api/openapi.json.

The rows themselves come straight from the record; a test holds these models against its columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from onrecord.model.dossier import (
    Act,
    ActorKind,
    AttributionRole,
    Bound,
    Form,
    Marks,
    MediumKind,
    Modality,
    PlaceUse,
    Polarity,
    Stance,
    StatementKind,
    TimeAnchor,
    TimeModifier,
    TimeType,
    Unit,
)  # fmt: skip
from onrecord.model.report import PublishedSource

#: A day, or a moment of a day, by ISO 8601; local to wherever it happens, hence without a zone.
Moment = Annotated[str, Field(description="Day or local moment by ISO 8601, without zone.", examples=["2031-05-02"])]
Names = list[str]


class Row(BaseModel):
    """A row of any kind; every column is there, empty ones as null."""

    model_config = ConfigDict(extra="forbid")


class FromReport(Row):
    """A row that one report tells."""

    report_id: str
    publisher: str | None = Field(description="The outlet that printed it.")
    published: date | None
    url: str | None
    title: str | None


class Fact(FromReport):
    """A fact, with the words it stands on: code points ``start`` to ``end`` of the report, ``end`` not included."""

    id: str
    words: str | None
    start: int | None
    end: int | None
    confidence: float | None = Field(description="Probability that it is right, 0 to 1.")


class ReportRow(FromReport):
    """A report, without its text: that stands in its dossier."""

    published_source: PublishedSource | None
    language: str | None
    n_chars: int
    n_statements: int
    n_events: int
    n_positions: int
    n_figures: int
    n_times: int
    n_places: int
    n_actors: int
    warnings: Names | None
    model: str | None
    model_version: str | None
    origin: str | None
    ingested_at: datetime | None


class StatementRow(Fact):
    """Who said what, and who passed it on."""

    speaker: str | None
    speaker_country: str | None
    kind: StatementKind
    cue: str | None
    speaker_words: str | None
    form: Form
    marks: Marks | None
    act: Act | None = Field(description="PLOVER type of what is done by saying it; null for plain assertion.")
    polarity: Polarity | None
    addressee: str | None
    medium: MediumKind | None
    outlet: str | None
    said_start: Moment | None
    said_end: Moment | None
    said_value: str | None
    said_words: str | None
    passed_on_by: Names | None = Field(description="Outermost first.")
    passed_on_roles: list[AttributionRole] | None
    parent: str | None = Field(description="Id of the statement in whose content it stands.")
    n_mentions: int
    in_furniture: bool | None
    speakers: Names | None
    speaker_ids: Names | None
    speaker_countries: Names | None
    speaker_sectors: Names | None


class EventRow(Fact):
    """What was done, or is planned, feared, demanded."""

    type: str = Field(description="PLOVER type: the act itself, whatever became of it.")
    mode: str | None
    modality: Modality
    negated: bool | None
    actors: Names | None
    recipients: Names | None
    sentence: str | None
    when_start: Moment | None
    when_end: Moment | None = Field(description="Not included.")
    when_value: str | None = Field(description="TIMEX3.")
    when_words: str | None
    place: str | None
    lat: float | None
    lon: float | None
    place_country: str | None
    place_precision: int | None = Field(description="1 (exact) to 7 (country), as UCDP's where_prec.")
    geonameid: int | None
    plover: str | None
    custom_type: str | None
    contexts: Names | None
    quad: int | None
    intensity: float | None
    background: bool | None
    condition: str | None
    said_by: Names | None
    actors_alleged: Names | None
    disputed_by: Names | None
    actor_countries: Names | None
    actor_sectors: Names | None
    recipient_countries: Names | None
    recipient_sectors: Names | None
    actor_ids: Names | None
    recipient_ids: Names | None
    statement: str | None
    part_of: str | None
    n_mentions: int
    in_furniture: bool | None


class PositionRow(Fact):
    """Where a party stands on an issue."""

    issue: str
    party: str | None
    party_country: str | None
    stance: Stance
    toward: Names | None
    speaker: str | None
    speaker_country: str | None
    toward_countries: Names | None
    party_id: str | None
    speaker_id: str | None
    toward_ids: Names | None
    statement: str | None


class FigureRow(Fact):
    """How many."""

    low: float | None
    best: float | None
    high: float | None
    bound: Bound | None
    unit: Unit | None
    unit_text: str | None
    of: str | None
    sentence: str | None
    in_furniture: bool | None


class TimeRow(Fact):
    """Words that say when."""

    type: TimeType
    value: str | None = Field(description="TIMEX3.")
    when_start: Moment | None
    when_end: Moment | None
    modifier: TimeModifier | None
    anchor: TimeAnchor | None


class PlaceRow(Fact):
    """A name of a place as the report uses it."""

    name: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: int | None
    use: PlaceUse | None
    in_furniture: bool | None


class ActorRow(Fact):
    """Somebody whom a report names or describes."""

    name: str | None
    kind: ActorKind | None
    country: str | None
    sector: str | None
    actor_title: str | None
    speaks_for: str | None
    same_as: str | None
    mentions: Names | None
    n_mentions: int


class Counted(Row):
    """How many outlets, reports and tellings stand behind a row."""

    n_publishers: int
    n_reports: int
    n_mentions: int


class CalendarRow(Counted, FromReport):
    """What was announced or expected for a day that lay ahead; the newest telling stands for all."""

    when_start: Moment
    when_end: Moment | None
    when_value: str | None
    when_words: str | None
    type: str
    mode: str | None
    certainty: Literal["planned", "conditional", "offered", "threatened", "demanded", "possible", "called off"]
    modalities: list[Modality] | None
    actors: Names | None
    recipients: Names | None
    parties: Names | None
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    words: str | None
    sentence: str | None
    condition: str | None
    first_published: date | None
    last_published: date | None
    confidence: float | None
    event_id: str


class TimelineRow(Counted):
    """A day that reports speak of, and the event that stands for it."""

    rank: int
    day: date
    n_events: int
    type: str | None
    modality: Modality | None
    actors: Names | None
    recipients: Names | None
    words: str | None
    sentence: str | None
    event_id: str | None
    report_id: str | None
    publisher: str | None
    published: date | None
    url: str | None
    title: str | None


class ChangeReport(Row):
    """A report that made a change."""

    report_id: str
    title: str | None
    published: date | None
    publisher: str | None


class TensionRow(Counted):
    """What passed between two parties in a week or on a day; ``n_reports_all`` is the denominator."""

    party_a: str
    party_b: str
    start: date
    n_events: int
    n_reports_all: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    intensity: float | None
    intensity_sum: float
    change: float | None
    change_before: float | None
    change_after: float | None
    change_reports: list[ChangeReport]


class DeadlockRow(Row):
    """An issue on which the newest positions of two parties oppose one another."""

    issue: str
    n_publishers: int
    n_reports: int
    party_a: str | None
    party_key_a: str | None = Field(description="Code of a state, else its name.")
    stance_a: Stance
    words_a: str | None
    speaker_a: str | None
    published_a: date | None
    publisher_a: str | None
    confidence_a: float | None
    position_id_a: str
    report_id_a: str
    start_a: int | None
    end_a: int | None
    url_a: str | None
    title_a: str | None
    party_b: str | None
    party_key_b: str | None = Field(description="Code of a state, else its name.")
    stance_b: Stance
    words_b: str | None
    speaker_b: str | None
    published_b: date | None
    publisher_b: str | None
    confidence_b: float | None
    position_id_b: str
    report_id_b: str
    start_b: int | None
    end_b: int | None
    url_b: str | None
    title_b: str | None


class RejectRow(Row):
    """An input that could not be read."""

    origin: str
    code: str
    reason: str
    ingested_at: datetime | None


class StoryRow(BaseModel):
    """Reports that follow one happening; its columns are those of ``onrecord merge``."""

    model_config = ConfigDict(extra="allow")


#: Models by what is asked for.
ROWS: Mapping[str, type[BaseModel]] = {
    "reports": ReportRow, "statements": StatementRow, "events": EventRow, "positions": PositionRow,
    "figures": FigureRow, "places": PlaceRow, "actors": ActorRow, "times": TimeRow, "stories": StoryRow,
    "calendar": CalendarRow, "tension": TensionRow, "timeline": TimelineRow, "deadlocks": DeadlockRow,
    "rejects": RejectRow,
}  # fmt: skip
AnyRow = TypeVar("AnyRow", bound=BaseModel)


class PageOf(BaseModel):
    """Rows of one page; ``rows`` is filled in per kind."""

    next: str | None = Field(description="Token of the next page; null on the last.")
    count: int = Field(ge=0, description="Number of all rows that were asked for, whatever the page.")
    truncated: bool = Field(description="True where the record has more that no page of this answer shows.")
