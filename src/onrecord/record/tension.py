"""Tension: what passes between each two parties, by day or week, with the weeks in which it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, get_args

from onrecord.codebook.plover import derive, intensity_of, plover, quad_of
from onrecord.model.dossier import Modality
from onrecord.record.changes import change_points
from onrecord.record.filters import Filters, between, where
from onrecord.record.flat import sql
from onrecord.record.query import fetch, run
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Period = Literal["day", "week"]
#: Views the series are made from.
KINDS = ("events", "reports", "actors")
#: Modalities under which an act counts by its own type and mode, and not by PLOVER's code for what is only said of it.
_DONE = frozenset({"happened", "alleged"})
#: Events where ``onrecord merge`` has not told which of them are one.
_EACH = "SELECT pair, start, quad, score FROM acts"


@dataclass(frozen=True, slots=True)
class Change:
    """A change point of one pair's weekly series."""

    #: Row of the first week after it.
    row: int
    #: Mean of the weeks before and after, up to the next change: intensity per 100 reports of the record.
    before: float
    after: float
    pair: str
    start: date
    #: First day no more looked at for the reports that made it.
    until: date


def tension(connection: DuckDBPyConnection, filters: Filters, *, period: Period = "week") -> pa.Table:
    """Return the series of pairs of parties, the pairs with most events first, each by time.

    Of more than ``SETTINGS.series_pairs`` pairs those with fewer events are left out; name a country to see them.

    A pair are two parties one of which acts on the other, or who act together on nobody; states by their codes. Events
    only feared or supposed (``possible``), those of the background, and acts of conflict that were denied are left
    out. What happened counts in the quad class and with the score of its type and mode; what is planned, demanded,
    offered, threatened or refused in those of PLOVER's own code for it.

    ``change`` is set in weekly series in the first week after the mean of ``intensity_sum`` per 100 reports has
    changed (see ``change_points``): mean after minus mean before; below zero is towards conflict. ``change_reports``
    are the reports of its first weeks that lean its way most. Change points are looked for among the first
    ``SETTINGS.change_pairs`` pairs.

    Args:
        connection: From ``record.views.connect`` with ``KINDS``.
        filters: ``since`` and ``until`` are about the day of the event. Of one country all pairs with it; of several
            those among them.
        period: "week" (from Monday) or "day".
    """
    import pyarrow as pa

    day, values = between("day", filters)
    chosen, more = where("events", replace(filters, since=None, until=None))
    connection.register("codes", pa.Table.from_pylist(_codes()))
    statement = sql("tension_acts").replace("{where}", chosen).replace("{day}", day)
    parameters = {"country": [], **values, **more, "period": period, "pairs": SETTINGS.series_pairs}
    run(connection, statement, parameters)
    once = sql("once_merged") if _is_merged(connection) else _EACH
    series = fetch(connection, sql("tension").replace("{once}", once), parameters)
    found = list(_changes(series)) if period == "week" else []
    reports = _reports_of(connection, found) if found else {}
    series = _with_changes(series, found, reports)
    return series if filters.limit is None else series.slice(0, filters.limit)


@cache
def _codes() -> list[dict[str, Any]]:
    """Return for each type, modality and negation the quad class and score that count; null for those of the event."""
    rows = []
    for name, entry in plover().types.items():
        for modality in get_args(Modality):
            for negated in (False, True):
                rule = derive(name, modality, negated)
                own = modality in _DONE
                counts = modality != "possible" and not (modality == "denied" and entry.quad > 2)
                quad = None if own else quad_of(rule.code)
                score = None if own else intensity_of(rule.code)
                row = {"type": name, "modality": modality, "negated": negated, "quad": quad, "score": score}
                rows.append({**row, "counts": counts})
    return rows


def _is_merged(connection: DuckDBPyConnection) -> bool:
    columns = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = 'merged_events'"
    ).fetchall()
    return {"id", "evidence"} <= {row[0] for row in columns}


def _changes(series: pa.Table) -> Iterator[Change]:
    """Yield the change points of the first pairs."""
    names = list(zip(series["party_a"].to_pylist(), series["party_b"].to_pylist(), strict=True))
    starts, totals = series["start"].to_pylist(), series["intensity_sum"].to_pylist()
    everything = series["n_reports_all"].to_pylist()
    for n_pairs, (pair, group) in enumerate(groupby(range(len(names)), key=lambda row: names[row])):
        if n_pairs == SETTINGS.change_pairs:
            return
        # A week in which nothing at all was printed says nothing of the two.
        rows = [row for row in group if everything[row]]
        values = [100 * totals[row] / everything[row] for row in rows]
        edges = [0, *change_points(values), len(rows)]
        for first, at, end in zip(edges, edges[1:], edges[2:], strict=False):
            before, after = (sum(values[a:b]) / (b - a) for a, b in ((first, at), (at, end)))
            until = starts[rows[min(at + SETTINGS.change_weeks, len(rows)) - 1]] + timedelta(days=7)
            yield Change(rows[at], before, after, "\t".join(pair), starts[rows[at]], until)


def _reports_of(connection: DuckDBPyConnection, found: list[Change]) -> dict[int, list[dict[str, Any]]]:
    """Return the reports that made each change, by its number."""
    import pyarrow as pa

    rows = [
        {"n": n, "pair": c.pair, "start": c.start, "until": c.until, "sign": 1 if c.after > c.before else -1}
        for n, c in enumerate(found)
    ]
    connection.register("changes", pa.Table.from_pylist(rows))
    answer = fetch(connection, sql("tension_reports"), {"most": SETTINGS.change_reports})
    return {row["n"]: row["reports"] for row in answer.to_pylist()}


def _with_changes(series: pa.Table, found: list[Change], reports: dict[int, list[dict[str, Any]]]) -> pa.Table:
    """Return the series with the columns ``change``, ``change_before``, ``change_after`` and ``change_reports``."""
    import pyarrow as pa

    numbers: dict[str, list[float | None]] = {
        name: [None] * len(series) for name in ("change", "change_before", "change_after")
    }
    ids: list[list[dict[str, Any]]] = [[] for _ in range(len(series))]
    for n, c in enumerate(found):
        for name, value in (("change", c.after - c.before), ("change_before", c.before), ("change_after", c.after)):
            numbers[name][c.row] = value
        ids[c.row] = reports.get(n, [])
    for name, column in numbers.items():
        series = series.append_column(name, pa.array(column, pa.float64()))
    text = pa.string()
    report = pa.struct([("report_id", text), ("title", text), ("published", pa.date32()), ("publisher", text)])
    return series.append_column("change_reports", pa.array(ids, pa.list_(report)))


def tension_events(pair: tuple[str, str], *, start: date | None = None) -> tuple[str, dict[str, Any]]:
    """Return a SELECT of the events of one pair that count in its series, by time, and the SELECT's parameters.

    It is for the connection on which ``tension`` was asked last: it reads the table of acts that this left behind. An
    event that several reports tell counts once in the series and has a row here for each of them. ``counted_from`` is
    the first day of its week or day of the series; the other columns are those of ``events``.

    Args:
        pair: ``party_a`` and ``party_b`` of the series.
        start: First day of the week or day; None for all.
    """
    values = {"pair": "\t".join(pair), **({} if start is None else {"start": start})}
    return sql("tension_events").replace("{start}", "true" if start is None else "start = $start"), values
