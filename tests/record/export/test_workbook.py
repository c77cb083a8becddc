"""The Excel workbook."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from onrecord.record.export import workbook
from onrecord.record.export.options import ExportOptions
from onrecord.record.table import Record
from onrecord.settings import SETTINGS
from tests.record.export.wrote import wrote

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _sheets(data: bytes) -> dict[str, list[list[str]]]:
    """Return the cells of each sheet as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [s.get("name") or "" for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_NS}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(root.iter(f"{_NS}f")), "a formula"
            assert not list(root.iter(f"{_NS}hyperlink")), "a link"
            found[name] = [["".join(cell.itertext()) for cell in row] for row in root.iter(f"{_NS}row")]
    return found


def test_each_table_has_a_sheet(crisis: Record) -> None:
    """There is a sheet that explains, and one for each kind of rows with its header and rows."""
    sheets = _sheets(wrote(crisis, "xlsx", options=ExportOptions(title="crisis")))
    kinds = ["reports", "statements", "events", "positions", "figures", "times", "places", "actors"]
    assert list(sheets) == ["read me", *kinds]
    assert len(sheets["events"]) == 1 + 9
    assert sheets["events"][0][:2] == ["id", "report_id"]
    assert ["events", "9", "1", "0"] in [row[:4] for row in sheets["read me"]]


def test_text_is_never_a_formula(crisis: Record) -> None:
    """A title that looks like a formula is text, and characters beyond the first 65,536 survive."""
    sheets = _sheets(wrote(crisis, "xlsx"))
    assert any("=1+1 The ferry 🚢 row" in row for row in sheets["reports"])


def test_long_tables_go_on_in_another_sheet(crisis: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond those of a sheet go on in the next, with a header of its own."""
    monkeypatch.setattr(workbook, "SETTINGS", replace(SETTINGS, sheet_rows=4))
    sheets = _sheets(wrote(crisis, "xlsx", options=ExportOptions(tables=("events",))))
    assert list(sheets) == ["read me", "events", "events (2)", "events (3)"]
    assert [len(sheets[name]) for name in list(sheets)[1:]] == [5, 5, 2]


def test_long_cells_are_cut_and_counted(crisis: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text longer than a cell ends with an ellipsis, fits in UTF-16 units, and is counted on the first sheet."""
    monkeypatch.setattr(workbook, "SETTINGS", replace(SETTINGS, sheet_cell_chars=20))
    sheets = _sheets(wrote(crisis, "xlsx", options=ExportOptions(tables=("reports",))))
    cells = [cell for row in sheets["reports"][1:] for cell in row]
    assert all(len(cell.encode("utf-16-le")) // 2 <= 20 for cell in cells)
    assert any(cell.endswith("…") for cell in cells)
    (counts,) = [row for row in sheets["read me"] if row[:1] == ["reports"]]
    assert int(counts[3]) == sum(cell.endswith("…") for cell in cells)


def test_days_are_days(crisis: Record) -> None:
    """A day is a number with a format of days, as Excel wants it."""
    with zipfile.ZipFile(io.BytesIO(wrote(crisis, "xlsx"))) as book:
        assert re.search(rb'formatCode="yyyy-mm-dd"', book.read("xl/styles.xml"))
