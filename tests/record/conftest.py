"""The small record, made once for all tests that only read it."""

from __future__ import annotations

import pytest

from onrecord.record.selection import OpenRecord
from tests.record.crisis import make_crisis


@pytest.fixture(scope="session")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """Return a record of four reports; nothing may be written to it but what is derived."""
    return make_crisis(tmp_path_factory.mktemp("it's a record") / "crisis (1)")
