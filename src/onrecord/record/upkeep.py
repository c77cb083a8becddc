"""Keeping a record quick and small: many small files made few, and files that nothing needs any more taken away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onrecord.record.commits import output_errors
from onrecord.record.compaction import compact_table
from onrecord.record.table import TABLES
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from onrecord.record.table import Record


def compact(record: Record, *, at_least: int = SETTINGS.compact_files) -> bool:
    """Put the rows of small files into few large ones; tell whether anything was done.

    Readers go on with the files they have; writers that add meanwhile are not in the way. The old files stay until
    ``vacuum`` finds that their time is over.

    Args:
        record: The record.
        at_least: Small files a table must have before it is worth while.

    Raises:
        OutputError: The disk is full, or the record may not be written.
    """
    done = [compact_table(record.table(name), at_least) for name in TABLES]
    return any(done)


def vacuum(record: Record, *, hours: int = SETTINGS.vacuum_hours, now: datetime | None = None) -> int:
    """Delete files that no version needs: replaced by compaction, or left by a writer that died; return how many.

    Args:
        record: The record.
        hours: Age from which they go. Anything below a day may take a file from under a reader or a writer.
        now: The present moment; None for the clock's.

    Raises:
        OutputError: They may not be deleted.
    """
    n_deleted = _sweep(record, (now or datetime.now(UTC)) - timedelta(hours=hours))
    for name in TABLES:
        with output_errors(record.folder):
            table = record.table(name)
            # Asked first, for even an empty sweep writes two versions into the log.
            if table.vacuum(hours, enforce_retention_duration=False, full=True):
                n_deleted += len(table.vacuum(hours, dry_run=False, enforce_retention_duration=False, full=True))
    return n_deleted


def _sweep(record: Record, before: datetime) -> int:
    """Delete what writers that died have left beside the tables' own files, where it is old enough."""
    n_deleted = 0
    places = [record.folder.glob("record.json.*.tmp")]
    for name in TABLES:
        places += [(record.folder / name).glob("*#*"), (record.folder / name / "_delta_log").glob("*#*")]
        places.append((record.folder / name / "_delta_log").glob("_commit_*.tmp"))
        places.append((record.folder / name / "_delta_log" / "_staged_commits").glob("*"))
    for path in (path for found in places for path in found):
        if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            path.unlink(missing_ok=True)
            n_deleted += 1
    return n_deleted
