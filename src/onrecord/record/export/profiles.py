"""The forms that a record can be exported in, and writing it in one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UsageError
from onrecord.record.export.claims import CLAIM_KINDS
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Progress, Rows, kinds_with, open_rows, own_filters
from onrecord.record.export.target import STDOUT, make_folder, open_file, open_target
from onrecord.record.filters import APPLIES, Filters
from onrecord.record.flat import KINDS
from onrecord.record.flat import Progress as FlatProgress
from onrecord.record.table import Record

Writer = Callable[[Rows, BinaryIO, ExportOptions], int]

_PACKAGE = "onrecord.record.export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A form to export in."""

    name: str
    #: One line for ``--help``.
    summary: str
    #: Module with ``write``, or, where there is a file for each table, ``write_table``; loaded when used.
    module: str
    #: Ending of its files.
    ending: str
    #: What its rows are, for the closing line: "event".
    noun: str
    #: What is chosen from by default: kinds of rows, or a series of ``show``.
    whats: tuple[str, ...]
    #: Kinds that ``--table`` may choose; empty where there is no choice.
    tables: tuple[str, ...] = ()
    #: Whether --table takes one kind alone.
    one_table: bool = False
    #: Whether it is one file per kind of rows, in a folder.
    is_folder: bool = False
    #: Whether its files are no text.
    is_binary: bool = False
    #: Names of the options of ``ExportOptions`` that go with it.
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    n_rows: int
    #: The files, in the order of writing; empty for standard output.
    paths: tuple[Path, ...]
    #: What the user should know of it, in sentences.
    notes: tuple[str, ...]


_EVENT_OPTIONS = frozenset({"all_modalities"})
_PROFILES = (
    Profile(
        name="csv", summary="one CSV file per table, into a folder; or one with --table", module="csv_tables",
        ending=".csv", noun="row", whats=KINDS, tables=KINDS, is_folder=True, options=frozenset({"excel"}),
    ),
    Profile(
        name="parquet", summary="one Parquet file per table, into a folder; or one with --table",
        module="parquet_tables", ending=".parquet", noun="row", whats=KINDS, tables=KINDS, is_folder=True,
        is_binary=True,
    ),
    Profile(
        name="xlsx", summary="one Excel workbook, a sheet per table", module="workbook", ending=".xlsx", noun="row",
        whats=KINDS, tables=KINDS, is_binary=True,
    ),
    Profile(
        name="geojson", summary="events, or places with --table places, for maps", module="geojson", ending=".geojson",
        noun="feature", whats=("events",), tables=("events", "places"), one_table=True,
    ),
    Profile(
        name="ics", summary="what is planned or expected, for calendars", module="icalendar_file", ending=".ics",
        noun="entry", whats=("calendar",),
    ),
    Profile(
        name="ledger", summary="claims with words, context and link, as CSV or JSON", module="ledger", ending=".csv",
        noun="claim", whats=("statements",), tables=CLAIM_KINDS, options=frozenset({"excel"}),
    ),
    Profile(
        name="polecat", summary="events in POLECAT's columns", module="polecat", ending=".txt", noun="event",
        whats=("events",), options=_EVENT_OPTIONS,
    ),
    Profile(
        name="gdelt", summary="events in GDELT's columns, version 2.0 or 1.0", module="gdelt", ending=".export.CSV",
        noun="row", whats=("events",), options=_EVENT_OPTIONS | {"pairs", "gdelt"},
    ),
    Profile(
        name="icews", summary="events in ICEWS's columns", module="icews", ending=".tab", noun="row",
        whats=("events",), options=_EVENT_OPTIONS | {"pairs"},
    ),
    Profile(
        name="plover", summary="events as PLOVER's JSON records", module="plover_json", ending=".json", noun="event",
        whats=("events",),
    ),
    Profile(
        name="webannotation", summary="facts as W3C Web Annotations (JSON-LD)", module="webannotation",
        ending=".jsonld", noun="annotation", whats=CLAIM_KINDS,
        tables=("statements", "events", "positions", "figures", "times", "places", "actors"),
    ),
    Profile(
        name="timelinejs", summary="the timeline as JSON for TimelineJS", module="timelinejs", ending=".json",
        noun="slide", whats=("timeline",),
    ),
    Profile(
        name="gexf", summary="who acts toward whom and who speaks of whom, for Gephi", module="gexf", ending=".gexf",
        noun="fact", whats=("statements", "events"), tables=("statements", "events"), options=_EVENT_OPTIONS,
    ),
)  # fmt: skip
#: The forms by name.
PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in _PROFILES}


