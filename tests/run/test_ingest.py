"""From sources to the record."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from onrecord.errors import OutputError
from onrecord.model.report import Reject
from onrecord.record.table import Record, create_record, open_record
from onrecord.record.verify import verify_record
from onrecord.record.writer import ReportWriter, rejected_origins
from onrecord.run import ingest as ingest_module
from onrecord.run.crew import Crew
from onrecord.run.found import Found, PlainFound
from onrecord.run.ingest import Ingest, IngestOptions, ingest
from onrecord.settings import SETTINGS
from tests.run.stand_ins import CrewHere, find, quick_dossier, sources
from tests.run.test_crew import COMMAND

ROOT = Path(__file__).resolve().parents[2]
HERE = IngestOptions(crew=CrewHere())
N_KILLS = 40


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make an empty record."""
    return create_record(tmp_path / "record")


def _start(*words: str | Path | int) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "tests" / "run" / "stand_ins.py"), *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_every_input_is_stored_or_duplicate_or_rejected(record: Record) -> None:
    """The account adds up, in the first run and in the next."""
    account = ingest(record, sources(0, 50), HERE)
    assert str(account) == "seen 50 = stored 45 + duplicate 0 + rejected 5"
    assert str(ingest(record, sources(0, 60), HERE)) == "seen 60 = stored 9 + duplicate 45 + rejected 6"
    assert record.n_reports() == 54
    assert len(rejected_origins(record)) == 6


def test_one_text_under_two_names_is_stored_once(record: Record) -> None:
    """The second is a duplicate, whether it comes while the first is read or after."""
    found = [find("One report came.", f"{n}.txt") for n in range(3)]
    account = ingest(record, found, IngestOptions(n_jobs=2, crew=Crew(2, COMMAND)))
    assert (account.stored, account.duplicate) == (1, 2)


def test_one_text_that_cannot_be_read_is_rejected_under_each_name(record: Record) -> None:
    """What is known not to be readable is not tried again in the same run, and every name has its reject."""
    found = [find("…", f"{n}.txt") for n in range(40)]
    account = ingest(record, found, IngestOptions(crew=Crew(1, COMMAND)))
    assert (account.stored, account.rejected) == (0, 40)
    assert len(rejected_origins(record)) == 40


def test_another_language_is_rejected(record: Record) -> None:
    """A report that is not in English is named and not stored, even where the source let it through."""
    told: list[Reject] = []
    german = "Die Verhandlungen sind nach zwei Tagen ohne Ergebnis zu Ende gegangen, sagte der Minister. " * 2
    account = ingest(record, [find(german, "b.txt")], IngestOptions(tell=told.append, crew=Crew(1, COMMAND)))
    assert (account.stored, [reject.code for reject in told]) == (0, ["E-LANGUAGE"])
    assert "Verhandlungen" not in told[0].reason


def test_what_is_read_at_last_is_no_reject_any_more(record: Record) -> None:
    """A reject is dropped when the same origin is stored, or found to be stored already."""
    rejects = [Reject(origin=f"{name}.txt", code="E-X", reason="x") for name in "abc"]
    ingest(record, rejects, HERE)
    ingest(record, [find("One report came.", "a.txt")], HERE)
    ingest(record, [find("One report came.", "b.txt")], HERE)
    assert rejected_origins(record) == {"c.txt"}


def test_halves_of_characters_are_stored(record: Record) -> None:
    """A lone surrogate, which no file can hold, becomes U+FFFD, and all spans stay where they are."""
    ingest(record, [find("One \ud800 report came.")], HERE)
    assert next(record.rows())["text"] == "One \ufffd report came."
    assert verify_record(record).faults == []


def test_what_the_source_knows_reaches_the_row(record: Record) -> None:
    """Day, publisher, address, title and origin stand in the row, with where the day was found."""
    from datetime import date
    from types import SimpleNamespace

    day = date(2031, 5, 2)
    found = PlainFound(
        origin="a.html",
        text="“We are ready,” Oduya said on Friday.",
        title="Talks",
        publisher="Norfax Herald",
        published=day,
        published_source="metadata",
        published_candidates=(SimpleNamespace(value=day, origin="json-ld"),),
        url="https://example.org/1",
        warnings=("The page gives several days.",),
    )
    ingest(record, [found], IngestOptions(crew=Crew(1, COMMAND)))
    row = next(record.rows())
    assert (row["title"], row["publisher"], row["url"]) == ("Talks", "Norfax Herald", "https://example.org/1")
    assert (row["published"], row["published_source"], row["origin"]) == (day, "metadata", "a.html")
    assert row["warnings"][0] == "The page gives several days."
    assert row["published_candidates"] == [{"value": day, "origin": "json-ld"}]


