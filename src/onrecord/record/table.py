"""A record on disk: Delta Lake tables of reports, rejects and judgements in one folder.

``DIR/record.json`` says that the folder is a record and in which version; ``DIR/reports`` has one row per report (see
``model.arrow``), ``DIR/rejects`` one per input that could not be read, ``DIR/judgements`` one per decision of a person.
Whatever lies in ``DIR/derived`` is made from them and may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import DamagedRecordError, NewerRecordError, NoRecordError, OutputError
from onrecord.model.arrow import SCHEMA_VERSION, judgement_schema, reject_schema, report_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable

FORMAT = "onrecord/record"
MARKER = "record.json"
#: The tables of a record, with the columns whose least and greatest values Delta keeps for each file. Kept for all,
#: they would put the beginnings of texts into the log.
TABLES = {"reports": "published,ingested_at", "rejects": "ingested_at", "judgements": "at"}
#: What the Delta library cannot have in a path: it takes one for an address.
_NOT_IN_A_PATH = re.compile(r"[\[\]\\^|\x00-\x1f\x7f]|%[0-9A-Fa-f]{2}")


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
        """Return the newest version of a Delta table: ``reports``, ``rejects`` or ``judgements``.

        Raises:
            DamagedRecordError: It cannot be read.
        """
        from deltalake import DeltaTable
        from deltalake.exceptions import DeltaError

        try:
            return DeltaTable(self.folder / name)
        except (DeltaError, OSError) as error:
            raise DamagedRecordError(
                f"The table {self.folder / name} cannot be read ({type(error).__name__}). "
                f"See what is wrong: onrecord verify --record {self.folder}"
            ) from error

    def files(self, name: str = "reports") -> list[Path]:
        """Return the Parquet files that hold the newest version of a table, sorted by name.

        A file never changes once written, so what is derived from it can be kept under its name. It stays where it is
        for a week after compaction has put its rows into another, so a reader that has this list can take its time.
        """
        return sorted(file_path(uri) for uri in self.table(name).file_uris())

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

        Reads all ids first; to add many times, make a ``record.writer.ReportWriter`` once.

        Args:
            reports: Rows with ``report_schema``; of rows with one id the first counts.

        Raises:
            OutputError: The disk is full, or the record may not be written.
            BusyRecordError: Other writers were quicker every time.
        """
        from onrecord.record.writer import ReportWriter

        return ReportWriter(self).add(reports)


def file_path(uri: str) -> Path:
    """Return the path of a file that the Delta library names, percent signs and all."""
    from urllib.parse import unquote, urlparse

    return Path(unquote(urlparse(uri).path))


def is_record(folder: str | Path) -> bool:
    """Tell whether a folder is a record, of whatever version."""
    try:
        return (Path(folder) / MARKER).is_file()
    except (OSError, ValueError):  # too long for a path, or no path at all
        return False


def open_record(folder: str | Path) -> Record:
    """Open a record; one that an older version wrote is brought up to date first (see ``record.migrate``).

    Raises:
        NoRecordError: There is no such folder, or it is no record.
        NewerRecordError: A newer version of Onrecord wrote it.
        OutputError: It is of an older version and may not be written.
    """
    path = Path(folder)
    version = _read_marker(path)
    if version > SCHEMA_VERSION:
        raise NewerRecordError(
            f"{path} was written in version {version} of the record, this Onrecord knows {SCHEMA_VERSION}. "
            "Upgrade it: pip install --upgrade onrecord"
        )
    record = Record(path)
    if version < SCHEMA_VERSION:
        from onrecord.record.migrate import migrate

        migrate(record, version)
        _write_marker(path)
    return record


def create_record(folder: str | Path) -> Record:
    """Open a record, or make an empty one where there is none yet.

    Raises:
        NoRecordError: The folder holds other things.
        OutputError: It cannot be written, or its name cannot be used.
    """
    path = Path(folder)
    if (path / MARKER).exists():
        return open_record(path)
    known = {*TABLES, "derived", MARKER}  # left by a start that was cut short
    if path.is_file() or (path.is_dir() and any(_bare(p.name) not in known for p in path.iterdir())):
        raise NoRecordError(f"{path} holds other things. Name a new or empty folder for the record.")
    if found := _NOT_IN_A_PATH.search(str(path.absolute())):
        raise OutputError(f"The path of a record cannot hold {found.group()!r}. Choose another folder.")
    from onrecord.record.commits import output_errors

    with output_errors(path):
        path.mkdir(parents=True, exist_ok=True)
        make_tables(path)
        _write_marker(path)
    return Record(path)


def make_tables(folder: Path) -> None:
    """Make the tables that are not there yet, empty."""
    from deltalake import DeltaTable
    from deltalake.exceptions import DeltaError

    schemas = {"reports": report_schema(), "rejects": reject_schema(), "judgements": judgement_schema()}
    for name, columns in TABLES.items():
        configuration = {"delta.dataSkippingStatsColumns": columns}
        if name == "judgements":
            configuration["delta.appendOnly"] = "true"  # Delta itself then refuses to change what people decided
        try:
            DeltaTable.create(folder / name, schemas[name], mode="ignore", configuration=configuration)
        except DeltaError:
            if not DeltaTable.is_deltatable(str(folder / name)):  # else another process made it just now
                raise


def _bare(name: str) -> str:
    """Return the name of a file without what makes it one of ours that was cut short."""
    return MARKER if name.startswith(f"{MARKER}.") and name.endswith(".tmp") else name


def _read_marker(folder: Path) -> int:
    try:
        return int(json.loads((folder / MARKER).read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        hint = "Name the folder of a record, or make one: onrecord ingest FILE… --record DIR"
        raise NoRecordError(f"{folder} is no record. {hint}") from None


def _write_marker(folder: Path) -> None:
    """Write the marker last and at once, so that a folder is a whole record or none."""
    temporary = folder / f"{MARKER}.{os.getpid()}.tmp"
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            stream.write(json.dumps({"format": FORMAT, "version": SCHEMA_VERSION}) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(folder / MARKER)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}. Choose another folder.") from error
