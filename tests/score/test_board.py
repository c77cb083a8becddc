"""The scoreboard's own account of how its figures are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli import build_parser
from onrecord.score.board import MARKS, RUNS, Run
from onrecord.score.layer_scores import EVENT_METRICS, POSITION_METRICS
from onrecord.score.petrarch import PETRARCH_METRICS
from onrecord.score.tasks_events import PLV_METRICS
from onrecord.score.tasks_modality import FACTUALITY_METRICS, TRIGGER_METRICS
from onrecord.score.tasks_parties import ACTOR_METRICS, PARTY_METRICS


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_every_command_of_the_board_can_be_typed(run: Run) -> None:
    """The command line printed beside a figure is one that the program takes, with the options that gave the figure."""
    options = build_parser().parse_args(run.command().split()[1:])
    assert (options.task, options.level, options.strip_quotes) == (run.task, run.level, run.strip_quotes)
    assert options.count_inside is not run.inside_is_open


def test_the_page_has_a_block_for_every_run() -> None:
    """Each run can be written to the page; each mark names a run that there is."""
    page = (Path(__file__).parents[2] / "docs" / "scoreboard.md").read_text(encoding="utf-8")
    assert [run.name for run in RUNS if f"<!-- board: {run.name} -->" not in page] == []
    names = {run.name for run in RUNS}
    assert [mark.what for mark in MARKS if mark.run not in names] == []


def test_marks_of_acts_name_figures_that_there_are() -> None:
    """A mark whose figure no table has would stand empty for ever."""
    metrics = {
        "events-written": EVENT_METRICS,
        "events-real": EVENT_METRICS,
        "events-plv": PLV_METRICS,
        "modality-written": TRIGGER_METRICS,
        "modality-real": TRIGGER_METRICS,
        "factuality": FACTUALITY_METRICS,
        "positions-written": POSITION_METRICS,
        "positions-real": POSITION_METRICS,
        "actors-written": ACTOR_METRICS,
        "actors-real": ACTOR_METRICS,
        "actors-cameo": PARTY_METRICS,
        "petrarch": PETRARCH_METRICS,
    }
    checked = [mark for mark in MARKS if mark.run in metrics]
    assert {mark.run for mark in checked} == metrics.keys()
    assert [mark.what for mark in checked if mark.figure not in metrics[mark.run]] == []