def export_record(
    record: Record,
    profile: Profile,
    target: str | Path,
    filters: Filters,
    options: ExportOptions,
    *,
    progress: Progress | None = None,
    laying: FlatProgress | None = None,
) -> Exported:
    """Write what was chosen from a record in one form.

    Args:
        record: The record.
        profile: One of ``PROFILES``, or one like them.
        target: File; folder, where the form has a file per table; "-" for standard output.
        filters: What to choose, as ``show`` has it.
        options: Those that go with the form.
        progress: Told how many rows are written, of how many.
        laying: Told of data files being laid flat.

    Raises:
        UsageError: An option, filter or target does not go with the form.
        OutputError: It cannot be written.
    """
    target = str(target)
    tables = _check(profile, target, filters, options)
    options = replace(options, ending=Path(target).suffix.lower() if target != STDOUT else "")
    with open_rows(record, filters, progress=progress, laying=laying) as rows:
        if profile.is_folder and len(options.tables) != 1:
            n_rows, paths = _write_folder(rows, profile, target, tables, options)
        else:
            with open_target(target, binary=profile.is_binary) as out:
                n_rows = _write_one(rows, profile, out, options)
            paths = () if target == STDOUT else (Path(target),)
        return Exported(n_rows, paths, tuple(rows.notes))


def chosen_tables(profile: Profile, filters: Filters, options: ExportOptions) -> tuple[str, ...]:
    """Return the kinds of rows that an export is made from: those asked for, else those that have all the filters."""
    if options.tables or len(profile.whats) == 1:
        return options.tables or profile.whats
    return tuple(kinds_with(filters, profile.whats))


def _check(profile: Profile, target: str, filters: Filters, options: ExportOptions) -> tuple[str, ...]:
    """Refuse what does not go with the form; return the kinds it is made from."""
    set_options = {name for name in ("excel", "all_modalities", "pairs") if getattr(options, name)}
    set_options |= {"gdelt"} if options.gdelt != "2" else set()
    for name in sorted(set_options - profile.options):
        forms = [other.name for other in _PROFILES if name in other.options]
        raise UsageError(
            f"--{name.replace('_', '-')} does not go with {profile.name}. It goes with {', '.join(forms)}."
        )
    for table in options.tables:
        if table not in profile.tables:
            choice = f"Choose from {', '.join(profile.tables)}." if profile.tables else "Leave --table out."
            raise UsageError(f"--table {table} does not go with {profile.name}. {choice}")
    if profile.one_table and len(options.tables) > 1:
        raise UsageError(f"{profile.name} holds one table. Choose it with a single --table.")
    if filters.type and not options.tables and len(profile.whats) > 1:
        raise UsageError("--type means something else for each table. Choose one with --table.")
    tables = chosen_tables(profile, filters, options)
    for table in tables:
        own_filters(table, filters)
    if not tables:
        sets = "; ".join(f"{name} with {', '.join(k for k in profile.whats if name in APPLIES[k])}"
                         for name in filters.given())  # fmt: skip
        raise UsageError(f"No table has all of these filters: {sets}. Give fewer.")
    looks_like_file = Path(target).suffix.lower() == profile.ending and not Path(target).is_dir()
    if profile.is_folder and len(options.tables) != 1 and looks_like_file:
        raise UsageError(
            f"{profile.name} writes a folder with a file for each table, and {target} looks like a file. "
            "Name a folder, or choose one table with --table."
        )
    return tables


def _write_folder(
    rows: Rows, profile: Profile, target: str, tables: tuple[str, ...], options: ExportOptions
) -> tuple[int, tuple[Path, ...]]:
    folder = make_folder(target)
    n_rows, paths = 0, []
    for kind in tables:
        path = folder / f"{kind}{profile.ending}"
        with open_file(path) as out:
            n_rows += _write_one(rows, profile, out, replace(options, tables=(kind,)))
        paths.append(path)
    older = [kind for kind in KINDS if kind not in tables and (folder / f"{kind}{profile.ending}").exists()]
    if older:
        rows.notes.append(f"{folder} also holds {', '.join(older)} of an earlier export: they were left as they are.")
    left_out = [kind for kind in profile.whats if kind not in tables] if not options.tables else []
    if left_out:
        rows.notes.append(f"Left out, since the filters do not go with them: {', '.join(left_out)}.")
    return n_rows, tuple(paths)


def _write_one(rows: Rows, profile: Profile, out: BinaryIO, options: ExportOptions) -> int:
    module = import_module(profile.module if "." in profile.module else f"{_PACKAGE}.{profile.module}")
    if profile.is_folder:
        return int(module.write_table(rows, options.tables[0], out, options))
    return int(module.write(rows, out, options))
