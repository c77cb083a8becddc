"""Tables as CSV and Parquet: what is written can be read back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.export import rows
from onrecord.record.export.cells import guarded, iso
from onrecord.record.export.csv_tables import excel_cell, plain_cell
from onrecord.record.export.options import ExportOptions
from onrecord.record.filters import Filters
from onrecord.record.flat import KINDS
from onrecord.record.selection import Selection
from onrecord.record.table import Record
from onrecord.settings import SETTINGS
from tests.record.export.wrote import wrote


def _by_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["report_id"], row.get("id") or "", row.get("start") or 0))


@pytest.mark.parametrize("kind", KINDS)
def test_parquet_holds_what_show_has(crisis: Record, kind: str) -> None:
    """A Parquet file has the rows and the types of ``show``."""
    table = pq.read_table(io.BytesIO(wrote(crisis, "parquet", options=ExportOptions(tables=(kind,)))))
    shown = Selection(crisis, kind, Filters()).arrow()
    assert table.schema.equals(shown.schema)
    assert _by_id(table.to_pylist()) == _by_id(shown.to_pylist())


@pytest.mark.parametrize("kind", KINDS)
def test_csv_can_be_read_back(crisis: Record, kind: str) -> None:
    """Read with the types of the table, a CSV file gives every value again."""
    data = wrote(crisis, "csv", options=ExportOptions(tables=(kind,))).decode("utf-8")
    shown = Selection(crisis, kind, Filters()).arrow()
    types = {field.name: str(field.type) for field in shown.schema}
    read = [
        {name: _typed(cell, types[name]) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(data, newline=""))
    ]
    assert _by_id(read) == _by_id(shown.to_pylist())


def _typed(cell: str, kind: str) -> Any:
    """Return a cell as a value of an Arrow type."""
    if cell == "":
        return None
    makers: dict[str, Any] = {
        "bool": lambda c: c == "true",
        "date32[day]": date.fromisoformat,
        "double": float,
        "int32": int,
        "int64": int,
        "string": str,
    }
    if kind.startswith("list"):
        return json.loads(cell)
    if kind.startswith("timestamp"):
        return datetime.fromisoformat(cell)
    return makers[kind](cell)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=5))
def test_any_text_survives_csv(words: list[str]) -> None:
    """Text of whatever characters, alone or in lists, comes back from a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([*map(plain_cell, words), plain_cell(words)])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert row[:-1] == words
    assert json.loads(row[-1]) == words


@given(st.text(max_size=12), st.sampled_from("=+-@\t\r\n＝"))
def test_no_cell_for_people_is_a_formula(words: str, sign: str) -> None:
    """Text that a spreadsheet would take for a formula gets an apostrophe; nothing else is changed."""
    made = excel_cell(sign + words)
    assert made == "'" + sign + words
    assert excel_cell(words) in (words, "'" + words)


def test_numbers_are_not_guarded() -> None:
    """A negative number stays a number."""
    assert guarded(-4.5) == -4.5


def test_excel_has_a_mark_and_no_formulas(crisis: Record) -> None:
    """For spreadsheets the file begins with the byte-order mark, and titles and outlets cannot be formulas."""
    options = ExportOptions(tables=("reports",), excel=True)
    data = wrote(crisis, "csv", options=options)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {row["title"] for row in rows} == {"'=1+1 The ferry 🚢 row", ""}
    assert "'@Courier" in {row["publisher"] for row in rows}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_days_are_iso(crisis: Record) -> None:
    """Days are ISO 8601, moments at the beginning of a day are days."""
    text = wrote(crisis, "csv", options=ExportOptions(tables=("events",))).decode()
    assert ",2031-05-03," in text
    assert ",2031-05-09,2031-05-10," in text
    assert iso(datetime(2031, 5, 2, 14, 30)) == "2031-05-02T14:30:00"


def test_many_rows_are_sorted_period_by_period(crisis: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than are sorted at a time come in the same order, each once."""
    options = ExportOptions(tables=("events",))
    whole = wrote(crisis, "csv", options=options)
    for most in (1, 5):
        monkeypatch.setattr(rows, "SETTINGS", replace(SETTINGS, export_sorted_rows=most))
        assert wrote(crisis, "csv", options=options) == whole
