"""Many reports, in one process and in several."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.model.dossier import Dossier
from onrecord.model.report import Reject
from onrecord.run import pool
from onrecord.run.pool import choose_jobs, read_many, run_jobs
from onrecord.run.work import Job
from onrecord.settings import SETTINGS
from tests.builders import FakeReader

COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("fake_worker.py")))


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Write some reports and return their paths; the third is missing."""
    paths = [tmp_path / f"report-{n}.txt" for n in range(6)]
    for number, path in enumerate(paths):
        if number != 2:
            path.write_text(f"“That makes {number},” Oduya said on Friday.\n", encoding="utf-8")
    return paths


def _numbers(found: Iterator[Dossier | Reject]) -> list[str]:
    return [item.code if isinstance(item, Reject) else item.report.text[12] for item in found]


def test_one_process_keeps_the_order(fake_reader: FakeReader, reports: list[Path]) -> None:
    """Each path has its dossier or its Reject, in the order of the paths."""
    assert _numbers(read_many(reports, jobs=1)) == ["0", "1", "E-INPUT-MISSING", "3", "4", "5"]


def test_several_processes_keep_the_order(monkeypatch: pytest.MonkeyPatch, reports: list[Path]) -> None:
    """With several processes the order is the same."""
    monkeypatch.setattr(pool, "run_jobs", lambda jobs, n: run_jobs(jobs, n, command=COMMAND))
    assert _numbers(read_many(reports, jobs=2)) == ["0", "1", "E-INPUT-MISSING", "3", "4", "5"]


def test_dead_process_costs_one_report(reports: list[Path]) -> None:
    """A process that dies over a report costs that report alone."""
    jobs = [Job(origin=str(path)) for path in (reports[0], "deadly.txt", reports[1])]
    outcomes = list(run_jobs(jobs, 2, command=COMMAND))
    assert [o.reject.code if o.reject else "read" for o in outcomes] == ["read", "E-WORKER-LOST", "read"]


def test_stopping_early_ends_the_processes(reports: list[Path]) -> None:
    """Whoever stops listening ends the work, even where the inputs have no end."""
    endless = (Job(origin=str(reports[0])) for _ in itertools.count())
    outcomes = run_jobs(endless, 2, command=COMMAND)
    assert next(outcomes).dossier is not None
    outcomes.close()


def test_failing_source_of_jobs_is_passed_on(reports: list[Path]) -> None:
    """An error of the iterator that names the inputs reaches the caller."""

    def jobs() -> Iterator[Job]:
        yield Job(origin=str(reports[0]))
        raise LookupError("no more names")

    with pytest.raises(LookupError):
        list(run_jobs(jobs(), 2, command=COMMAND))


def test_progress_is_told(fake_reader: FakeReader, reports: list[Path]) -> None:
    """The caller is told after each report how many are done."""
    told: list[tuple[int, int | None]] = []
    list(read_many(reports[:2], jobs=1, progress=lambda done, total: told.append((done, total))))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("jobs", [0, -1, SETTINGS.max_jobs + 1])
def test_absurd_number_of_processes(jobs: int) -> None:
    """No process, or thousands, are refused as wrong use."""
    with pytest.raises(UsageError):
        choose_jobs(jobs, [])


def test_few_reports_need_one_process() -> None:
    """One report is read in this process, whatever the machine has."""
    assert choose_jobs(None, ["a.txt"]) == 1
    assert choose_jobs(3, ["a.txt"]) == 3
    assert 1 <= choose_jobs(None, iter(())) <= SETTINGS.max_default_jobs
