"""A record on disk: Delta Lake tables of reports, rejects and judgements in one folder.

``DIR/record.json`` says that the folder is a record and in which version; ``DIR/reports`` has one row per report (see
``model.arrow``), ``DIR/rejects`` one per input that could not be read. Whatever lies in ``DIR/derived`` is made from
them and may be deleted at any time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import NewerRecordError, NoRecordError, OutputError
from onrecord.model.arrow import SCHEMA_VERSION, reject_schema, report_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable

FORMAT = "onrecord/record"
MARKER = "record.json"


@dataclass(frozen=True, slots=True)
class Record:
    """An opened record; holds no state but its place, so any number may be open at once."""

    #: The folder of the record.
    folder: Path

    @property
    def derived(self) -> Path:
        """Folder of what can be made anew; may not be there yet."""
        return self.folder / "derived"

    def table(self, name: str = "reports") -> DeltaTable:
        """Return the newest version of a Delta table: ``reports``, ``rejects`` or ``judgements``."""
        from deltalake import DeltaTable

        return DeltaTable(self.folder / name)

    def files(self, name: str = "reports") -> list[Path]:
        """Return the Parquet files that hold the newest version of a table, oldest first.

        A file never changes once written, so what is derived from it can be kept under its name.
        """
        from urllib.parse import unquote, urlparse

        return sorted(Path(unquote(urlparse(str(uri)).path)) for uri in self.table(name).file_uris())

    def rows(self, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield the reports as plain rows (see ``model.arrow``), a batch at a time."""
        import pyarrow.parquet as pq

        for path in self.files():
            for batch in pq.ParquetFile(path).iter_batches(batch_size=256, columns=columns):
                yield from batch.to_pylist()

    def n_reports(self) -> int:
        """Return the number of reports."""
        import pyarrow.parquet as pq

        return sum(pq.read_metadata(path).num_rows for path in self.files())

    def add(self, reports: pa.Table) -> int:
        """Store reports that are not there yet, in one commit; return how many they were.

        Args:
            reports: Rows with ``report_schema``; of rows with one id the first counts.
        """
        counts = (
            self.table()
            .merge(reports, predicate="have.id = new.id", source_alias="new", target_alias="have")
            .when_not_matched_insert_all()
            .execute()
        )
        return int(counts["num_target_rows_inserted"])


def open_record(folder: str | Path) -> Record:
    """Open a record.

    Raises:
        NoRecordError: There is no such folder, or it is no record.
        NewerRecordError: A newer version of Onrecord wrote it.
    """
    path = Path(folder)
    try:
        marker = json.loads((path / MARKER).read_text(encoding="utf-8"))
        version = int(marker["version"])
    except (OSError, ValueError, KeyError, TypeError):
        hint = "Name the folder of a record, or make one: onrecord ingest FILE… --record DIR"
        raise NoRecordError(f"{path} is no record. {hint}") from None
    if version > SCHEMA_VERSION:
        raise NewerRecordError(
            f"{path} was written in version {version} of the record, this Onrecord knows {SCHEMA_VERSION}. "
            "Upgrade it: pip install --upgrade onrecord"
        )
    return Record(path)


def create_record(folder: str | Path) -> Record:
    """Open a record, or make an empty one where there is none yet.

    Raises:
        NoRecordError: The folder holds other things.
        OutputError: It cannot be written.
    """
    path = Path(folder)
    if (path / MARKER).exists():
        return open_record(path)
    known = {"reports", "rejects", "judgements", "derived"}  # left by a start that was cut short
    if path.is_file() or (path.is_dir() and any(p.name.split(".")[0] not in known for p in path.iterdir())):
        raise NoRecordError(f"{path} holds other things. Name a new or empty folder for the record.")
    try:
        path.mkdir(parents=True, exist_ok=True)
        _create_table(path / "reports", report_schema())
        _create_table(path / "rejects", reject_schema())
        _write_marker(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}. Choose another folder.") from error
    return Record(path)


def _create_table(path: Path, schema: pa.Schema) -> None:
    from deltalake import DeltaTable

    DeltaTable.create(path, schema, mode="ignore")


def _write_marker(folder: Path) -> None:
    """Write the marker last and at once, so that a folder is a whole record or none."""
    temporary = folder / f"{MARKER}.{os.getpid()}.tmp"
    temporary.write_text(json.dumps({"format": FORMAT, "version": SCHEMA_VERSION}) + "\n", encoding="utf-8")
    temporary.replace(folder / MARKER)
