"""Sums over a record's events and reports: made by DuckDB on its views, handed out a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.errors import UsageError
from onrecord.record.guard import within_limits
from onrecord.record.query import fetch
from onrecord.record.table import Record
from onrecord.record.views import connect
from onrecord.serve.paging import Page, make_token, read_token
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Answer = TypeVar("Answer")


def ask_views(record: Record, kinds: Sequence[str], work: Callable[[DuckDBPyConnection], Answer]) -> Answer:
    """Do some work on the views of a record.

    Args:
        record: The record.
        kinds: Views that the work reads.
        work: Told the connection, which is closed afterwards.

    Raises:
        UsageError: It takes too long or too much memory.
    """
    with connect(record, kinds=kinds) as connection:
        return within_limits(connection, lambda: work(connection))


def rows_of(connection: DuckDBPyConnection, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a query as plain data."""
    rows: list[dict[str, Any]] = fetch(connection, query, values).to_pylist()
    return rows


def page_of_rows(
    connection: DuckDBPyConnection,
    query: str,
    values: Mapping[str, Any],
    token: str | None = None,
    *,
    size: int = SETTINGS.page_rows,
) -> Page:
    """Return one page of the rows of a query; the first where the token is none of ours.

    Args:
        connection: Of the views.
        query: One SELECT, in an order of its own.
        values: Its parameters.
        token: ``next`` of the page before.
        size: Rows of a page.
    """
    skipped = _skipped(token)
    count = int(rows_of(connection, f"SELECT count(*) AS n FROM ({query})", values)[0]["n"])  # noqa: S608 - our own query
    rows = fetch(connection, query, values, limit=size, offset=skipped).to_pylist()
    return _page(rows, skipped, count)


def page_of_list(rows: Sequence[dict[str, Any]], token: str | None = None, *, size: int = SETTINGS.page_rows) -> Page:
    """Return one page of rows that are at hand."""
    skipped = _skipped(token)
    return _page(list(rows[skipped : skipped + size]), skipped, len(rows))


def _page(rows: list[dict[str, Any]], skipped: int, count: int) -> Page:
    more = bool(rows) and skipped + len(rows) < count
    return Page(rows, make_token(skipped + len(rows)) if more else None, count, skipped + 1 if rows else 0)


def _skipped(token: str | None) -> int:
    try:
        return read_token(token) if token else 0
    except UsageError:
        return 0
