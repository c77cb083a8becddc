"""Timeline: what each actor did, plans, threatens or denies, by the day that is told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.model.dossier import Modality
from onrecord.record.selection import Selection
from onrecord.serve import lanes
from onrecord.serve.asked import asked_of
from onrecord.serve.listing import add_spots
from onrecord.serve.page import record_of, render
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@router.get("/timeline")
def timeline(request: Request) -> HTMLResponse:
    """Show the lanes of the actors with most events, the same as a table, and the days most spoken of."""
    asked = asked_of(request, "timeline")
    record = record_of(request)
    drawing = lanes.draw_timeline(record, asked.filters, today=date.today())
    chosen = replace(asked.filters, limit=SETTINGS.timeline_days)
    days = list(Selection(record, "timeline", chosen).rows()) if drawing else []
    add_spots(record, days)
    moves = moves_of(drawing.low, drawing.high) if drawing else []
    return render(
        request, "timeline.html", screen="timeline", asked=asked, drawing=drawing, days=days, moves=moves,
        modalities=get_args(Modality), size=lanes, today=date.today(),
    )  # fmt: skip


def moves_of(low: date, high: date) -> list[tuple[str, str, str]]:
    """Return where else to look from some days: name, first and last day."""
    length = (high - low).days + 1
    quarter, half = max(1, length // 4), max(1, length // 2)
    wanted = [
        ("Earlier", -half, -half),
        ("Later", half, half),
        ("Closer", quarter, -quarter),
        ("Wider", -half, half),
    ]
    found = []
    for name, first, last in wanted:
        try:
            since, until = low + timedelta(days=first), high + timedelta(days=last)
        except OverflowError:
            continue
        if since <= until:
            found.append((name, since.isoformat(), until.isoformat()))
    return found
