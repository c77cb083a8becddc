"""Lists that are sums over many rows: counts, newest positions, lanes of a timeline, names over all reports.

Each is a SELECT of ``sql/list_NAME.sql`` over the hidden views; ``{where}`` in it stands for the filters, ``{day}`` for
the days told of. Values come as parameters alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import UsageError
from onrecord.record.filters import Filters, between, check_filters, where
from onrecord.record.flat import sql
from onrecord.record.guard import within_limits
from onrecord.record.query import fetch
from onrecord.record.table import Record
from onrecord.record.views import connect


@dataclass(frozen=True, slots=True)
class _List:
    #: Kind of rows that the filters choose.
    kind: str
    #: Other views it reads.
    beside: tuple[str, ...] = ()
    #: Kind whose filters may be asked for, where it is not ``kind``.
    asked: str | None = None
    #: Days are those told of, not those of publication.
    told: bool = False


LISTS: Mapping[str, _List] = {
    "modalities": _List("events"),
    "folded": _List("statements"),
    "same": _List("statements"),
    "issues": _List("positions"),
    "matrix": _List("positions"),
    "trail": _List("positions"),
    "span": _List("events", asked="timeline", told=True),
    "lanes": _List("events", asked="timeline", told=True),
    "actors": _List("actors", ("statements", "positions", "events")),
    "actor_words": _List("actors"),
    "actor_titles": _List("actors"),
    "actor_near": _List("actors"),
    "spots": _List("events"),
    "claims": _List("statements"),
    "compared": _List("figures"),
    "beside": _List("figures"),
}


def list_rows(
    record: Record,
    name: str,
    filters: Filters | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
    **values: Any,
) -> list[dict[str, Any]]:
    """Return the rows of a list.

    Args:
        record: The record.
        name: One of ``LISTS``.
        filters: What to sum; their limit does not count.
        limit: Rows at most, of lists that have one; None for all.
        offset: Rows to pass over, of lists that have pages.
        **values: Parameters that the list needs besides.

    Raises:
        UsageError: There is no such list, or a filter does not go with it.
    """
    if name not in LISTS:
        raise UsageError(f"There is no list {name!r}. Choose from {', '.join(LISTS)}.")
    spec = LISTS[name]
    chosen = filters or Filters()
    check_filters(spec.asked or spec.kind, chosen)
    day, days = between("when_start::DATE", chosen) if spec.told else ("true", {})
    condition, own = where(spec.kind, replace(chosen, since=None, until=None) if spec.told else chosen)
    query = sql(f"list_{name}").replace("{where}", condition).replace("{day}", day)
    given = {"row_limit": limit, "row_offset": offset, **values, **days, **own}
    kinds = tuple(dict.fromkeys((spec.kind, "actors", *spec.beside)))
    with connect(record, kinds=kinds) as connection:
        return within_limits(connection, lambda: fetch(connection, query, given).to_pylist())
