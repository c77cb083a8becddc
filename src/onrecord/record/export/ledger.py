"""The claim ledger: a row per claim with its exact words, their context, the report, a link to them, and a day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.record.export.cells import cell, guarded, iso
from onrecord.record.export.claims import Claim, read_claims
from onrecord.record.export.json_stream import write_items, write_lines
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Row, Rows
from onrecord.record.export.target import as_text
from onrecord.settings import SETTINGS

COLUMNS = (
    "claim", "words", "context", "speaker", "date", "published", "publisher", "title", "link", "url", "confidence",
    "kind", "id", "report_id", "start", "end",
)  # fmt: skip
_MARK = "\ufeff"


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the ledger: CSV, or, to a file that ends in .json or .jsonl, JSON; return the number of claims."""
    kinds = options.tables or ("statements",)
    rows.expect(sum(rows.count(kind) for kind in kinds))
    entries = _entries(rows, kinds)
    with as_text(out) as text:
        if options.ending == ".json":
            return write_items(text, entries)
        if options.ending in (".jsonl", ".ndjson"):
            return write_lines(text, entries)
        make = guarded if options.excel else _as_is
        text.write(_MARK if options.excel else "")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        n_rows = 0
        for entry in entries:
            writer.writerow([make(cell(entry[name])) for name in COLUMNS])
            n_rows += 1
        return n_rows


def _as_is(value: Any) -> Any:
    return value


def _entries(rows: Rows, kinds: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for report, claims in read_claims(rows, kinds):
        for claim in claims:
            yield ledger_entry(report, claim)


def ledger_entry(report: Row, claim: Claim) -> dict[str, Any]:
    """Return the entry of a claim, with the keys of ``COLUMNS``."""
    row = claim.row
    return {
        "claim": claim.claim,
        "words": claim.words,
        "context": claim.context(report["text"], SETTINGS.context_chars),
        "speaker": row.get("speaker"),
        "date": iso(claim.day) or None,
        "published": iso(row["published"]) or None,
        "publisher": row["publisher"],
        "title": row["title"],
        "link": claim.link,
        "url": row["url"],
        "confidence": row["confidence"],
        "kind": claim.kind.removesuffix("s"),
        "id": row["id"],
        "report_id": row["report_id"],
        "start": claim.spans[0].start,
        "end": claim.spans[-1].end,
    }
