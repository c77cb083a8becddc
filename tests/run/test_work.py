"""Jobs and outcomes, and the lines they travel as."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import FatalError, UsageError, WeightsError
from onrecord.model.arrow import batch_from_bytes
from onrecord.model.page import Page
from onrecord.model.reading import Reading
from onrecord.run.given import Given
from onrecord.run.work import Job, do_job, job_from_line, job_to_line, outcome_from_line, outcome_to_line, serve_jobs
from tests.builders import FakeReader

TEXT = "“We will keep the strait open,” Oduya said on Friday.\n"


@pytest.fixture
def report(tmp_path: Path) -> str:
    """Write a report and return its path."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


class Broken(FakeReader):
    """A reader that fails."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def read(self, page: Page) -> Reading:
        """Fail."""
        raise self.error


def test_job_ends_in_a_dossier(report: str) -> None:
    """A report that can be read ends in a dossier and no Reject."""
    outcome = do_job(Job(origin=report, given=Given(publisher="Norfax")), reader=FakeReader())
    assert outcome.reject is None
    assert outcome.dossier is not None
    assert outcome.dossier.report.publisher == "Norfax"


def test_job_ends_in_a_reject(tmp_path: Path) -> None:
    """A report that cannot be read ends in a Reject with origin, code and reason."""
    origin = str(tmp_path / "none.txt")
    outcome = do_job(Job(origin=origin), reader=FakeReader())
    assert outcome.dossier is None
    assert outcome.reject is not None
    assert (outcome.reject.origin, outcome.reject.code) == (origin, "E-INPUT-MISSING")


def test_unforeseen_failure_costs_one_report(report: str) -> None:
    """A failure nobody foresaw becomes a Reject that names the place but none of the text."""
    outcome = do_job(Job(origin=report), reader=Broken(KeyError("We will keep")))
    assert outcome.reject is not None
    assert outcome.reject.code == "E-READING"
    assert "KeyError" in outcome.reject.reason
    assert "strait" not in outcome.reject.reason and "keep" not in outcome.reject.reason


def test_fatal_error_is_not_swallowed(report: str) -> None:
    """Missing weights stop the run: no other report would fare better."""
    with pytest.raises(WeightsError):
        do_job(Job(origin=report), reader=Broken(WeightsError("gone")))


def test_job_travels_as_a_line() -> None:
    """A job comes back from its line, odd file names and dates included."""
    job = Job(origin="a\udcffb\n.txt", given=Given(published=date(2031, 5, 2)), formats=("html",), width=60)
    line = job_to_line(job)
    back = job_from_line(line)
    assert "\n" not in line
    assert (back.origin, back.formats, back.width) == (job.origin, job.formats, job.width)
    assert back.given.published == "2031-05-02"


@pytest.mark.parametrize("exists", [True, False])
def test_outcome_travels_as_a_line(report: str, exists: bool) -> None:
    """An outcome comes back from its line the same, be it a dossier or a Reject."""
    outcome = do_job(Job(origin=report if exists else report + "x"), reader=FakeReader())
    assert outcome_from_line(outcome_to_line(outcome)) == outcome


def test_fatal_error_travels_as_a_line(report: str) -> None:
    """A fatal error in a process is raised again, of the same kind, where the outcome is read."""

    def fail(job: Job) -> None:
        raise WeightsError("gone")

    answers = io.StringIO()
    serve_jobs(io.StringIO(job_to_line(Job(origin=report)) + "\n"), answers, fail)  # type: ignore[arg-type]
    with pytest.raises(WeightsError, match="gone"):
        outcome_from_line(answers.getvalue())
    with pytest.raises(FatalError):
        outcome_from_line(json.dumps({"fatal": "x", "code": "E-OTHER"}))
    with pytest.raises(UsageError):
        outcome_from_line(json.dumps({"fatal": "x", "code": "E-USAGE"}))


@pytest.mark.parametrize("color", [False, True])
def test_colour_reaches_the_text(report: str, color: bool) -> None:
    """Text is written in bold and dim type only where the job says so, also in another process."""
    job = job_from_line(job_to_line(Job(origin=report, formats=("text",), color=color)))
    assert ("\x1b[1m" in do_job(job, reader=FakeReader()).rendered["text"]) is color


def test_a_job_that_carries_its_text_gives_a_row(fake_reader: FakeReader) -> None:
    """A text that is known already is not looked for under its origin, and its row survives the line it travels in."""
    text = "“We will keep the strait open,” Oduya said on Friday."
    given = Given(published="2031-05-02", published_source="metadata")
    job = job_from_line(job_to_line(Job(origin="nowhere.txt", text=text, given=given, as_row=True)))
    outcome = outcome_from_line(outcome_to_line(do_job(job)))
    assert outcome.dossier is None and outcome.row is not None
    (row,) = batch_from_bytes(outcome.row).to_pylist()
    assert (row["text"], row["origin"], row["published_source"]) == (text, "nowhere.txt", "metadata")
    assert len(row["statements"]) == 1
