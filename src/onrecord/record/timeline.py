"""Timeline: the days that a record speaks of, ranked by how many speak of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.record.filters import Filters, between, where
from onrecord.record.flat import sql
from onrecord.record.query import fetch

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

#: Views the timeline is made from.
KINDS = ("times", "events", "actors")
#: Filters that choose events; with them only days of such events count.
_OF_EVENTS = frozenset({"actor", "speaker", "country", "type", "modality", "text"})
_TOLD_ACTS = "SELECT report_id, publisher, day, n_mentions FROM acts"
#: More days than there are.
_ALL_DAYS = 10_000_000


def timeline(connection: DuckDBPyConnection, filters: Filters) -> pa.Table:
    """Return the days that are spoken of, one row each, the most spoken of first.

    A mention is a time expression that stands for this one day; with a filter on events, an event that has one. Days
    are ranked by outlets, then reports, then mentions: what many tell independently matters more than what one repeats.
    ``since`` and ``until`` are about the days told of. ``words`` and ``sentence`` are those of the surest event of the
    day, what happened before what was only planned or said.

    Source: ranking days by how often they are mentioned is the date-wise approach to timelines; counting outlets first
    is our choice.
    """
    day, values = between("day", filters)
    chosen, more = where("events", replace(filters, since=None, until=None))
    if _OF_EVENTS & set(filters.given()):
        told, others = _TOLD_ACTS, dict[str, Any]()
    else:
        condition, others = where("times", Filters(publisher=filters.publisher))
        told = sql("told_times").replace("{where}", condition)
    query = sql("timeline").replace("{told}", told).replace("{where}", chosen).replace("{day}", day)
    most = _ALL_DAYS if filters.limit is None else filters.limit
    return fetch(connection, query, {**values, **more, **others, "most": most})