def test_a_full_disk_loses_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was stored before stays, the account says what was not finished, and the next run goes on."""
    monkeypatch.setattr(ingest_module, "SETTINGS", replace(SETTINGS, reports_per_commit=5))
    add, n_calls = ReportWriter.add, 0

    def fill_up(writer: ReportWriter, reports: object) -> int:
        nonlocal n_calls
        n_calls += 1
        if n_calls == 3:
            raise OutputError("The disk is full.")
        return add(writer, reports)  # type: ignore[arg-type]

    work = Ingest(record, HERE)
    with monkeypatch.context() as patch, pytest.raises(OutputError):
        patch.setattr(ReportWriter, "add", fill_up)
        work.run(sources(0, 50))
    assert work.account.stored == record.n_reports() > 0
    assert work.account.unfinished > 0
    assert str(ingest(record, sources(0, 50), HERE)).startswith("seen 50 = ")
    assert record.n_reports() == 45


def test_a_source_that_fails_loses_nothing(record: Record) -> None:
    """What was read before the source broke is stored."""

    def broken() -> Iterator[Found | Reject]:
        yield from sources(0, 3)
        raise LookupError("gone")

    with pytest.raises(LookupError):
        ingest(record, broken(), HERE)
    assert record.n_reports() == 3


def test_asking_to_stop_keeps_what_was_read(record: Record) -> None:
    """A run that is asked to stop stores what it has, and its account adds up."""

    def interrupted() -> Iterator[Found | Reject]:
        yield from sources(0, 20)
        options.stop.ask()
        yield from sources(20, 1000)

    options = IngestOptions(crew=CrewHere())
    account = ingest(record, interrupted(), options)
    assert account.stored == record.n_reports()
    assert account.n_taken == account.seen + account.unfinished < 30


def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    """Forty ingests killed in the middle, then one that goes to its end: every report is there once, and whole."""
    place = tmp_path / "record"
    killing = _start("kill", place, N_KILLS, 7)
    out, err = killing.communicate(timeout=300)
    assert killing.returncode == 0, err
    assert int(out) > N_KILLS // 2
    record = open_record(place)
    expected = {found.text for found in sources(0, 20 * (N_KILLS + 1)) if not isinstance(found, Reject)}
    rows = [row["text"] for row in record.rows(["text"])]
    assert (len(rows), set(rows)) == (len(expected), expected)
    assert verify_record(record).faults == []
    rejects = [row["origin"] for path in record.files("rejects") for row in pq.read_table(path).to_pylist()]
    assert len(rejects) == len(set(rejects)) == 2 * (N_KILLS + 1)


def test_two_ingests_at_once_and_eight_readers(tmp_path: Path) -> None:
    """Both ingests complete, nothing is doubled, and no reader meets an error or half a report."""
    record = create_record(tmp_path / "record")
    ingests = [_start("store", record.folder, 0, 120), _start("store", record.folder, 60, 180)]
    ended = threading.Event()
    failures: list[object] = []
    n_looks = [0] * 8

    def look(number: int) -> None:
        most = 0
        while not ended.is_set():
            try:
                files = [str(path) for path in record.files()]
                n_reports, n_texts, n_places = _count(files) if files else (most, most, 2 * most)
                n_looks[number] += 1
                if n_reports != n_texts or n_places != 2 * n_reports or n_reports < most:
                    failures.append((n_reports, n_texts, n_places, most))
                most = n_reports
                time.sleep(0.05)
            except Exception as error:
                failures.append(error)

    readers = [threading.Thread(target=look, args=(number,)) for number in range(8)]
    for reader in readers:
        reader.start()
    outputs = [process.communicate(timeout=120) for process in ingests]
    ended.set()
    for reader in readers:
        reader.join()
    assert [process.returncode for process in ingests] == [0, 0], outputs
    assert failures == []
    assert min(n_looks) > 0
    stored = [int(out.split(" = stored ")[1].split()[0]) for out, _ in outputs]
    assert sum(stored) == record.n_reports() == 162
    assert verify_record(record).faults == []


def _count(files: list[str]) -> tuple[int, int, int]:
    with duckdb.connect() as connection:
        asked = connection.execute(
            "SELECT count(*), count(DISTINCT text), sum(len(places)) FROM read_parquet($files)", {"files": files}
        ).fetchone()
    assert asked is not None
    return int(asked[0]), int(asked[1]), int(asked[2])


def test_the_stand_in_makes_sound_dossiers() -> None:
    """What the other tests store has two places each."""
    assert [p.span.of("One report came") for p in quick_dossier("One report came").places] == ["One", "came"]
