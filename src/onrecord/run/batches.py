"""Reports in Arrow batches: inputs in, rows of the record and rejects out.

What makes a job of an input, and a row or a reject of its outcome, is the same for every engine: the local one does it
report by report as its processes answer, Spark batch by batch where its workers are.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from onrecord.errors import LanguageError
from onrecord.model.arrow import dossier_to_row, dossiers_to_table, storable_text
from onrecord.model.ids import report_id
from onrecord.model.report import Reject
from onrecord.run.found import Found
from onrecord.run.read import Given
from onrecord.run.work import Job, Outcome
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


class Reads(Protocol):
    """What reads the reports; see ``crew.Crew``."""

    def run(self, tasks: Iterable[tuple[Any, Job]]) -> Generator[tuple[Any, Outcome] | None, None, None]:
        """Do tasks, and yield each outcome with its key when it is there; None where a moment goes by without."""

    def close(self) -> None:
        """End whatever still works."""


def input_schema() -> pa.Schema:
    """Return the schema of inputs: what a source knows of a report, and where it came from.

    ``id`` and ``text`` are null where the input is a reject; ``code`` and ``reason`` are null where it is none.
    """
    import pyarrow as pa

    candidate = pa.struct([("value", pa.date32()), ("origin", pa.string())])
    return pa.schema(
        [
            pa.field("id", pa.string()),
            pa.field("origin", pa.string(), nullable=False),
            pa.field("text", pa.string()),
            pa.field("title", pa.string()),
            pa.field("publisher", pa.string()),
            pa.field("published", pa.date32()),
            pa.field("published_source", pa.string()),
            pa.field("published_candidates", pa.list_(candidate)),
            pa.field("url", pa.string()),
            pa.field("code", pa.string()),
            pa.field("reason", pa.string()),
        ]
    )


def to_input(found: Found | Reject) -> Row:
    """Return what a source gave as a row of ``input_schema``; fields that are None are left out."""
    if isinstance(found, Reject):
        return {"origin": found.origin, "code": found.code, "reason": found.reason}
    text = storable_text(found.text)
    return {
        "id": report_id(text),
        "origin": found.origin,
        "text": text,
        "title": found.title,
        "publisher": found.publisher,
        "published": found.published,
        "published_source": found.published_source,
        "published_candidates": [{"value": c.value, "origin": c.origin} for c in found.published_candidates],
        "url": found.url,
    }


def to_job(given: Row, *, codebook: str | None = None) -> Job:
    """Return the job of reading an input (a row of ``input_schema`` that is no reject)."""
    known = {name: given.get(name) for name in ("published", "published_source", "publisher", "url", "title")}
    return Job(origin=given["origin"], text=given["text"], given=Given(**known), codebook=codebook)


def to_row(given: Row, outcome: Outcome) -> Row | Reject:
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
        return Reject(origin=given["origin"], code=error.code, reason=str(error))
    days = [(day["value"], day["origin"]) for day in given.get("published_candidates") or ()]
    return dossier_to_row(dossier, origin=given["origin"], ingested_at=datetime.now(UTC), published_candidates=days)


def read_batch(batch: pa.RecordBatch, reads: Reads, *, codebook: str | None = None) -> tuple[pa.Table, list[Reject]]:
    """Read the reports of a batch.

    Args:
        batch: Inputs with ``input_schema``, none of them a reject.
        reads: What reads them.
        codebook: Folder of a custom codebook; None for PLOVER's types alone.

    Returns:
        Rows with ``report_schema``, in the order of the batch, and a reject for each report without one.

    Raises:
        FatalError: Going on cannot help.
    """
    inputs = batch.to_pylist()
    done: dict[int, Row | Reject] = {}
    for answer in reads.run((number, to_job(given, codebook=codebook)) for number, given in enumerate(inputs)):
        if answer is not None:
            done[answer[0]] = to_row(inputs[answer[0]], answer[1])
    results = [done[number] for number in range(len(inputs))]
    rows = dossiers_to_table([result for result in results if not isinstance(result, Reject)])
    return rows, [result for result in results if isinstance(result, Reject)]
