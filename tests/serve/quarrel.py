"""A small record of a quarrel between two made-up neighbours, for screens that draw."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from onrecord.codebook.plover import intensity_of, quad_of
from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import Actor, Dossier, Event, Place, Statement, TimeExpression
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from tests.builders import build_report, find_span

NOW = datetime(2031, 6, 1, tzinfo=UTC)
TEXT = "“Tanzania shelled Moyale,” Kenya said. Kenya met Uganda in Ethiopia. Report {n}."
MOYALE = {"name": "Moyale", "lat": 3.52, "lon": 39.05, "country": "KEN", "precision": 1}
ETHIOPIA = {"name": "Ethiopia", "lat": 9.0, "lon": 39.5, "country": "ETH", "precision": 7}


def build_dossier(n: int, day: date | None, *, town: dict[str, Any] = MOYALE, name: str = "Kenya") -> Dossier:
    """Make a report in which Kenya says that Tanzania shelled a town, and Kenya meets Uganda somewhere in Ethiopia."""
    text = TEXT.format(n=n)
    report = build_report(text, published=day.isoformat() if day else None, title=f"Report {n}", publisher=f"P{n % 3}")
    spans = {word: find_span(text, word) for word in ("Tanzania", "Kenya", "Uganda", "Moyale", "Ethiopia")}
    actors = tuple(
        Actor(id=f"actor-{code}", name=shown, kind="state", country=code, mentions=(spans[word],))
        for word, code, shown in (
            ("Tanzania", "TZA", "Tanzania"), ("Kenya", "KEN", name), ("Uganda", "UGA", "Uganda"),
        )
    )  # fmt: skip
    when = None
    if day is not None:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        when = TimeExpression(
            span=spans["Moyale"], type="DATE", value=day.isoformat(), start=start, end=start + timedelta(days=1)
        )
    return Dossier(
        report=report,
        actors=actors,
        statements=(
            Statement(
                id=f"statement-{n}", kind="said", speakers=("actor-KEN",), speaker_span=spans["Kenya"],
                cue_span=find_span(text, "said"), content=(find_span(text, "Tanzania shelled Moyale"),), form="direct",
                marks="balanced",
            ),
        ),
        events=(
            Event(
                id=f"event-{n}-1", trigger_span=find_span(text, "shelled"), type="ASSAULT", modality="happened",
                quad=quad_of("ASSAULT"), intensity=intensity_of("ASSAULT"), actors=("actor-TZA",),
                recipients=("actor-KEN",), where="place-1", when=when, statement=f"statement-{n}",
            ),
            Event(
                id=f"event-{n}-2", trigger_span=find_span(text, "met"), type="CONSULT", modality="happened",
                quad=quad_of("CONSULT"), intensity=intensity_of("CONSULT"), actors=("actor-KEN", "actor-UGA"),
                where="place-2", when=when,
            ),
        ),
        places=(
            Place(id="place-1", span=spans["Moyale"], **town),
            Place(id="place-2", span=spans["Ethiopia"], **ETHIOPIA),
        ),
    )  # fmt: skip


def make_quarrel(folder: Path, dossiers: list[Dossier] | None = None) -> OpenRecord:
    """Make the record: six reports of six weeks of 2031, or those given."""
    days = [date(2031, 5, 5) + timedelta(weeks=n) for n in range(6)]
    chosen = [build_dossier(n, day) for n, day in enumerate(days)] if dossiers is None else dossiers
    record = create_record(folder)
    if chosen:
        record.add(dossiers_to_table([dossier_to_row(d, origin=None, ingested_at=NOW) for d in chosen]))
    return open_record(folder)
