"""``onrecord score``: run one task and write its tables."""

from __future__ import annotations

import argparse
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
    "dossier": ("onrecord.score.tasks_actors", "score_dossier"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``onrecord score`` to a parser."""
    parser.add_argument("task", choices=list(TASKS), metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="gold files (for dossier also folders)")
    parser.add_argument(
        "--level",
        choices=["statements", "frames"],
        default="statements",
        help="attribution: score the finished statements, or the frames of the network",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="read at most N documents of each file")
    parser.add_argument("--strip-quotes", action="store_true", help="attribution: once more without quotation marks")
    parser.add_argument(
        "--count-inside",
        action="store_true",
        help="attribution: count as false what is found inside a gold content and matches nothing",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--weights", type=Path, metavar="DIR", help="score other weights than the shipped ones")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def score_command(chosen: argparse.Namespace) -> str:
    """Run ``onrecord score`` with parsed arguments and return its output."""
    options = Options(
        level=chosen.level,
        limit=chosen.limit,
        strip_quotes=chosen.strip_quotes,
        inside_is_open=not chosen.count_inside,
        format=chosen.format,
        progress=None if chosen.quiet else draw_progress,
    )
    reader = None
    if chosen.weights:
        from onrecord.nn.reader import Reader
        from onrecord.nn.session import Network

        reader = Reader(Network(chosen.weights))
    return run_score(chosen.task, chosen.gold, options=options, reader=reader)


def run_score(task: str, paths: Sequence[Path], *, options: Options, reader: Reader | None = None) -> str:
    """Score one task and return its tables, as text or JSON.

    Args:
        task: One of ``TASKS``.
        paths: Gold files (folders too for ``dossier``).
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
    if reader is None:
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
