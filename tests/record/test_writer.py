"""Adding to a record: each report once, whoever else writes."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.errors import DamagedRecordError, OutputError
from onrecord.model.report import Reject
from onrecord.record import commits
from onrecord.record.table import Record, create_record
from onrecord.record.writer import ReportWriter, drop_rejects, rejected_origins, save_rejects
from tests.record.build import NOW, build_table


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make an empty record."""
    return create_record(tmp_path / "record")


def _texts(record: Record) -> list[str]:
    return sorted(row["text"] for row in record.rows(["text"]))


def test_a_report_twice_in_one_batch_is_stored_once(record: Record) -> None:
    """Of two rows with one id the first is stored."""
    assert ReportWriter(record).add(build_table("One.", "Two.", "One.")) == 2
    assert _texts(record) == ["One.", "Two."]


def test_what_another_writer_stored_meanwhile_is_not_stored_again(record: Record) -> None:
    """A commit on a version that is no longer the newest is thought out anew."""
    early = ReportWriter(record)
    ReportWriter(record).add(build_table("One.", "Two."))
    assert early.add(build_table("Two.", "Three.")) == 1
    assert _texts(record) == ["One.", "Three.", "Two."]


def test_many_writers_at_once(record: Record) -> None:
    """Six writers that add overlapping reports all complete, and every report is there once."""

    def write(number: int) -> int:
        writer = ReportWriter(record)
        return sum(writer.add(build_table(*(f"Report {n}." for n in range(k, k + 4)))) for k in range(number, 9))

    with ThreadPoolExecutor(6) as threads:
        stored = sum(threads.map(write, range(6)))
    assert stored == 12
    assert _texts(record) == sorted(f"Report {n}." for n in range(12))


def test_an_error_after_the_commit_is_no_failure(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the commit is in the log, what went wrong afterwards does not count the reports as lost."""
    import deltalake

    write = deltalake.write_deltalake

    def write_and_fail(*words: object, **options: object) -> None:
        write(*words, **options)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(deltalake, "write_deltalake", write_and_fail)
    writer = ReportWriter(record)
    assert writer.add(build_table("One.")) == 1
    assert _texts(record) == ["One."]


def test_a_full_disk_is_said_so(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that has no room is not begun, and the message says what to do."""
    ReportWriter(record).add(build_table("One."))
    monkeypatch.setattr(commits, "disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(OutputError, match="Free some space"):
        ReportWriter(record).add(build_table("Two."))
    assert _texts(record) == ["One."]


_WRITE_TOO_MUCH = """
import resource, signal, sys
sys.path[:0] = {path!r}
from pathlib import Path
from onrecord.errors import OutputError
from onrecord.record.table import Record
from onrecord.record.writer import ReportWriter
from tests.record.build import build_table
writer = ReportWriter(Record(Path({folder!r})))
table = build_table("One.")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
try:
    writer.add(table)
except OutputError as error:
    print(error)
"""


def test_a_disk_that_fills_up_in_the_middle(record: Record) -> None:
    """A commit cut short by the disk is an error with a next step; the record is as it was and can be written."""
    root = Path(__file__).resolve().parents[2]
    code = _WRITE_TOO_MUCH.format(path=[str(root), str(root / "src")], folder=str(record.folder))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Free some space" in done.stdout
    assert _texts(record) == []
    assert ReportWriter(record).add(build_table("One.")) == 1


def test_the_newest_reject_of_an_origin_and_code_counts(record: Record) -> None:
    """A reject that comes again replaces the one that was there; another code stands beside it."""
    save_rejects(
        record, [Reject(origin="a", code="E-X", reason="first"), Reject(origin="b", code="E-X", reason="b")], NOW
    )
    save_rejects(
        record, [Reject(origin="a", code="E-X", reason="second"), Reject(origin="a", code="E-Y", reason="y")], NOW
    )
    rows = [row for path in record.files("rejects") for row in pq.read_table(path).to_pylist()]
    assert sorted((r["origin"], r["code"], r["reason"]) for r in rows) == [
        ("a", "E-X", "second"),
        ("a", "E-Y", "y"),
        ("b", "E-X", "b"),
    ]


def test_rejects_of_what_was_stored_are_dropped(record: Record) -> None:
    """All rejects of an origin go, those of others stay; names with quotation marks are no trouble."""
    save_rejects(
        record, [Reject(origin="it's", code="E-X", reason="x"), Reject(origin="b", code="E-X", reason="b")], NOW
    )
    drop_rejects(record, {"it's", "unknown"})
    assert rejected_origins(record) == {"b"}


def test_rejects_of_many_writers_at_once(record: Record) -> None:
    """Writers of rejects do not undo one another."""

    def write(number: int) -> None:
        rejects = [Reject(origin=f"{n}", code="E-X", reason=f"{number}") for n in range(number, number + 3)]
        save_rejects(record, rejects, NOW)

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(write, range(5)))
    rows = [row["origin"] for path in record.files("rejects") for row in pq.read_table(path).to_pylist()]
    assert sorted(rows) == [str(n) for n in range(7)]


@pytest.mark.parametrize("name", ["reports", "rejects"])
def test_a_damaged_record_is_said_so(record: Record, name: str) -> None:
    """Where a file is gone or cannot be read nothing is written, and the message says what to do."""
    record.add(build_table("One."))
    save_rejects(record, [Reject(origin="a", code="E-X", reason="x")], NOW)
    record.files(name)[0].write_bytes(b"no Parquet at all")
    with pytest.raises(DamagedRecordError, match="onrecord verify"):
        record.add(build_table("Two.")) if name == "reports" else rejected_origins(record)
