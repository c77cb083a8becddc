"""Parquet tables, a piece of a row group at a time, each record its own fault domain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import DamagedSourceError, OnrecordError, RowError
from onrecord.model.report import Reject
from onrecord.sources.found import Found, reject_error
from onrecord.sources.mapping import RowReader, choose_columns

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

#: Rows unpacked at a time; reports of 5 kB make half a megabyte of them.
_BATCH_ROWS = 100


def read_parquet(file: str | BinaryIO, *, origin: str, reader: RowReader) -> Iterator[Found | Reject]:
    """Yield the report in each row of a Parquet table, or a Reject for what cannot be read.

    Only the columns that are needed are read. A row group that is damaged costs no other.

    Args:
        file: Path of the table, or the open table.
        origin: Its path; rows are named ``path#1``, ``path#2``, …
        reader: What makes reports of rows.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file, page_checksum_verification=True)
        columns = choose_columns(table.schema_arrow.names, reader.mapping)
    except OnrecordError as error:
        yield reject_error(origin, error)
        return
    except (pa.ArrowException, OSError, ValueError) as error:
        yield reject_error(origin, _damaged("The table", error))
        return
    done = 0
    for number in range(table.metadata.num_row_groups):
        yield from _read_group(table, number, columns, f"{origin}#", done, reader)
        done += table.metadata.row_group(number).num_rows


def count_rows(path: str) -> int | None:
    """Return how many rows a table has; None where it cannot be opened."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowException, OSError, ValueError):
        return None


def _read_group(
    table: ParquetFile, group: int, columns: dict[str, str], origin: str, done: int, reader: RowReader
) -> Iterator[Found | Reject]:
    """Yield the reports of a row group; ``done`` rows came before it."""
    import pyarrow as pa

    wanted = sorted(set(columns.values()))
    n_before = done
    try:
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, row_groups=[group], columns=wanted):
            yield from _read_batch(batch, columns, origin, done, reader)
            done += batch.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        whole = done == n_before
        what = f"Row group {group + 1}" if whole else f"Row group {group + 1}, from its row {done - n_before + 1} on,"
        yield reject_error(f"{origin}{done + 1}", _damaged(what, error))


def _read_batch(
    batch: pa.RecordBatch, columns: dict[str, str], origin: str, done: int, reader: RowReader
) -> Iterator[Found | Reject]:
    values = {name: _as_bytes(batch.column(number)) for number, name in enumerate(batch.schema.names)}
    for number in range(batch.num_rows):
        place = f"{origin}{done + number + 1}"
        try:
            row = {name: _value(column[number]) for name, column in values.items()}
        except (UnicodeDecodeError, ValueError, OverflowError):
            text = "The record holds a value that cannot be read: text that is no UTF-8, or a day out of range."
            yield reject_error(place, RowError(f"{text} Write it anew, or leave it out."))
            continue
        yield reader.read(row, place, columns)


def _as_bytes(column: pa.Array) -> pa.Array:
    """Return a column of text as bytes, so that broken UTF-8 in one row costs only that row."""
    import pyarrow as pa

    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return column.cast(pa.binary() if pa.types.is_string(column.type) else pa.large_binary())
    return column


def _value(cell: pa.Scalar) -> Any:
    value = cell.as_py()
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _damaged(what: str, error: Exception) -> DamagedSourceError:
    return DamagedSourceError(
        f"{what} is damaged ({type(error).__name__}). Get the file again from where it came from."
    )
