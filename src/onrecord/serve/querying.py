"""Queries that are written into the workspace, and whole exports: bounded in time, memory and rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from onrecord.errors import UsageError
from onrecord.record.export.csv_tables import excel_cell
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.profiles import Profile, export_record
from onrecord.record.filters import Filters
from onrecord.record.guard import ask, check_select
from onrecord.record.views import connect
from onrecord.run.export import FORMS
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from onrecord.record.selection import OpenRecord

#: Queries to begin from: what it is called, and its SQL.
EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        "Who speaks most",
        "SELECT speaker, count(*) AS n, count(DISTINCT report_id) AS reports\nFROM statements\n"
        "WHERE speaker IS NOT NULL\nGROUP BY speaker\nORDER BY n DESC, speaker\nLIMIT 50",
    ),
    (
        "Events by type and modality",
        "SELECT type, modality, count(*) AS n\nFROM events\nWHERE NOT background\nGROUP BY ALL\n"
        "ORDER BY n DESC, type, modality",
    ),
    (
        "Threats, with their words",
        'SELECT published, actors, recipients, sentence, words, report_id, start, "end"\nFROM events\n'
        "WHERE modality = 'threatened'\nORDER BY published DESC NULLS LAST\nLIMIT 200",
    ),
    (
        "The dead, as outlets count them",
        'SELECT published, publisher, low, best, high, "of", words, report_id, start, "end"\nFROM figures\n'
        "WHERE unit = 'deaths'\nORDER BY published DESC NULLS LAST\nLIMIT 200",
    ),
    (
        "Reports by outlet and week",
        "SELECT publisher, date_trunc('week', published) AS week, count(*) AS reports\nFROM reports\n"
        "GROUP BY ALL\nORDER BY week DESC NULLS LAST, reports DESC",
    ),
    (
        "Who changed his stance",
        "SELECT party, issue, list(DISTINCT stance) AS stances, min(published) AS first, max(published) AS last\n"
        "FROM positions\nGROUP BY party, issue\nHAVING count(DISTINCT stance) > 1\nORDER BY last DESC NULLS LAST\n"
        "LIMIT 100",
    ),
)
#: Characters of a cell that are shown.
_CELL_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Answered:
    """The rows of a query."""

    names: list[str]
    rows: list[list[Any]]
    #: True where there are more rows than these.
    cut: bool


def answer(record: OpenRecord, query: str, *, rows: int) -> Answered:
    """Return the first rows of a user's query.

    Args:
        record: The record.
        query: One SELECT over the views; it sees no file and changes nothing.
        rows: Rows at most.

    Raises:
        UsageError: It is no such SELECT, or took more than its ceilings of time or memory.
    """
    with connect(record, memory_bytes=SETTINGS.web_query_bytes) as connection:
        check_select(connection, query)
        connection.execute("BEGIN TRANSACTION READ ONLY")

        def work() -> Answered:
            # Rows are fetched as they come, so that an endless answer costs no more than those that are shown.
            found = connection.execute(query)
            names = [column[0] for column in found.description or ()]
            fetched = found.fetchmany(rows + 1)
            return Answered(names, [list(row) for row in fetched[:rows]], len(fetched) > rows)

        return ask(connection, work, seconds=SETTINGS.web_query_seconds)


def links_of(found: Answered) -> list[str | None]:
    """Return where the words of each row stand, where it has ``report_id``; with the span, where it has that too."""
    places = {name: n for n, name in enumerate(found.names)}
    if "report_id" not in places:
        return [None] * len(found.rows)
    kind = _kind_of(places)
    links: list[str | None] = []
    for row in found.rows:
        report, start, end = (row[places[name]] if name in places else None for name in ("report_id", "start", "end"))
        if not isinstance(report, str) or not report.isalnum():
            links.append(None)
        elif kind and isinstance(start, int) and isinstance(end, int):
            links.append(f"/reports/{report}?fact={kind}:{start}-{end}#target")
        else:
            links.append(f"/reports/{report}")
    return links


def _kind_of(places: Mapping[str, int]) -> str | None:
    """Guess from its columns which kind of fact a row is."""
    telling = {"modality": "event", "recipients": "event", "speaker": "statement", "low": "figure"}
    if "stance" in places:
        return "position"
    return next((kind for name, kind in telling.items() if name in places), None)


def as_text(value: Any) -> str:
    """Return a cell as text, cut where it is very long."""
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= _CELL_CHARS else text[:_CELL_CHARS] + " …"


def as_csv(found: Answered) -> bytes:
    """Return rows as CSV for spreadsheets: no cell of it is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([excel_cell(name) for name in found.names])
    writer.writerows([excel_cell(value) for value in row] for row in found.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def profile_of(name: str) -> Profile:
    """Return a form to export in.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in FORMS:
        raise UsageError(f"There is no such form. Choose from {', '.join(FORMS)}.")
    return FORMS[name]


def exported(
    record: OpenRecord, profile: Profile, filters: Filters, table: str | None
) -> tuple[Path, TemporaryDirectory[str]]:
    """Write an export; return the file, a zip where the form has several, and the folder to be removed afterwards.

    Args:
        record: The record.
        profile: One of ``FORMS``.
        filters: What to choose.
        table: Kind of rows, of forms that have a choice; None for all.

    Raises:
        UsageError: Table or filters do not go with the form.
    """
    folder = TemporaryDirectory(prefix="onrecord-export-")
    try:
        stem = f"{profile.name}-{table}" if table else profile.name
        options = ExportOptions(tables=(table,) if table else (), title=record.folder.resolve().name)
        if profile.is_folder and not table:
            target = Path(folder.name) / "tables"
            done = export_record(record, profile, target, filters, options)
            packed = Path(folder.name) / f"{stem}.zip"
            with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
                for path in done.paths:
                    archive.write(path, path.name)
            return packed, folder
        path = Path(folder.name) / f"{stem}{profile.ending}"
        export_record(record, profile, path, replace(filters, limit=None), options)
        return path, folder
    except BaseException:
        folder.cleanup()
        raise
