"""The examples of docs/python.md run as they stand there."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.record import selection

PAGE = Path(__file__).resolve().parents[1] / "docs" / "python.md"
NEEDS = {".df()": "pandas", ".pl()": "polars"}


def examples() -> list[str]:
    """Return the blocks of Python on the page."""
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All run in their order, in one session and an empty folder; those that lack a package are passed over."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(onrecord, "open_record", selection.open_record, raising=False)
    names: dict[str, Any] = {"__name__": "__main__"}
    out = StringIO()
    for number, block in enumerate(examples()):
        if any(mark in block and find_spec(package) is None for mark, package in NEEDS.items()):
            continue
        with redirect_stdout(out):
            exec(compile(block, f"example {number} of docs/python.md", "exec"), names)
    told = out.getvalue()
    assert "rejected: missing.txt E-INPUT-MISSING" in told
    assert "seen 3 = stored 3 + duplicate 0 + rejected 0" in told
    assert "Karim Fahmy" in told


def test_links_lead_somewhere() -> None:
    """Pages that the page names are there, or are those that come with it."""
    named = re.findall(r"\]\(([\w.-]+)\)", PAGE.read_text(encoding="utf-8"))
    assert {name for name in named if not (PAGE.parent / name).exists()} <= {"query.md"}
