"""Pages of lists that are sums (see ``record.lists``), and what a request asks besides its filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request

from onrecord.codebook.country_names import country_name
from onrecord.record.filters import Filters
from onrecord.record.lists import list_rows
from onrecord.record.selection import OpenRecord
from onrecord.serve.paging import Page, make_token, read_token
from onrecord.settings import SETTINGS


def page_of_list(
    record: OpenRecord,
    name: str,
    filters: Filters,
    token: str | None = None,
    *,
    size: int = SETTINGS.page_rows,
    **values: Any,
) -> Page:
    """Return one page of a list whose rows tell in ``n_all`` how many there are.

    Raises:
        UsageError: The token is none of ours, or a filter does not go with the list.
    """
    skipped = read_token(token) if token else 0
    rows = list_rows(record, name, filters, limit=size, offset=skipped, **values)
    count = rows[0]["n_all"] if rows else 0
    more = skipped + len(rows) < count
    return Page(rows, make_token(skipped + len(rows)) if more else None, count, skipped + 1 if rows else 0)


def page_of_rows(rows: list[dict[str, Any]], token: str | None, *, size: int) -> Page:
    """Return one page of rows that are all there.

    Raises:
        UsageError: The token is none of ours.
    """
    skipped = read_token(token) if token else 0
    shown = rows[skipped : skipped + size]
    more = skipped + len(shown) < len(rows) and bool(shown)
    return Page(shown, make_token(skipped + len(shown)) if more else None, len(rows), skipped + 1 if shown else 0)


def add_spots(record: OpenRecord, rows: list[dict[str, Any]]) -> None:
    """Put into rows of a series where the event stands that each names: ``start`` and ``end``, None where none does."""
    wanted = [row for row in rows if row["event_id"]]
    given: dict[str, Any] = {
        "reports": [row["report_id"] for row in wanted],
        "events": [row["event_id"] for row in wanted],
    }
    spots = list_rows(record, "spots", **given) if wanted else []
    found = {(spot["report_id"], spot["id"]): (spot["start"], spot["end"]) for spot in spots}
    for row in rows:
        row["start"], row["end"] = found.get((row["report_id"], row["event_id"]), (None, None))


def day_asked(request: Request, name: str) -> date | None:
    """Return a day of the address; None where there is none or it is no day."""
    try:
        return date.fromisoformat(request.query_params.get(name, ""))
    except ValueError:
        return None


def party_name(key: str) -> str:
    """Return what a party is called; parties are codes of countries, or names."""
    return country_name(key) if len(key) == 3 and key.isupper() else key


def text_asked(values: Mapping[str, str], name: str) -> str:
    """Return a short text of the address."""
    return values.get(name, "").strip()[:300]
