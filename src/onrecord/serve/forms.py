"""Rows of the record in the forms that programs ask for: JSON by the page; CSV, GeoJSON, iCalendar as whole files."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from onrecord.record.export import geojson, icalendar_file
from onrecord.record.export.cells import iso
from onrecord.record.export.csv_tables import excel_cell, plain_cell
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import open_rows
from onrecord.record.export.target import as_text
from onrecord.record.filters import Filters
from onrecord.record.flat import KINDS
from onrecord.record.selection import MERGED, SERIES, OpenRecord, Selection
from onrecord.record.views import merged_files
from onrecord.serve.failures import Refused
from onrecord.serve.paging import Page
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa

#: Media types by form.
MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
}
_CHUNK_BYTES = 256 * 1024
#: What spreadsheets take as the sign that a file is UTF-8.
_MARK = "\ufeff"


def forms_of(what: str) -> tuple[str, ...]:
    """Return the forms that rows of a kind come in; none where there are no such rows."""
    if what not in (*KINDS, *SERIES, *MERGED):
        return ()
    pinned, dated = what in ("events", "places"), what == "calendar"
    return ("json", "csv", *(("geojson",) if pinned else ()), *(("ics",) if dated else ()))


def check_there(record: OpenRecord, what: str) -> None:
    """Refuse rows that ``onrecord merge`` has still to make.

    Raises:
        Refused: They are not there; status 404.
    """
    if what in MERGED and what not in merged_files(record):
        raise Refused(404, f"The record has no {what} yet. Run: onrecord merge --record DIR", code="E-HTTP-MISSING")


def json_answer(value: Any) -> Response:
    """Return plain data as JSON; what no JSON has (days, infinite numbers) is written as a day or null."""
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half a character, which no file can hold, shows as the sign for that.
    return Response(text.encode("utf-8", "replace"), media_type=MEDIA["json"])


def page_answer(page: Page) -> Response:
    """Return a page of rows as JSON."""
    return json_answer({"rows": page.rows, "next": page.next, "count": page.count, "truncated": page.truncated})


def file_answer(
    record: OpenRecord,
    what: str,
    form: str,
    filters: Filters,
    *,
    name: str | None = None,
    period: str = "week",
    excel: bool = False,
) -> Response:
    """Return all chosen rows as a file to download.

    Args:
        record: The record.
        what: Kind of rows or series.
        form: One of ``forms_of`` but "json".
        filters: What to choose.
        name: Name of the file without its ending; None for that of the kind.
        period: Of ``tension``: "week" or "day".
        excel: Of CSV: for spreadsheets.

    Raises:
        UsageError: A filter does not go with the rows.
        Refused: The rows are not there, or not in this form.
    """
    check_there(record, what)
    if form not in forms_of(what) or form == "json":
        raise no_such_form(what)
    file = cast(BinaryIO, SpooledTemporaryFile(SETTINGS.download_memory_bytes))  # noqa: SIM115 - closed when it is sent
    try:
        if form == "csv":
            n_rows = _write_csv(record, what, filters, file, period=period, excel=excel)
        else:
            n_rows = _write_export(record, what, form, filters, file)
        n_bytes = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers = {
        "content-disposition": f'attachment; filename="{name or what}.{form}"',
        "content-length": str(n_bytes),
        "x-total-count": str(n_rows),
    }
    return StreamingResponse(
        _chunks(file), media_type=MEDIA[form], headers=headers, background=BackgroundTask(file.close)
    )


def no_such_form(what: str) -> Refused:
    """Return the refusal of rows in a form that they do not come in."""
    return Refused(406, f"{what} come as {', '.join('.' + form for form in forms_of(what))}.")


def _write_csv(record: OpenRecord, what: str, filters: Filters, out: BinaryIO, *, period: str, excel: bool) -> int:
    if what not in KINDS:
        table = Selection(record, what, filters, period).arrow()
        return _write_batches(table.schema.names, table.to_batches(), out, excel=excel)
    with open_rows(record, filters) as rows:
        columns = "* EXCLUDE (text)" if what == "reports" else "COLUMNS('^[^_]')"
        names = [name for name in rows.schema(what).names if name != "text"]
        return _write_batches(names, rows.batches(what, columns), out, excel=excel)


def _write_batches(names: list[str], batches: Iterable[pa.RecordBatch], out: BinaryIO, *, excel: bool) -> int:
    n_rows = 0
    with as_text(out) as text:
        text.write(_MARK if excel else "")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(names)
        make = _excel_cell if excel else _plain_cell
        for batch in batches:
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows(map(make, row) for row in zip(*columns, strict=True))
            n_rows += batch.num_rows
    return n_rows


def _plain_cell(value: Any) -> Any:
    return plain_cell(_plain(value) if _is_nested(value) else value)


def _excel_cell(value: Any) -> Any:
    return excel_cell(json.dumps(_plain(value), ensure_ascii=False) if _is_nested(value) else value)


def _is_nested(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _write_export(record: OpenRecord, what: str, form: str, filters: Filters, out: BinaryIO) -> int:
    options = ExportOptions(tables=(what,) if form == "geojson" else (), title=record.folder.resolve().name)
    write = geojson.write if form == "geojson" else icalendar_file.write
    with open_rows(record, filters) as rows:
        return write(rows, out, options)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
