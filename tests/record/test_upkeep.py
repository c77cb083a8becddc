"""Compaction and vacuum."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable

from onrecord.record import compaction
from onrecord.record.compaction import compact_table
from onrecord.record.table import Record, create_record
from onrecord.record.upkeep import compact, vacuum
from onrecord.record.verify import verify_record
from onrecord.record.writer import ReportWriter
from onrecord.settings import SETTINGS
from tests.record.build import build_table

LATER = datetime.now(UTC) + timedelta(days=9)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make a record of five reports in five files."""
    record = create_record(tmp_path / "record")
    writer = ReportWriter(record)
    for number in range(5):
        writer.add(build_table(f"Report {number}."))
    return record


def test_small_files_become_one(record: Record) -> None:
    """Compaction keeps every report, in fewer files, with its digest still right."""
    assert compact(record, at_least=5)
    assert len(record.files()) == 1
    found = verify_record(record)
    assert (found.n_reports, found.faults) == (5, [])


def test_few_files_are_left_alone(record: Record) -> None:
    """Where there is little to gain nothing is rewritten."""
    assert not compact(record, at_least=6)
    assert len(record.files()) == 5


def test_compaction_does_not_take_files_from_a_reader(record: Record) -> None:
    """A reader that has its list of files reads them all after compaction and vacuum."""
    files = record.files()
    compact(record, at_least=2)
    vacuum(record)
    assert duckdb.sql(f"SELECT count(*) FROM read_parquet({[str(f) for f in files]})").fetchall() == [(5,)]


def test_a_writer_goes_on_after_compaction(record: Record) -> None:
    """A writer that looked before the compaction stores what is new, and only that."""
    writer = ReportWriter(record)
    compact(record, at_least=2)
    assert writer.add(build_table("Report 3.", "Report 9.")) == 1
    assert record.n_reports() == 6


def test_two_compactions_at_once_double_nothing(record: Record) -> None:
    """Of two that looked at the same version one gives up, and leaves no file behind."""
    early, late = record.table(), record.table()
    assert compact_table(early, 2)
    assert not compact_table(late, 2)
    assert record.n_reports() == 5
    assert len(list((record.folder / "reports").glob("*.parquet"))) == 6


def test_others_read_what_was_compacted(record: Record) -> None:
    """The Delta library reads the log and the rows, and merges into them; a version before can still be read."""
    before = record.table().version()
    whole = record.table().to_pyarrow_table().sort_by("id")
    compact(record, at_least=2)
    table = record.table()
    assert table.to_pyarrow_table().sort_by("id").equals(whole)
    assert DeltaTable(record.folder / "reports", version=before).to_pyarrow_table().sort_by("id").equals(whole)
    table.create_checkpoint()
    merge = table.merge(build_table("Report 3."), "have.id = new.id", source_alias="new", target_alias="have")
    assert merge.when_matched_delete().execute()["num_target_rows_deleted"] == 1
    assert record.n_reports() == 4


def test_compaction_makes_files_of_the_size_it_aims_at(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rows are more than fit one file, there are several, and none of the rows is lost."""
    sizes = sorted(path.stat().st_size for path in record.files())
    monkeypatch.setattr(compaction, "SETTINGS", replace(SETTINGS, compact_bytes=2 * sizes[-1] + 2))
    assert compact(record, at_least=2)
    assert (len(record.files()), record.n_reports()) == (2, 5)


def test_vacuum_takes_what_nothing_needs(record: Record) -> None:
    """Files that compaction replaced go when their time is over; the record keeps every report."""
    compact(record, at_least=2)
    assert vacuum(record, hours=0) == 5
    assert [p.name for p in (record.folder / "reports").glob("*.parquet")] == [p.name for p in record.files()]
    assert record.n_reports() == 5


def test_leftovers_of_a_crash_go(record: Record) -> None:
    """Half-written files of a process that was killed are swept up when they are old, and not before."""
    left = [
        record.folder / "reports" / "part-00000-x.zstd.parquet#1",
        record.folder / "reports" / "_delta_log" / "_commit_x.json.tmp",
        record.folder / "record.json.1.tmp",
    ]
    for path in left:
        path.write_bytes(b"half")
    assert vacuum(record) == 0
    assert vacuum(record, now=LATER) == 3
    assert not any(path.exists() for path in left)


def test_vacuum_of_nothing_writes_nothing(record: Record) -> None:
    """A sweep that finds nothing makes no new version."""
    before = record.table().version()
    vacuum(record)
    assert record.table().version() == before
