"""Choosing rows: from a word for what is wanted and its filters to an Arrow table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from onrecord.errors import UsageError
from onrecord.record import calendar, deadlocks, tension, timeline
from onrecord.record.filters import Filters, between, check_filters, split_words, where
from onrecord.record.flat import KINDS, Progress, sql
from onrecord.record.guard import ask, check_select, within_limits
from onrecord.record.query import fetch
from onrecord.record.selection import MERGED, known_whats
from onrecord.record.table import Record
from onrecord.record.views import connect, merged_files

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Answer = TypeVar("Answer")

#: Newest first; what has no day comes last. Within a report in the order of its text.
_ORDER = "ORDER BY published DESC NULLS LAST, report_id{}"
_NEEDED = {
    "timeline": timeline.KINDS,
    "calendar": calendar.KINDS,
    "tension": tension.KINDS,
    "deadlocks": deadlocks.KINDS,
    "rejects": ("reports",),
}


def select_rows(
    record: Record,
    what: str,
    filters: Filters,
    *,
    period: str = "week",
    offset: int = 0,
    with_text: bool = True,
    progress: Progress | None = None,
) -> pa.Table:
    """Return the rows of one kind that were chosen, newest first; series in their own order.

    Raises:
        UsageError: There is no such kind, or a filter does not go with it.
    """
    return _with_views(
        record, what, filters, progress, lambda c: _rows(c, record, what, filters, period, offset, with_text)
    )


def select_page(
    record: Record,
    what: str,
    filters: Filters,
    *,
    size: int,
    period: str = "week",
    offset: int = 0,
    with_text: bool = True,
    progress: Progress | None = None,
) -> tuple[pa.Table, int]:
    """Return some of the rows that ``select_rows`` gives, and how many those are in all.

    Args:
        record: The record.
        what: Kind of rows or series.
        filters: What to choose; ``limit`` bounds the whole, not the page.
        size: Rows of the page at most.
        period: Of ``tension``: "week" or "day".
        offset: Rows to pass over first.
        with_text: Of reports: give their text too.
        progress: Told of data files being laid flat.
    """

    def work(connection: DuckDBPyConnection) -> tuple[pa.Table, int]:
        if what not in KINDS:
            rows = _rows(connection, record, what, filters, period)
            return rows.slice(offset, size), len(rows)
        n_all = _count(connection, record, what, replace(filters, limit=None))
        n_all = n_all if filters.limit is None else min(n_all, filters.limit)
        few = replace(filters, limit=max(0, min(size, n_all - offset)))
        return _rows(connection, record, what, few, period, offset, with_text), n_all

    return _with_views(record, what, filters, progress, work)


def count_rows(record: Record, what: str, filters: Filters, *, period: str = "week") -> int:
    """Return how many rows are chosen, whatever the limit."""
    free = replace(filters, limit=None)
    if what not in KINDS:
        return len(select_rows(record, what, free, period=period))
    return _with_views(record, what, free, None, lambda c: _count(c, record, what, free))


def query_rows(record: Record, query: str, *, progress: Progress | None = None) -> pa.Table:
    """Return the answer to a user's query.

    Raises:
        UsageError: It is not one SELECT over the views, or takes more than its ceilings.
    """
    with connect(record, progress=progress) as connection:
        check_select(connection, query)
        connection.execute("BEGIN TRANSACTION READ ONLY")
        return ask(connection, lambda: connection.sql(query).to_arrow_table())


def _with_views(
    record: Record, what: str, filters: Filters, progress: Progress | None, work: Callable[[DuckDBPyConnection], Answer]
) -> Answer:
    """Do some work on the views that a kind needs."""
    if what not in known_whats():
        raise UsageError(f"There is no {what!r} to show. Choose from {', '.join(known_whats())}.")
    check_filters(what, filters)
    if what in MERGED and what not in merged_files(record):
        raise UsageError(f"The record has no {what} yet. Run: onrecord merge --record {record.folder}")
    kinds = ("reports",) if what in MERGED else _NEEDED.get(what, tuple(dict.fromkeys((what, "actors"))))
    with connect(record, kinds=kinds, progress=progress) as connection:
        return within_limits(connection, lambda: work(connection))


def report_row(record: Record, report_id: str) -> dict[str, Any] | None:
    """Return the row of one report with all its facts; None where there is none."""
    import duckdb

    paths = [str(path) for path in record.files()]
    if not paths:
        return None
    query = "SELECT * FROM read_parquet($paths) WHERE id = $id LIMIT 1"
    with duckdb.connect() as connection:
        rows = connection.sql(query, params={"paths": paths, "id": report_id}).to_arrow_table().to_pylist()
    return rows[0] if rows else None


def _rows(
    connection: DuckDBPyConnection,
    record: Record,
    what: str,
    filters: Filters,
    period: str,
    offset: int = 0,
    with_text: bool = True,
) -> pa.Table:
    if what in KINDS:
        condition, values = choose(connection, record, what, filters)
        order = _ORDER.format("" if what == "reports" else ", start, id")
        columns = "COLUMNS('^[^_]')" if with_text or what != "reports" else "* EXCLUDE (text)"
        query = f"SELECT {columns} FROM hidden.{what} WHERE {condition} {order}"  # noqa: S608 - fixed fragments
        return fetch(connection, query, values, limit=filters.limit, offset=offset)
    if what in MERGED:
        return fetch(
            connection, f'FROM "{what}"{_most_first(connection, what)}', {}, limit=filters.limit, offset=offset
        )
    if what == "rejects":
        return _rejects(connection, record, filters)
    if what == "tension":
        if period not in ("day", "week"):
            raise UsageError(f"A series is by day or by week, not by {period!r}.")
        return tension.tension(connection, filters, period=cast(tension.Period, period))
    series = {"timeline": timeline.timeline, "calendar": calendar.calendar, "deadlocks": deadlocks.deadlocks}
    return series[what](connection, filters)


def _most_first(connection: DuckDBPyConnection, view: str) -> str:
    """Return the order of what was merged: what most reports tell first, the newest of those."""
    columns = "SELECT column_name FROM duckdb_columns() WHERE table_name = $view"
    have = {row["column_name"] for row in fetch(connection, columns, {"view": view}).to_pylist()}
    orders = (("n_reports", "DESC"), ("start", "DESC NULLS LAST"), ("last", "DESC NULLS LAST"), ("id", ""))
    chosen = [f'"{name}" {order}' for name, order in orders if name in have]
    return f" ORDER BY {', '.join(chosen)}" if chosen else ""


def _count(connection: DuckDBPyConnection, record: Record, what: str, filters: Filters) -> int:
    condition, values = choose(connection, record, what, filters)
    query = f"SELECT count(*) AS n FROM hidden.{what} WHERE {condition}"  # noqa: S608 - fixed fragments
    answer = fetch(connection, query, values)
    return int(answer["n"][0].as_py())


def choose(
    connection: DuckDBPyConnection, record: Record, what: str, filters: Filters
) -> tuple[str, dict[str, object]]:
    """Return the condition for rows of a kind; words of reports are looked up in the index of words."""
    if what != "reports" or filters.text is None:
        return where(what, filters)
    import pyarrow as pa

    from onrecord.record.search import reports_with

    found = pa.table({"report_id": pa.array(reports_with(record, filters.text), pa.string())})
    connection.register("found_reports", found)
    condition, values = where(what, replace(filters, text=None))
    return f"{condition} AND report_id IN (SELECT report_id FROM found_reports)", values  # noqa: S608 - ours


def _rejects(connection: DuckDBPyConnection, record: Record, filters: Filters) -> pa.Table:
    """Return the newest reject of each origin and code, but for origins that were read later."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onrecord.model.arrow import reject_schema

    files = record.files("rejects")
    rows = pa.concat_tables([pq.read_table(path) for path in files]) if files else reject_schema().empty_table()
    connection.register("all_rejects", rows.select(["origin", "code", "reason", "ingested_at"]))
    day, values = between("ingested_at::TIMESTAMP::DATE", filters)
    parts = [day]
    if filters.type:
        parts.append("list_contains($type, code)")
        values["type"] = list(filters.type)
    for n, words in enumerate(split_words(filters.text or "")):
        parts.append(f"contains(keyed(origin || ' ' || reason), ' ' || fold($text{n}))")
        values[f"text{n}"] = words
    query = sql("rejects").replace("{where}", " AND ".join(parts))
    return fetch(connection, query, values, limit=filters.limit)
