"""Checking a record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from onrecord.model.arrow import report_schema
from onrecord.record.seal import row_digest, seal
from onrecord.record.table import Record, create_record
from onrecord.record.verify import verify_record
from onrecord.record.writer import ReportWriter
from tests.record.build import build_table


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make a record of three reports."""
    record = create_record(tmp_path / "record")
    record.add(build_table("One.", "Two."))
    record.add(build_table("Three."))
    return record


def _kinds(record: Record) -> list[str]:
    return sorted({fault.kind for fault in verify_record(record).faults})


def test_a_sound_record_has_no_faults(record: Record) -> None:
    """Everything is counted and nothing is found."""
    found = verify_record(record)
    assert (found.n_reports, found.n_files, found.n_spans, found.faults) == (3, 2, 3, [])


def _change_row(record: Record, change: Callable[[dict[str, Any]], None]) -> None:
    rows = seal(build_table("Four.")).to_pylist()
    change(rows[0])
    write_deltalake(record.table(), pa.Table.from_pylist(rows, schema=report_schema()), mode="append")


def _move_span(row: dict[str, Any]) -> None:
    row["places"][0]["span"]["start"] += 1
    row["digest"] = row_digest(row)


def _change_text(row: dict[str, Any]) -> None:
    row["text"] = "Fourth."
    row["digest"] = row_digest(row)


def _change_value(row: dict[str, Any]) -> None:
    row["places"][0]["lat"] = 9.9


@pytest.mark.parametrize(
    ("change", "kinds"), [(_move_span, ["span"]), (_change_text, ["id", "span"]), (_change_value, ["digest"])]
)
def test_a_changed_row_is_found(record: Record, change: Callable[[dict[str, Any]], None], kinds: list[str]) -> None:
    """A span that says something else, a text that is not its id's, a value that changed: each is named."""
    _change_row(record, change)
    assert _kinds(record) == kinds


def test_a_report_twice_in_two_files_is_found(record: Record) -> None:
    """One id in two rows is a fault, wherever they are."""
    write_deltalake(record.table(), seal(build_table("One.")), mode="append")
    assert _kinds(record) == ["double"]


def test_a_missing_file_is_found(record: Record) -> None:
    """A file that is gone is named, and the rest is checked."""
    record.files()[0].unlink()
    assert _kinds(record) == ["missing"]


def test_a_file_cut_short_is_found(record: Record) -> None:
    """A file of another length than the log says is named."""
    path = record.files()[0]
    path.write_bytes(path.read_bytes()[:-10])
    assert _kinds(record) == ["size"]


def test_damaged_bytes_are_found_or_harmless(record: Record) -> None:
    """Where a byte of a file changed, verify finds it, or every value is still what it was."""
    path = record.files()[0]
    rows = list(record.rows())
    whole = path.read_bytes()
    n_found = 0
    for place in range(4, len(whole), len(whole) // 50):
        damaged = bytearray(whole)
        damaged[place] ^= 0x5A
        path.write_bytes(damaged)
        if verify_record(record).faults:
            n_found += 1
        else:
            assert list(record.rows()) == rows
    assert n_found > 10


def test_a_damaged_log_is_found(record: Record) -> None:
    """A log that cannot be read is a fault of its table; the other tables are checked."""
    for path in (record.folder / "reports" / "_delta_log").glob("*.json"):
        path.write_bytes(b"{")
    assert _kinds(record) == ["log"]


def test_the_digest_survives_being_stored(record: Record) -> None:
    """A row read back has the digest it was sealed with, numbers and dates and all."""
    ReportWriter(record).add(build_table("Five."))
    assert all(row["digest"] == row_digest(row) for row in record.rows())
