"""Home: what is in the record, what comes next, how tense it is, what was last taken in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record import tension
from onrecord.record.calendar import calendar
from onrecord.record.filters import Filters
from onrecord.record.selection import OpenRecord, Selection
from onrecord.serve import home_sums
from onrecord.serve.page import record_of, render
from onrecord.serve.series import SPARK_HEIGHT, SPARK_WIDTH, pairs_of, series_of, spark_of
from onrecord.serve.sums import ask_views

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

router = APIRouter(include_in_schema=False)
#: Pairs of parties, days ahead and reports shown.
_PAIRS, _DAYS, _NEWEST = 5, 8, 10


@router.get("/home")
def home(request: Request) -> HTMLResponse:
    """Show what is new."""
    record = record_of(request)
    found = ask_views(record, home_sums.KINDS, _work)
    newest = list(Selection(record, "reports", Filters(limit=_NEWEST)).rows())
    return render(
        request, "home.html", screen="home", newest=newest, rejects=_rejects(record, found["ingest"]),
        spark_size=(SPARK_WIDTH, SPARK_HEIGHT), **found,
    )  # fmt: skip


def _work(connection: DuckDBPyConnection) -> dict[str, Any]:
    days = calendar(connection, Filters(since=date.today(), limit=_DAYS)).to_pylist()
    home_sums.add_spans(connection, days)
    return {
        "counts": home_sums.counts(connection),
        "weeks": home_sums.weeks(connection),
        "ingest": home_sums.last_ingest(connection),
        "days": days,
        "tense": _tense(connection),
    }


def _tense(connection: DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the pairs with most events, each with a small drawing and its newest change."""
    series = tension.tension(connection, Filters())
    found = []
    for pair in pairs_of(series)[:_PAIRS]:
        rows = series_of(series, pair["party_a"], pair["party_b"])
        changes = [row for row in rows if row["change"] is not None]
        found.append({**pair, "spark": spark_of(rows), "changed": changes[-1] if changes else None})
    return found


def _rejects(record: OpenRecord, ingest: dict[str, Any] | None) -> dict[str, Any]:
    """Return how many inputs were rejected in all and since the day of the last ingest, and why."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = Selection(record, "rejects", Filters()).arrow()
    newest = rows
    if ingest is not None:
        midnight = datetime.combine(ingest["day"], time(), UTC)
        newest = rows.filter(pc.greater_equal(rows["ingested_at"], pa.scalar(midnight, rows["ingested_at"].type)))
    codes = newest.group_by("code").aggregate([("code", "count")]).to_pylist()
    return {"all": len(rows), "last": len(newest), "codes": {row["code"]: row["code_count"] for row in codes}}
