"""A record of three short reports in which two sides speak, act and change their minds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import Actor, Dossier, Event, Figure, Position, Statement, TimeExpression
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from tests.builders import build_report, find_span

NOW = datetime(2031, 6, 1, tzinfo=UTC)
WORDS = "the bridge at Oro stays closed to everyone"
#: Text, day, outlet: the first two tell the same words; the emoji makes bytes and code points differ.
FIRST = (
    f"🌍 Minister Maria Oduya of Kenya said {WORDS}. She refuses talks. "
    "Tanu troops shelled Oro on Friday; 12 people died."
)
SECOND = f"According to Oduya, {WORDS}. Uganda demands talks on the bridge. Kenya plans a summit on 20 May."
THIRD = "Kenya accepts talks on the bridge. Uganda denies <b>it</b>. At least 40 people died at Oro, Uganda said."


def make_sides(folder: Path) -> OpenRecord:
    """Return the record."""
    dossiers = [_first(), _second(), _third()]
    rows = [dossier_to_row(d, origin=None, ingested_at=NOW) for d in dossiers]
    create_record(folder).add(dossiers_to_table(rows))
    return open_record(folder)


def _first() -> Dossier:
    kenya = _actor(FIRST, "a1", "Kenya", "state", "KEN", ["Kenya"])
    oduya = _actor(FIRST, "a2", "Maria Oduya", "person", "KEN", ["Maria Oduya", "She"], title="Minister")
    tanu = _actor(FIRST, "a3", "Tanu troops", "group", None, ["Tanu troops"])
    return _dossier(
        FIRST, "2031-05-02", "Lake Wire",
        actors=(kenya, oduya, tanu),
        statements=(_statement(FIRST, "s1", "a2", WORDS, "said"),),
        positions=(_position(FIRST, "p1", "a1", "a2", "talks on the bridge", "refuses", "talks"),),
        events=(_event(FIRST, "e1", "shelled", "ASSAULT", "happened", ["a3"], day=date(2031, 5, 2)),),
        figures=(_figure(FIRST, "f1", "12 people", "people", 12, 12),),
    )  # fmt: skip


def _second() -> Dossier:
    kenya = _actor(SECOND, "a1", "Kenya", "state", "KEN", ["Kenya"])
    oduya = _actor(SECOND, "a2", "Oduya", "person", "KEN", ["Oduya"])
    uganda = _actor(SECOND, "a3", "Uganda", "state", "UGA", ["Uganda"])
    planned = _event(
        SECOND, "e1", "summit", "CONSULT", "planned", ["a1"], day=date(2031, 5, 20)
    )  # fmt: skip
    return _dossier(
        SECOND, "2031-05-03", "Shore Post",
        actors=(kenya, oduya, uganda),
        statements=(_statement(SECOND, "s1", "a2", WORDS, "According to"),),
        positions=(_position(SECOND, "p1", "a3", "a3", "talks on the bridge", "demands", "talks on the bridge"),),
        events=(planned,),
    )  # fmt: skip


def _third() -> Dossier:
    kenya = _actor(THIRD, "a1", "Kenya", "state", "KEN", ["Kenya"])
    uganda = _actor(THIRD, "a2", "Uganda", "state", "UGA", ["Uganda", "Uganda#2"])
    said = _statement(THIRD, "s1", "a2", "At least 40 people", "said", "died at Oro")
    return _dossier(
        THIRD, "2031-05-09", None,
        actors=(kenya, uganda),
        statements=(said,),
        positions=(_position(THIRD, "p1", "a1", "a1", "talks on the bridge", "accepts", "talks on the bridge"),),
        events=(_event(THIRD, "e1", "denies", "REJECT", "denied", ["a2"]),),
        figures=(_figure(THIRD, "f1", "At least 40 people", "people", 40, None, bound="at_least"),),
    )  # fmt: skip


def _dossier(text: str, day: str, publisher: str | None, **facts: Any) -> Dossier:
    facts["times"] = tuple(event.when for event in facts["events"] if event.when is not None)
    return Dossier(report=build_report(text, published=day, publisher=publisher, title=f"Report of {day}"), **facts)


def _actor(
    text: str, number: str, name: str, kind: Any, country: str | None, words: Sequence[str], title: str | None = None
) -> Actor:
    spans = tuple(find_span(text, w) for w in words)
    return Actor(id=number, name=name, kind=kind, country=country, title=title, mentions=spans)


def _statement(text: str, number: str, speaker: str, words: str, cue: str, *more: str) -> Statement:
    return Statement(
        id=number, kind="said", speakers=(speaker,), speaker_span=None, cue_span=find_span(text, cue),
        content=tuple(find_span(text, w) for w in (words, *more)), form="indirect", marks=None,
    )  # fmt: skip


def _position(text: str, number: str, party: str, speaker: str, issue: str, stance: Any, words: str) -> Position:
    return Position(
        id=number, party=party, speaker=speaker, issue=issue, stance=stance, content_span=find_span(text, words)
    )


def _event(
    text: str, number: str, words: str, kind: Any, modality: Any, actors: Sequence[str], *, day: date | None = None
) -> Event:
    when = None
    if day is not None:
        start = datetime(day.year, day.month, day.day)
        when = TimeExpression(
            span=find_span(text, words), type="DATE", value=day.isoformat(), start=start, end=start + timedelta(days=1)
        )
    return Event(
        id=number, trigger_span=find_span(text, words), type=kind, modality=modality, actors=tuple(actors), when=when
    )


def _figure(
    text: str, number: str, words: str, of: str, low: float, high: float | None, *, bound: Any = "exact"
) -> Figure:
    return Figure(
        id=number, span=find_span(text, words), low=low, best=low, high=high, bound=bound, unit="deaths",
        unit_text="people", of_span=find_span(text, of),
    )  # fmt: skip
