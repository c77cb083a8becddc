"""Bringing a record that an older version of Onrecord wrote up to date.

Each step goes from one version of the row to the next: it is given rows of the older one as plain data and returns
them as the next has them. All steps a record needs are taken together, in one commit, so that at any moment a reader
sees the old table or the new one, and a migration that was cut short is simply begun again. Columns that a step does
not fill are empty. The old files stay for a week.

Versions:
    0: before ``digest``, ``published_candidates`` and the table ``judgements``.
    1: the first that was released.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.model.arrow import SCHEMA_VERSION, report_schema
from onrecord.record.commits import commit, output_errors, writer_properties
from onrecord.record.seal import seal

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import CommitProperties, DeltaTable

    from onrecord.record.table import Record

Row = dict[str, Any]
Step = Callable[[Row], Row]
_BATCH_ROWS = 256


def _from_0(row: Row) -> Row:
    return {**row, "published_candidates": []}


#: Step from each version to the next.
STEPS: Mapping[int, Step] = {0: _from_0}


def migrate(record: Record, version: int, steps: Mapping[int, Step] = STEPS) -> None:
    """Bring the tables of a record from ``version`` to the present one; the marker is the caller's.

    Raises:
        OutputError: The record may not be written, or the disk is full.
    """
    from onrecord.record.table import make_tables

    with output_errors(record.folder):
        make_tables(record.folder)
    needed = [steps[number] for number in range(version, SCHEMA_VERSION)]
    table = record.table()

    def attempt(properties: CommitProperties) -> None:
        import pyarrow as pa
        from deltalake import write_deltalake

        if pa.schema(table.schema().to_arrow()).names == report_schema().names:
            return  # somebody else did it just now, or we did before we were cut short
        write_deltalake(
            table,
            pa.RecordBatchReader.from_batches(report_schema(), _migrated(table, needed)),
            mode="overwrite",
            schema_mode="overwrite",
            writer_properties=writer_properties(),
            commit_properties=properties,
        )

    commit(table, attempt)


def _migrated(table: DeltaTable, steps: list[Step]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onrecord.record.table import file_path

    for uri in table.file_uris():
        for batch in pq.ParquetFile(file_path(uri)).iter_batches(batch_size=_BATCH_ROWS):
            rows = batch.to_pylist()
            for step in steps:
                rows = [step(row) for row in rows]
            yield from seal(pa.Table.from_pylist(rows, schema=report_schema())).combine_chunks().to_batches()
