"""Tension: what passes between two parties, by week or day, with the weeks in which it changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record import tension
from onrecord.serve.asked import asked_of
from onrecord.serve.brush import make_brush
from onrecord.serve.page import record_of, render
from onrecord.serve.series import MOST, QUADS, drawn, pairs_of, series_of
from onrecord.serve.sums import ask_views, page_of_list, page_of_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from onrecord.serve.asked import Asked

router = APIRouter(include_in_schema=False)
MEASURES = {"events": "events", "reports": "reports"}
PERIODS = {"week": "by week", "day": "by day"}


@router.get("/tension")
def show_tension(request: Request) -> HTMLResponse:
    """Show the series of the pair ``?a=KEN&b=TZA``, else of the pair with most events.

    ``period`` is week or day, ``measure`` events or reports; ``at`` a first day of a stretch whose events are listed,
    or ``all`` for those of all.
    """
    asked = asked_of(request, "tension")
    given = request.query_params
    period = _one_of(given.get("period"), PERIODS)
    measure = _one_of(given.get("measure"), MEASURES)

    def work(connection: DuckDBPyConnection) -> dict[str, Any]:
        return _work(connection, asked, period, measure, given.get("a"), given.get("b"), given.get("at"),
                     given.get("next"))  # fmt: skip

    found = ask_views(record_of(request), tension.KINDS, work)
    return render(
        request, "tension.html", screen="tension", asked=asked, period=period, measure=measure, quads=QUADS,
        periods=PERIODS, measures=MEASURES, most=MOST, at=given.get("at"), **found,
    )  # fmt: skip


def _work(
    connection: DuckDBPyConnection, asked: Asked, period: str, measure: str, a: str | None, b: str | None,
    at: str | None, token: str | None,
) -> dict[str, Any]:  # fmt: skip
    unit = cast(tension.Period, period)
    series = tension.tension(connection, asked.filters, period=unit)
    pairs = pairs_of(series)
    pair = next((p for p in pairs if {p["party_a"], p["party_b"]} == {a, b}), pairs[0] if pairs else None)
    kept = {"a": a, "b": b, "period": period, "measure": measure}
    found: dict[str, Any] = {"pairs": pairs, "pair": pair, "brush": make_brush(connection, asked, **kept)}
    if pair is None:
        return {**found, "rows": None, "data": None, "changes": [], "events": None}
    kept |= {"a": pair["party_a"], "b": pair["party_b"]}
    rows = series_of(series, pair["party_a"], pair["party_b"])
    changes = [row for row in rows if row.get("change") is not None]
    data = {"rows": drawn(rows), "period": period, "measure": measure, "a": pair["a"], "b": pair["b"]}
    newest_first = [row for row in reversed(rows) if row["n_events"] or row["n_reports"]]
    page = page_of_list(newest_first, None if at else token)
    events = None
    if at:
        names = (pair["party_a"], pair["party_b"])
        query, values = tension.tension_events(names, start=_day(at))
        events = page_of_rows(connection, query, values, token)
    return {**found, "rows": page, "data": data, "changes": changes, "events": events, "kept": kept}


def _one_of(value: str | None, known: dict[str, str]) -> str:
    return value if value in known else next(iter(known))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
