"""Bringing an older record up to date."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable, write_deltalake

from onrecord.model.arrow import SCHEMA_VERSION, row_to_dossier
from onrecord.record import table
from onrecord.record.table import MARKER, Record, create_record, open_record
from onrecord.record.verify import verify_record
from tests.record.build import build_dossier, build_table


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Write a record as version 0 would have: no digests, no candidates of dates, no judgements."""
    folder = create_record(tmp_path / "old").folder
    for name in ("reports", "judgements"):
        shutil.rmtree(folder / name)
    rows = build_table("One.", "Two.", "Three.").drop_columns(["digest", "published_candidates"])
    write_deltalake(str(folder / "reports"), rows.slice(0, 2))
    write_deltalake(str(folder / "reports"), rows.slice(2), mode="append")
    (folder / MARKER).write_text(json.dumps({"format": "onrecord/record", "version": 0}), encoding="utf-8")
    return folder


def test_an_old_record_is_read_with_all_it_held(old: Path) -> None:
    """Opening a record of version 0 brings it to the present version, with every report as it was."""
    record = open_record(old)
    assert json.loads((old / MARKER).read_text(encoding="utf-8"))["version"] == SCHEMA_VERSION
    found = verify_record(record)
    assert (found.n_reports, found.faults) == (3, [])
    dossiers = {row["text"]: row_to_dossier(row) for row in record.rows()}
    assert dossiers["Two."] == build_dossier("Two.")
    assert record.add(build_table("Two.", "Four.")) == 1


def test_a_migration_cut_short_is_finished(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rows were written and the marker was not, opening again only writes the marker."""

    def die(folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(table, "_write_marker", die)
        open_record(old)
    version = DeltaTable(old / "reports").version()
    record = open_record(old)
    assert record.table().version() == version
    assert record.n_reports() == 3


def test_the_old_table_is_there_until_the_new_one_is(old: Path) -> None:
    """A reader with the old list of files reads on."""
    files = Record(old).files()
    open_record(old)
    assert sum(pq.read_metadata(path).num_rows for path in files) == 3
