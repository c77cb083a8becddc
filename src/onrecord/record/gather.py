"""Putting records together: what was read in shards, on many machines, becomes one record without reading it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from onrecord.model.report import Reject
from onrecord.record.commits import check_room, commit, writer_properties
from onrecord.record.seal import DIGEST
from onrecord.record.writer import ReportWriter, drop_rejects, rejected_origins, save_rejects

if TYPE_CHECKING:
    from deltalake import CommitProperties

    from onrecord.record.table import Record

#: Rows of a commit: as many as take some 100 MB of memory at most.
_COMMIT_ROWS = 2_048


@dataclass(slots=True)
class Gathered:
    """Where the rows went."""

    stored: int = 0
    #: Reports that were there already, or in two of the records.
    duplicate: int = 0
    #: Rejects that the records hold; those whose origin was stored in another are dropped.
    rejected: int = 0
    #: Judgements that were not there yet.
    judgements: int = 0


def gather(record: Record, others: Iterable[Record], progress: Callable[[Gathered], None] | None = None) -> Gathered:
    """Store what other records hold: reports, rejects and judgements; each once, however often this is done.

    Rows stay as they are, digests and moments included. What was committed stays if the work is cut short.

    Args:
        record: Where to store.
        others: Of reports with one id the first counts. They are not changed.
        progress: Called after each commit.

    Raises:
        OutputError: The disk is full, or the record may not be written.
        BusyRecordError: Other writers were quicker every time.
        DamagedRecordError: One of the others cannot be read.
    """
    result = Gathered()
    writer = ReportWriter(record)
    for other in others:
        _gather_reports(writer, other, result, progress)
        _gather_rejects(record, other, result)
        result.judgements += _gather_judgements(record, other)
    rejected = rejected_origins(record)
    if rejected:
        drop_rejects(record, {row["origin"] for row in record.rows(["origin"])} & rejected)
    return result


def _gather_reports(
    writer: ReportWriter, other: Record, result: Gathered, progress: Callable[[Gathered], None] | None
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    waiting: list[pa.RecordBatch] = []

    def store() -> None:
        table = pa.Table.from_batches(waiting)
        waiting.clear()
        # A row of an older version has no digest yet.
        n_stored = writer.add(table, sealed=table.column(DIGEST).null_count == 0)
        result.stored += n_stored
        result.duplicate += len(table) - n_stored
        if progress:
            progress(result)

    for path in other.files():
        for batch in pq.ParquetFile(path).iter_batches(batch_size=256):
            waiting.append(batch)
            if sum(map(len, waiting)) >= _COMMIT_ROWS:
                store()
    if waiting:
        store()


def _gather_rejects(record: Record, other: Record, result: Gathered) -> None:
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = [row for path in other.files("rejects") for row in pq.read_table(path).to_pylist()]
    rejects = [Reject(origin=row["origin"], code=row["code"], reason=row["reason"]) for row in rows]
    result.rejected += len(rejects)
    save_rejects(record, rejects, datetime.now(UTC))


def _gather_judgements(record: Record, other: Record) -> int:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    tables = [pq.read_table(path) for path in other.files("judgements")]
    if not tables:
        return 0
    theirs = pa.concat_tables(tables)
    table = record.table("judgements")
    n_new = 0

    def attempt(properties: CommitProperties) -> None:
        nonlocal n_new
        from deltalake import write_deltalake

        from onrecord.record.table import file_path

        ours = [pq.read_table(file_path(uri), columns=["id"]).column(0) for uri in table.file_uris()]
        known = pa.chunked_array(ours, pa.string()) if ours else pa.chunked_array([], pa.string())
        new = theirs.filter(pc.invert(pc.is_in(theirs.column("id"), value_set=known.combine_chunks())))
        n_new = len(new)
        if n_new:
            check_room(record.folder, new.nbytes)
            write_deltalake(
                table, new, mode="append", writer_properties=writer_properties(), commit_properties=properties
            )

    commit(table, attempt)
    return n_new
