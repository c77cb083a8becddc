"""Putting records together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.report import Reject
from onrecord.record import gather as gather_module
from onrecord.record.gather import gather
from onrecord.record.judgements import JudgementRow, add_judgements, read_judgements
from onrecord.record.table import Record, create_record
from onrecord.record.verify import verify_record
from onrecord.record.writer import rejected_origins, save_rejects
from tests.record.build import NOW, build_table


@pytest.fixture
def shards(tmp_path: Path) -> list[Record]:
    """Make two records with one report in common."""
    records = [create_record(tmp_path / name) for name in ("one", "two")]
    records[0].add(build_table("Alpha came.", "Beta came."))
    records[1].add(build_table("Beta came.", "Gamma came."))
    return records


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make an empty record."""
    return create_record(tmp_path / "all")


def test_every_report_is_there_once(record: Record, shards: list[Record]) -> None:
    """What two records share is stored once, and gathering again stores nothing."""
    result = gather(record, shards)
    assert (result.stored, result.duplicate) == (3, 1)
    assert sorted(row["text"] for row in record.rows()) == ["Alpha came.", "Beta came.", "Gamma came."]
    again = gather(record, shards)
    assert (again.stored, again.duplicate) == (0, 4)


def test_rows_stay_as_they_are(record: Record, shards: list[Record]) -> None:
    """Digests, moments and facts are those of the shard, and hold."""
    gather(record, shards[:1])
    ours, theirs = ({row["id"]: row for row in one.rows()} for one in (record, shards[0]))
    assert ours == theirs
    assert verify_record(record).faults == []


def test_long_records_are_stored_in_several_commits(
    record: Record, shards: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays bounded, and what is committed stays if the work is cut short."""
    monkeypatch.setattr(gather_module, "_COMMIT_ROWS", 1)
    for number in range(5):
        shards[0].add(build_table(f"Report {number} came."))
    told: list[int] = []
    gather(record, shards, progress=lambda result: told.append(result.stored))
    assert told[-1] == record.n_reports() == 8
    assert len(told) >= 6


def test_a_reject_is_kept_unless_its_report_is_stored_elsewhere(record: Record, shards: list[Record]) -> None:
    """What one shard could not read and another could is no reject any more."""
    save_rejects(shards[0], [Reject(origin=f"{name}.txt", code="E-X", reason="x") for name in "ab"], NOW)
    save_rejects(shards[1], [Reject(origin="Alpha came..txt", code="E-X", reason="x")], NOW)
    result = gather(record, shards)
    assert result.rejected == 3
    assert rejected_origins(record) == {"a.txt", "b.txt"}


def test_judgements_are_gathered_once(record: Record, shards: list[Record]) -> None:
    """Decisions of people come along with their moments, and no decision twice."""
    row = JudgementRow(kind="fact", left="9f:event:1-2", verdict="wrong", by="B. Tellervo", at=NOW)
    add_judgements(shards[0], [row])
    add_judgements(shards[1], [row, replace(row, verdict="right")])
    assert gather(record, shards).judgements == 2
    assert gather(record, shards).judgements == 0
    assert {one.verdict for one in read_judgements(record, newest_only=False)} == {"wrong", "right"}
