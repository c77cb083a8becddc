"""A record on disk."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from onrecord.errors import NewerRecordError, NoRecordError
from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import Dossier
from onrecord.record.table import MARKER, create_record, open_record
from tests.builders import build_report

NOW = datetime(2031, 5, 2, tzinfo=UTC)


def _table(*texts: str) -> pa.Table:
    rows = [dossier_to_row(Dossier(report=build_report(t)), origin=None, ingested_at=NOW) for t in texts]
    return dossiers_to_table(rows)


def test_the_same_report_is_stored_once(tmp_path: Path) -> None:
    """Adding reports again stores only those that are new."""
    record = create_record(tmp_path / "my record")
    assert record.add(_table("One.", "Two.")) == 2
    assert record.add(_table("Two.", "Three.")) == 1
    assert open_record(tmp_path / "my record").n_reports() == 3
    assert sorted(row["text"] for row in record.rows()) == ["One.", "Three.", "Two."]


def test_making_a_record_twice_changes_nothing(tmp_path: Path) -> None:
    """A record that is there is opened, with what it holds."""
    create_record(tmp_path).add(_table("One."))
    assert create_record(tmp_path).n_reports() == 1


def test_a_start_cut_short_is_finished(tmp_path: Path) -> None:
    """A folder whose marker was not written yet becomes a record."""
    create_record(tmp_path)
    (tmp_path / MARKER).unlink()
    assert create_record(tmp_path).n_reports() == 0


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    """No record is made among somebody's files."""
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NoRecordError, match="other things"):
        create_record(tmp_path)


@pytest.mark.parametrize("marker", ["", "[]", "{}", '{"version": "x"}'])
def test_no_record_is_said_so(tmp_path: Path, marker: str) -> None:
    """A folder without a sound marker is no record."""
    (tmp_path / MARKER).write_text(marker, encoding="utf-8")
    with pytest.raises(NoRecordError, match="ingest"):
        open_record(tmp_path)


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    """A record written by a later version is not touched, and the message says to upgrade."""
    (tmp_path / MARKER).write_text(json.dumps({"version": 999}), encoding="utf-8")
    with pytest.raises(NewerRecordError, match="upgrade"):
        open_record(tmp_path)
