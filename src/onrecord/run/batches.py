"""Reports in Arrow batches: inputs in, rows of the record and rejects out.

What makes a job of an input, and a row or a reject of its outcome, is the same for every engine: the local one does it
report by report as its processes answer, Spark batch by batch where its workers are.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from onrecord.errors import LanguageError
from onrecord.model.arrow import dossier_to_row, dossiers_to_table, storable_text
from onrecord.model.ids import report_id
from onrecord.model.report import Reject
from onrecord.run.given import Given
from onrecord.run.work import Job, Outcome
from onrecord.settings import SETTINGS
from onrecord.sources.found import DateCandidate, Found

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
#: A report on its way: its id, and where it came from.
Ticket = tuple[str, Found]


class Reads(Protocol):
    """What reads the reports; see ``crew.Crew``."""

    def run(self, tasks: Iterable[tuple[Ticket, Job]]) -> Generator[tuple[Ticket, Outcome] | None, None, None]:
        """Do tasks, and yield each outcome when it is there; None where a moment goes by without any."""

    def close(self) -> None:
        """End whatever still works."""


def storable(found: Found) -> Found:
    """Return a report whose strings a table can hold; names of files, too, may have bytes that are no characters."""
    return Found(
        origin=storable_text(found.origin),
        text=storable_text(found.text),
        title=_storable(found.title),
        publisher=_storable(found.publisher),
        published=found.published,
        published_source=found.published_source,
        published_candidates=tuple(DateCandidate(day.value, day.origin) for day in found.published_candidates),
        url=_storable(found.url),
        warnings=tuple(found.warnings),
    )


def storable_reject(found: Reject) -> Reject:
    """Return a reject whose strings a table can hold."""
    return replace(found, origin=storable_text(found.origin), reason=storable_text(found.reason))


def _storable(words: str | None) -> str | None:
    return storable_text(words) if words is not None else None


def to_job(found: Found, *, codebook: str | None = None, as_row: bool = False) -> Job:
    """Return the job of reading a report; ``as_row`` asks for its row in Arrow's form and not for the dossier."""
    given = Given(
        published=found.published,
        published_source=found.published_source,
        publisher=found.publisher,
        url=found.url,
        title=found.title,
    )
    return Job(origin=found.origin, text=found.text, given=given, codebook=codebook, as_row=as_row)


def to_row(found: Found, outcome: Outcome) -> Row | Reject:
    """Return the row of a report that was read, or the Reject where it was not, or is not in English."""
    dossier = outcome.dossier
    if dossier is None:
        assert outcome.reject is not None
        return outcome.reject
    language = dossier.report.language
    if language is not None and language != SETTINGS.language_read:
        error = LanguageError(
            f"The report is not in English (language: {language}), the one language that is read. "
            "Give it in English translation."
        )
        return Reject(origin=found.origin, code=error.code, reason=str(error))
    read = replace(dossier, warnings=(*found.warnings, *dossier.warnings))
    row = dossier_to_row(read, origin=found.origin, ingested_at=datetime.now(UTC))
    row["published_candidates"] = [{"value": day.value, "origin": day.origin} for day in found.published_candidates]
    return row


def input_schema() -> pa.Schema:
    """Return the schema of inputs: the fields of ``sources.found.Found``, before them the ``id`` of the text.

    An input that is a reject has an ``origin``, a ``code`` and a ``reason`` alone; else the last two are null.
    """
    import pyarrow as pa

    candidate = pa.struct([("value", pa.date32()), ("origin", pa.string())])
    words = pa.string()
    return pa.schema(
        [
            pa.field("id", words),
            pa.field("origin", words, nullable=False),
            pa.field("text", words),
            pa.field("title", words),
            pa.field("publisher", words),
            pa.field("published", pa.date32()),
            pa.field("published_source", words),
            pa.field("published_candidates", pa.list_(candidate)),
            pa.field("url", words),
            pa.field("warnings", pa.list_(words)),
            pa.field("code", words),
            pa.field("reason", words),
        ]
    )


def to_input(found: Found | Reject) -> Row:
    """Return what a source gave as a row of ``input_schema``; what is null is left out."""
    if isinstance(found, Reject):
        reject = storable_reject(found)
        return {"origin": reject.origin, "code": reject.code, "reason": reject.reason}
    kept = storable(found)
    plain: Row = {name: getattr(kept, name) for name in _FIELDS}
    candidates = [{"value": day.value, "origin": day.origin} for day in kept.published_candidates]
    return {**plain, "id": report_id(kept.text), "published_candidates": candidates, "warnings": list(kept.warnings)}


_FIELDS = ("origin", "text", "title", "publisher", "published", "published_source", "url")


def from_input(row: Row) -> Found:
    """Return the report in a row of ``input_schema`` that is no reject."""
    days = row["published_candidates"] or ()
    return Found(
        **{name: row[name] for name in _FIELDS},
        published_candidates=tuple(DateCandidate(day["value"], day["origin"]) for day in days),
        warnings=tuple(row["warnings"] or ()),
    )


def read_batch(
    batch: pa.RecordBatch, reads: Reads, *, codebook: str | None = None
) -> tuple[pa.Table, dict[str, Reject]]:
    """Read the reports of a batch.

    Args:
        batch: Inputs with ``input_schema``: no rejects, and no text twice.
        reads: What reads them.
        codebook: Folder of a custom codebook; None for PLOVER's types alone.

    Returns:
        Rows with ``report_schema``, in the order of the batch; and for the id of each text without one, the reject.

    Raises:
        FatalError: Going on cannot help.
    """
    inputs = {row["id"]: from_input(row) for row in batch.to_pylist()}
    tasks = (((report, found), to_job(found, codebook=codebook)) for report, found in inputs.items())
    results = {answer[0][0]: to_row(answer[0][1], answer[1]) for answer in reads.run(tasks) if answer is not None}
    rows = [row for report in inputs if not isinstance(row := results[report], Reject)]
    rejects = {report: reject for report, reject in results.items() if isinstance(reject, Reject)}
    return dossiers_to_table(rows), rejects
