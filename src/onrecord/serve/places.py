"""Events by place: how many each has, and how exactly the place is known."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.codebook.country_names import country_name
from onrecord.record.filters import Filters, where
from onrecord.serve.paging import Page
from onrecord.serve.sums import page_of_rows, rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Views that are read.
KINDS = ("events", "actors", "reports")
#: Signs of the map: the name of each and what it says, by the precision of a place (1 exact to 7 a country).
SIGNS = {
    "point": "a town or spot",
    "near": "near a spot, or its district",
    "area": "somewhere in a province, sea or strait",
    "country": "somewhere in a country",
}
_SIGN_OF = {1: "point", 2: "near", 3: "near", 4: "area", 5: "area"}
#: Places drawn: more of them would cover one another. The table has all.
MOST = 400
_KEY = "md5(concat_ws('|', place, place_country, place_precision, round(lat, 2), round(lon, 2)))"
_PLACES = f"""
SELECT {_KEY} AS place_key, * FROM (
    SELECT place, place_country, place_precision, round(lat, 2) AS lat, round(lon, 2) AS lon, count(*) AS n_events,
        count(*) FILTER (modality = 'happened') AS n_happened, count(DISTINCT report_id) AS n_reports,
        min(published) AS first, max(published) AS last
    FROM hidden.events WHERE place IS NOT NULL AND {{where}} GROUP BY ALL
) ORDER BY n_events DESC, place, place_key
"""  # noqa: S608 - fixed fragments
_UNPLACED = "SELECT count(*) AS n, count(*) FILTER (place IS NULL) AS unplaced FROM hidden.events WHERE {where}"
_EVENTS = f"""
SELECT COLUMNS('^[^_]') FROM hidden.events WHERE place IS NOT NULL AND {_KEY} = $place_key AND {{where}}
ORDER BY published DESC NULLS LAST, report_id, start, id
"""  # noqa: S608 - fixed fragments


def count_events(connection: DuckDBPyConnection, filters: Filters) -> dict[str, int]:
    """Return the number ``n`` of events, and of those ``unplaced``: that name no place."""
    chosen, values = where("events", filters)
    return rows_of(connection, _UNPLACED.replace("{where}", chosen), values)[0]


def places(
    connection: DuckDBPyConnection, filters: Filters, token: str | None = None
) -> tuple[list[dict[str, Any]], Page]:
    """Return the places to draw, and a page of all places for the table; those with most events first.

    Each has ``place_key``, ``place``, ``country`` (name), ``sign`` (one of ``SIGNS``; None where it is not known
    where the place is), ``lat`` and ``lon`` (WGS-84 degrees; None too), ``n_events``, ``n_happened``, ``n_reports``,
    ``first`` and ``last`` (days of publication).
    """
    chosen, values = where("events", filters)
    query = _PLACES.replace("{where}", chosen)
    drawn = [_signed(row) for row in rows_of(connection, query + f"LIMIT {MOST}", values)]
    page = page_of_rows(connection, query, values, token)
    for row in page.rows:
        _signed(row)
    return [row for row in drawn if row["sign"]], page


def events_at(connection: DuckDBPyConnection, filters: Filters, at: str, token: str | None = None) -> Page:
    """Return a page of the events of one place, by its key."""
    chosen, values = where("events", filters)
    return page_of_rows(connection, _EVENTS.replace("{where}", chosen), {**values, "place_key": at}, token)


def _signed(row: dict[str, Any]) -> dict[str, Any]:
    """Add the sign of a place, and the name of its country; a country without a point gets that of the gazetteer."""
    row["country"] = country_name(row["place_country"]) if row["place_country"] else None
    precision = row["place_precision"]
    row["sign"] = None if precision is None else _SIGN_OF.get(precision, "country")
    if row["sign"] == "country" and row["lat"] is None and row["country"]:
        row["lat"], row["lon"] = _middle_of(row["country"]) or (None, None)
    if row["lat"] is None or row["lon"] is None:
        row["sign"] = None
    return row


@cache
def _middle_of(country: str) -> tuple[float, float] | None:
    """Return where the sign of a country stands."""
    from onrecord.codebook.gazetteer import load_gazetteer

    found = next((e for e in load_gazetteer().find(country) if e.kind == "country"), None)
    return (round(found.lat, 2), round(found.lon, 2)) if found else None
