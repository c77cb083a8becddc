"""What merging keeps of each report, made once per data file of the record and kept in ``DIR/derived``."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.errors import FormatError, OutputError
from onrecord.model.arrow import row_to_dossier
from onrecord.model.json import from_plain, to_plain
from onrecord.model.merged import ReportTrace
from onrecord.record.table import Record
from onrecord.resolve.traces import light

#: Goes up whenever traces of earlier versions cannot be compared with new ones.
VERSION = 1


def read_traces(record: Record, *, progress: Callable[[int], None] | None = None) -> Iterator[ReportTrace]:
    """Yield the trace of every report of a record.

    A data file never changes, so its traces are kept beside it; those of files that are gone are deleted.

    Args:
        record: The record.
        progress: Called with the number of reports done.

    Raises:
        OutputError: The folder ``derived`` cannot be written.
    """
    folder = record.derived / f"traces-{VERSION}"
    paths = record.files()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in {p.name for p in folder.glob("*.jsonl.gz")} - {_name(path) for path in paths}:
            (folder / old).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}. Free space, or change its rights.") from error
    done = 0
    for path in paths:
        for trace in _of_file(path, folder / _name(path)):
            yield trace
            done += 1
            if progress:
                progress(done)


def _name(path: Path) -> str:
    return f"{path.stem}.jsonl.gz"


def _of_file(path: Path, kept: Path) -> list[ReportTrace]:
    try:
        with gzip.open(kept, "rt", encoding="utf-8") as stream:
            return [from_plain(ReportTrace, json.loads(line)) for line in stream]
    except (OSError, EOFError, ValueError, FormatError):
        pass  # not there yet, or cut short by a crash
    traces = [light(row_to_dossier(row)) for row in _rows(path)]
    temporary = kept.with_name(f"{kept.name}.{os.getpid()}.tmp")
    try:
        with gzip.open(temporary, "wt", encoding="utf-8", compresslevel=1) as stream:
            stream.writelines(json.dumps(to_plain(trace)) + "\n" for trace in traces)
        temporary.replace(kept)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{kept.parent} cannot be written: {error.strerror}. Free space there.") from error
    return traces


def _rows(path: Path) -> Iterator[dict[str, object]]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(path).iter_batches(batch_size=256):
        yield from batch.to_pylist()
