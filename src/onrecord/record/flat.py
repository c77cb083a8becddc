"""Flat tables: one Parquet file per kind of fact for each data file of the record, made when they are first asked for.

A data file never changes, so its flat files never go stale; they carry its name and lie in
``DIR/derived/flat-VERSION/KIND``. Each is written beside its place and moved there, so that a reader sees a whole file
or none, and any number of processes may make the same one. The SELECTs lie in ``sql``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from uuid import uuid4

from onrecord.errors import NoRecordError, OutputError
from onrecord.model.arrow import report_schema
from onrecord.record.table import Record
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Version of the flat tables; goes up by one whenever a column is added, renamed or means something else.
FLAT_VERSION = 3
#: Kinds of rows, each with a flat table and a view of its name.
KINDS = ("reports", "statements", "events", "positions", "figures", "times", "places", "actors")
#: Told how many data files are done, of how many.
Progress = Callable[[int, int], None]

_PREFIX = "flat-"
_UNFINISHED = ".tmp"
_ENDING = ".parquet"
#: Times the newest list of data files is asked for when those of the last were taken away meanwhile.
_TRIES = 3


@cache
def sql(name: str) -> str:
    """Return the text of ``sql/NAME.sql``."""
    return (files("onrecord.record") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def flat_files(record: Record, *, progress: Progress | None = None) -> dict[str, list[Path]]:
    """Return the flat files of the record's newest version by kind; those that are not there are made.

    Raises:
        NoRecordError: A data file cannot be read.
        OutputError: The flat files cannot be written.
    """
    folder = record.derived / f"{_PREFIX}{FLAT_VERSION}"
    for last in (False,) * (_TRIES - 1) + (True,):
        sources = record.files()
        missing = _missing(folder, sources)
        if not missing:
            break
        try:
            _make_all(folder, missing, progress)
        except FileNotFoundError as error:
            if last:
                raise _unreadable(record, error) from error
            continue
        _sweep(record, folder)
        break
    return {kind: [folder / kind / _name(source) for source in sources] for kind in KINDS}


def create_flat_tables(connection: DuckDBPyConnection, schema: str) -> None:
    """Make empty flat tables in a schema, for a record without reports."""
    connection.register("no_reports", report_schema().empty_table())
    connection.table("no_reports").create_view("nested")
    connection.execute(sql("in_short"))
    for kind in KINDS:
        connection.sql(sql(kind)).create(f"{schema}.{kind}")


def _name(source: Path) -> str:
    return source.name if source.name.endswith(_ENDING) else source.name + _ENDING


def _missing(folder: Path, sources: Sequence[Path]) -> list[Path]:
    have = [_names_in(folder / kind) for kind in KINDS]
    common = frozenset.intersection(*have)
    return [source for source in sources if _name(source) not in common]


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()


def _make_all(folder: Path, sources: Sequence[Path], progress: Progress | None) -> None:
    with _told_of_disk(folder):
        for kind in KINDS:
            (folder / kind).mkdir(parents=True, exist_ok=True)
    n_threads = min(len(sources), os.cpu_count() or 1, SETTINGS.flat_threads)
    with ThreadPoolExecutor(n_threads) as pool:
        for n, _ in enumerate(pool.map(lambda source: _make(folder, source), sources), 1):
            if progress is not None:
                progress(n, len(sources))


def _make(folder: Path, source: Path) -> None:
    """Make the flat files of one data file."""
    import duckdb

    if not source.exists():
        raise FileNotFoundError(source)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(sql("macros"))
        try:
            connection.read_parquet(str(source)).create_view("nested")
            connection.execute(sql("in_short"))
        except duckdb.Error as error:
            raise _unreadable_file(source, error) from error
        for kind in KINDS:
            target = folder / kind / _name(source)
            if not target.exists():
                unfinished = target.with_name(f"{_UNFINISHED}-{os.getpid()}-{uuid4().hex}")
                with _told_of_disk(folder):
                    _write(connection, sql(kind), unfinished, target)


def _write(connection: DuckDBPyConnection, query: str, unfinished: Path, target: Path) -> None:
    try:
        connection.sql(query).write_parquet(str(unfinished), compression="zstd")
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())  # else a power cut may leave the name without the content
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _sweep(record: Record, folder: Path) -> None:
    """Remove flat files whose data files are gone, what a crash left, and versions of long ago.

    A data file that only left the newest version may still have readers, and so may its flat files: they go when it
    goes, which is when the record is vacuumed.
    """
    kept = {_name(path) for path in (record.folder / "reports").rglob(f"*{_ENDING}")}
    old = time.time() - SETTINGS.leftover_seconds
    for kind in KINDS:
        for path in (folder / kind).iterdir():
            unfinished = path.name.startswith(_UNFINISHED)
            with suppress(OSError):
                if path.stat().st_mtime < old if unfinished else path.name not in kept:
                    path.unlink()
    for other in record.derived.glob(f"{_PREFIX}*"):
        number = other.name.removeprefix(_PREFIX)
        with suppress(OSError):
            if number.isdigit() and int(number) < FLAT_VERSION and other.stat().st_mtime < old:
                rmtree(other)


@contextmanager
def _told_of_disk(folder: Path) -> Iterator[None]:
    """Say what to do where the derived files cannot be written."""
    import duckdb

    try:
        yield
    except (OSError, duckdb.IOException) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "no space or no right"
        raise OutputError(
            f"{folder} cannot be written: {why}. Free space, or copy the record to where you may write."
        ) from error


def _unreadable(record: Record, error: Exception) -> NoRecordError:
    return NoRecordError(f"{record.folder} has lost a data file ({error}). Run: onrecord verify --record DIR")


def _unreadable_file(source: Path, error: Exception) -> NoRecordError:
    del error  # may quote what the file holds
    return NoRecordError(f"{source} cannot be read as part of a record. Run: onrecord verify --record DIR")
