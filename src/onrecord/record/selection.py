"""A record that can be asked: ``record.statements(speaker="Oduya").df()``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.record import table
from onrecord.record.filters import Filters, check_filters, make_filters
from onrecord.record.flat import KINDS, Progress
from onrecord.record.table import Record

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

#: What can be asked for besides the kinds of rows.
SERIES = ("timeline", "calendar", "tension", "deadlocks", "rejects")
#: What ``onrecord merge`` adds.
MERGED = ("merged_events", "stories")


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows chosen from a record; nothing is read before they are asked for, and then anew each time."""

    record: Record
    #: One of ``KINDS``, ``SERIES`` or ``MERGED``.
    what: str
    filters: Filters
    #: Of ``tension``: "week" or "day".
    period: str = "week"
    #: Told of data files being laid flat.
    progress: Progress | None = field(default=None, compare=False)

    def arrow(self) -> pa.Table:
        """Return the rows as an Arrow table.

        Raises:
            UsageError: A filter does not go with what is asked for.
            NoRecordError: A data file cannot be read.
            OutputError: The derived files cannot be written.
        """
        from onrecord.record.select import select_rows

        return select_rows(self.record, self.what, self.filters, period=self.period, progress=self.progress)

    def df(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame; needs pandas."""
        return _with(self.arrow(), "to_pandas", "pandas")

    def pl(self) -> pl.DataFrame:
        """Return the rows as a Polars data frame; needs polars."""
        try:
            import polars
        except ImportError:
            raise _missing("polars") from None
        frame = polars.from_arrow(self.arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def duckdb(self) -> DuckDBPyRelation:
        """Return the rows as a DuckDB relation of a connection of its own."""
        import duckdb

        return duckdb.connect().from_arrow(self.arrow())

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as plain data."""
        for batch in self.arrow().to_batches(max_chunksize=1_000):
            yield from batch.to_pylist()

    def count(self) -> int:
        """Return how many rows there are, whatever the limit."""
        from onrecord.record.select import count_rows

        return count_rows(self.record, self.what, self.filters, period=self.period)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as plain data."""
        return self.rows()


def _with(rows: pa.Table, method: str, package: str) -> Any:
    try:
        return getattr(rows, method)()
    except ImportError:
        raise _missing(package) from None


def _missing(package: str) -> UsageError:
    return UsageError(f"This needs {package}: pip install {package}. Without it: .arrow() or .rows()")


@dataclass(frozen=True, slots=True)
class OpenRecord(Record):
    """A record with its questions. Filters are those of ``record.filters.Filters``, as strings, dates or lists."""

    def select(self, what: str, filters: Filters | None = None, *, period: str = "week") -> pa.Table:
        """Return rows as an Arrow table; ``what`` is one of ``KINDS``, ``SERIES`` or ``MERGED``."""
        return Selection(self, what, filters or Filters(), period).arrow()

    def connect(self) -> DuckDBPyConnection:
        """Return a DuckDB connection that can read the record's views and nothing else."""
        from onrecord.record.views import connect

        return connect(self)

    def query(self, query: str) -> pa.Table:
        """Return the answer to one SELECT over the views.

        Raises:
            UsageError: It is not one SELECT over the views, or takes more than its ceilings.
        """
        from onrecord.record.select import query_rows

        return query_rows(self, query)

    def search(self, words: str, *, limit: int = 20) -> list[dict[str, Any]]:
        """Return reports and statements with some words, the best first (see ``record.search``)."""
        from onrecord.record.search import search

        return [hit.as_row() for hit in search(self, words, limit=limit)]

    def reports(self, **filters: Any) -> Selection:
        """Return reports."""
        return self._choose("reports", filters)

    def statements(self, **filters: Any) -> Selection:
        """Return statements."""
        return self._choose("statements", filters)

    def events(self, **filters: Any) -> Selection:
        """Return events."""
        return self._choose("events", filters)

    def positions(self, **filters: Any) -> Selection:
        """Return positions."""
        return self._choose("positions", filters)

    def figures(self, **filters: Any) -> Selection:
        """Return figures."""
        return self._choose("figures", filters)

    def times(self, **filters: Any) -> Selection:
        """Return time expressions."""
        return self._choose("times", filters)

    def places(self, **filters: Any) -> Selection:
        """Return places."""
        return self._choose("places", filters)

    def actors(self, **filters: Any) -> Selection:
        """Return actors."""
        return self._choose("actors", filters)

    def timeline(self, **filters: Any) -> Selection:
        """Return the days spoken of, the most spoken of first."""
        return self._choose("timeline", filters)

    def calendar(self, **filters: Any) -> Selection:
        """Return what was announced or expected, by day."""
        return self._choose("calendar", filters)

    def tension(self, *, period: str = "week", **filters: Any) -> Selection:
        """Return the series of pairs of parties."""
        return self._choose("tension", filters, period)

    def deadlocks(self, **filters: Any) -> Selection:
        """Return issues on which newest positions oppose one another."""
        return self._choose("deadlocks", filters)

    def rejects(self, **filters: Any) -> Selection:
        """Return inputs that could not be read."""
        return self._choose("rejects", filters)

    def _choose(self, what: str, given: dict[str, Any], period: str = "week") -> Selection:
        filters = make_filters(**given)
        check_filters(what, filters)
        return Selection(self, what, filters, period)


def open_record(folder: str | Path) -> OpenRecord:
    """Open a record to ask it.

    Raises:
        NoRecordError: There is no such folder, or it is no record.
        NewerRecordError: A newer version of Onrecord wrote it.
    """
    return OpenRecord(table.open_record(folder).folder)


def known_whats() -> tuple[str, ...]:
    """Return everything that can be asked for."""
    return (*KINDS, *SERIES, *MERGED)
