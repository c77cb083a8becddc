"""What the first screen tells: how much there is, by week, and what was last taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.serve.sums import rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Views that are read.
KINDS = ("reports", "statements", "events", "positions", "figures", "actors")
#: Weeks of the table of counts.
WEEKS = 8
_COUNTS = """
SELECT (SELECT count(*) FROM hidden.reports) AS reports, (SELECT count(*) FROM hidden.statements) AS statements,
    (SELECT count(*) FROM hidden.events) AS events, (SELECT count(*) FROM hidden.positions) AS positions,
    (SELECT count(*) FROM hidden.figures) AS figures
"""
#: Weeks with reports, the newest first. A report that tells of many events, and an event that many reports tell of, are
#: why both are counted.
_WEEKS = """
WITH r AS (
    SELECT date_trunc('week', published)::DATE AS start, count(*) AS reports, count(DISTINCT publisher) AS publishers
    FROM hidden.reports WHERE published IS NOT NULL GROUP BY ALL ORDER BY start DESC LIMIT $weeks
), e AS (
    SELECT date_trunc('week', published)::DATE AS start, count(*) AS events,
        count(*) FILTER (modality = 'happened' AND NOT background) AS happened
    FROM hidden.events WHERE published >= (SELECT min(start) FROM r) GROUP BY ALL
)
SELECT r.*, coalesce(events, 0) AS events, coalesce(happened, 0) AS happened
FROM r LEFT JOIN e USING (start) ORDER BY start DESC
"""
#: The day of the last ingest in UTC, and what came in on it.
_INGEST = """
SELECT day, count(*) AS reports, count(*) FILTER (published IS NULL) AS undated, count(DISTINCT publisher) AS publishers
FROM (SELECT (ingested_at AT TIME ZONE 'UTC')::DATE AS day, published, publisher FROM hidden.reports)
WHERE day IS NOT NULL GROUP BY day ORDER BY day DESC LIMIT 1
"""
_PLACED = """
SELECT e.report_id, e.id, e.start, e."end" FROM hidden.events e
SEMI JOIN (SELECT unnest($reports) AS report_id, unnest($ids) AS id) a ON e.report_id = a.report_id AND e.id = a.id
"""


def counts(connection: DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each kind has."""
    return rows_of(connection, _COUNTS, {})[0]


def weeks(connection: DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return counts of reports, outlets and events of the newest weeks that have reports."""
    return rows_of(connection, _WEEKS, {"weeks": WEEKS})


def last_ingest(connection: DuckDBPyConnection) -> dict[str, Any] | None:
    """Return the day (UTC) on which reports were last taken in, and how many; None where there are none."""
    found = rows_of(connection, _INGEST, {})
    return found[0] if found else None


def add_spans(connection: DuckDBPyConnection, days: list[dict[str, Any]]) -> None:
    """Give rows of the calendar the ``start`` and ``end`` of their words."""
    values = {"reports": [d["report_id"] for d in days], "ids": [d["event_id"] for d in days]}
    rows = rows_of(connection, _PLACED, values) if days else []
    spans = {(row["report_id"], row["id"]): row for row in rows}
    for day in days:
        span = spans.get((day["report_id"], day["event_id"]))
        day["start"], day["end"] = (span["start"], span["end"]) if span else (None, None)
