"""What the tests of this room share."""

from __future__ import annotations

import pytest

from onrecord.run import read
from tests.builders import FakeReader


@pytest.fixture
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    """Put a stand-in in the place of the shipped network."""
    reader = FakeReader()
    monkeypatch.setattr(read, "_shipped_reader", lambda: reader)
    return reader
