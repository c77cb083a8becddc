"""Records as sources of ``onrecord ingest``: what was read in shards is put together, not read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.record.table import create_record, open_record
from onrecord.run import ingest as ingest_module
from onrecord.run.crew import Crew
from onrecord.run.ingest_command import IngestWords, ingest_sources
from tests.record.build import build_table
from tests.run.test_crew import COMMAND


@pytest.fixture
def shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make two records with one report in common; reading is left to a stand-in."""
    monkeypatch.setattr(ingest_module, "Crew", lambda n_jobs: Crew(n_jobs, COMMAND))
    for name, texts in {"one": ("Alpha came.", "Beta came."), "two": ("Beta came.", "Gamma came.")}.items():
        create_record(tmp_path / name).add(build_table(*texts))
    return [str(tmp_path / "one"), str(tmp_path / "two")]


def test_records_are_put_together(shards: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The account counts their reports, and a second time stores nothing."""
    words = IngestWords(record=str(tmp_path / "all"), quiet=True)
    ingest_sources(shards, words)
    ingest_sources(shards, words)
    first, second = capsys.readouterr().out.splitlines()
    assert first == "seen 4 = stored 3 + duplicate 1 + rejected 0"
    assert second == "seen 4 = stored 0 + duplicate 4 + rejected 0"


def test_a_record_and_a_file_go_together(shards: list[str], tmp_path: Path) -> None:
    """What is a record is gathered, the rest is read."""
    (tmp_path / "a.txt").write_text("“We are ready,” Oduya said.", encoding="utf-8")
    ending = ingest_sources([shards[0], str(tmp_path / "a.txt")], IngestWords(record=str(tmp_path / "all"), quiet=True))
    assert (ending.account.stored, ending.account.seen) == (3, 3)
    assert open_record(tmp_path / "all").n_reports() == 3


def test_a_record_is_no_source_of_itself(shards: list[str]) -> None:
    """That would be a slip of the hand, and is said so."""
    with pytest.raises(UsageError, match="own sources"):
        ingest_sources(shards, IngestWords(record=shards[0], quiet=True))
