"""Rows for programs: JSON, JSON lines, CSV, Parquet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, TextIO

from onrecord.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1_000


def write_rows(rows: pa.Table, form: str, stream: TextIO) -> None:
    """Write rows in one of the forms ``json`` (one list), ``jsonl``, ``csv`` or ``parquet``.

    Days and moments are ISO 8601. Where CSV has one cell for several values they are joined with "; ". CSV begins with
    a line of names, also where there are no rows.

    Raises:
        UsageError: Parquet was to go to a terminal.
    """
    if form == "parquet":
        _write_parquet(rows, stream)
    elif form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(rows.column_names)
        writer.writerows([_cell(value) for value in row.values()] for row in _plain(rows))
    elif form == "jsonl":
        for row in _plain(rows):
            stream.write(json.dumps(row, ensure_ascii=False, default=_text, allow_nan=False) + "\n")
    else:
        head = "[\n"
        for row in _plain(rows):
            stream.write(head + json.dumps(row, ensure_ascii=False, default=_text, allow_nan=False))
            head = ",\n"
        stream.write("[]\n" if head == "[\n" else "\n]\n")


def _plain(rows: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in rows.to_batches(max_chunksize=_BATCH):
        for row in batch.to_pylist():
            yield {name: _finite(value) for name, value in row.items()}


def _finite(value: Any) -> Any:
    """JSON knows no infinity and no NaN; neither is a finding."""
    return None if isinstance(value, float) and not isfinite(value) else value


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=_text)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value) if isinstance(value, date) else value


def _write_parquet(rows: pa.Table, stream: TextIO) -> None:
    import pyarrow.parquet as pq

    if stream is sys.stdout and stream.isatty():
        raise UsageError(
            "Parquet is no text: send it to a file, as in: onrecord query … --format parquet > rows.parquet"
        )
    stream.flush()
    pq.write_table(rows, stream.buffer)
