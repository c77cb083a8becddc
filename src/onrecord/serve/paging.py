"""Rows a page at a time, with opaque tokens for the next page."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.record.filters import Filters
from onrecord.record.selection import OpenRecord, Selection
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of many."""

    rows: list[dict[str, Any]]
    #: Token of the next page; None on the last.
    next: str | None
    #: Number of all rows that were asked for.
    count: int
    #: Number of the first row of this page, from 1; 0 where there is none.
    first: int
    #: True where the record has more that no page of this answer shows: a series of the most active pairs alone.
    truncated: bool = False

    @property
    def last(self) -> int:
        """Return the number of the last row of this page."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def page_of(
    record: OpenRecord,
    what: str,
    filters: Filters,
    token: str | None = None,
    *,
    size: int = SETTINGS.page_rows,
    period: str = "week",
    with_text: bool = False,
) -> Page:
    """Return one page of the rows of a kind, or of a series.

    Args:
        record: The record.
        what: Kind of rows.
        filters: What to choose.
        token: ``next`` of the page before; None for the first.
        size: Rows of a page.
        period: Of ``tension``: "week" or "day".
        with_text: Of reports: give their text too.

    Raises:
        UsageError: The token is none of ours, or a filter does not go with the rows.
    """
    skipped = read_token(token) if token else 0
    chosen = Selection(record, what, filters, period, offset=skipped, with_text=with_text)
    cut = False
    if what == "tension":
        whole = chosen.arrow()
        table, count, cut = whole.slice(skipped, size), len(whole), is_cut(whole)
    else:
        table, count = chosen.page(size)
    rows = table.to_pylist()
    more = bool(rows) and skipped + len(rows) < count
    return Page(rows, make_token(skipped + len(rows)) if more else None, count, skipped + 1 if rows else 0, cut)


def is_cut(series: pa.Table) -> bool:
    """Tell whether a series of pairs of parties leaves pairs out."""
    pairs = series.select(["party_a", "party_b"]).group_by(["party_a", "party_b"]).aggregate([])
    return len(pairs) >= SETTINGS.series_pairs


def make_token(skipped: int) -> str:
    """Return the token of the page that begins after so many rows."""
    return base64.urlsafe_b64encode(f"r{skipped}".encode()).decode().rstrip("=")


def read_token(token: str) -> int:
    """Return how many rows the page of a token skips.

    Raises:
        UsageError: It is none of ours.
    """
    try:
        plain = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
        if plain.startswith("r") and plain[1:].isdigit() and len(plain) < 12:
            return int(plain[1:])
    except (ValueError, binascii.Error):
        pass
    raise UsageError("This page token is none of ours. Begin at the first page.")
