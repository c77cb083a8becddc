"""What people have decided: an append-only log that no recomputation overwrites.

A row says: who (``by``), when (``at``), about what (``left``, and ``right`` where it is about two things), which
question (``kind``) and which answer (``verdict``), with a ``value`` in JSON where the answer has one. Things are named
by keys that do not depend on the weights that found them: ``fact_key`` for a fact, the id for a report, free names for
the rest. The newest row about the same ``kind``, ``left`` and ``right`` holds; the older ones stay as its history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.model.arrow import judgement_schema
from onrecord.model.span import Span
from onrecord.record.commits import check_room, output_errors, writer_properties

if TYPE_CHECKING:
    from onrecord.record.table import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """One decision, as it stands in the table ``judgements``."""

    #: The question: "fact", "same_event", "same_actor", "same_statement", "story", …
    kind: str
    #: Key of the thing judged.
    left: str
    #: Key of the other thing, where two were compared; else None.
    right: str | None = None
    #: The answer: "right", "wrong", "corrected", "same", "different", …
    verdict: str
    #: What is right instead, as JSON ('{"type": "THREATEN"}'); None where the verdict says all.
    value: str | None = None
    #: Who says so; None where he gave no name.
    by: str | None = None
    #: Moment in UTC.
    at: datetime


def fact_key(report: str, kind: str, span: Span) -> str:
    """Return the key of a fact, which is the same whatever weights found it.

    Args:
        report: Id of the report.
        kind: What sort of fact it is: "statement", "event", "position", "figure", "time", "place", "actor".
        span: Its first evidence: cue or content of a statement, trigger of an event, words of the rest.

    >>> fact_key("9f2c", "event", Span(10, 18))
    '9f2c:event:10-18'
    """
    return f"{report}:{kind}:{span.start}-{span.end}"


def add_judgements(record: Record, rows: Iterable[JudgementRow]) -> int:
    """Append decisions to the log, in one commit; return how many.

    Raises:
        UsageError: A moment has no time zone, or a value is no JSON.
        OutputError: The disk is full, or the record may not be written.
    """
    import pyarrow as pa
    from deltalake import write_deltalake

    table = pa.Table.from_pylist([_plain(row) for row in rows], schema=judgement_schema())
    if len(table):
        check_room(record.folder, table.nbytes)
        with output_errors(record.folder):
            # Appending takes nothing for granted, so Delta may move it past other writers' commits.
            write_deltalake(record.table("judgements"), table, mode="append", writer_properties=writer_properties())
    return len(table)


def read_judgements(record: Record, *, newest_only: bool = True) -> Iterator[JudgementRow]:
    """Yield the decisions, oldest first.

    Args:
        record: The record.
        newest_only: Leave out those that a later one about the same kind, left and right has replaced.
    """
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    for path in record.files("judgements"):
        rows.extend(pq.read_table(path).to_pylist())
    rows.sort(key=lambda row: (row["at"], row["id"]))
    if newest_only:
        newest = {(row["kind"], row["left"], row["right"]): row for row in rows}
        rows = [row for row in rows if newest[row["kind"], row["left"], row["right"]] is row]
    for row in rows:
        del row["id"]
        yield JudgementRow(**row)


def _plain(row: JudgementRow) -> dict[str, Any]:
    if row.at.tzinfo is None:
        raise UsageError("The moment of a judgement needs a time zone: datetime.now(UTC).")
    if row.value is not None:
        try:
            json.loads(row.value)
        except ValueError:
            raise UsageError('The value of a judgement is JSON, like \'{"type": "THREATEN"}\'.') from None
    plain = {name: getattr(row, name) for name in ("kind", "left", "right", "verdict", "value", "by")}
    at = row.at.astimezone(UTC)
    digest = sha256(json.dumps([*plain.values(), at.isoformat()]).encode()).hexdigest()
    return {"id": digest, **plain, "at": at}
