"""The views of a record: a DuckDB connection that can read its flat tables and nothing else.

``flat.KIND`` is what was read, ``hidden.KIND`` has people's decisions laid over it and the folded columns that filters
use, ``KIND`` is what users see. Whatever lies in ``DIR/derived/merged/NAME.parquet`` is a view of its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.record.flat import KINDS, Progress, create_flat_tables, flat_files, sql
from onrecord.record.judged import create_judged_views, read_rulings
from onrecord.record.table import Record
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def connect(
    record: Record,
    *,
    kinds: Sequence[str] = KINDS,
    progress: Progress | None = None,
    memory_bytes: int = SETTINGS.query_bytes,
) -> DuckDBPyConnection:
    """Return a DuckDB connection over the newest version of a record; close it when done.

    It can read the record's flat tables and no other file, write nothing outside its memory, load no extension and
    change no setting. It keeps to the version it was opened on.

    Args:
        record: The record.
        kinds: The views to make; fewer are quicker.
        progress: Told how many data files were laid flat, of how many; not called where all are.
        memory_bytes: What its queries may take.

    Raises:
        NoRecordError: A data file cannot be read.
        OutputError: The flat tables cannot be written.
    """
    import duckdb

    found = flat_files(record, progress=progress)
    connection = duckdb.connect(
        config={
            "memory_limit": f"{memory_bytes // 1024**2}MiB",
            "temp_directory": "",  # what does not fit is refused; nothing is written anywhere
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
        }
    )
    try:
        connection.execute(sql("macros"))
        for schema in ("flat", "judged", "hidden"):
            connection.execute(f"CREATE SCHEMA {schema}")
        merged = merged_files(record)
        if found["reports"]:
            for kind in kinds:
                connection.execute(f"CREATE VIEW flat.{kind} AS FROM read_parquet({_list(found[kind])})")
        else:
            create_flat_tables(connection, "flat")
        for name, path in merged.items():
            connection.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({_list([path])})')
        rulings = read_rulings(record)
        for kind in kinds:
            connection.execute(f"CREATE VIEW hidden.{kind} AS {create_judged_views(connection, kind, rulings)}")
            connection.execute(f"CREATE VIEW {kind} AS SELECT COLUMNS('^[^_]') FROM hidden.{kind}")  # noqa: S608
        readable = [path for kind in kinds for path in found[kind]] + list(merged.values())
        connection.execute(f"SET allowed_paths = {_list(readable)}")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


def merged_files(record: Record) -> dict[str, Path]:
    """Return what ``onrecord merge`` has made, by the name of its view; empty where it has not run."""
    folder = record.derived / "merged"
    paths = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
    return {p.stem: p for p in paths if p.stem.isidentifier() and p.stem not in KINDS and not p.stem.startswith("_")}


def _list(paths: Sequence[Path]) -> str:
    """Return paths as a list of SQL strings: DuckDB takes no parameters where it makes views and settings."""
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"
