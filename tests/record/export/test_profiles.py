"""The forms of export: counts, targets, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OutputError, UsageError
from onrecord.record.export import target
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.profiles import PROFILES, chosen_tables, export_record
from onrecord.record.filters import Filters, make_filters
from onrecord.record.selection import Selection
from onrecord.record.table import Record

FILTERS: list[dict[str, Any]] = [
    {},
    {"since": "2031-05-05", "country": "UKR"},
    {"actor": "Oduya"},
    {"text": "sign"},
    {"limit": 1},
    {"actor": "Nobody Known"},
]
#: Forms that hold events that happened, unless asked otherwise.
_HAPPENED = ("polecat", "gdelt", "icews", "gexf")


@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("name", PROFILES)
def test_rows_are_those_that_show_counts(crisis: Record, tmp_path: Path, name: str, given: dict[str, Any]) -> None:
    """A form has as many rows as ``show`` has with the same filters, summed over what it is made from."""
    profile, filters = PROFILES[name], make_filters(**given)
    done = export_record(crisis, profile, tmp_path / "out", filters, ExportOptions())
    wanted = 0
    for what in chosen_tables(profile, filters, ExportOptions()):
        own = make_filters(**given, modality="happened") if what == "events" and name in _HAPPENED else filters
        wanted += len(Selection(crisis, what, own).arrow())
    assert done.n_rows == wanted
    assert _n_in_files(name, done.paths) in (wanted, None)


def _n_in_files(name: str, paths: tuple[Path, ...]) -> int | None:
    """Count the rows in the files themselves; None where they cannot be counted so."""
    if name == "parquet":
        import pyarrow.parquet as pq

        return sum(pq.read_metadata(path).num_rows for path in paths)
    data = [path.read_text(encoding="utf-8") for path in paths if name not in ("xlsx", "parquet")]
    if name in ("csv", "ledger"):
        return sum(len(list(csv.reader(text.splitlines(keepends=True)))) - 1 for text in data)
    if name in ("polecat", "icews", "gdelt"):
        return sum(len(text.splitlines()) - (name != "gdelt") for text in data)
    keys: dict[str, Any] = {
        "geojson": lambda found: found["features"],
        "plover": lambda found: found,
        "webannotation": lambda found: found["first"]["items"],
        "timelinejs": lambda found: found["events"],
    }
    if name in keys:
        return sum(len(keys[name](json.loads(text))) for text in data)
    return sum(text.count("BEGIN:VEVENT") for text in data) if name == "ics" else None


@pytest.mark.parametrize("name", PROFILES)
def test_an_empty_record_gives_a_whole_file(nothing: Record, tmp_path: Path, name: str) -> None:
    """A record without reports gives files of their form, without rows."""
    done = export_record(nothing, PROFILES[name], tmp_path / "out", Filters(), ExportOptions())
    assert done.n_rows == 0
    assert all(path.exists() for path in done.paths)
    assert done.paths


@pytest.mark.parametrize("name", [name for name in PROFILES if name != "xlsx"])  # a workbook says when it was made
def test_the_same_record_gives_the_same_file(crisis: Record, tmp_path: Path, name: str) -> None:
    """An export has no moment of its own in it: twice written, it is the same."""
    first, second = (
        export_record(crisis, PROFILES[name], tmp_path / folder / "out", Filters(), ExportOptions())
        for folder in _folders(tmp_path, "a", "b")
    )
    assert [path.read_bytes() for path in first.paths] == [path.read_bytes() for path in second.paths]


def _folders(parent: Path, *names: str) -> list[str]:
    for name in names:
        (parent / name).mkdir()
    return list(names)


def test_one_table_is_one_file(crisis: Record, tmp_path: Path) -> None:
    """With --table a form of many tables is one file."""
    options = ExportOptions(tables=("events",))
    done = export_record(crisis, PROFILES["csv"], tmp_path / "events.csv", Filters(), options)
    assert done.paths == (tmp_path / "events.csv",)
    assert done.n_rows == 9


def test_a_filter_leaves_out_tables_without_it(crisis: Record, tmp_path: Path) -> None:
    """Tables that do not have a filter are left out, and named."""
    done = export_record(crisis, PROFILES["csv"], tmp_path / "out", make_filters(modality="planned"), ExportOptions())
    assert [path.name for path in done.paths] == ["events.csv"]
    assert "statements" in done.notes[0]


def test_tables_of_an_earlier_export_are_named(crisis: Record, tmp_path: Path) -> None:
    """Files of an earlier export that are not written again stay, and are named."""
    export_record(crisis, PROFILES["csv"], tmp_path, Filters(), ExportOptions())
    done = export_record(crisis, PROFILES["csv"], tmp_path, Filters(), ExportOptions(tables=("events", "places")))
    assert any("statements" in note for note in done.notes)
    assert (tmp_path / "statements.csv").exists()


@pytest.mark.parametrize(
    ("name", "path", "given", "options", "words"),
    [
        ("csv", "out.csv", {}, {}, "looks like a file"),
        ("csv", "-", {}, {}, "--table"),
        ("xlsx", "out.xlsx", {}, {"pairs": True}, "gdelt, icews"),
        ("polecat", "out.txt", {}, {"gdelt": "1"}, "goes with gdelt"),
        ("plover", "out.json", {}, {"tables": ("events",)}, "Leave --table out"),
        ("geojson", "out.geojson", {}, {"tables": ("statements",)}, "events, places"),
        ("geojson", "out.geojson", {}, {"tables": ("events", "places")}, "single --table"),
        ("xlsx", "out.xlsx", {"type": "ASSAULT"}, {}, "--table"),
        ("xlsx", "out.xlsx", {"modality": "planned", "issue": "ferry"}, {}, "Give fewer"),
        ("ics", "out.ics", {"issue": "ferry"}, {}, "--issue does not go with calendar"),
        ("ledger", "", {}, {}, "is a folder"),
    ],
)
def test_what_does_not_go_together_is_refused(
    crisis: Record, tmp_path: Path, name: str, path: str, given: dict[str, Any], options: dict[str, Any], words: str
) -> None:
    """Options, filters and targets that do not go with a form are refused before anything is written."""
    place = path if path == "-" else tmp_path / path
    with pytest.raises(UsageError, match=words):
        export_record(crisis, PROFILES[name], place, make_filters(**given), ExportOptions(**options))
    assert not list(tmp_path.iterdir())


def test_what_stood_there_stays_when_writing_fails(
    crisis: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is replaced only by a whole one; nothing half-written is left beside it."""
    place = tmp_path / "events.txt"
    place.write_text("mine", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(target.os, "fsync", fail)
    with pytest.raises(OutputError, match="No space left"):
        export_record(crisis, PROFILES["polecat"], place, Filters(), ExportOptions())
    assert place.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["events.txt"]


def test_a_place_that_cannot_be_written_is_named(crisis: Record, tmp_path: Path) -> None:
    """A folder that is not there is an error with its path and the next step."""
    with pytest.raises(OutputError, match=r"missing.*-o"):
        export_record(crisis, PROFILES["ics"], tmp_path / "missing" / "out.ics", Filters(), ExportOptions())


def test_progress_ends_at_all_rows(crisis: Record, tmp_path: Path) -> None:
    """The progress comes to the number of rows that were expected."""
    told: list[tuple[int, int]] = []
    done = export_record(
        crisis, PROFILES["csv"], tmp_path / "out", Filters(), ExportOptions(), progress=lambda *p: told.append(p)
    )
    assert told[-1] == (done.n_rows, done.n_rows)
