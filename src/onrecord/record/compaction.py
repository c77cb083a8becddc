"""Many small files of a table made few large ones, in one commit that holds against every other writer.

The Delta library has a compaction too, but it looks at the table anew before it commits, so two of them at once both
take away the same files and both add their rows: every report is there twice. Here the entry in the log is written by
hand, as Delta's protocol describes it: the file of the version after the one that was looked at, made whole under
another name and then linked, which fails where another writer has that version already.

Source: Delta Transaction Log Protocol, "Add File and Remove File", "Commit Provenance Information".
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from onrecord.record.commits import check_room, explain, folder_of
from onrecord.record.table import file_path
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable

#: Bytes of rows, in memory, that make a row group: enough to compress well, few enough to hold.
_GROUP_BYTES = 16 * 1024**2


def compact_table(table: DeltaTable, at_least: int) -> bool:
    """Put the rows of small files into few large ones; tell whether anything was done.

    Gives up without harm where another writer commits first: small files are slow, not wrong, and the next ingest tries
    again.

    Args:
        table: The table, at its newest version.
        at_least: Small files it must have before it is worth while.

    Raises:
        OutputError: The disk is full, or the table may not be written.
    """
    import pyarrow as pa

    folder = folder_of(table)
    written: list[Path] = []
    try:
        small = _small_files(table)
        if len(small) < max(2, at_least):
            return False
        check_room(folder.parent, sum(path.stat().st_size for path in small))
        actions = [_commit_info(table.version())]
        for group in _groups(small):
            path = folder / f"part-00000-{uuid4()}-c000.zstd.parquet"
            written.append(path)
            actions += [_remove(file) for file in group]
            actions.append(_add(path, _write(path, group)))
        done = _link(folder / "_delta_log", table.version() + 1, actions)
    except (OSError, pa.ArrowException) as error:
        _forget(written)
        raise explain(folder.parent, error) from error
    if not done:
        _forget(written)
    return done


def _small_files(table: DeltaTable) -> list[Path]:
    """Return the files that are worth putting together."""
    files = [file_path(uri) for uri in table.file_uris()]
    return [path for path in files if path.stat().st_size < SETTINGS.compact_bytes // 2]


def _groups(files: list[Path]) -> Iterator[list[Path]]:
    """Yield the files in groups of about the size that is aimed at, none of them alone."""
    group: list[Path] = []
    for file in files:
        group.append(file)
        if sum(path.stat().st_size for path in group) >= SETTINGS.compact_bytes:
            yield group
            group = []
    if len(group) > 1:
        yield group


def _write(path: Path, sources: list[Path]) -> int:
    """Write the rows of some files into one, and wait until the disk has it; return their number."""
    import pyarrow.parquet as pq

    schema = pq.read_schema(sources[0])
    n_rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=3) as writer:
        for rows in _row_groups(sources):
            writer.write_table(rows.cast(schema), row_group_size=len(rows))
            n_rows += len(rows)
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    return n_rows


def _row_groups(sources: list[Path]) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    batches: list[pa.RecordBatch] = []
    for source in sources:
        for batch in pq.ParquetFile(source).iter_batches(batch_size=256):
            batches.append(batch)
            if sum(b.nbytes for b in batches) >= _GROUP_BYTES:
                yield pa.Table.from_batches(batches)
                batches = []
    if batches:
        yield pa.Table.from_batches(batches)


def _commit_info(version: int) -> dict[str, Any]:
    info = {"timestamp": _now(), "operation": "OPTIMIZE", "operationParameters": {}, "engineInfo": "onrecord"}
    return {"commitInfo": {**info, "readVersion": version, "isBlindAppend": False}}


def _remove(path: Path) -> dict[str, Any]:
    what = {"path": path.name, "deletionTimestamp": _now(), "dataChange": False, "size": path.stat().st_size}
    return {"remove": {**what, "extendedFileMetadata": True, "partitionValues": {}}}


def _add(path: Path, n_rows: int) -> dict[str, Any]:
    what = {"path": path.name, "partitionValues": {}, "size": path.stat().st_size, "modificationTime": _now()}
    return {"add": {**what, "dataChange": False, "stats": json.dumps({"numRecords": n_rows})}}


def _now() -> int:
    return time.time_ns() // 1_000_000


def _link(log: Path, version: int, actions: list[dict[str, Any]]) -> bool:
    """Make the actions that version of the table, unless there is one; tell whether it was done."""
    temporary = log / f"_commit_{uuid4()}.json.tmp"
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(action) + "\n" for action in actions)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(temporary, log / f"{version:020}.json")
        except FileExistsError:
            return False
        return True
    finally:
        with suppress(OSError):  # once it is linked the work is done, whatever becomes of the other name
            temporary.unlink(missing_ok=True)


def _forget(paths: list[Path]) -> None:
    """Delete files that no version names."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
