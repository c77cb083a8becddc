"""Taking in one report by hand, and what was taken in before: inputs, rejects, copies and stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from onrecord.errors import LanguageError, ReportError, UsageError
from onrecord.model.arrow import dossier_to_row, dossiers_to_table, storable_text
from onrecord.model.report import Reject
from onrecord.record.filters import Filters
from onrecord.record.select import choose
from onrecord.record.views import merged_files
from onrecord.record.writer import drop_rejects, save_rejects
from onrecord.run.given import Given
from onrecord.serve.paging import Page
from onrecord.serve.sums import ask_views, page_of_rows, rows_of
from onrecord.settings import SETTINGS
from onrecord.sources.documents import read_document
from onrecord.sources.found import Found, Known

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from onrecord.record.selection import OpenRecord
    from onrecord.serve.reading import Reads

#: Stories and groups of copies that a page lists, the largest first, and reports named of each.
_GROUPS, _NAMED = 10, 12
_INPUTS = """
SELECT report_id, title, publisher, published, origin, ingested_at, n_statements, n_events, n_positions,
    n_figures, len(warnings) AS n_warnings, model_version
FROM hidden.reports WHERE {where} ORDER BY ingested_at DESC, origin, report_id
"""
_COPIES = """
WITH g AS (SELECT id, representative, reports, len(reports) AS n FROM duplicates WHERE len(reports) > 1
    ORDER BY n DESC, id LIMIT $groups)
SELECT g.n, g.representative AS report_id, first.title, first.publisher, first.published,
    (SELECT list({'report_id': r.report_id, 'title': r.title, 'publisher': r.publisher, 'published': r.published}
        ORDER BY r.published, r.report_id)[:$named] FROM hidden.reports r
        WHERE list_contains(g.reports, r.report_id) AND r.report_id != g.representative) AS others
FROM g JOIN hidden.reports first ON first.report_id = g.representative ORDER BY g.n DESC, g.id
"""
_STORIES = """
WITH s AS (SELECT * FROM stories WHERE n_reports > 1 ORDER BY n_reports DESC, id LIMIT $groups)
SELECT s.n_reports AS n, s.n_publishers, s.first, s.last, s.reports[1] AS report_id, f.title,
    (SELECT list({'report_id': r.report_id, 'title': r.title, 'publisher': r.publisher, 'published': r.published}
        ORDER BY r.published, r.report_id)[:$named] FROM hidden.reports r
        WHERE list_contains(s.reports, r.report_id) AND r.report_id != s.reports[1]) AS others
FROM s JOIN hidden.reports f ON f.report_id = s.reports[1] ORDER BY s.n_reports DESC, s.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What a user hands over: a file, or a text with what he knows of it."""

    data: bytes = b""
    #: Name of the file; "" for a pasted text.
    name: str = ""
    text: str = ""
    title: str = ""
    publisher: str = ""
    #: ISO 8601; "" where unknown.
    published: str = ""
    url: str = ""


def take_in(record: OpenRecord, reads: Reads, handed: Handed) -> str:
    """Read a report, store it, and return its id; one that is there already is not read again.

    Raises:
        Refused: Other texts wait to be read.
        ReportError: It cannot be read; that is kept among the record's rejects.
        UsageError: Nothing was handed over, or the day is none.
    """
    known = Known(
        published=_day(handed.published), publisher=handed.publisher or None, title=handed.title or None,
        url=handed.url or None,
    )  # fmt: skip
    if not handed.data and not handed.text.strip():
        raise UsageError("Choose a file, or paste the text of a report.")
    if len(handed.data) > SETTINGS.dropped_bytes:
        raise UsageError(f"A file may have {SETTINGS.dropped_bytes // 1024**2} MB. Larger ones: onrecord ingest FILE")
    origin = storable_text(f"dropped:{handed.name[:300]}" if handed.data else "pasted")
    data = handed.data or handed.text.replace("\r\n", "\n").encode("utf-8", "replace")
    found = read_document(data, origin=origin, known=known)
    if isinstance(found, Reject):
        save_rejects(record, [found], datetime.now(UTC))
        raise _RejectedError(found)
    return _store(record, reads, found)


class _RejectedError(ReportError):
    """A document was rejected; has the code of its reject."""

    def __init__(self, reject: Reject) -> None:
        super().__init__(reject.reason)
        self.code = reject.code  # type: ignore[misc]


def _store(record: OpenRecord, reads: Reads, found: Found) -> str:
    given = Given(
        published=found.published, published_source=found.published_source, publisher=_kept(found.publisher),
        url=_kept(found.url), title=_kept(found.title),
    )  # fmt: skip
    dossier = reads.read(storable_text(found.text), given)
    if dossier.report.language not in (None, SETTINGS.language_read):
        error = LanguageError("The report is not in English, the one language that is read. Give it in translation.")
        save_rejects(record, [Reject(origin=found.origin, code=error.code, reason=str(error))], datetime.now(UTC))
        raise error
    row = dossier_to_row(dossier, origin=found.origin, ingested_at=datetime.now(UTC))
    record.add(dossiers_to_table([row]))
    drop_rejects(record, {found.origin})
    return dossier.report.id


def _kept(value: str | None) -> str | None:
    return storable_text(value) if value is not None else None


def _day(value: str) -> date | None:
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise UsageError("The day of publication is no date. Write year, month and day, like 2031-05-02.") from None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in before."""

    inputs: Page
    #: Groups of copies and stories; None where ``onrecord merge`` has not run.
    copies: list[dict[str, Any]] | None
    stories: list[dict[str, Any]] | None


def taken_in(record: OpenRecord, filters: Filters, token: str | None) -> TakenIn:
    """Return inputs, the newest first, with copies and stories."""
    merged = merged_files(record)
    few = {"groups": _GROUPS, "named": _NAMED}

    def work(connection: DuckDBPyConnection) -> TakenIn:
        condition, values = choose(connection, record, "reports", filters)
        inputs = page_of_rows(connection, _INPUTS.format(where=condition), values, token)
        copies = rows_of(connection, _COPIES, few) if "duplicates" in merged else None
        stories = rows_of(connection, _STORIES, few) if "stories" in merged else None
        return TakenIn(inputs, copies, stories)

    return ask_views(record, ("reports", "actors"), work)
