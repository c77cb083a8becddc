"""Adds reports to a record, each once, however many writers there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import DamagedRecordError
from onrecord.model.report import Reject
from onrecord.record.commits import check_room, commit, output_errors, writer_properties
from onrecord.record.seal import seal
from onrecord.record.table import Record, file_path

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    import pyarrow as pa
    from deltalake import CommitProperties


class ReportWriter:
    """Knows which reports a record holds, and adds to them.

    It reads the column of ids once, then of each newer file, so that adding takes as long for the millionth report as
    for the first. An id takes about 120 bytes of memory.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._table = record.table()
        self._ids: set[bytes] = set()
        self._read: set[str] = set()
        self._learn()

    def knows(self, report: str) -> bool:
        """Tell whether the record held a report of this id when it was last looked at."""
        return bytes.fromhex(report) in self._ids

    def ids(self) -> list[bytes]:
        """Return the ids the record held when it was last looked at, each as 32 bytes."""
        return list(self._ids)

    @property
    def n_reports(self) -> int:
        """Number of reports the record held when it was last looked at."""
        return len(self._ids)

    @property
    def n_files(self) -> int:
        """Number of files they are in."""
        return len(self._read)

    def refresh(self) -> None:
        """Look at what others have stored meanwhile."""
        with output_errors(self._record.folder):
            self._table.update_incremental()
        self._learn()

    def add(self, reports: pa.Table, *, sealed: bool = False) -> int:
        """Store reports that are not there yet, in one commit; return how many they were.

        Args:
            reports: Rows with ``report_schema``; of rows with one id the first counts.
            sealed: Whether they come from ``seal``, digests and all.

        Raises:
            OutputError: The disk is full, or the record may not be written.
            BusyRecordError: Other writers were quicker every time.
        """
        if not len(reports):
            return 0
        rows_to_add = reports if sealed else seal(reports)
        check_room(self._record.folder, rows_to_add.nbytes)
        added: list[bytes] = []

        def attempt(properties: CommitProperties) -> None:
            from deltalake import write_deltalake

            self._learn()
            rows, new = self._new(rows_to_add)
            added[:] = new
            if new:
                write_deltalake(
                    self._table,
                    rows_to_add.take(rows),
                    mode="append",
                    writer_properties=writer_properties(),
                    commit_properties=properties,
                )

        commit(self._table, attempt)
        self._ids.update(added)
        return len(added)

    def _new(self, reports: pa.Table) -> tuple[list[int], list[bytes]]:
        """Return the numbers of the rows that are not stored yet, and their ids."""
        rows: dict[bytes, int] = {}
        for number, report in enumerate(reports.column("id").to_pylist()):
            key = bytes.fromhex(report)
            if key not in self._ids:
                rows.setdefault(key, number)
        return list(rows.values()), list(rows)

    def _learn(self) -> None:
        """Read the ids in the files that are new in the version of the table that was looked at."""
        uris = set(self._table.file_uris())
        for uri in uris - self._read:
            for report in _column(file_path(uri), "id"):
                self._ids.add(bytes.fromhex(report))
        self._read = uris


def _column(path: Path, name: str) -> Iterator[str]:
    """Yield the values of a column of strings.

    Raises:
        DamagedRecordError: The file is gone, or cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=65536, columns=[name]):
            yield from batch.column(0).to_pylist()
    except (OSError, pa.ArrowException) as error:
        folder = path.parents[1]
        raise DamagedRecordError(
            f"{path} cannot be read ({type(error).__name__}). See what is wrong: onrecord verify --record {folder}"
        ) from error


def save_rejects(record: Record, rejects: Sequence[Reject], at: datetime) -> None:
    """Keep rejects: one for each origin and code, the newest.

    Args:
        record: The record.
        rejects: Of those with one origin and code the last counts.
        at: Moment in UTC.

    Raises:
        OutputError: The disk is full, or the record may not be written.
        BusyRecordError: Other writers were quicker every time.
    """
    import pyarrow as pa

    from onrecord.model.arrow import reject_schema

    newest = {(reject.origin, reject.code): reject for reject in rejects}
    if not newest:
        return
    rows = [{"origin": r.origin, "code": r.code, "reason": r.reason, "ingested_at": at} for r in newest.values()]
    source = pa.Table.from_pylist(rows, schema=reject_schema())
    table = record.table("rejects")

    def attempt(properties: CommitProperties) -> None:
        (
            table.merge(
                source,
                predicate="have.origin = new.origin AND have.code = new.code",
                source_alias="new",
                target_alias="have",
                commit_properties=properties,
            )
            .when_matched_update_all()
            .when_not_matched_insert_all()
            .execute()
        )

    commit(table, attempt)


def drop_rejects(record: Record, origins: Collection[str]) -> None:
    """Drop the rejects of origins that have been stored since; raises as ``save_rejects``."""
    import pyarrow as pa

    if not origins:
        return
    source = pa.table({"origin": pa.array(sorted(origins), pa.string())})
    table = record.table("rejects")

    def attempt(properties: CommitProperties) -> None:
        merge = table.merge(
            source,
            predicate="have.origin = new.origin",
            source_alias="new",
            target_alias="have",
            commit_properties=properties,
        )
        merge.when_matched_delete().execute()

    commit(table, attempt)


def rejected_origins(record: Record) -> set[str]:
    """Return the origins that have a reject."""
    return {origin for path in record.files("rejects") for origin in _column(path, "origin")}
