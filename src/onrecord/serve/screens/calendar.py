"""Calendar: what is planned, offered, threatened or demanded for days to come, and how certain it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record.selection import Selection
from onrecord.serve.asked import asked_of
from onrecord.serve.listing import add_spots
from onrecord.serve.page import record_of, render
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@router.get("/calendar")
def calendar(request: Request) -> HTMLResponse:
    """Show what lies ahead; ``?past=yes`` shows what once did, and so does a first day."""
    asked = asked_of(request, "calendar")
    past = request.query_params.get("past") == "yes"
    since = asked.filters.since or (None if past or asked.filters.until else date.today())
    # One more than is shown tells whether there are more, and where they begin.
    filters = replace(asked.filters, since=since, limit=SETTINGS.calendar_rows + 1)
    record = record_of(request)
    rows = list(Selection(record, "calendar", filters).rows())
    add_spots(record, rows)
    more = rows[SETTINGS.calendar_rows]["when_start"].date() if len(rows) > SETTINGS.calendar_rows else None
    if more is not None and more == rows[0]["when_start"].date():
        more = None  # one day fills the page: the next would begin with it again
    return render(
        request,
        "calendar.html",
        screen="calendar",
        asked=asked,
        months=_by_month(rows[: SETTINGS.calendar_rows]),
        ahead=since == date.today() and asked.filters.since is None,
        more=more,
    )


def _by_month(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    months = groupby(rows, key=lambda row: f"{row['when_start']:%B} {row['when_start'].year}")
    return [(month, list(group)) for month, group in months]
