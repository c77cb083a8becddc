"""A custom codebook on its way from the command line to the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import cli
from onrecord.codebook.custom import load_codebook
from onrecord.errors import CodebookError
from onrecord.model.dossier import Dossier, Event
from onrecord.model.json import dossier_from_json, dossier_to_json
from onrecord.run import read
from onrecord.run.pool import read_many
from onrecord.run.read import analyse_text, read_file, read_text
from onrecord.run.work import Job, do_job, job_from_line, job_to_line
from tests.builders import FakeReader, find_span

TEXT = "“We will keep the strait open,” Oduya said on Friday.\n"
TYPE = "name: STRAIT_KEEPING\ndefinition: A strait is kept open.\ncues: [keep, open]\n"
MISSED = "Cues of the codebook stand in 2 places where no event was found that they fit; they label nothing there."


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Write a codebook and return its folder."""
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "straits.yaml").write_text(TYPE, encoding="utf-8")
    return folder


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Write a report and return its path."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_reading_says_what_the_codebook_missed(book: Path) -> None:
    """Cues where no event was found are counted in a warning, and only with a codebook."""
    reader = FakeReader()
    assert MISSED in analyse_text(TEXT, reader=reader, codebook=load_codebook(book)).dossier.warnings
    assert MISSED not in analyse_text(TEXT, reader=reader).dossier.warnings


def test_events_get_codes_first_and_then_labels(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event has the codes that follow from its type, and the entry's own score where it has one."""
    (book / "straits.yaml").write_text(TYPE + "score: -1\n", encoding="utf-8")
    event = Event(id="e", trigger_span=find_span(TEXT, "keep"), type="AID", modality="planned")
    monkeypatch.setattr(read, "build_events", lambda *_: (event,))
    (plain,) = analyse_text(TEXT, reader=FakeReader()).dossier.events
    assert (plain.plover, plain.quad, plain.intensity, plain.custom_type) == ("AGREE", 2, 10, None)
    dossier = analyse_text(TEXT, reader=FakeReader(), codebook=load_codebook(book)).dossier
    (labelled,) = dossier.events
    assert (labelled.plover, labelled.quad, labelled.intensity, labelled.custom_type) == (
        "AGREE",
        2,
        -1,
        "STRAIT_KEEPING",
    )
    assert dossier_from_json(dossier_to_json(dossier)) == dossier


def test_every_way_of_reading_takes_a_codebook(book: Path, report: Path, fake_reader: FakeReader) -> None:
    """``read_text``, ``read_file`` and ``read_many`` take the folder."""
    assert MISSED in read_text(TEXT, codebook=book).warnings
    assert MISSED in read_file(report, codebook=str(book)).warnings
    (dossier,) = read_many([report], codebook=book, jobs=1)
    assert isinstance(dossier, Dossier)
    assert MISSED in dossier.warnings


def test_job_takes_its_codebook_along(book: Path, report: Path) -> None:
    """A job sent to another process keeps the codebook, and uses it there."""
    job = Job(origin=str(report), codebook=str(book))
    assert job_from_line(job_to_line(job)) == job
    outcome = do_job(job, reader=FakeReader())
    assert outcome.dossier is not None
    assert MISSED in outcome.dossier.warnings


def test_command_reads_with_a_codebook(
    book: Path, report: Path, fake_reader: FakeReader, capsys: pytest.CaptureFixture[str]
) -> None:
    """``onrecord read --codebook`` warns on standard error."""
    assert cli.main(["read", str(report), "--codebook", str(book)]) == 0
    assert f"warning: {MISSED}" in capsys.readouterr().err


def test_broken_codebook_ends_the_command_before_it_reads(
    book: Path, report: Path, tmp_path: Path, fake_reader: FakeReader, capsys: pytest.CaptureFixture[str]
) -> None:
    """File and line are named, nothing is read and no folder is made."""
    (book / "straits.yaml").write_text(TYPE.replace("cues", "cue"), encoding="utf-8")
    output = tmp_path / "dossiers"
    assert cli.main(["read", str(report), "--codebook", str(book), "--output", str(output)]) == 1
    assert "onrecord: E-CODEBOOK: straits.yaml, line 3: 'cue' is no key" in capsys.readouterr().err
    assert fake_reader.n_read == 0
    assert not output.exists()


def test_broken_codebook_ends_a_run_of_many(book: Path, report: Path) -> None:
    """No report is blamed for the codebook."""
    (book / "straits.yaml").write_text("[", encoding="utf-8")
    with pytest.raises(CodebookError):
        list(read_many([report], codebook=book, jobs=1))
