"""The rows of an export: those that ``show`` shows with the same filters, in the order of their days, as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.record.filters import APPLIES, Filters, check_filters, where
from onrecord.record.flat import KINDS
from onrecord.record.flat import Progress as FlatProgress
from onrecord.record.query import fetch
from onrecord.record.select import select_rows
from onrecord.record.table import Record
from onrecord.record.views import connect
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

#: Told how many rows are written, of how many.
Progress = Callable[[int, int], None]
Row = dict[str, Any]

_NEWEST = "published DESC NULLS LAST, report_id{}"
_OLDEST = "published NULLS LAST, report_id{}"
_TEXT_ORDER = ", start, id"
_WITH_KEYS = "COLUMNS('^[^_]'), _keys"


class Rows:
    """The chosen rows of one version of a record; reads a batch at a time.

    Made by ``open_rows``; all of its methods see the same version.
    """

    def __init__(
        self, record: Record, connection: DuckDBPyConnection, filters: Filters, progress: Progress | None
    ) -> None:
        self.record = record
        self.filters = filters
        self._connection = connection
        self._progress = progress
        self._chosen: dict[str, tuple[str, dict[str, Any]]] = {}
        self._n_done = 0
        #: Rows that will be written, for the progress; raised by ``expect``.
        self._n_expected = 0
        #: What the user should be told of what was written, in sentences.
        self.notes: list[str] = []

    def count(self, kind: str) -> int:
        """Return how many rows of a kind there are, the limit of the filters among them."""
        condition, values = self._condition(kind)
        query = f"SELECT count(*) AS n FROM hidden.{kind} WHERE {condition}"  # noqa: S608 - fixed fragments
        n = int(fetch(self._cursor(), query, values)["n"][0].as_py())
        return n if self.filters.limit is None else min(n, self.filters.limit)

    def expect(self, n_rows: int) -> None:
        """Say that rows will be written, so that the progress knows the end."""
        self._n_expected += n_rows

    def batches(self, kind: str, columns: str = "COLUMNS('^[^_]')") -> Iterator[pa.RecordBatch]:
        """Yield rows of a kind, the oldest first.

        Args:
            kind: One of ``KINDS``.
            columns: What stands after SELECT; default: all that users see.
        """
        source, values = self._source(kind)
        order = _OLDEST.format("" if kind == "reports" else _TEXT_ORDER)
        for days, more in self._periods(source, values):
            query = f"SELECT {columns} FROM {source} WHERE {days} ORDER BY {order}"  # noqa: S608 - fixed fragments
            for batch in self._read(query, {**values, **more}):
                self._tell(batch.num_rows)
                yield batch

    def rows(self, kind: str, columns: str = "COLUMNS('^[^_]')") -> Iterator[Row]:
        """Yield rows of a kind as plain data, as ``batches``."""
        for batch in self.batches(kind, columns):
            yield from batch.to_pylist()

    def schema(self, kind: str) -> pa.Schema:
        """Return the columns of a kind that users see."""
        cursor = self._cursor()
        return cursor.sql(f"SELECT COLUMNS('^[^_]') FROM hidden.{kind} LIMIT 0").to_arrow_table().schema  # noqa: S608

    def series(self, what: str) -> list[Row]:
        """Return the rows of a series, such as the calendar, in its own order."""
        found: list[Row] = select_rows(self.record, what, self.filters).to_pylist()
        self._tell(len(found))
        return found

    def by_report(
        self, kinds: Sequence[str], columns: str = _WITH_KEYS, *, beside: Sequence[str] = (), with_text: bool = True
    ) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
        """Yield each report that has chosen rows, the oldest first, with those rows in the order of its text.

        Args:
            kinds: Kinds of rows that are exported.
            columns: What stands after SELECT; default: all that users see, and where the evidence stands.
            beside: Kinds of which all rows of the report are given too, whatever the filters; not counted.
            with_text: Give the text of the report.
        """
        ids = self._reports_with(kinds)
        text = ", text" if with_text else ""
        own = f"SELECT report_id, publisher, published, url, title, language{text} FROM hidden.reports"  # noqa: S608
        for first in range(0, len(ids), SETTINGS.export_reports):
            batch = ids[first : first + SETTINGS.export_reports]
            reports = {row["report_id"]: row for row in self._of_reports(own, {}, batch)}
            facts: dict[str, dict[str, list[Row]]] = {report: {k: [] for k in (*kinds, *beside)} for report in batch}
            for kind in (*kinds, *beside):
                source, values = self._source(kind) if kind in kinds else (f"hidden.{kind}", {})
                order = "start, id"
                query = f"SELECT {columns} FROM {source}"  # noqa: S608 - fixed fragments
                for row in self._of_reports(query, values, batch, order):
                    facts[row["report_id"]][kind].append(row)
            for report in batch:
                if report in reports:
                    yield reports[report], facts[report]
                    self._tell(sum(len(facts[report][kind]) for kind in kinds))

    def _periods(self, source: str, values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield conditions that cut rows into periods of a size that can be sorted in memory, the oldest first."""
        query = f"SELECT published, count(*) AS n FROM {source} GROUP BY published ORDER BY published"  # noqa: S608
        counts = fetch(self._cursor(), query, values).to_pylist()
        if sum(row["n"] for row in counts) <= SETTINGS.export_sorted_rows:
            yield "true", {}
            return
        first: date | None = None
        n_rows = 0
        days = [(row["published"], row["n"]) for row in counts if row["published"] is not None]
        for place, (day, n) in enumerate(days):
            first, n_rows = first or day, n_rows + n
            if place + 1 == len(days) or n_rows + days[place + 1][1] > SETTINGS.export_sorted_rows:
                yield "published BETWEEN $first_day AND $last_day", {"first_day": first, "last_day": day}
                first, n_rows = None, 0
        yield "published IS NULL", {}

    def _reports_with(self, kinds: Sequence[str]) -> list[str]:
        """Return the ids of the reports that have chosen rows, the oldest first."""
        found: dict[str, Any] = {}
        for kind in kinds:
            source, values = self._source(kind)
            query = f"SELECT DISTINCT report_id, published FROM {source}"  # noqa: S608 - fixed fragments
            for batch in self._read(query, values):
                found.update(zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True))
        return sorted(found, key=lambda report: (found[report] is None, found[report], report))

    def _of_reports(self, query: str, values: dict[str, Any], ids: Sequence[str], order: str = "") -> Iterator[Row]:
        wanted = f"SELECT * FROM ({query}) WHERE report_id IN (SELECT unnest($batch::VARCHAR[]))"  # noqa: S608
        if order:
            wanted += f" ORDER BY {order}"
        for batch in self._read(wanted, {**values, "batch": list(ids)}):
            yield from batch.to_pylist()

    def _source(self, kind: str) -> tuple[str, dict[str, Any]]:
        """Return the chosen rows as what may stand after FROM; with a limit the newest, as ``show`` has them."""
        condition, values = self._condition(kind)
        limit = ""
        if self.filters.limit is not None:
            order = _NEWEST.format("" if kind == "reports" else _TEXT_ORDER)
            limit, values = f" ORDER BY {order} LIMIT $row_limit", {**values, "row_limit": self.filters.limit}
        return f"(SELECT * FROM hidden.{kind} WHERE {condition}{limit})", values  # noqa: S608 - fixed fragments

    def _condition(self, kind: str) -> tuple[str, dict[str, Any]]:
        if kind not in self._chosen:
            self._chosen[kind] = self._choose(kind, own_filters(kind, self.filters))
        return self._chosen[kind]

    def _choose(self, kind: str, filters: Filters) -> tuple[str, dict[str, Any]]:
        if kind != "reports" or filters.text is None:
            return where(kind, filters)
        from onrecord.record.search import reports_with

        condition, values = where(kind, replace(filters, text=None))
        found = f"{condition} AND report_id IN (SELECT unnest($found_reports::VARCHAR[]))"
        return found, {**values, "found_reports": list(reports_with(self.record, filters.text))}

    def _cursor(self) -> DuckDBPyConnection:
        """Return a cursor of its own: a connection gives one answer at a time."""
        return self._connection.cursor()

    def _read(self, query: str, values: dict[str, Any]) -> pa.RecordBatchReader:
        import duckdb

        named = {name: value for name, value in values.items() if f"${name}" in query}
        try:
            return self._cursor().sql(query, params=named).to_arrow_reader(SETTINGS.export_batch_rows)
        except duckdb.OutOfMemoryException:
            raise UsageError("This takes more memory than a query may. Export fewer days at a time.") from None

    def _tell(self, n_rows: int) -> None:
        self._n_done += n_rows
        if self._progress is not None:
            self._progress(self._n_done, max(self._n_done, self._n_expected))


@contextmanager
def open_rows(
    record: Record, filters: Filters, *, progress: Progress | None = None, laying: FlatProgress | None = None
) -> Iterator[Rows]:
    """Open the rows of a record.

    Args:
        record: The record.
        filters: What to choose; those that a kind does not have must not be set when it is asked for.
        progress: Told how many rows are written, of how many.
        laying: Told of data files being laid flat.
    """
    with connect(record, progress=laying) as connection:
        yield Rows(record, connection, filters, progress)


def kinds_with(filters: Filters, kinds: Sequence[str] = KINDS) -> list[str]:
    """Return the kinds that have all of the filters that are set."""
    return [kind for kind in kinds if all(name in APPLIES[kind] for name in filters.given())]


def own_filters(kind: str, filters: Filters) -> Filters:
    """Return the filters, checked against a kind.

    Raises:
        UsageError: A filter does not go with it.
    """
    check_filters(kind, filters)
    return filters
