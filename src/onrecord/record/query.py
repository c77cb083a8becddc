"""Running the queries of the record's own series on its views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


def fetch(
    connection: DuckDBPyConnection, query: str, values: Mapping[str, Any], *, limit: int | None = None
) -> pa.Table:
    """Return the rows of a query.

    Args:
        connection: From ``record.views.connect``.
        query: One SELECT.
        values: Its parameters by name; those that it does not name are left out.
        limit: Rows at most; None for all.
    """
    if limit is not None:
        query += "\nLIMIT $row_limit"
        values = {**values, "row_limit": limit}
    named = {name: value for name, value in values.items() if f"${name}" in query}
    return connection.sql(query, params=named).to_arrow_table()


def run(connection: DuckDBPyConnection, statement: str, values: Mapping[str, Any]) -> None:
    """Carry out a statement that gives no rows; parameters as for ``fetch``."""
    named = {name: value for name, value in values.items() if f"${name}" in statement}
    connection.execute(statement, named).fetchall()
