"""The command ``onrecord score``: arguments and tables."""

from __future__ import annotations

import json
import math
from importlib import import_module
from pathlib import Path

import pytest

from onrecord import cli
from onrecord.errors import UsageError
from onrecord.score.bootstrap import Figure
from onrecord.score.cli_score import TASKS, WITHOUT_NETWORK, run_score
from onrecord.score.options import Options
from onrecord.score.table import Table, as_json, as_markdown, as_text, take

FIGURES = [Figure("UAS", 0.9123, 0.9, 0.92, 7), Figure("none", math.nan, math.nan, math.nan, 0)]
TABLE = Table("t", FIGURES, 2, ["a note"])


def test_tables_in_three_forms() -> None:
    """Text and Markdown give per cent with one digit and a dash for nothing; JSON gives shares and null."""
    assert "  UAS    91.2  [90.0, 92.0]    n 7\n  none      –" in as_text([TABLE])
    assert "| UAS | 91.2 | 90.0 – 92.0 | 7 |" in as_markdown(TABLE)
    figures = json.loads(as_json([TABLE]))["tables"][0]["figures"]
    assert (figures[0]["value"], figures[1]["value"]) == (0.9123, None)


def test_unknown_tasks_and_files_are_refused(tmp_path: Path) -> None:
    """A wrong task or a missing file is a wrong use, told with what to do."""
    with pytest.raises(UsageError, match="choose from attribution"):
        run_score("poetry", [tmp_path], options=Options())
    with pytest.raises(UsageError, match="Check the path"):
        run_score("syntax", [tmp_path / "none.conllu"], options=Options())


def test_progress_is_told_and_the_limit_kept() -> None:
    """Each document is announced; no more are read than the limit."""
    told: list[tuple[int, int]] = []
    options = Options(limit=2, progress=lambda _, done, total: told.append((done, total)))
    assert list(take("abc", "x", options)) == ["a", "b"]
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_the_command_takes_every_task_and_each_can_be_loaded() -> None:
    """The names on the command line are those that are scored; each leads to a function."""
    assert set(cli.TASKS) == TASKS.keys()
    assert TASKS.keys() >= WITHOUT_NETWORK
    for module, name in TASKS.values():
        assert callable(getattr(import_module(module), name)), name
