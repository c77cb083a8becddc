"""The series of pairs of parties: one line per pair, one pair's stretches of time, and small drawings of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.codebook.country_names import country_name

if TYPE_CHECKING:
    import pyarrow as pa

#: Classes of PLOVER, in the order of the columns.
QUADS = {
    "verbal_cooperation": "verbal cooperation",
    "material_cooperation": "material cooperation",
    "verbal_conflict": "verbal conflict",
    "material_conflict": "material conflict",
}
#: Stretches drawn; more are too narrow to see.
MOST = 1_500
#: Size of a small drawing, in pixels.
SPARK_WIDTH, SPARK_HEIGHT = 160, 32
#: Weeks of a small drawing.
SPARK_WEEKS = 104


def pairs_of(series: pa.Table) -> list[dict[str, Any]]:
    """Return a row per pair of a tension series, in its order.

    Each has party_a, party_b, their names a and b, n_events, cooperation, conflict, first and last (days), and
    n_changes.
    """
    if not series.num_rows:
        return []
    names = ["n_events", *QUADS]
    sums = series.group_by(["party_a", "party_b"], use_threads=False).aggregate(
        [(name, "sum") for name in names] + [("start", "min"), ("start", "max"), ("change", "count")]
    )
    return [
        {
            "party_a": row["party_a"],
            "party_b": row["party_b"],
            "a": country_name(row["party_a"]),
            "b": country_name(row["party_b"]),
            "n_events": row["n_events_sum"],
            "cooperation": row["verbal_cooperation_sum"] + row["material_cooperation_sum"],
            "conflict": row["verbal_conflict_sum"] + row["material_conflict_sum"],
            "first": row["start_min"],
            "last": row["start_max"],
            "n_changes": row["change_count"],
        }
        for row in sums.to_pylist()
    ]


def series_of(series: pa.Table, party_a: str, party_b: str) -> list[dict[str, Any]]:
    """Return the rows of one pair, by time; ``share`` is reports of the pair per 100 reports of the record."""
    import pyarrow.compute as pc

    chosen = pc.and_(pc.equal(series["party_a"], party_a), pc.equal(series["party_b"], party_b))
    rows: list[dict[str, Any]] = series.filter(chosen).to_pylist()
    for row in rows:
        everything = row["n_reports_all"]
        row["share"] = 100 * row["n_reports"] / everything if everything else None
        row["per_report"] = 100 * row["intensity_sum"] / everything if everything else None
    return rows


def drawn(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the script draws of a series: the newest ``MOST`` stretches, days as strings."""
    keys = (*QUADS, "n_events", "n_reports", "n_reports_all", "intensity", "share")
    return [
        {"start": row["start"].isoformat(), "change": row.get("change"), **{key: _short(row[key]) for key in keys}}
        for row in rows[-MOST:]
    ]


def spark_of(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a small drawing of a pair's newest weeks: intensity per 100 reports of the record.

    ``path`` is that of an SVG path, ``zero`` the height of its zero line; ``first``, ``last`` (days),
    ``newest``, ``low`` and ``high`` say the same in numbers.
    """
    rows = [row for row in rows[-SPARK_WEEKS:] if row["per_report"] is not None]
    if not rows:
        return {"path": "", "zero": SPARK_HEIGHT / 2, "first": None, "last": None, "newest": None, "low": 0, "high": 0}
    values = [row["per_report"] for row in rows]
    low, high = min(0.0, *values), max(0.0, *values)
    days = [row["start"] for row in rows]
    zero = round(_down(0.0, low, high), 1)
    # A stroke per week, and none for a quiet one: a line would make up what lay between.
    spoken = [(d, v) for d, v in zip(days, values, strict=True) if v]
    return {
        "path": "".join(f"M{_across(d, days):.1f},{zero}V{_down(v, low, high):.1f}" for d, v in spoken),
        "zero": zero,
        "first": days[0],
        "last": days[-1],
        "newest": values[-1],
        "low": min(values),
        "high": max(values),
    }


def _across(day: date, days: list[date]) -> float:
    length = (days[-1] - days[0]).days
    return 2 + (SPARK_WIDTH - 4) * ((day - days[0]).days / length if length else 0.5)


def _down(value: float, low: float, high: float) -> float:
    return 2 + (SPARK_HEIGHT - 4) * ((high - value) / (high - low) if high > low else 0.5)


def _short(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value
