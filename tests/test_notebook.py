"""The notebook runs, and what it shows is small."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

import onrecord
from onrecord.record import selection
from tests.notebook import NOTEBOOK, lacking, load_cells, run_cells, source_of


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without a screen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    source = str(Path(onrecord.__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setattr(onrecord, "open_record", selection.open_record, raising=False)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_cell_runs() -> None:
    """Each cell of code does what it says, in its order; those that lack a package are passed over."""
    printed = {source_of(cell): text for cell, text in run_cells(load_cells())}
    code = [source_of(cell) for cell in load_cells() if cell["cell_type"] == "code"]
    assert set(code) - set(printed) == {source for source in code if lacking(source)}
    assert "stored 3" in printed[code[0]]
    assert "Karim Fahmy" in printed[code[1]]


def test_what_it_shows_is_small() -> None:
    """The file stays below 100 kB, and its one picture below 40."""
    assert NOTEBOOK.stat().st_size < 100_000
    pictures = [o["data"]["image/png"] for c in load_cells() for o in c.get("outputs", []) if "data" in o]
    assert len(pictures) <= 1
    assert all(len(base64.b64decode(picture)) < 40_000 for picture in pictures)
