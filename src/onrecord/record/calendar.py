"""Calendar: what is announced, offered, threatened, demanded or expected for a day that lay ahead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record.filters import Filters, between, where
from onrecord.record.flat import sql
from onrecord.record.query import fetch

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

#: Views the calendar is made from.
KINDS = ("events", "actors")
#: More rows than there are.
_ALL_ROWS = 1_000_000_000


def calendar(connection: DuckDBPyConnection, filters: Filters) -> pa.Table:
    """Return the events that lay ahead when they were printed, by day, one row for each act and its parties.

    Events of several reports are one row where type, days and parties are equal; the newest telling stands for them.
    ``certainty`` is "planned" (announced by the doer, no condition), "conditional" (planned, with an "if"),
    "offered", "threatened", "demanded", "possible", or "called off" where a later report says that a party of it will
    not do it that day. ``since`` and ``until`` are about the day of the event.
    """
    day, values = between("when_start::DATE", filters)
    chosen, more = where("events", replace(filters, since=None, until=None))
    query = sql("calendar").replace("{where}", chosen).replace("{day}", day)
    most = _ALL_ROWS if filters.limit is None else filters.limit
    return fetch(connection, query, {**values, **more, "most": most})
