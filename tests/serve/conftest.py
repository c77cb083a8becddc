"""The small record, served; made once for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI

from onrecord.record.selection import OpenRecord
from onrecord.serve.app import create_app
from tests.builders import FakeReader
from tests.record.crisis import make_crisis
from tests.serve.client import Client


@pytest.fixture(scope="session")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """Return a record of four reports; nothing may be written to it but what is derived."""
    return make_crisis(tmp_path_factory.mktemp("it's a record") / "crisis (1)")


@pytest.fixture(scope="session")
def app(crisis: OpenRecord) -> FastAPI:
    """Return the application over it, with a stand-in for the network."""
    return create_app(crisis, reader=FakeReader())


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Client:
    """Return what asks it."""
    return Client(app)


@pytest.fixture
def record_folder(tmp_path: Path) -> Path:
    """Return the folder of a record that a test may write to."""
    return make_crisis(tmp_path / "record").folder
