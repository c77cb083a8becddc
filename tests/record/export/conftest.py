"""A record that is made once for all tests of exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model.dossier import Dossier
from onrecord.record.table import Record
from tests.builders import build_report
from tests.record.export.made import EMPTY, ferries, store, talks


@pytest.fixture(scope="session")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record of three reports."""
    folder: Path = tmp_path_factory.mktemp("exports") / "crisis"
    return store(folder, ferries(), talks(), Dossier(report=build_report(EMPTY)))


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record without reports."""
    return store(tmp_path_factory.mktemp("exports") / "nothing")
