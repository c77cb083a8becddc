"""``onrecord merge``: what many reports have in common, computed anew from the dossiers and people's decisions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from onrecord.errors import OutputError
from onrecord.model.merged import (
    DuplicateGroup,
    Identity,
    JudgedKind,
    Judgement,
    MergedEvent,
    MergedStatement,
    ReportTrace,
    Story,
    Verdict,
)
from onrecord.record.judgements import read_judgements
from onrecord.record.selection import OpenRecord
from onrecord.resolve.duplicates import find_duplicates
from onrecord.resolve.event_merge import merge_events
from onrecord.resolve.identities import find_identities, identity_of
from onrecord.resolve.same_statements import find_same_statements
from onrecord.resolve.stories import find_stories
from onrecord.run.traces import read_traces

if TYPE_CHECKING:
    import pyarrow as pa

#: Kind of a judgement in the log to what is judged, and its verdicts to ours.
_KINDS = {
    "same_report": "report", "same_story": "story", "story": "story", "same_event": "event",
    "same_statement": "statement", "same_actor": "actor",
}  # fmt: skip
_VERDICTS = {"same": "same", "different": "not_same", "not_same": "not_same"}
#: Where the words, or the title, of a row's first evidence come from.
_EVIDENCE = {
    "merged_events": "SELECT id AS fact, words FROM events",
    "merged_statements": "SELECT id AS fact, words FROM statements",
    "stories": "SELECT report_id AS fact, title FROM reports",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge came to."""

    traces: list[ReportTrace]
    duplicates: list[DuplicateGroup]
    stories: list[Story]
    identities: list[Identity]
    events: list[MergedEvent]
    statements: list[MergedStatement]

    def __str__(self) -> str:
        """Return the closing account."""
        n_copies = sum(len(group.reports) - 1 for group in self.duplicates)
        n_events = sum(len(event.evidence) for event in self.events)
        n_statements = sum(len(statement.evidence) for statement in self.statements)
        return (
            f"{len(self.traces)} reports ({n_copies} of them copies) in {len(self.stories)} stories; "
            f"{n_events} tellings of {len(self.events)} events; {n_statements} prints of {len(self.statements)} "
            f"statements; {sum(len(i.actors) for i in self.identities)} actors are {len(self.identities)}"
        )


def merge_record(record: OpenRecord, *, progress: Callable[[str, int], None] | None = None) -> Merged:
    """Compute duplicates, stories, identities, merged events and statements, and write them to ``DIR/derived/merged``.

    Args:
        record: The record; its tables are not changed.
        progress: Called with the name of the step and the number of reports done in it.

    Raises:
        OutputError: The folder ``derived`` cannot be written.
    """
    tell = progress or (lambda _step, _done: None)
    traces = list(read_traces(record, progress=lambda done: tell("reports", done)))
    judgements = judgements_of(record, traces)
    tell("copies", len(traces))
    duplicates = find_duplicates(traces, judgements)
    tell("stories", len(traces))
    stories = find_stories(traces, judgements)
    tell("actors", len(traces))
    story_of = {report: story.id for story in stories for report in story.reports}
    identities = find_identities(traces, judgements, story_of=story_of)
    tell("events", len(traces))
    events = merge_events(traces, stories, identities, judgements)
    tell("statements", len(traces))
    statements = find_same_statements(traces, identity_of(identities), judgements)
    found = Merged(
        traces=traces, duplicates=duplicates, stories=stories, identities=identities, events=events,
        statements=statements,
    )  # fmt: skip
    _write(record, found)
    return found


def judgements_of(record: OpenRecord, traces: Iterable[ReportTrace]) -> list[Judgement]:
    """Return people's decisions on what is the same, in the terms of merging; those on single facts are left out."""
    ids = {f"{t.id}:event:{e.span.start}-{e.span.end}": e.id for t in traces for e in t.events}
    ids |= {f"{t.id}:statement:{s.span.start}-{s.span.end}": s.id for t in traces for s in t.statements}
    return [
        Judgement(
            kind=cast("JudgedKind", _KINDS[row.kind]),
            left=ids.get(row.left, row.left),
            right=ids.get(row.right, row.right),
            verdict=cast("Verdict", _VERDICTS[row.verdict]),
            by=row.by or "",
            at=row.at,
        )
        for row in read_judgements(record)
        if row.kind in _KINDS and row.right is not None and row.verdict in _VERDICTS
    ]


def _write(record: OpenRecord, found: Merged) -> None:
    names = {identity.id: identity.name for identity in found.identities}
    reports = {trace.id: trace for trace in found.traces}
    tables: dict[str, tuple[list[dict[str, Any]], pa.Schema]] = {
        "duplicates": ([_group(g) for g in found.duplicates], _schema("duplicates")),
        "stories": ([_story(s, reports) for s in found.stories], _schema("stories")),
        "identities": ([_identity(i) for i in found.identities], _schema("identities")),
        "merged_events": ([_event(e, names) for e in found.events], _schema("merged_events")),
        "merged_statements": ([_statement(s, names) for s in found.statements], _schema("merged_statements")),
    }
    folder = record.derived / "merged"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (rows, schema) in tables.items():
            _write_table(record, folder, name, rows, schema)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}. Free space, or change its rights.") from error


