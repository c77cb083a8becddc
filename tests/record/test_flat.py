"""Flat tables of a record."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.errors import NoRecordError, OutputError
from onrecord.record.flat import FLAT_VERSION, KINDS, flat_files
from onrecord.record.selection import OpenRecord
from onrecord.record.table import create_record
from tests.record.crisis import make_crisis


def _folder(record: OpenRecord) -> Path:
    return record.derived / f"flat-{FLAT_VERSION}"


def test_each_data_file_has_one_flat_file_per_kind(tmp_path: Path) -> None:
    """Flat files carry the names of their data files and are made once."""
    record = make_crisis(tmp_path)
    made = flat_files(record)
    assert {kind: [p.name for p in paths] for kind, paths in made.items()} == {
        kind: [p.name for p in record.files()] for kind in KINDS
    }
    before = {path: path.stat().st_mtime_ns for paths in made.values() for path in paths}
    again = flat_files(record)
    assert {path: path.stat().st_mtime_ns for paths in again.values() for path in paths} == before


def test_progress_counts_the_files_that_are_made(tmp_path: Path) -> None:
    """Progress is told of every data file laid flat, and of none when there is nothing to do."""
    record = make_crisis(tmp_path)
    told: list[tuple[int, int]] = []
    flat_files(record, progress=lambda done, total: told.append((done, total)))
    flat_files(record, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_many_may_make_the_same_files(tmp_path: Path) -> None:
    """Four that begin at once end with whole files and leave nothing half-written."""
    record = make_crisis(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: flat_files(record), range(4)))
    assert all(result == results[0] for result in results)
    assert sum(pq.read_metadata(path).num_rows for path in results[0]["reports"]) == 4
    assert not list(_folder(record).rglob(".tmp*"))


def test_two_processes_may_make_the_same_files(tmp_path: Path) -> None:
    """Two programs that ask at once both get their answer."""
    make_crisis(tmp_path)
    code = (
        "import sys; from onrecord.record.selection import open_record;"
        "print(len(open_record(sys.argv[1]).select('events')))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in started] == ["7", "7"]


def test_a_half_written_file_is_neither_read_nor_kept(tmp_path: Path) -> None:
    """What a crash left is passed over, and removed once nobody can be writing it."""
    record = make_crisis(tmp_path)
    fresh, old = (_folder(record) / "events" / name for name in (".tmp-1-fresh", ".tmp-1-old"))
    old.parent.mkdir(parents=True)
    for path in (fresh, old):
        path.write_bytes(b"PAR1 half")
    os.utime(old, (1, 1))
    assert len(record.select("events")) == 7
    assert fresh.exists()
    assert not old.exists()


def test_flat_files_go_when_their_data_files_go(tmp_path: Path) -> None:
    """A flat file stays while its data file may have readers, and goes with it."""
    record = make_crisis(tmp_path)
    stale = _folder(record) / "events" / "gone.parquet"
    kept = _folder(record) / "events" / "replaced.parquet"
    flat_files(record)
    for path in (stale, kept):
        shutil.copy(flat_files(record)["events"][0], path)
    shutil.copy(record.files()[0], record.folder / "reports" / "replaced.parquet")
    flat_files(record)["figures"][0].unlink()
    flat_files(record)
    assert not stale.exists()
    assert kept.exists()


def test_a_damaged_data_file_is_named(tmp_path: Path) -> None:
    """A data file that is no Parquet ends in an error that says what to run."""
    record = make_crisis(tmp_path)
    record.files()[0].write_bytes(b"no parquet")
    with pytest.raises(NoRecordError, match="verify"):
        flat_files(record)


def test_a_lost_data_file_is_named(tmp_path: Path) -> None:
    """A data file that the table names and that is not there ends in an error that says what to run."""
    record = make_crisis(tmp_path)
    record.files()[0].unlink()
    with pytest.raises(NoRecordError, match="verify"):
        flat_files(record)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Where the derived files cannot be written the error says so."""
    record = make_crisis(tmp_path)
    record.derived.write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        flat_files(record)


def test_an_empty_record_has_no_files_and_empty_views(tmp_path: Path) -> None:
    """A record without reports can be asked and answers with nothing."""
    create_record(tmp_path)
    record = OpenRecord(tmp_path)
    assert flat_files(record) == {kind: [] for kind in KINDS}
    for what in (*KINDS, "timeline", "calendar", "tension", "deadlocks", "rejects"):
        assert len(record.select(what)) == 0, what


def test_the_words_round_a_trigger_are_its_sentence(crisis: OpenRecord) -> None:
    """An event is shown with the sentence it stands in, as printed."""
    sentences = {row["words"]: row["sentence"] for row in crisis.events(publisher="Lake Times")}
    assert sentences == {
        "demanded": "Kampala demanded that the road be opened.",
        "shelled": "Ugandan troops shelled a post near Busia on 2 May 2031.",
    }


def test_spans_of_flat_facts_are_those_of_the_text(crisis: OpenRecord) -> None:
    """The words of every fact stand in its report from start to end."""
    texts = {row["report_id"]: row["text"] for row in crisis.reports()}
    for kind in ("events", "positions", "figures", "times", "places", "actors", "statements"):
        rows = list(crisis.select(kind).to_pylist())
        assert rows
        for row in rows:
            assert texts[row["report_id"]][row["start"] : row["end"]] == row["words"]


def test_ids_of_times_are_those_of_facts(crisis: OpenRecord) -> None:
    """A time expression has the id that its report, kind and span give."""
    from onrecord.model.ids import fact_id
    from onrecord.model.span import Span

    for row in crisis.times():
        assert row["id"] == fact_id(row["report_id"], "time", Span(row["start"], row["end"]))
