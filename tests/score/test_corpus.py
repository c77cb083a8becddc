"""The command over annotated reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import FatalError
from onrecord.score.corpus import main

REPORT = """id: r-1
published: 2031-05-06
publisher: Coastal Wire
title: Ships <sail>
crisis: strait-2031
style: wire
layers: all
licence: CC BY 4.0
note: written for the project
---
{n1:Freedonia} {e1:sent} {f1:30 {o1:warships}} on {t1:Tuesday}.
---
n1: Freedonia; state; GOV
e1: MOBILIZE; by=Freedonia; when=t1
f1: 30; equipment
t1: 2031-05-06
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of one right report."""
    path = tmp_path / "r-1.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_check_tells_right_from_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A right file is counted, a wrong one listed by file and line, and the exit status tells."""
    assert main(["check", str(path)]) == 0
    assert "right; 6 words, 1 actors, 1 events, 1 figures, 1 times" in capsys.readouterr().out
    path.write_text(REPORT.replace("MOBILIZE", "MOBILISE"), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert f"{path}, line 14: 'MOBILISE' is no type" in capsys.readouterr().out


def test_check_goes_on_after_a_file_that_cannot_be_read(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file does not keep the others from being checked."""
    assert main(["check", str(path.with_name("none.txt")), str(path)]) == 1
    assert "r-1.txt: right" in capsys.readouterr().out


def test_a_file_whose_name_is_not_its_id_is_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The id is the name of the file."""
    other = path.rename(path.with_name("r-2.txt"))
    assert main(["check", str(other)]) == 1
    assert "id: r-1, but the file is called r-2.txt" in capsys.readouterr().out


def test_compile_writes_one_dossier_a_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The dossier comes as JSON, with spans."""
    assert main(["compile", str(path)]) == 0
    dossier = json.loads(capsys.readouterr().out)
    assert dossier["events"][0]["trigger_span"] == [10, 14]


def test_a_broken_file_gives_no_dossier(path: Path) -> None:
    """Compiling stops with the complaint, and nothing is written."""
    path.write_text(REPORT.replace("30; equipment", "30"), encoding="utf-8")
    with pytest.raises(FatalError, match="line 15: f1 needs a value and a unit"):
        main(["compile", str(path)])


def test_the_page_shows_text_and_tables_and_escapes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words are lit and listed; what looks like markup is text."""
    assert main(["html", str(path)]) == 0
    page = capsys.readouterr().out
    assert '<span class="event" title="e1">sent</span><sup>e1</sup>' in page
    assert "<h2>Figures (1)</h2>" in page
    assert "Ships &lt;sail&gt;" in page


def test_count_adds_up_types_and_modalities(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Over two files each kind is counted."""
    assert main(["count", str(path), str(path)]) == 0
    out = capsys.readouterr().out
    assert "event types: 2 (MOBILIZE 2)" in out
    assert "modalities: 2 (happened 2)" in out
