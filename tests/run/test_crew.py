"""Processes that read reports, and what becomes of those that kill or hang them."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import NoWorkerError
from onrecord.run.crew import Crew, time_ceiling
from onrecord.run.work import Job

COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("fake_ingest_worker.py")))


@pytest.fixture
def crew() -> Iterator[Crew[int]]:
    """Make a crew of two; reports that hang have two seconds, the others all the time they need."""
    crew: Crew[int] = Crew(2, COMMAND, ceiling=lambda job: 2.0 if "HANGING" in (job.text or "") else 100.0)
    yield crew
    crew.close()


def _codes(crew: Crew[int], *texts: str) -> dict[int, str]:
    tasks = [(number, Job(origin=f"{number}", text=text)) for number, text in enumerate(texts)]
    outcomes = [outcome for outcome in crew.run(tasks) if outcome]
    return {number: o.reject.code if o.reject else "read" for number, o in outcomes}


def test_what_kills_or_hangs_its_process_costs_itself_alone(crew: Crew[int]) -> None:
    """Every report has its outcome; those that kill or hang are tried again and rejected with their codes."""
    talk = "“We are ready,” Oduya said on Friday."
    codes = _codes(crew, talk, "A DEADLY report.", talk, "A HANGING report.", talk, "")
    assert codes == {
        0: "read",
        1: "E-WORKER-LOST",
        2: "read",
        3: "E-WORKER-STUCK",
        4: "read",
        5: "E-TEXT-EMPTY",
    }


def test_a_report_that_lost_its_process_by_chance_is_read(crew: Crew[int], tmp_path: Path) -> None:
    """The second try, alone, is as good as the first."""
    job = Job(origin=str(tmp_path / "a.txt"), text="A FRAIL report came from the port.")
    outcomes = [outcome for outcome in crew.run([(1, job)]) if outcome]
    assert outcomes[0][1].dossier is not None


def test_a_report_that_wants_too_much_memory_is_rejected() -> None:
    """A process may have only so much; beyond it the report is rejected and the process goes on."""
    crew: Crew[int] = Crew(1, (*COMMAND, str(2 * 1024**3)))
    try:
        assert _codes(crew, "A HUGE report came.", "”") == {0: "E-MEMORY", 1: "E-TEXT-EMPTY"}
    finally:
        crew.close()


def test_processes_that_never_work_end_the_ingest() -> None:
    """Where every process dies before it has read anything, it is not the reports that are at fault."""
    crew: Crew[int] = Crew(2, (sys.executable, "-c", "raise SystemExit(3)"))
    try:
        with pytest.raises(NoWorkerError, match="doctor"):
            _codes(crew, "One.", "Two.", "Three.", "Four.")
    finally:
        crew.close()


def test_closing_ends_work_that_has_no_end() -> None:
    """Closing does not wait for reports that hang, nor for inputs without end."""
    crew: Crew[int] = Crew(2, COMMAND)
    outcomes = crew.run((n, Job(origin="x", text="A HANGING report.")) for n in itertools.count())
    assert next(outcomes) is None
    begun = time.monotonic()
    outcomes.close()
    crew.close()
    assert time.monotonic() - begun < 20


def test_a_long_report_has_longer() -> None:
    """The ceiling on time grows with the text."""
    assert time_ceiling(Job(origin="x", text="x" * 100_000)) > time_ceiling(Job(origin="x", text="x")) + 60


def test_a_process_ends_with_the_one_that_started_it() -> None:
    """A process in the middle of a report that hangs does not outlive a parent that was killed."""
    code = (
        "import os, subprocess, sys, time; os.environ['ONRECORD_PARENT'] = str(os.getpid());"
        f"p = subprocess.Popen({list(COMMAND)!r}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True);"
        "p.stdin.write(sys.argv[1]); p.stdin.flush(); print(p.pid, flush=True); time.sleep(600)"
    )
    from onrecord.run.work import job_to_line

    line = job_to_line(Job(origin="x", text="A HANGING report.")) + "\n"
    with subprocess.Popen([sys.executable, "-c", code, line], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(1.0)
        parent.kill()
        parent.wait()
    for _ in range(200):
        if not _is_alive(worker):
            break
        time.sleep(0.1)
    assert not _is_alive(worker)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
