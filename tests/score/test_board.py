"""The scoreboard's own account of how its figures are made."""

from __future__ import annotations

import pytest

from onrecord.cli import build_parser
from onrecord.score.board import RUNS, Run


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_every_command_of_the_board_can_be_typed(run: Run) -> None:
    """The command line printed beside a figure is one that the program takes, with the options that gave the figure."""
    options = build_parser().parse_args(run.command().split()[1:])
    assert (options.task, options.level, options.strip_quotes) == (run.task, run.level, run.strip_quotes)
    assert options.count_inside is not run.inside_is_open
