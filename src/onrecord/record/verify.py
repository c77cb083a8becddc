"""Checking that a record still says what it said: files, counts, ids, digests, and the words of every span."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import DamagedRecordError
from onrecord.model.arrow import judgement_schema, misquoted, reject_schema, report_schema
from onrecord.record.seal import DIGEST, row_digest
from onrecord.record.table import TABLES, Record, file_path

if TYPE_CHECKING:
    import pyarrow as pa

#: Called with the number of reports checked.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a record that is not as it was written."""

    #: ``log``, ``missing``, ``size``, ``unreadable``, ``count``, ``schema``, ``double``, ``id``, ``span``, ``digest``,
    #: ``value``.
    kind: str
    #: The file, below the record's folder; with the id of the report where it is in one.
    where: str
    #: What is wrong; holds no text of a report.
    what: str


@dataclass(slots=True, kw_only=True)
class Verification:
    """What was checked and what was found."""

    n_reports: int = 0
    n_rejects: int = 0
    n_judgements: int = 0
    n_files: int = 0
    #: Places in texts whose words were compared.
    n_spans: int = 0
    faults: list[Fault] = field(default_factory=list)


def verify_record(record: Record, progress: Progress | None = None) -> Verification:
    """Check a record throughout; reads every byte of it and writes nothing."""
    import pyarrow.parquet as pq

    result = Verification()
    seen: set[str] = set()
    for name in TABLES:
        for path in _check_files(record, name, result):
            place = f"{name}/{path.name}"
            try:
                for batch in pq.ParquetFile(path).iter_batches(batch_size=64):
                    _check_rows(name, batch, place, result, seen)
                    if progress:
                        progress(result.n_reports)
            except Exception as error:  # whatever a damaged file does to its reader is a fault of the file
                result.faults.append(_fault("unreadable", place, f"it cannot be read ({type(error).__name__})"))
    return result


def _fault(kind: str, where: str, what: str) -> Fault:
    return Fault(kind=kind, where=where, what=what)


def _check_files(record: Record, name: str, result: Verification) -> Iterator[Path]:
    """Yield the files of a table that are there and as long as the log says."""
    import pyarrow as pa

    try:
        table = record.table(name)
        actions = pa.table(table.get_add_actions(flatten=True)).select(["path", "size_bytes", "num_records"])
        columns = pa.schema(table.schema().to_arrow()).names
    except DamagedRecordError as error:
        result.faults.append(_fault("log", name, f"its log cannot be read ({type(error.__cause__).__name__})"))
        return
    wanted = {"reports": report_schema(), "rejects": reject_schema(), "judgements": judgement_schema()}[name]
    if columns != wanted.names:
        result.faults.append(_fault("schema", name, "its columns are not those of this version"))
    for entry in actions.to_pylist():
        path = record.folder / name / file_path(entry["path"])
        where = f"{name}/{path.name}"
        result.n_files += 1
        if not path.is_file():
            result.faults.append(_fault("missing", where, "the file is gone"))
        elif (size := path.stat().st_size) != entry["size_bytes"]:
            result.faults.append(_fault("size", where, f"it has {size} bytes and should have {entry['size_bytes']}"))
        else:
            if (n_rows := _n_rows(path)) not in (None, entry["num_records"]):
                result.faults.append(
                    _fault("count", where, f"it has {n_rows} rows and should have {entry['num_records']}")
                )
            yield path


def _n_rows(path: Path) -> int | None:
    """Return the number of rows of a file; None where even that cannot be read, which reading it will tell."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowException, OSError):
        return None


def _check_rows(name: str, batch: pa.RecordBatch, place: str, result: Verification, seen: set[str]) -> None:
    if name == "reports":
        _check_reports(batch, place, result, seen)
    elif name == "judgements":
        _check_judgements(batch, place, result)
    else:
        result.n_rejects += len(batch.to_pylist())


def _check_judgements(batch: pa.RecordBatch, place: str, result: Verification) -> None:
    for row in batch.to_pylist():
        result.n_judgements += 1
        try:
            json.loads(row["value"] or "null")
        except ValueError:
            result.faults.append(_fault("value", f"{place} {row['id'][:12]}", "its value is no JSON"))


def _check_reports(batch: pa.RecordBatch, place: str, result: Verification, seen: set[str]) -> None:
    for row in batch.to_pylist():
        result.n_reports += 1
        result.n_spans += n_spans(row)
        where = f"{place} report {row['id'][:12]}"
        if row["id"] in seen:
            result.faults.append(_fault("double", where, "it is there twice"))
        seen.add(row["id"])
        for wrong in misquoted(row):
            what = "its id is not the sha-256 of its text" if wrong == "id" else f"{wrong} does not say what it said"
            result.faults.append(_fault("id" if wrong == "id" else "span", where, what))
        if row[DIGEST] is not None and row[DIGEST] != row_digest(row):
            result.faults.append(_fault(DIGEST, where, "a value in it has changed since it was stored"))


def n_spans(value: Any) -> int:
    """Return the number of places in the text that a row points to."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "words"}:
            return 1
        return sum(map(n_spans, value.values()))
    return sum(map(n_spans, value)) if isinstance(value, list) else 0
