"""``onrecord score``: run one task and write its tables."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.score.options import Options

if TYPE_CHECKING:
    from onrecord.nn.reader import Reader
    from onrecord.score.table import Table

#: Task name to the module and function that scores it.
TASKS: dict[str, tuple[str, str]] = {
    "attribution": ("onrecord.score.tasks", "score_attribution"),
    "syntax": ("onrecord.score.tasks", "score_syntax"),
    "segmentation": ("onrecord.score.tasks", "score_segmentation"),
    "entities": ("onrecord.score.tasks", "score_entities"),
    "coreference": ("onrecord.score.tasks_actors", "score_coreference"),
    "speakers": ("onrecord.score.tasks_actors", "score_speakers"),
    "events": ("onrecord.score.tasks_events", "score_events"),
    "modality": ("onrecord.score.tasks_modality", "score_modality"),
    "positions": ("onrecord.score.tasks_events", "score_positions"),
    "actors": ("onrecord.score.tasks_parties", "score_actors"),
    "petrarch": ("onrecord.score.tasks_petrarch", "score_petrarch"),
    "dossier": ("onrecord.score.tasks_dossier", "score_dossier"),
    "agreement": ("onrecord.score.tasks_dossier", "score_agreement"),
    "figures": ("onrecord.score.figures", "score_figures"),
    "times": ("onrecord.score.times", "score_times"),
    "places": ("onrecord.score.tasks_places", "score_places"),
    "stories": ("onrecord.score.tasks_merging", "score_stories"),
    "event-coreference": ("onrecord.score.tasks_merging", "score_event_coreference"),
}
#: Tasks for which the network is not loaded.
WITHOUT_NETWORK: frozenset[str] = frozenset({"places", "times", "agreement"})


def run_score(task: str, paths: Sequence[Path], *, options: Options, reader: Reader | None = None) -> str:
    """Score one task and return its tables, as text or JSON.

    Args:
        task: One of ``TASKS``.
        paths: Gold files; folders too where the task takes annotated reports (``dossier``, ``agreement``, ``events``,
            ``modality``, ``positions``, ``actors``).
        options: How the score is taken.
        reader: The network to score; None for the shipped one.

    Raises:
        UsageError: There is no such task or file.
        GoldError: A file cannot be read.
        WeightsError: The weights are missing or damaged.
    """
    from onrecord.score.table import as_json, as_text

    tables = score_tables(task, paths, options=options, reader=reader)
    return as_json(tables) if options.format == "json" else as_text(tables)


def score_tables(task: str, paths: Sequence[Path], *, options: Options, reader: Reader | None = None) -> list[Table]:
    """Score one task and return its tables; as ``run_score``."""
    if task not in TASKS:
        raise UsageError(f"There is no task '{task}'; choose from {', '.join(TASKS)}.")
    missing = [str(path) for path in paths if not path.exists()]
    if missing or not paths:
        raise UsageError(f"No such gold file: {', '.join(missing) or '(none given)'}. Check the path.")
    if reader is None and task not in WITHOUT_NETWORK:
        from onrecord.nn.reader import load_reader

        reader = load_reader()
    module, name = TASKS[task]
    tables: list[Table] = getattr(import_module(module), name)(paths, reader, options)
    return tables


def draw_progress(label: str, done: int, total: int) -> None:
    """Draw a bar on stderr, where that is a terminal; wiped when the work is done."""
    if not sys.stderr.isatty():
        return
    filled = 30 * done // max(1, total)
    sys.stderr.write(f"\r{label[:28]:<28} {'█' * filled}{'·' * (30 - filled)} {done}/{total}")
    if done >= total:
        sys.stderr.write("\r" + " " * 78 + "\r")
    sys.stderr.flush()
