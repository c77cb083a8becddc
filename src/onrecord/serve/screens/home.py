"""Home: what is in the record, what comes next, what was last taken in."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record.filters import Filters
from onrecord.record.selection import Selection
from onrecord.serve.page import record_of, render

router = APIRouter(include_in_schema=False)
#: Kinds of facts that are counted, with what they are called.
_COUNTED = {
    "reports": "reports",
    "statements": "statements",
    "events": "events",
    "positions": "positions",
    "figures": "figures",
}


@router.get("/home")
def home(request: Request) -> HTMLResponse:
    """Show what is new."""
    record = record_of(request)
    counts = {name: Selection(record, kind, Filters()).count() for kind, name in _COUNTED.items()}
    newest = list(Selection(record, "reports", Filters(limit=10)).rows())
    days = list(Selection(record, "calendar", Filters(since=date.today(), limit=8)).rows())
    rejects = Selection(record, "rejects", Filters()).count()
    return render(request, "home.html", screen="home", counts=counts, newest=newest, days=days, rejects=rejects)
