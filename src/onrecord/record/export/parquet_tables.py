"""Tables as Parquet files, with the types they have in the record; one file per kind of rows."""

from __future__ import annotations

from typing import BinaryIO

from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Rows


def write_table(rows: Rows, kind: str, out: BinaryIO, options: ExportOptions) -> int:  # noqa: ARG001 - as all writers
    """Write the rows of one kind; return how many they are."""
    import pyarrow.parquet as pq

    rows.expect(rows.count(kind))
    n_rows = 0
    with pq.ParquetWriter(out, rows.schema(kind), compression="zstd") as writer:
        for batch in rows.batches(kind):
            writer.write_batch(batch)
            n_rows += batch.num_rows
    return n_rows
