"""Tables as CSV: UTF-8, a header, dates by ISO 8601, lists as JSON; one file per kind of rows."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import Any, BinaryIO

from onrecord.record.export.cells import cell, guarded, iso
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Rows
from onrecord.record.export.target import as_text

#: What spreadsheets take as the sign that a file is UTF-8.
_MARK = "\ufeff"


def write_table(rows: Rows, kind: str, out: BinaryIO, options: ExportOptions) -> int:
    """Write the rows of one kind; return how many they are.

    Without ``options.excel`` nothing is lost but the difference between no text and an empty one. With it the file
    has a byte-order mark, lists are words with semicolons between them, and text that a spreadsheet would take for a
    formula has an apostrophe before it.
    """
    rows.expect(rows.count(kind))
    n_rows = 0
    with as_text(out) as text:
        if options.excel:
            text.write(_MARK)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(rows.schema(kind).names)
        for batch in rows.batches(kind):
            columns = [column.to_pylist() for column in batch.columns]
            make = excel_cell if options.excel else plain_cell
            writer.writerows(map(make, row) for row in zip(*columns, strict=True))
            n_rows += batch.num_rows
    return n_rows


def plain_cell(value: Any) -> Any:
    """Return a value as a cell that a program can read back: lists are JSON, truth values ``true`` and ``false``."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, default=_as_json)
    return cell(value)


def excel_cell(value: Any) -> Any:
    """Return a value as a cell for people: lists with semicolons, no formulas."""
    return guarded(cell(value))


def _as_json(value: Any) -> str:
    if isinstance(value, date):
        return iso(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
