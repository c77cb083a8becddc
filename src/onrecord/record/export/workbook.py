"""Tables as one Excel workbook, written through XlsxWriter: a sheet per kind of rows, and one that explains them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.record.export.cells import cell, counted
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Rows, kinds_with
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: What each sheet holds, for the sheet that explains.
_ABOUT = {
    "reports": "one row per report",
    "statements": "who said what: the exact words, the speaker, the cue, when and how it was said",
    "events": "who did what to whom: type by PLOVER 2.0, and what became of it (modality)",
    "positions": "where each party stands on an issue, with the words that say so",
    "figures": "how many: the words, the lowest, best and highest value, the unit",
    "times": "words that say when, with their days",
    "places": "names of places, with coordinates",
    "actors": "persons, states and bodies of each report",
}
#: Days before this one do not exist for Excel, which also believes in a 29 February 1900; they stay text.
_FIRST_DAY = date(1900, 3, 1)
_WIDTHS = {"words": 60, "sentence": 60, "title": 40, "text": 40, "url": 30, "report_id": 12, "id": 12}
_NARROW = 14


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the workbook; return the number of rows of all sheets but the one that explains.

    Text is never a formula or a link. A cell holds ``SETTINGS.sheet_cell_chars`` characters and a sheet
    ``SETTINGS.sheet_rows`` rows: longer text ends with "…", more rows go on in a sheet "events (2)". Both are counted
    on the first sheet.
    """
    import xlsxwriter

    # Rows leave memory as they are written; strings are no formulas, links or numbers, whatever they look like.
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )
    try:
        about = book.add_worksheet("read me")
        counts = {}
        kinds = options.tables or kinds_with(rows.filters)
        rows.expect(sum(rows.count(kind) for kind in kinds))
        for kind in kinds:
            counts[kind] = _Sheets(book, kind, rows.schema(kind).names).write_all(rows)
        _explain(book, about, rows, options, counts)
    finally:
        book.close()
    n_cut = sum(cut for _, cut, _ in counts.values())
    if n_cut:
        rows.notes.append(f"{counted(n_cut, 'cell')} longer than a cell of Excel may be: cut, with … at the end.")
    return sum(n_rows for n_rows, _, _ in counts.values())


class _Sheets:
    """The sheets of one kind of rows."""

    def __init__(self, book: Workbook, kind: str, columns: list[str]) -> None:
        self._book, self._kind, self._columns = book, kind, columns
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._n_sheets = self._n_cut = 0
        self._row = 0
        self._sheet = self._next()

    def write_all(self, rows: Rows) -> tuple[int, int, int]:
        """Write the rows; return how many rows, cut cells and sheets."""
        n_rows = 0
        for row in rows.rows(self._kind):
            if self._row > SETTINGS.sheet_rows:
                self._sheet = self._next()
            for column, name in enumerate(self._columns):
                self._put(column, row[name])
            self._row += 1
            n_rows += 1
        self._finish()
        return n_rows, self._n_cut, self._n_sheets

    def _next(self) -> Worksheet:
        if self._n_sheets:
            self._finish()
        self._n_sheets += 1
        name = self._kind if self._n_sheets == 1 else f"{self._kind} ({self._n_sheets})"
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._columns):
            sheet.set_column(column, column, _WIDTHS.get(title, _NARROW))
        for column, title in enumerate(self._columns):
            sheet.write_string(0, column, title, self._head)
        self._row = 1
        return sheet

    def _finish(self) -> None:
        if self._columns:
            self._sheet.autofilter(0, 0, max(0, self._row - 1), len(self._columns) - 1)

    def _put(self, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, column, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._row, column, value)
        elif isinstance(value, datetime) and value.date() >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, column, value.replace(tzinfo=None), self._moment)
        elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, column, value, self._day)
        else:
            words = str(cell(value))
            if _utf16_units(words) > SETTINGS.sheet_cell_chars:
                words = _cut(words)
                self._n_cut += 1
            self._sheet.write_string(self._row, column, words)


def _utf16_units(words: str) -> int:
    """Return the length as Excel counts it: characters beyond the first 65,536 count twice."""
    return len(words) + sum(c > "\uffff" for c in words)


def _cut(words: str) -> str:
    room = SETTINGS.sheet_cell_chars - 1
    kept = words[:room]
    while _utf16_units(kept) > room:
        kept = kept[: len(kept) - max(1, (_utf16_units(kept) - room) // 2)]
    return kept + "…"


def _explain(
    book: Workbook, sheet: Worksheet, rows: Rows, options: ExportOptions, counts: dict[str, tuple[int, int, int]]
) -> None:
    """Fill the first sheet."""
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 3, 14)
    sheet.set_column(4, 4, 90)
    sheet.write_string(0, 0, f"Record {options.title}".strip(), bold)
    lines = [
        "Found by a program in news reports: check the words in the report before you rely on them.",
        "Every row has the report's id, the words, and their place in its text (start and end in code points, end "
        "excluded).",
        "confidence is a share: of the rows at 0.8, some 80 in 100 should be right.",
        "Empty cells: not known, or not said. Lists have semicolons between their items. Meaning of each column: "
        "docs/query.md",
        "Filters: " + (", ".join(rows.filters.given()) or "none"),
    ]
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, line)
    top = len(lines) + 2
    for column, title in enumerate(("table", "rows", "sheets", "cells cut", "what")):
        sheet.write_string(top, column, title, bold)
    for number, (kind, (n_rows, n_cut, n_sheets)) in enumerate(counts.items(), top + 1):
        sheet.write_string(number, 0, kind)
        for column, value in enumerate((n_rows, n_sheets, n_cut), 1):
            sheet.write_number(number, column, value)
        sheet.write_string(number, 4, _ABOUT.get(kind, ""))
