"""The time brush: how many reports each stretch of time has, and the addresses of earlier and later stretches.

All screens that draw show the same bars, of all reports by their day of publication, so that what is chosen on one
screen is the same stretch on the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from onrecord.serve.asked import Asked
from onrecord.serve.sums import rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Lengths of a bar, and the days for which it is the shortest that leaves the bars wide enough to hit.
_UNITS = (("day", 120), ("week", 900), ("month", 4_000))
_SPAN = "SELECT min(published) AS first, max(published) AS last FROM hidden.reports"
_BARS = """
SELECT date_trunc($unit, published)::DATE AS start, count(*) AS n FROM hidden.reports
WHERE published IS NOT NULL GROUP BY ALL ORDER BY start
"""


@dataclass(frozen=True, slots=True)
class Brush:
    """What the brush draws."""

    #: Length of a bar: day, week, month or year.
    unit: str
    #: First and last day, and number of reports of each stretch that has any, by time.
    bars: list[dict[str, Any]]
    #: First and last day that are chosen; the ends of the record where none are.
    since: date
    until: date
    #: Query strings of the stretches of the same length before and after; None at the ends, and where all is chosen.
    earlier: str | None
    later: str | None

    def data(self) -> dict[str, Any]:
        """Return what the script reads: days as strings."""
        bars = [{"start": b["start"].isoformat(), "end": b["end"].isoformat(), "n": b["n"]} for b in self.bars]
        return {"unit": self.unit, "bars": bars, "since": self.since.isoformat(), "until": self.until.isoformat()}


def make_brush(connection: DuckDBPyConnection, asked: Asked, **kept: str | None) -> Brush | None:
    """Return the brush of a screen; None where no report has a day.

    Args:
        connection: Of the views; "reports" is read.
        asked: The filters of the page.
        **kept: What else stands in the address and stays in it.
    """
    span = rows_of(connection, _SPAN, {})[0]
    first, last = span["first"], span["last"]
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    unit = next((name for name, most in _UNITS if days <= most), "year")
    bars = rows_of(connection, _BARS, {"unit": unit})
    for bar in bars:
        bar["end"] = _end_of(bar["start"], unit)
    since, until = asked.filters.since, asked.filters.until
    shown = since or first, until or last
    earlier = later = None
    if since or until:
        length = shown[1] - shown[0] + timedelta(days=1)
        earlier = _moved(asked, shown, -length, kept) if shown[0] > first else None
        later = _moved(asked, shown, length, kept) if shown[1] < last else None
    return Brush(unit, bars, *shown, earlier, later)


def _moved(asked: Asked, shown: tuple[date, date], by: timedelta, kept: dict[str, str | None]) -> str | None:
    try:
        since, until = shown[0] + by, shown[1] + by
    except OverflowError:
        return None
    return asked.query(**kept, since=since.isoformat(), until=until.isoformat())


def _end_of(start: date, unit: str) -> date:
    """Return the last day of a stretch."""
    if unit in ("day", "week"):
        return start + timedelta(days=0 if unit == "day" else 6)
    months = 1 if unit == "month" else 12
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, 1) - timedelta(days=1)