def _write_table(record: OpenRecord, folder: Path, name: str, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist(rows, schema=schema)
    if name in _EVIDENCE and len(table):
        table = _with_words(record, table, _EVIDENCE[name])
    temporary = folder / f"{name}.parquet.{os.getpid()}.tmp"
    pq.write_table(table, temporary)
    temporary.replace(folder / f"{name}.parquet")


def _with_words(record: OpenRecord, table: pa.Table, evidence: str) -> pa.Table:
    """Add the words, or the title, of each row's first evidence."""
    with record.connect() as connection:
        connection.register("merged_rows", table)
        query = f"SELECT m.*, e.* FROM merged_rows m LEFT JOIN ({evidence}) e ON e.fact = m.first_evidence"  # noqa: S608
        return connection.sql(query).to_arrow_table().drop_columns(["first_evidence", "fact"])


def _schema(name: str) -> pa.Schema:
    import pyarrow as pa

    text, texts, whole, real = pa.string(), pa.list_(pa.string()), pa.int64(), pa.float64()
    counts = [("n_reports", whole), ("n_publishers", whole)]
    span = [("start", pa.int32()), ("end", pa.int32())]
    events, statements = (
        pa.list_(pa.struct([("report_id", text), (f"{kind}_id", text), *span])) for kind in ("event", "statement")
    )
    number = pa.struct([("report_id", text), ("unit", text), ("low", real), ("best", real), ("high", real)])
    fields: Mapping[str, Sequence[tuple[str, pa.DataType]]] = {
        "duplicates": [("id", text), ("representative", text), ("reports", texts), ("ways", texts)],
        "stories": [
            ("id", text), ("first", pa.date32()), ("last", pa.date32()), *counts, ("reports", texts),
            ("first_evidence", text),
        ],
        "identities": [
            ("id", text), ("name", text), ("kind", text), ("country", text), ("sector", text), ("names", texts),
            ("titles", pa.list_(pa.struct([("title", text), ("first", pa.date32()), ("last", pa.date32())]))),
            ("actors", texts), ("n_reports", whole),
        ],
        "merged_events": [
            ("id", text), ("type", text), ("types", texts), ("modality", text), ("modalities", texts),
            ("actors", texts), ("recipients", texts), ("start", pa.timestamp("us")), ("end", pa.timestamp("us")),
            ("place", text), ("lat", real), ("lon", real), ("country", text), ("precision", whole), *counts,
            ("n_mentions", whole), ("evidence", events), ("figures", pa.list_(number)), ("conflicting", texts),
            ("first_evidence", text),
        ],
        "merged_statements": [
            ("id", text), ("speakers", texts), *counts, ("evidence", statements), ("first_evidence", text),
        ],
    }  # fmt: skip
    return pa.schema(list(fields[name]))


def _group(group: DuplicateGroup) -> dict[str, Any]:
    return {
        "id": group.id, "representative": group.representative, "reports": list(group.reports),
        "ways": list(group.ways),
    }  # fmt: skip


def _story(story: Story, reports: Mapping[str, ReportTrace]) -> dict[str, Any]:
    publishers = {reports[r].publisher for r in story.reports} - {None}
    return {
        "id": story.id, "first": story.first, "last": story.last, "n_reports": len(story.reports),
        "n_publishers": len(publishers), "reports": list(story.reports), "first_evidence": story.reports[0],
    }  # fmt: skip


def _identity(identity: Identity) -> dict[str, Any]:
    titles = [{"title": t.title, "first": t.first, "last": t.last} for t in identity.titles]
    return {
        "id": identity.id, "name": identity.name, "kind": identity.kind, "country": identity.country,
        "sector": identity.sector, "names": list(identity.names), "titles": titles, "actors": list(identity.actors),
        "n_reports": identity.n_reports,
    }  # fmt: skip


def _event(event: MergedEvent, names: Mapping[str, str]) -> dict[str, Any]:
    evidence = [
        {"report_id": e.report, "event_id": e.event, "start": e.span.start, "end": e.span.end} for e in event.evidence
    ]
    figures = [
        {"report_id": f.report, "unit": f.unit, "low": f.low, "best": f.best, "high": f.high} for f in event.figures
    ]
    plain = {
        name: getattr(event, name)
        for name in (
            "id", "type", "modality", "start", "end", "place", "lat", "lon", "country", "precision", "n_reports",
            "n_publishers", "n_mentions",
        )
    }  # fmt: skip
    return {
        **plain, "types": list(event.types), "modalities": list(event.modalities),
        "actors": [names.get(a, a) for a in event.actors], "recipients": [names.get(a, a) for a in event.recipients],
        "evidence": evidence, "figures": figures, "conflicting": list(event.conflicting),
        "first_evidence": event.evidence[0].event,
    }  # fmt: skip


def _statement(statement: MergedStatement, names: Mapping[str, str]) -> dict[str, Any]:
    evidence = [
        {"report_id": e.report, "statement_id": e.statement, "start": e.span.start, "end": e.span.end}
        for e in statement.evidence
    ]
    return {
        "id": statement.id, "speakers": [names.get(s, s) for s in statement.speakers],
        "n_reports": statement.n_reports, "n_publishers": statement.n_publishers, "evidence": evidence,
        "first_evidence": statement.evidence[0].statement,
    }  # fmt: skip
