"""Commits to a Delta table that hold against other writers: each is made on the version it was thought out for.

A commit here never lets Delta move it past another writer's. It either becomes the very next version after the one
that was looked at, or fails, and is thought out anew on what the other wrote. So "store what is not there yet" is true
at the moment of the commit, whoever else writes, without any lock that a dead process could leave behind.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from onrecord.errors import BusyRecordError, OutputError
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from deltalake import CommitProperties, DeltaTable, WriterProperties

#: Name under which a commit is marked in the table's history, so that its writer knows it again.
MARK = "onrecord.commit"
_NO_ROOM = ("No space left", "os error 28", "Disk quota", "os error 122", "File too large", "os error 27")


def commit(table: DeltaTable, attempt: Callable[[CommitProperties], Any]) -> None:
    """Commit once, however often that must be tried.

    Args:
        table: The table, at any version; it is at the newest afterwards.
        attempt: Called with the properties to commit with; looks at the table as it is, and commits or leaves it.
            Called again, on a newer version, where another writer was quicker.

    Raises:
        BusyRecordError: Another was quicker every time.
        OutputError: The disk is full, or the table may not be written.
    """
    from deltalake import CommitProperties
    from deltalake.exceptions import CommitFailedError, DeltaError

    mark = uuid4().hex
    for wait in _waits():
        since = table.version()
        try:
            attempt(CommitProperties(max_commit_retries=0, custom_metadata={MARK: mark}))
            _settle(table, since)
            return
        except CommitFailedError:
            time.sleep(wait)
        except (DeltaError, OSError) as error:
            # An error after the commit itself (in writing a checkpoint, say) must not count as none.
            if not _is_committed(table, mark, since):
                raise _as_output_error(table, error) from error
            return
        if _is_committed(table, mark, since):
            return
    raise BusyRecordError(
        f"Other programs wrote to this record {SETTINGS.commit_tries} times before this one could. "
        "Nothing was lost; run the command again when they are done."
    )


def writer_properties() -> WriterProperties:
    """Return how Parquet files are written: Zstandard, which halves what the default takes."""
    from deltalake import WriterProperties

    return WriterProperties(compression="ZSTD", compression_level=3)


def check_room(folder: Path, n_bytes: int) -> None:
    """Refuse to begin a commit for which the disk has no room.

    Args:
        folder: The record.
        n_bytes: Size of the batch in memory, which is more than it takes on the disk.

    Raises:
        OutputError: There is too little room.
    """
    free = disk_usage(folder).free
    if free < n_bytes + SETTINGS.min_free_bytes:
        raise OutputError(
            f"The disk of {folder} is full: {free // 1024**2} MB are free. What was stored so far is whole. "
            "Free some space and run the command again: it goes on where it stopped."
        )


@contextmanager
def output_errors(folder: Path) -> Iterator[None]:
    """Turn what the Delta library raises over a disk that is full or may not be written into an OutputError."""
    from deltalake.exceptions import DeltaError

    try:
        yield
    except (DeltaError, OSError) as error:
        raise explain(folder, error) from error


def explain(folder: Path, error: Exception) -> OutputError:
    """Return the error that says what to do about one of the Delta library or the system."""
    known = str(error)
    if any(words in known for words in _NO_ROOM):
        why = "the disk is full. Free some space"
    elif "ermission denied" in known or "ead-only" in known:
        why = "it may not be written. Check its permissions"
    else:
        why = f"{type(error).__name__}. Check it: onrecord verify --record {folder}"
    return OutputError(f"The record {folder} cannot be written: {why}, and run the command again.")


def _as_output_error(table: DeltaTable, error: Exception) -> OutputError:
    return explain(folder_of(table).parent, error)


def folder_of(table: DeltaTable) -> Path:
    """Return the folder of a table on this machine's disk."""
    from urllib.parse import unquote, urlparse

    return Path(unquote(urlparse(str(table.table_uri)).path))


def _settle(table: DeltaTable, since: int) -> None:
    """Wait until the disk has what was committed after version ``since``: the library leaves that to the system."""
    folder = folder_of(table)
    for version in range(since + 1, table.version() + 1):
        entry = folder / "_delta_log" / f"{version:020}.json"
        actions = [json.loads(line) for line in entry.read_text(encoding="utf-8").splitlines()]
        for path in (*(folder / action["add"]["path"] for action in actions if "add" in action), entry):
            with path.open("rb") as stream:
                os.fsync(stream.fileno())


def _is_committed(table: DeltaTable, mark: str, since: int) -> bool:
    """Tell whether a commit newer than version ``since`` carries the mark; brings the table to its newest version."""
    table.update_incremental()
    n_newer = table.version() - since
    return n_newer > 0 and any(entry.get(MARK) == mark for entry in table.history(n_newer))


def _waits() -> Iterator[float]:
    """Yield the seconds to wait after each try: doubling, and by chance, so that two writers fall out of step."""
    wait = SETTINGS.commit_wait_seconds
    for _ in range(SETTINGS.commit_tries):
        yield wait * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
        wait = min(2 * wait, SETTINGS.longest_commit_wait_seconds)
