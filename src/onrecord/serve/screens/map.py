"""Map: events by place, each with a sign that says how exactly the place is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.serve.asked import asked_of
from onrecord.serve.brush import make_brush
from onrecord.serve.page import record_of, render
from onrecord.serve.places import KINDS, MOST, SIGNS, count_events, events_at, places
from onrecord.serve.sums import ask_views

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

router = APIRouter(include_in_schema=False)


@router.get("/map")
def show_map(request: Request) -> HTMLResponse:
    """Show the map; ``?at=KEY`` lists the events of one place below it."""
    asked = asked_of(request, "events")
    at, token = request.query_params.get("at"), request.query_params.get("next")

    def work(connection: DuckDBPyConnection) -> dict[str, Any]:
        drawn, page = places(connection, asked.filters, None if at else token)
        return {
            "drawn": drawn,
            "page": page,
            "count": count_events(connection, asked.filters),
            "events": events_at(connection, asked.filters, at, token) if at else None,
            "brush": make_brush(connection, asked),
        }

    found = ask_views(record_of(request), KINDS, work)
    marks = [
        {
            "href": f"/map{asked.query(at=p['place_key'])}#events", "place": p["place"], "country": p["country"],
            "lat": p["lat"], "lon": p["lon"], "sign": p["sign"], "n": p["n_events"], "chosen": p["place_key"] == at,
        }
        for p in found["drawn"]
    ]  # fmt: skip
    return render(request, "map.html", screen="map", asked=asked, at=at, marks=marks, signs=SIGNS, most=MOST, **found)
